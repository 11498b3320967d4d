import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal, elapsedMinutes } from '@evenkeel/quantities';
import type { PatientFacts } from '../patient-facts.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import type { PlannedDose } from '../regimen/plan.ts';
import { before, discharge, entry, fold, good, minute, rated, vitals } from '../testing/log.ts';
import { readyPatient } from '../testing/facts.ts';
import { doseStartOf } from './dose-start.ts';
import type { Entry, FormAnswers, FormEffect } from './entry.ts';
import {
  chartedEffects,
  formAnswers,
  formConcomitant,
  formGround,
  formMedicines,
  formOfSession,
  monitoringForm,
  monitoringFormDays,
  type MonitoringFormFacts,
} from './monitoring-form.ts';

const reading = (at: number, systolic: number, diastolic = 80) => ({
  entryId: '01900000-0000-7000-8000-000000000001' as never,
  at: minute(at),
  vitals: { systolic, diastolic },
  confirmedImplausible: false,
});
const none: FormEffect = { occurred: 'no' };
const facts: MonitoringFormFacts = {
  firstTreatment: 'no',
  enrolled: 'yes',
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
  vitalsBefore: 'yes',
  vitalsLeaving: 'no',
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
  seriousEvents: [],
};
const field = (name: string, changes: Partial<MonitoringFormFacts> = {}) =>
  monitoringForm({ ...facts, ...changes }, 7).fields.find((one) => one.field === name)?.value;

test('the monitoring form is computed from this session’s entries, with its seven days', () => {
  const form = monitoringForm(facts, 7);
  assert.deepEqual(form.missing, []);
  assert.deepEqual(Object.fromEntries(form.fields.map((one) => [one.field, one.value])), {
    'First treatment': 'no',
    'Enrolled in the programme': 'yes',
    'Takes: Benzodiazepines': 'yes',
    'Takes: Z-drugs, sedating antihistamines and other sedatives': 'no',
    'Takes: MAO inhibitors': 'no',
    'Takes: Stimulants and modafinil': 'no',
    'Takes: Opioids': 'no',
    Dose: '56 mg',
    'Lot number': 'A1',
    'Minutes from the first device to the end of monitoring': '125',
    'Minutes until ready without the two-hour rule': '95',
    'Vital signs acceptable before the dose': 'yes',
    'Vital signs acceptable before leaving': 'no',
    'Pressure before': '120/80 mmHg',
    'Pressure at 40 minutes': '141/80 mmHg',
    'Pressure before leaving': '124/80 mmHg',
    Sedation: 'no',
    Dissociation: 'yes',
    'Dissociation: onset': '12 min',
    'Dissociation: resolution': '70 min',
    'Dissociation: serious': 'no',
    'Respiratory depression': 'no',
    'Serious adverse events': 'none charted',
  });
  assert.equal(elapsedMinutes(minute(0), form.dueBy ?? minute(0)), 7 * 24 * 60);
});

test('[H37] what was not charted is missing and never filled from elsewhere', () => {
  const empty = monitoringForm(
    {
      firstTreatment: 'unknown',
      enrolled: 'unknown',
      vitalsBefore: 'unknown',
      vitalsLeaving: 'unknown',
      seriousEvents: [],
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
  assert.deepEqual(
    empty.fields.filter(({ value }) => value !== undefined).map(({ field }) => field),
    ['Serious adverse events'],
  );
  assert.equal(empty.missing.length, empty.fields.length - 1);
  assert.equal(empty.dueBy, undefined);
  assert.deepEqual(
    monitoringForm({ ...facts, effects: { ...facts.effects, sedation: { occurred: 'yes' } } }, 7).missing,
    ['Sedation: onset', 'Sedation: resolution', 'Sedation: serious'],
  );
});

test('[H37] a blank lot is none, an effect says whether it was serious, and the order of readings does not matter', () => {
  for (const lot of ['', '  '])
    assert.deepEqual(monitoringForm({ ...facts, lot }, 7).missing, ['Lot number']);
  const serious = (value: boolean) =>
    field('Sedation: serious', {
      effects: { ...facts.effects, sedation: { occurred: 'yes', serious: value } },
    });
  assert.deepEqual([serious(true), serious(false)], ['yes', 'no']);
  assert.deepEqual(
    monitoringForm({ ...facts, readings: facts.readings.toReversed() }, 7),
    monitoringForm(facts, 7),
  );
});

test('a pressure counts for forty minutes from 30 to 50, before up to the first device, and leaving only until the end', () => {
  const at = (minutes: number) => field('Pressure at 40 minutes', { readings: [reading(minutes, 140)] });
  assert.deepEqual(
    [29, 30, 50, 51].map((minutes) => at(minutes) !== undefined),
    [false, true, true, false],
  );
  assert.equal(field('Pressure before', { readings: [reading(0, 119), reading(1, 140)] }), '119/80 mmHg');
  assert.equal(field('Pressure before leaving', { readings: [reading(50, 140)] }), undefined);
  assert.equal(field('Pressure before leaving', { readings: [reading(126, 140)] }), undefined);
  assert.equal(field('Pressure before leaving', { readings: [reading(125, 140)] }), '140/80 mmHg');
  // A transposed pressure is none.
  assert.equal(field('Pressure before', { readings: [reading(-5, 80, 120)] }), undefined);
  assert.equal(
    field('Minutes from the first device to the end of monitoring', { monitoringEndedAt: minute(-1) }),
    undefined,
  );
});

const plan: PlannedDose = {
  drug: 'esketamine',
  route: 'nasal-device',
  template: 'esketamine-resistant',
  amountMg: decimal('56'),
  devices: 2,
};
const answers: FormAnswers = {
  firstTreatment: 'yes',
  readyAt: minute(80),
  vitalsBefore: 'yes',
  vitalsLeaving: 'yes',
  effects: { sedation: { occurred: 'no' }, dissociation: { occurred: 'no' } },
  concomitant: { opioid: 'no' },
  sent: false,
};
const session = (...more: readonly Entry[]) =>
  fold(
    [
      ...before(),
      entry('gateAnswered', -20, { gate: 'programmeEnrolment', ok: 'yes' }),
      entry('doseStart', 0, { ...doseStartOf(plan), lot: 'B2' }),
      entry('deviceGiven', 5, { device: 2, taken: true }),
      vitals(40, { ...good, moaas: 3, respiratoryRate: 9 }),
      vitals(118, good),
      ...more,
    ],
    130,
    { plan, jurisdiction: 'US' },
  );
const ground = { firstTreatment: 'unknown', concomitant: { opioid: 'yes', stimulant: 'no' } } as const;
const valueOf = (state: ReturnType<typeof session>, name: string) =>
  formOfSession(state, ground, 7).fields.find(({ field }) => field === name)?.value;

test('[H37] the form of a session is its log; what only the form asks stays missing until it is answered', () => {
  const open = session();
  assert.equal(valueOf(open, 'Dose'), '56 mg');
  assert.equal(valueOf(open, 'Lot number'), 'B2');
  assert.equal(valueOf(open, 'Enrolled in the programme'), 'yes');
  assert.equal(valueOf(open, 'Takes: Opioids'), 'yes');
  assert.equal(valueOf(open, 'Minutes from the first device to the end of monitoring'), undefined);
  for (const name of ['First treatment', 'Sedation', 'Vital signs acceptable before leaving'])
    assert.equal(valueOf(open, name), undefined, name);
  const whole = session(
    entry('adverseEvent', 50, { kind: 'chestPain', severity: 'severe', serious: true }),
    entry('adverseEvent', 51, { kind: 'nausea', severity: 'mild', serious: false }),
    discharge(125, [], 'x'),
    entry('monitoringForm', 126, { ...answers, firstTreatment: 'no' }),
    entry('monitoringForm', 127, answers),
  );
  assert.equal(valueOf(whole, 'First treatment'), 'yes', 'the newest answers count');
  assert.equal(valueOf(whole, 'Takes: Opioids'), 'no', 'as answered with the form, not as the list is today');
  assert.equal(valueOf(whole, 'Takes: Stimulants and modafinil'), 'no');
  assert.equal(valueOf(whole, 'Minutes from the first device to the end of monitoring'), '125');
  assert.equal(valueOf(whole, 'Minutes until ready without the two-hour rule'), '80');
  assert.equal(valueOf(whole, 'Sedation'), 'no');
  assert.equal(valueOf(whole, 'Serious adverse events'), 'chest pain, severe');
  assert.deepEqual(formOfSession(whole, ground, 7).missing, [
    'Takes: Benzodiazepines',
    'Takes: Z-drugs, sedating antihistamines and other sedatives',
    'Takes: MAO inhibitors',
    'Respiratory depression',
  ]);
  const form = entry('monitoringForm', 126, answers);
  const takenBack = session(
    form,
    entry('retraction', 127, {}, { corrects: form.id, reason: 'wrong patient' }),
  );
  assert.equal(formAnswers(takenBack), undefined);
});

test('an effect cannot end before it began: its end is then missing', () => {
  const of = (onset: number, resolution: number) =>
    field('Sedation: resolution', {
      effects: {
        ...facts.effects,
        sedation: { occurred: 'yes', onset: minute(onset), resolution: minute(resolution) },
      },
    });
  assert.deepEqual([of(30, 29), of(30, 30), of(30, 31)], [undefined, '30 min', '31 min']);
});

test('what the chart has on an effect stands beside its question: MOAA/S below 5, ratings above the limit of leaving, breaths and oxygen below the watch values, events', () => {
  const { watchRespiratoryRate, watchSpo2 } = defaultPolicy.thresholds;
  const rate = watchRespiratoryRate?.value ?? 0;
  const oxygen = watchSpo2?.value ?? 0;
  const state = session(
    vitals(60, { moaas: 5, respiratoryRate: rate, spo2: oxygen }),
    vitals(70, { moaas: 4, respiratoryRate: rate - 1, spo2: oxygen - 1 }),
    entry('adverseEvent', 20, { kind: 'dissociationDistress', severity: 'moderate', serious: false }),
    entry('adverseEvent', 10, { kind: 'overSedation', severity: 'mild', serious: false }),
    entry('adverseEvent', 80, { kind: 'hypoxia', severity: 'mild', serious: false }),
    entry('adverseEvent', -5, { kind: 'dissociationDistress', severity: 'mild', serious: false }),
    vitals(-3, { moaas: 4 }),
    vitals(75, { respiratoryRate: 0 }),
    vitals(76, { respiratoryRate: 99 }),
    rated(-4, 9),
    rated(41, 2),
    rated(61, 1),
  );
  const charted = chartedEffects(state, defaultPolicy);
  assert.deepEqual(
    Object.values(charted).map((found) =>
      found.map(({ at, says }) => `${elapsedMinutes(minute(0), at)} ${says}`),
    ),
    [
      ['10 adverse event, mild', '40 MOAA/S 3', '70 MOAA/S 4'],
      ['20 adverse event, moderate', '41 rated 2 of 10'],
      [
        `40 breaths 9`,
        `70 breaths ${rate - 1}`,
        `70 SpO2 ${oxygen - 1}`,
        '75 breaths 0',
        '80 adverse event, mild',
      ],
    ],
  );
  assert.deepEqual(
    Object.values(chartedEffects(fold(before(), 0, { plan }), defaultPolicy)).flat(),
    [],
    'nothing before the dose',
  );
});

test('the form is asked for in the US, of nasal esketamine only, within seven days', () => {
  assert.equal(monitoringFormDays('US', plan), 7);
  for (const jurisdiction of ['EU', 'UK', 'AU-NZ', 'CA', undefined] as const)
    assert.equal(monitoringFormDays(jurisdiction, plan), undefined);
  assert.equal(monitoringFormDays('US', { drug: 'ketamine', route: 'nasal-device' }), undefined);
  assert.equal(monitoringFormDays('US', { drug: 'esketamine', route: 'iv' }), undefined);
  assert.deepEqual(formMedicines.map(({ group }) => group).toSorted(), [
    'benzodiazepine',
    'maoInhibitor',
    'opioid',
    'sedative',
    'stimulant',
  ]);
});

test('[H37] an earlier dose here or an earlier trial makes it no first treatment; an empty record says nothing', () => {
  const dose = {
    drug: 'esketamine',
    route: 'nasal-device',
    amountMg: decimal('56'),
    at: minute(-1),
  } as const;
  const trial = (treatment: string) => readyPatient.trials.map((one) => ({ ...one, treatment }));
  const first = (changes: Partial<PatientFacts>) =>
    formGround({ ...readyPatient, ...changes }, {}, minute(0)).firstTreatment;
  assert.equal(first({}), 'unknown');
  assert.equal(first({ doses: [dose] }), 'no');
  assert.equal(first({ doses: [{ ...dose, at: minute(0) }] }), 'unknown');
  assert.equal(first({ doses: [{ ...dose, drug: 'ketamine' }] }), 'unknown');
  assert.equal(first({ doses: [{ ...dose, route: 'iv' }] }), 'unknown');
  assert.equal(first({ trials: trial('Spravato nasal spray') }), 'no');
  assert.equal(first({ trials: trial('intranasal ESKETAMINE') }), 'no');
  assert.equal(first({ trials: trial('Ketamine') }), 'unknown');
});

test('[H37] a session in which nothing happened yet fills in nothing, where no enrolment is asked too', () => {
  const form = formOfSession(
    fold([], 0, { plan, jurisdiction: 'UK' }),
    { firstTreatment: 'unknown', concomitant: {} },
    7,
  );
  assert.equal(form.dueBy, undefined);
  const filled = form.fields.filter(({ value }) => value !== undefined);
  assert.deepEqual(
    filled.map(({ value }) => value),
    ['none charted'],
  );
});

test('[H37] medicines are as they were answered with the form; what was not known then is as the list knows it', () => {
  const listed = { opioid: 'yes', stimulant: 'no', sedative: 'unknown' } as const;
  assert.deepEqual(formConcomitant(listed), listed);
  assert.deepEqual(formConcomitant(listed, { opioid: 'no', stimulant: 'unknown', sedative: 'unknown' }), {
    opioid: 'no',
    stimulant: 'no',
    sedative: 'unknown',
  });
});
