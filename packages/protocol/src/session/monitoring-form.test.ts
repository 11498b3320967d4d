import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal, elapsedMinutes } from '@evenkeel/quantities';
import { minute } from '../testing/log.ts';
import { monitoringForm, type FormEffect, type MonitoringFormFacts } from './monitoring-form.ts';

const reading = (at: number, systolic: number, diastolic = 80) => ({
  entryId: '01900000-0000-7000-8000-000000000001' as never,
  at: minute(at),
  vitals: { systolic, diastolic },
  confirmedImplausible: false,
});
const none: FormEffect = { occurred: 'no' };
const facts: MonitoringFormFacts = {
  firstTreatment: 'no',
  concomitant: {
    benzodiazepine: 'yes',
    sedative: 'no',
    stimulant: 'no',
    maoInhibitor: 'no',
    opioid: 'no',
  },
  doseMg: decimal('56'),
  lot: 'A1',
  firstDeviceAt: minute(0),
  monitoringEndedAt: minute(125),
  wouldHaveBeenReadyAt: minute(95),
  readings: [
    reading(-10, 118),
    reading(-5, 120),
    reading(38, 141),
    reading(44, 150),
    reading(90, 130),
    reading(121, 124),
  ],
  effects: {
    sedation: none,
    dissociation: { occurred: 'yes', onset: minute(12), resolution: minute(70), serious: false },
    respiratoryDepression: none,
  },
};
const field = (name: string, changes: Partial<MonitoringFormFacts> = {}) =>
  monitoringForm({ ...facts, ...changes }, 7).fields.find((one) => one.field === name)?.value;

test('the monitoring form is computed from this session’s entries, with its seven days', () => {
  const form = monitoringForm(facts, 7);
  assert.deepEqual(form.missing, []);
  assert.deepEqual(Object.fromEntries(form.fields.map((one) => [one.field, one.value])), {
    'first treatment': 'no',
    'concomitant benzodiazepine': 'yes',
    'concomitant sedative': 'no',
    'concomitant stimulant': 'no',
    'concomitant maoInhibitor': 'no',
    'concomitant opioid': 'no',
    dose: '56 mg',
    lot: 'A1',
    'minutes from first device to end of monitoring': '125',
    'minutes until ready without the two-hour rule': '95',
    'pressure before': '120/80 mmHg',
    'pressure at 40 minutes': '141/80 mmHg',
    'pressure before leaving': '124/80 mmHg',
    sedation: 'no',
    dissociation: 'yes',
    'dissociation onset': '12 min',
    'dissociation resolution': '70 min',
    'dissociation serious': 'no',
    respiratoryDepression: 'no',
  });
  assert.equal(elapsedMinutes(minute(0), form.dueBy ?? minute(0)), 7 * 24 * 60);
});

test('[H37] what was not charted is missing and never filled from elsewhere', () => {
  const empty = monitoringForm(
    {
      firstTreatment: 'unknown',
      concomitant: { benzodiazepine: 'unknown' },
      doseMg: undefined,
      lot: undefined,
      firstDeviceAt: undefined,
      monitoringEndedAt: undefined,
      wouldHaveBeenReadyAt: undefined,
      readings: facts.readings,
      effects: {
        sedation: { occurred: 'unknown' },
        dissociation: { occurred: 'unknown' },
        respiratoryDepression: { occurred: 'unknown' },
      },
    },
    7,
  );
  assert.equal(empty.missing.length, empty.fields.length);
  assert.equal(empty.dueBy, undefined);
  assert.deepEqual(
    monitoringForm({ ...facts, effects: { ...facts.effects, sedation: { occurred: 'yes' } } }, 7).missing,
    ['sedation onset', 'sedation resolution', 'sedation serious'],
  );
});

test('[H37] a blank lot is none, an effect says whether it was serious, and the order of readings does not matter', () => {
  for (const lot of ['', '  ']) assert.deepEqual(monitoringForm({ ...facts, lot }, 7).missing, ['lot']);
  const serious = (value: boolean) =>
    field('sedation serious', {
      effects: { ...facts.effects, sedation: { occurred: 'yes', serious: value } },
    });
  assert.deepEqual([serious(true), serious(false)], ['yes', 'no']);
  assert.deepEqual(
    monitoringForm({ ...facts, readings: facts.readings.toReversed() }, 7),
    monitoringForm(facts, 7),
  );
});

test('a pressure counts for forty minutes from 30 to 50, before up to the first device, and leaving only until the end', () => {
  const at = (minutes: number) => field('pressure at 40 minutes', { readings: [reading(minutes, 140)] });
  assert.deepEqual(
    [29, 30, 50, 51].map((minutes) => at(minutes) !== undefined),
    [false, true, true, false],
  );
  assert.equal(field('pressure before', { readings: [reading(0, 119), reading(1, 140)] }), '119/80 mmHg');
  assert.equal(field('pressure before leaving', { readings: [reading(50, 140)] }), undefined);
  assert.equal(field('pressure before leaving', { readings: [reading(126, 140)] }), undefined);
  assert.equal(field('pressure before leaving', { readings: [reading(125, 140)] }), '140/80 mmHg');
  // A transposed pressure is none.
  assert.equal(field('pressure before', { readings: [reading(-5, 80, 120)] }), undefined);
  assert.equal(
    field('minutes from first device to end of monitoring', { monitoringEndedAt: minute(-1) }),
    undefined,
  );
});
