import assert from 'node:assert/strict';
import test from 'node:test';
import { routes } from '@evenkeel/pharmacology';
import { decimal, type Instant } from '@evenkeel/quantities';
import { everythingAsked, nothingKnown, scenarioQuestions } from './base-patient.ts';
import { mapReader } from './outline-reader.ts';
import { OutlineProblem, readOutline } from './outline.ts';
import {
  amount,
  back,
  conditionOf,
  date,
  instant,
  medicineOf,
  needed,
  optional,
  productOf,
  resultsOf,
  routeOf,
  screeningOf,
  templateOf,
  totalsOf,
} from './patient-changes.ts';

const now = '2026-11-25T12:00:00.000Z' as Instant;
const base = everythingAsked(now);
const reader = (text: string) => mapReader(readOutline(text), 'here');
const ago = (days: number) => new Date(Date.parse(now) - days * 86_400_000).toISOString();
const refused = (read: () => unknown, what: RegExp) =>
  assert.throws(
    read,
    (error) => (error instanceof OutlineProblem && what.test(error.message)) || assert.fail(String(error)),
    String(what),
  );

test('[J4] a medicine: its name is needed, the rest is left out when it is not written', () => {
  assert.deepEqual(medicineOf(reader('name: Lithium'), now), { name: 'Lithium', status: 'active' });
  assert.deepEqual(
    medicineOf(
      reader(
        'name: Diazepam\nrxnorm: 3322\natc: N05BA01\nstatus: past\ndailyMg: 12.5\nhoursSince: 36\nstableWeeks: 4',
      ),
      now,
    ),
    {
      name: 'Diazepam',
      status: 'past',
      code: { system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '3322', display: '' },
      dailyMg: '12.5',
      lastTakenAt: ago(1.5),
      stableWeeks: 4,
    },
  );
  refused(() => medicineOf(reader('status: active'), now), /^name is missing\.$/);
  refused(
    () => medicineOf(reader('name: A\nstatus: old'), now),
    /status is old; it must be active, past, unknown/,
  );
  refused(
    () => medicineOf(reader('name: A\ndailyMg: 5 mg'), now),
    /dailyMg is 5 mg; it must be a plain number/,
  );
  refused(
    () => medicineOf(reader('name: A\nhoursSince: 999999'), now),
    /hoursSince is .* more than a hundred years/,
  );
});

test('[J4] a condition: its label is needed, and it has a code only when one is written', () => {
  assert.deepEqual(conditionOf(reader('label: Stroke')), { label: 'Stroke', status: 'active' });
  assert.deepEqual(conditionOf(reader('label: Stroke\nicd10: I63\nstatus: unknown\nonset: 2019')), {
    label: 'Stroke',
    status: 'unknown',
    code: { system: 'http://hl7.org/fhir/sid/icd-10', code: 'I63', display: 'Stroke' },
    onset: '2019',
  });
  refused(() => conditionOf(reader('icd10: I63')), /^label is missing\.$/);
});

test('[J4] [P3] an answer takes the place of the one before; one that was taken away is not there', () => {
  const of = (text: string) => screeningOf(base, reader(text), now);
  const answers = (text: string) => of(text).filter(({ question }) => question === 'psychosis');
  assert.equal(screeningOf(base, undefined, now), base.screening);
  assert.deepEqual(answers('pregnant: yes'), [{ question: 'psychosis', answer: 'no', answeredAt: now }]);
  assert.deepEqual(answers('psychosis: yes'), [{ question: 'psychosis', answer: 'yes', answeredAt: now }]);
  assert.deepEqual(answers('psychosis: notAsked'), []);
  assert.equal(of('psychosis: notAsked').length, base.screening.length - 1);
  assert.equal(of('psychosis: yes').length, base.screening.length);
  assert.deepEqual(answers('psychosis:\n  answer: unknown\n  daysAgo: 3\n  note: not sure'), [
    { question: 'psychosis', answer: 'unknown', answeredAt: ago(3), note: 'not sure' },
  ]);
  assert.equal(screeningOf(nothingKnown(), reader('psychosis: no'), now).length, 1);
  assert.equal(scenarioQuestions.length, base.screening.length);
  refused(() => of('psychosis: maybe'), /^Line 1: psychosis: answer is maybe; it must be yes, no, unknown\./);
  refused(() => of('psychosis:\n  daysAgo: 3'), /psychosis: answer is missing/);
  refused(() => of('psychosis:\n  answer: no\n  day: 3'), /^Line 3: psychosis: day is not known here/);
  refused(() => of('pregnent: no'), /^Line 1: here: pregnent is not known here\. Perhaps pregnant\./);
  refused(() => of('psychosis:\n  answer: no\n  daysAgo: 99999'), /psychosis is 99999 days away/);
});

test('[J4] a scale has one total or several, each within its range; its name must be one of the house', () => {
  const of = (text: string) => totalsOf(base, reader(text), now);
  const phq9 = (text: string) => of(text).filter(({ instrument }) => instrument === 'phq9');
  assert.equal(totalsOf(base, undefined, now), base.totals);
  assert.deepEqual(phq9('phq9: notRated'), []);
  assert.deepEqual(phq9('phq9: 0'), [{ instrument: 'phq9', total: 0, answeredAt: ago(1) }]);
  assert.deepEqual(phq9('phq9:\n  - 27\n  - total: 20\n    daysAgo: 9'), [
    { instrument: 'phq9', total: 27, answeredAt: ago(1) },
    { instrument: 'phq9', total: 20, answeredAt: ago(9) },
  ]);
  assert.deepEqual(phq9('phq9:\n  daysAgo: 2'), [
    { instrument: 'phq9', total: undefined, answeredAt: ago(2) },
  ]);
  assert.deepEqual(phq9('phq9: []'), []);
  assert.equal(of('moca: 30').length, base.totals.length + 1);
  refused(() => of('phq9: -1'), /^Line 1: phq9: -1 is no total of phq9; it goes from 0 to 27\.$/);
  refused(() => of('phq9: 28'), /28 is no total of phq9/);
  refused(() => of('phq9: 270'), /270 is no total of phq9/);
  refused(() => of('moca: 27\npqh9: 25'), /^Line 2: here: pqh9 is no scale\. Perhaps phq9\.$/);
  refused(() => of('pqh9: notRated'), /pqh9 is no scale/);
  refused(() => of('phq9: high'), /^Line 1: phq9: total is high; it must be a number\./);
  refused(() => of('phq9:\n  total: 3\n  day: 2'), /day is not known here/);
  refused(() => of('phq9:\n  total: 3\n  daysAgo: 99999'), /phq9 is 99999 days away/);
});

test('[J4] a result is a number or what a reader said of it, once or several times', () => {
  const of = (text: string, facts = base) => resultsOf(facts, reader(text), now);
  const alt = (text: string) => of(text).filter((one) => one.test === 'alt');
  assert.deepEqual(resultsOf(base, undefined, now), base.results);
  assert.deepEqual(resultsOf(nothingKnown(), undefined, now), []);
  assert.deepEqual(of('ecg: clear', nothingKnown()), [{ test: 'ecg', clear: 'yes', takenAt: ago(2) }]);
  assert.deepEqual(of('ecg: finding', nothingKnown()), [{ test: 'ecg', clear: 'no', takenAt: ago(2) }]);
  assert.deepEqual(of('ecg: unread', nothingKnown()), [{ test: 'ecg', clear: 'unknown', takenAt: ago(2) }]);
  assert.deepEqual(of('ecg: notDone', nothingKnown()), []);
  assert.deepEqual(alt('alt: notDone'), []);
  assert.deepEqual(alt('alt: 3.2'), [{ test: 'alt', clear: 'yes', value: 3.2, takenAt: ago(2) }]);
  assert.deepEqual(alt('alt:\n  - 3.2\n  - shows: 3.4\n    daysAgo: 9\n    note: fasted'), [
    { test: 'alt', clear: 'yes', value: 3.2, takenAt: ago(2) },
    { test: 'alt', clear: 'yes', value: 3.4, takenAt: ago(9), note: 'fasted' },
  ]);
  for (const test of ['ecg', 'qtc', 'alt', 'bilirubin', 'egfr', 'urinalysis', 'drugScreen', 'pregnancyTest'])
    assert.equal(of(`${test}: 1`, nothingKnown()).length, 1, test);
  for (const test of ['prescriptionMonitoring', 'stopBang', 'tsh'])
    assert.equal(of(`${test}: 1`, nothingKnown()).length, 1, test);
  refused(() => of('galt: 3'), /^Line 1: here: galt is not known here\. Perhaps alt\./);
  refused(
    () => of('alt: lots'),
    /^Line 1: alt is lots; it must be a number, clear, finding, unread or notDone\./,
  );
  refused(() => of('alt: constructor'), /alt is constructor; it must be a number/);
  refused(() => of('alt: 3,2'), /alt is 3,2; it must be a number\.$/);
  assert.deepEqual(alt('alt: -1')[0]?.value, -1);
  refused(() => of('alt:\n  daysAgo: 3'), /alt: shows is missing/);
  refused(() => of('alt:\n  shows: 3\n  day: 2'), /day is not known here/);
  refused(() => of('alt:\n  shows: 3\n  daysAgo: -99999'), /alt is -99999 days away/);
});

test('[J4] esketamine is given by the nasal device and ketamine by any other route', () => {
  const of = (text: string, drug: 'ketamine' | 'esketamine') => routeOf(reader(text), drug, routes);
  assert.deepEqual([of('a: b', 'ketamine'), of('a: b', 'esketamine')], ['iv', 'nasal-device']);
  assert.deepEqual(
    [
      of('route: im', 'ketamine'),
      of('route: nasal-device', 'esketamine'),
      of('route: nasal-spray', 'ketamine'),
    ],
    ['im', 'nasal-device', 'nasal-spray'],
  );
  refused(() => of('route: iv', 'esketamine'), /^Line 1: here: esketamine is not given by iv here/);
  refused(() => of('route: nasal-device', 'ketamine'), /ketamine is not given by nasal-device here/);
  refused(() => of('route: nose', 'ketamine'), /route is nose; it must be iv/);
});

test('[J4] a template and a product are named by their key', () => {
  assert.equal(templateOf(reader('template: sc-acute')).id, 'REG-04');
  assert.equal(templateOf(reader('a: b'), 'iv-acute').id, 'REG-01');
  assert.equal(templateOf(reader('template: sc-acute'), 'iv-acute').id, 'REG-04');
  refused(() => templateOf(reader('a: b')), /^template is missing\.$/);
  refused(
    () => templateOf(reader('template: sc-acut')),
    /^Line 1: here: there is no template sc-acut\. Perhaps sc-acute\./,
  );
  assert.equal(productOf(reader('product: ketamine-50'))?.concentrationMgPerMl, '50');
  assert.equal(productOf(reader('a: b')), undefined);
  refused(
    () => productOf(reader('product: ketamine-5')),
    /there is no product ketamine-5\. Perhaps ketamine-50\./,
  );
});

test('[J4] plain values: an amount, a moment with its zone, a day, so many days back', () => {
  assert.equal(amount('0.50', 'it'), '0.5');
  refused(() => amount(undefined, 'it'), /^it is missing; it must be a plain number\.$/);
  refused(() => amount('0,5', 'it'), /^it is 0,5; it must be a plain number\.$/);
  assert.equal(instant('2026-11-25T12:00:00Z'), now);
  refused(() => instant('2026-11-25'), /^2026-11-25 is no moment with its zone\.$/);
  assert.equal(date('2026-11-25'), '2026-11-25');
  refused(() => date('2026-02-30'), /^2026-02-30 is no day\.$/);
  assert.deepEqual(
    [back(now, 1, 'it'), back(now, -1, 'it'), back(now, 0.5, 'it')],
    [ago(1), ago(-1), ago(0.5)],
  );
  assert.deepEqual([back(now, 36_600, 'it'), back(now, -36_600, 'it')], [ago(36_600), ago(-36_600)]);
  refused(
    () => back(now, 36_601, 'it'),
    /^it is 36601 days away; more than a hundred years is taken for a slip\.$/,
  );
  refused(() => back(now, -36_601, 'it'), /^it is -36601 days away/);
  assert.equal(needed(decimal('0'), 'it'), '0');
  refused(() => needed(undefined, 'it'), /^it is missing\.$/);
  assert.deepEqual([optional('a', 1), optional('a', undefined)], [{ a: 1 }, {}]);
});
