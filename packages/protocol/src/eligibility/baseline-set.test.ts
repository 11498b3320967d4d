import assert from 'node:assert/strict';
import test from 'node:test';
import type { Medicine, PatientFacts, TestName, TestResult } from '../patient-facts.ts';
import {
  care,
  carePatient,
  careFinding,
  careScreening,
  careVerdict,
  result,
  settings,
} from '../testing/care-facts.ts';
import { answered, condition, daysAgo } from '../testing/facts.ts';
import { waysToAnswer } from './way-to-answer.ts';

const of = (changes: Partial<PatientFacts>) => careFinding(care(changes), 'WRK-15');
const missing = (changes: Partial<PatientFacts>) => of(changes).missing;
const without = (...instruments: readonly string[]) =>
  carePatient.totals.filter(({ instrument }) => !instruments.includes(instrument));
const rated = (instrument: string, total: number | undefined, days = 1) => ({
  instrument,
  total,
  answeredAt: daysAgo(days),
});
const resultsWith = (name: TestName, ...results: readonly TestResult[]) => ({
  results: [...(carePatient.results ?? []).filter((one) => one.test !== name), ...results],
});

test('[WRK-15] whole, and each part that is missing is named by itself', () => {
  assert.deepEqual(
    [of({}).verdict, of({}).says, of({}).missing],
    ['met', 'The baseline set is complete.', []],
  );
  for (const [instrument, says] of [
    ['gad7', 'Rate GAD-7.'],
    ['audit-c', 'Rate AUDIT-C.'],
    ['dast-10', 'Rate DAST-10 or ASSIST.'],
    ['isi', 'Rate ISI.'],
    ['who5', 'Rate a scale of quality of life.'],
  ] as const) {
    const found = of({ totals: without(instrument) });
    assert.deepEqual(
      [found.verdict, found.ruleClass, found.missing],
      ['unknown', 'inform', [says]],
      instrument,
    );
    assert.equal(found.says, '1 of 10 parts of the baseline set are missing.');
  }
  for (const [name, says] of [
    ['heartRate', 'Record the heart rate.'],
    ['spo2', 'Record SpO2.'],
    ['ast', 'Record AST.'],
    ['alp', 'Record ALP.'],
    ['ggt', 'Record GGT.'],
  ] as const)
    assert.deepEqual(missing(resultsWith(name)), [says]);
  assert.equal(careFinding(care({ totals: [], results: undefined }), 'WRK-15').missing.length, 10);
});

test('[WRK-15] ASSIST stands for DAST-10, and any scale of quality of life will do, with its total where it has one', () => {
  const others = without('dast-10', 'who5');
  const set = (...more: readonly ReturnType<typeof rated>[]) => missing({ totals: [...others, ...more] });
  const life = 'Rate a scale of quality of life.';
  for (const instrument of ['who5', 'q-les-q-sf']) {
    assert.deepEqual(set(rated('assist', 4), rated(instrument, 40)), [], instrument);
    assert.deepEqual(set(rated('assist', 4), rated(instrument, undefined)), [life], instrument);
  }
  for (const instrument of ['eq-5d-5l', 'sf-12'])
    assert.deepEqual(set(rated('assist', 4), rated(instrument, undefined)), [], instrument);
  assert.deepEqual(set(rated('assist', undefined), rated('who5', 40)), ['Rate DAST-10 or ASSIST.']);
});

test('[WRK-15] at each window: one day before, on and after it, and a number that is hard to believe', () => {
  const scale = (days: number) => missing({ totals: [...without('isi'), rated('isi', 12, days)] });
  assert.deepEqual([13, 14, 15].map(scale), [[], [], ['Rate ISI again.']]);
  const both = [rated('isi', 12, 20), rated('isi', 13, 3)];
  for (const list of [both, both.toReversed()])
    assert.deepEqual(missing({ totals: [...without('isi'), ...list] }), []);
  for (const [name, title, days, value] of [
    ['heartRate', 'the heart rate', 30, 72],
    ['spo2', 'SpO2', 30, 97],
    ['ast', 'AST', 183, 1],
    ['alp', 'ALP', 183, 1],
    ['ggt', 'GGT', 183, 1],
  ] as const) {
    const at = (age: number) => missing(resultsWith(name, result(name, { value, takenAt: daysAgo(age) })));
    assert.deepEqual([days - 1, days, days + 1].map(at), [[], [], [`Repeat ${title}.`]], name);
    const number = `Record ${title} as a number and check its unit.`;
    for (const doubtful of [result(name), result(name, { value: 0 }), result(name, { value: 999 })])
      assert.deepEqual(missing(resultsWith(name, doubtful)), [number], name);
  }
});

test('[WRK-15] TSH is asked for where the thyroid is in question, and while nobody said that it is not', () => {
  const medicine = (name: string, status: Medicine['status'] = 'active'): Partial<PatientFacts> => ({
    medicines: [{ name, status }],
  });
  const tsh = ['Record TSH.'];
  for (const [changes, wanted] of [
    [{ screening: careScreening('overactiveThyroid', answered('overactiveThyroid', 'yes')) }, tsh],
    [{ screening: careScreening('overactiveThyroid', answered('overactiveThyroid', 'unknown')) }, tsh],
    [{ screening: careScreening('overactiveThyroid') }, tsh],
    [{ screening: careScreening('overactiveThyroid', answered('overactiveThyroid', 'no')) }, []],
    [{ conditions: [condition('Hypothyroidism')] }, tsh],
    [{ conditions: [condition('Gout')] }, []],
    [medicine('Levothyroxine'), tsh],
    [medicine('Levothyroxine', 'unknown'), tsh],
    [medicine('Levothyroxine', 'past'), []],
    [medicine('Blue pill'), []],
  ] as const)
    assert.deepEqual(missing(changes), wanted, JSON.stringify(changes));
  const asked = {
    conditions: [condition('Graves disease', { code: { system: 'ICD-10', code: 'E05.0', display: '' } })],
  };
  assert.deepEqual(missing(asked), tsh);
  assert.deepEqual(missing({ ...asked, ...resultsWith('tsh', result('tsh', { value: 2.1 })) }), []);
});

test('[WRK-15] it informs: nothing waits for it, and it is asked before the first dose only', () => {
  assert.equal(careVerdict(care({ totals: without('isi') })).summary, 'mayProceed');
  assert.throws(() => careFinding(care({}), 'WRK-15', settings.later), /does not apply/);
  assert.deepEqual(waysToAnswer('WRK-15'), [{ kind: 'fact', fact: 'baselineSet' }]);
});
