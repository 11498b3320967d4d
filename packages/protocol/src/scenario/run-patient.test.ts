import assert from 'node:assert/strict';
import test from 'node:test';
import { OutlineProblem } from './outline.ts';
import { afterWords, doseWord, longTermWords, reviewWords, type PatientOutcome } from './run-patient.ts';
import { outcomeLines, readScenario, runScenario } from './scenario.ts';

const run = (text: string) => runScenario(readScenario(`title: a\n${text}`));
const patient = (text: string): PatientOutcome => {
  const one = run(text);
  return one.kind === 'patient' ? one : assert.fail('a session');
};
const differences = (text: string) => run(text).differences;
const refused = (text: string, what: RegExp) =>
  assert.throws(
    () => readScenario(`title: a\n${text}`),
    (error) => (error instanceof OutlineProblem && what.test(error.message)) || assert.fail(String(error)),
    text,
  );
const dose = (amount: string, more = '') => `dose:\n  template: iv-acute\n  amount: ${amount}\n${more}`;

test('[J4] what is expected of a dose: its band, its code, its sentence; each difference is named', () => {
  for (const [text, found] of [
    [dose('0.5'), 'protocol'],
    [dose('1.2'), 'outside'],
    [dose('5'), 'refused amountOutsideAbsoluteBand'],
    [dose('0,5'), 'refused typing'],
    [dose('0.5', '  minutes: 5\n'), 'refused durationOutOfRange'],
  ] as const) {
    const outcome = patient(text).dose;
    assert.equal(outcome === undefined ? undefined : doseWord(outcome), found, text);
    assert.deepEqual(differences(`${text}expect:\n  dose: ${found}\n`), []);
    const other = found === 'protocol' ? 'outside' : 'protocol';
    assert.deepEqual(differences(`${text}expect:\n  dose: ${other}\n`), [
      `dose: expected ${other}, found ${found}.`,
    ]);
  }
  const [said] = differences(`${dose('0.5')}expect:\n  sentence: 35 mg\n`);
  assert.match(said ?? '', /^sentence: expected 35 mg, found 35 mg racemic ketamine IV over 40 min; 3\.5 mL/);
  assert.deepEqual(differences(`${dose('5')}expect:\n  sentence: 35 mg\n`), [
    'sentence: expected 35 mg, found nothing.',
  ]);
  assert.deepEqual(differences('expect:\n  summary: mayProceed\n  open: []\n'), []);
  assert.equal(patient('about: b').dose, undefined);
});

test('[J4] a dose is typed in the unit of its template: mg/kg or mg; only an injected one has a product', () => {
  const found = (text: string) => {
    const one = patient(text).dose;
    return one !== undefined && 'dose' in one ? one.dose : assert.fail(JSON.stringify(one));
  };
  const nasal = found(
    'setting:\n  drug: esketamine\ndose:\n  template: esketamine-resistant\n  amount: 56 mg\n  lastAmount: 28 mg',
  );
  assert.deepEqual(
    [nasal.amountMg, nasal.devices, nasal.productId, nasal.durationMinutes],
    ['56', 2, undefined, undefined],
  );
  const muscle = found('dose:\n  template: im-acute\n  amount: 0.5 mg/kg\n  product: ketamine-50');
  assert.deepEqual(
    [muscle.amountMg, muscle.volumeMl, muscle.productId, muscle.durationMinutes],
    ['35', '0.7', 'ketamine-50', undefined],
  );
  const skin = found('dose:\n  template: sc-acute\n  amount: 0.5');
  assert.deepEqual([skin.productId, skin.volumeMl], ['ketamine-10', '3.5']);
  assert.equal(found('dose:\n  template: oral\n  amount: 0.5').productId, undefined);
  const long = found(dose('0.5', '  minutes: 60\n'));
  assert.deepEqual(
    [long.durationMinutes, long.productId, found(dose('0.5')).durationMinutes],
    [60, 'ketamine-10', 40],
  );
  refused(dose('0.5', '  lastAmount: 35 mg\n'), /^Line 5: The file: dose: lastAmount is 35 mg\./);
  refused(
    'dose:\n  template: esketamine-resistant\n  amount: 56\n  lastAmount: 1 mg/kg',
    /lastAmount is 1 mg\/kg/,
  );
});

test('[J4] a file that expects what it does not hold is refused with the line of the expectation', () => {
  refused(
    'expect:\n  dose: protocol',
    /^Line 3: The file: expect: a dose is expected, and the file plans none\./,
  );
  refused('expect:\n  sentence: 35 mg', /a dose is expected/);
  refused(
    'expect:\n  review: []',
    /^Line 3: The file: expect: a review is expected, and the file says nothing under course\./,
  );
  refused(
    `${dose('0.5')}expect:\n  dose: protocoll`,
    /^Line 6: protocoll is no answer to a dose\. Perhaps protocol\./,
  );
  refused(
    'expect:\n  open:\n    - ELI-07 notMet\n    - ELI-7 notMet',
    /^Line 5: ELI-7 is no rule of a verdict/,
  );
  refused('expect:\n  open: [ELI-07]', /^Line 3: Nothing is no word after ELI-07/);
  refused('expect:\n  longTerm:\n    - LTM-1 due', /^Line 4: LTM-1 is no rule of long-term watching/);
  refused(
    'course:\n  sessions: 1\nexpect:\n  review:\n    - STP-1 stop',
    /^Line 6: STP-1 is no rule of the review/,
  );
  refused('expect:\n  summary: fine', /summary is fine; it must be mayProceed, hold, stop, unknown/);
  refused('expect:\n  opne: []', /opne is not known here\. Perhaps open\./);
  refused('expects:\n  open: []', /^Line 2: The file: expects is not known here\. Perhaps expect\./);
  refused(
    'setting:\n  drug: esketamine\n  route: iv',
    /^Line 4: The file: setting: esketamine is not given by iv/,
  );
  refused('setting:\n  phase: second', /phase is second; it must be firstDose, laterDose, continuing/);
  refused('setting:\n  drugs: ketamine', /drugs is not known here\. Perhaps drug\./);
  refused(
    'patient:\n  doses:\n    - drug: esketamine\n      route: im\n      amountMg: 56',
    /^Line 5: doses 1: esketamine is not given by im/,
  );
  refused(
    'patient:\n  weights:\n    - kilograms: 70\n    - kilograms: 70\n      daysAgo: 99999',
    /^Line 5: the day is 99999 days away/,
  );
  refused('patient:\n  medicinesConfirmed: soon', /^Line 3: medicinesConfirmed is soon; it must be a number/);
  refused('patient:\n  medicinesConfirmed: 99999', /medicinesConfirmed is 99999 days away/);
  refused(
    'patient:\n  consents:\n    - withdrawnDaysAgo: 99999',
    /^Line 4: withdrawnDaysAgo is 99999 days away/,
  );
  refused('from: nobody', /from is nobody; it must be everything asked, nothing known/);
});

test('[J4] a past dose goes by the usual route of its drug', () => {
  const one = readScenario(
    'title: a\npatient:\n  doses:\n    - drug: esketamine\n      amountMg: 56\n    - amountMg: 35\n      hoursAgo: 12\n      daysAgo: 1',
  );
  const doses = one.kind === 'patient' ? one.facts.doses : undefined;
  assert.deepEqual(
    doses?.map(({ at, drug, route }) => [at, drug, route]),
    [
      ['2026-11-25T12:00:00.000Z', 'esketamine', 'nasal-device'],
      ['2026-11-24T00:00:00.000Z', 'ketamine', 'iv'],
    ],
  );
});

test('[J4] what long-term watching and the review say is compared both ways, and only where it is asked for', () => {
  const asked = 'misuse:\n  craving: 7\n';
  const found = patient(asked);
  assert.deepEqual(longTermWords(found.longTerm ?? []), ['LTM-03 unknown', 'LTM-03 due', 'LTM-04 trigger']);
  assert.deepEqual(differences(`${asked}expect:\n  longTerm: [LTM-04 due, LTM-04 trigger]\n`), [
    'LTM-04 due was expected and is not there.',
    'LTM-03 unknown was not expected.',
    'LTM-03 due was not expected.',
  ]);
  assert.deepEqual(patient('about: b').longTerm, undefined);
  assert.equal(patient('expect:\n  longTerm: []').longTerm?.length, 7);
  assert.equal(found.review, undefined);
  const course = 'course:\n  sessions: 4\n  baseline: 30\n  latest: 27\n';
  const reviewed = patient(course).review ?? assert.fail('no review');
  assert.equal(reviewed.mostSerious, 'stop');
  assert.ok(reviewed.voices.some(({ speaksFor }) => speaksFor === 'unknown'));
  assert.ok(
    reviewWords(reviewed).includes('STP-01 stop') &&
      !reviewWords(reviewed).some((one) => one.endsWith('continue')),
  );
  const all = reviewWords(reviewed).join(', ');
  assert.deepEqual(differences(`${course}expect:\n  review: [${all}]\n`), []);
  assert.deepEqual(
    differences(`${course}expect:\n  review: [${all.replace('STP-01 stop', 'STP-01 hold')}]\n`),
    ['STP-01 hold was expected and is not there.', 'STP-01 stop was not expected.'],
  );
  // Misuse is told once and heard by both.
  const both = patient(`misuse:\n  craving: 7\n${course}`);
  assert.ok(both.review !== undefined && reviewWords(both.review).includes('STP-07 hold'));
});

test('[J4] the days after a dose: what is owed, and in bipolar disorder the watch of mood', () => {
  const bipolar = (kind: string) => `patient:\n  diagnosis:\n    kind: ${kind}\n`;
  const words = (text: string) => {
    const { after } = patient(text);
    return after === undefined ? undefined : afterWords(after);
  };
  assert.equal(words('about: b'), undefined);
  assert.deepEqual(words('after:\n  doseEnded: 23\n'), []);
  assert.deepEqual(words('after:\n  doseEnded: 24\n'), ['AFT-01 due']);
  assert.deepEqual(words('after:\n  doseEnded: 24\n  answered: [1]\n'), []);
  assert.deepEqual(words('after:\n  doseEnded: 75\n'), ['AFT-04 silent', 'AFT-02 due']);
  assert.deepEqual(words('after:\n  doseEnded: 130\n'), ['AFT-04 silent']);
  // Only in bipolar disorder is mood watched.
  const manic = 'after:\n  doseEnded: 10\n  ymrs: 20\n';
  assert.deepEqual(words(manic), []);
  assert.deepEqual(words(`patient:\n  diagnosis: none\n${manic}`), []);
  assert.deepEqual(words(bipolar('bipolarI') + manic), ['AFT-06 stop']);
  assert.deepEqual(words(bipolar('bipolarII') + manic), ['AFT-06 stop']);
  const calm = manic.replace('20', '3');
  assert.deepEqual(words(bipolar('bipolarI') + calm), ['AFT-05 unknown']);
  const asked = `${bipolar('bipolarI')}${calm}  psychosis: no\n  shortNights: 0\n  highSpirits: no\n`;
  assert.deepEqual(words(asked), []);
  assert.deepEqual(differences(`${asked}expect:\n  after: [AFT-01 due]\n`), [
    'AFT-01 due was expected and is not there.',
  ]);
  assert.deepEqual(differences(`${bipolar('bipolarI')}${manic}expect:\n  after: []\n`), [
    'AFT-06 stop was not expected.',
  ]);
  assert.ok(outcomeLines(run(bipolar('bipolarI') + manic)).includes('AFT-06 stop'));
  refused('expect:\n  after: []', /^Line 3: The file: expect: something after a dose is expected/);
});
