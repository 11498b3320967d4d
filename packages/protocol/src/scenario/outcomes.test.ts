import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultPolicy } from '../policy/default-policy.ts';
import type { Policy, ThresholdName } from '../policy/policy.ts';
import { OutlineProblem } from './outline.ts';
import { afterWords, doseWord, longTermWords, reviewWords, type PatientOutcome } from './run-patient.ts';
import type { SessionOutcome } from './run-session.ts';
import { changedScenarios, outcomeLines, readScenario, runScenario } from './scenario.ts';

const run = (text: string) => runScenario(readScenario(`title: a\n${text}`));
const patient = (text: string): PatientOutcome => {
  const one = run(text);
  return one.kind === 'patient' ? one : assert.fail('a session');
};
const session = (text: string): SessionOutcome => {
  const one = run(text);
  return one.kind === 'session' ? one : assert.fail('a patient');
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

const log = (...lines: readonly string[]) => `log:\n${lines.map((line) => `  - ${line}`).join('\n')}\n`;
const ready = [
  '-20 gates all yes',
  '-19 escort Robin 5550100',
  '-15 weight 70',
  '-5 vitals 120/80 pulse 70 spo2 98 breaths 14 moaas 5',
];

test('[J4] every word of a look is compared, both ways', () => {
  const text = `${log(...ready, '0 dose start', '10 vitals 182/80 pulse 70 spo2 98 breaths 14 moaas 5')}look:\n  - at: 10\n`;
  const [found] = session(text).looks;
  assert.deepEqual(
    [found?.phase, found?.delivered, found?.signs, found?.problems.length, found?.missing.length],
    ['infusing', '8.8 mg', ['systolic act'], 0, 2],
  );
  const attention = [...new Set(found?.attention.map(({ rule, level }) => `${rule} ${level}`))];
  const leaving = found?.leaving ?? [];
  assert.ok(
    attention.length > 0 && leaving.includes('DIS-01 unmet') && !leaving.some((one) => one.endsWith(' met')),
  );
  assert.deepEqual(
    differences(
      `${text}    phase: infusing\n    delivered: 8.8 mg\n    signs: [systolic act]\n    problems: 0\n    missing: 2\n    attention: [${attention.join(', ')}]\n    leaving: [${leaving.join(', ')}]\n`,
    ),
    [],
  );
  for (const [wanted, says] of [
    ['phase: paused', ['minute 10: phase was expected to be paused, found infusing.']],
    ['delivered: 35 mg', ['minute 10: delivered was expected to be 35 mg, found 8.8 mg.']],
    ['problems: 1', ['minute 10: problems was expected to be 1, found 0.']],
    ['missing: 0', ['minute 10: missing was expected to be 0, found 2.']],
    [
      'signs: [systolic watch]',
      [
        'minute 10: systolic watch was expected and is not there.',
        'minute 10: systolic act was not expected.',
      ],
    ],
    ['attention: []', attention.map((one) => `minute 10: ${one} was not expected.`)],
    ['leaving: []', leaving.map((one) => `minute 10: ${one} was not expected.`)],
  ] as const)
    assert.deepEqual(differences(`${text}    ${wanted}\n`), says, wanted);
});

test('[J4] a look sees what was typed by then, and no more', () => {
  const text = `${log('5 note first', '6 typed 20 vitals 182/80')}look:\n  - at: 19\n  - at: 20\n`;
  assert.deepEqual(
    session(text).looks.map(({ signs }) => signs[0]),
    ['systolic notMeasured', 'systolic act'],
  );
});

test('[J4] without a look a session is looked at when its last line was typed', () => {
  assert.deepEqual(
    session(log('5 note a', '3 typed 40 note b', '7 note c')).looks.map(({ minute }) => minute),
    [40],
  );
  assert.deepEqual(
    session(log('-20 note a')).looks.map(({ minute }) => minute),
    [-20],
  );
  assert.deepEqual(
    session('log: []\n').looks.map(({ minute }) => minute),
    [0],
  );
  assert.deepEqual(
    session('log: []\nlook: []\n').looks.map(({ minute }) => minute),
    [0],
  );
});

test('[J4] what is refused in a log is named with its minute and rule; what stood before it stands', () => {
  const text = log(...ready.slice(1), '0 dose start', '1 note calm');
  assert.deepEqual(
    session(text).refused.map(({ minute, code }) => `${minute} ${code}`),
    ['0 GAT-01'],
  );
  assert.deepEqual(differences(`${text}refused:\n  - 0 GAT-01\n`), []);
  assert.deepEqual(differences(text), ['refused: 0 GAT-01 was not expected.']);
});

test('[J4] a correction takes the newest entry of its kind and minute, and never a correction itself', () => {
  const signs = (...lines: readonly string[]) => {
    const { looks, refused: said } = session(log(...lines));
    return [said.length, looks[0]?.signs.filter((one) => one.startsWith('systolic'))];
  };
  assert.deepEqual(signs('3 vitals 190/80', '5 corrects 3 vitals 120/80 because slip'), [0, []]);
  assert.deepEqual(signs('3 vitals 190/80', '4 note a', '5 takes back 3 vitals because slip'), [
    0,
    ['systolic notMeasured'],
  ]);
  // Another minute and another kind are not what is meant.
  assert.deepEqual(signs('3 vitals 190/80', '5 corrects 2 vitals 120/80 because slip'), [
    1,
    ['systolic act'],
  ]);
  assert.deepEqual(signs('3 vitals 190/80', '5 takes back 3 note because slip'), [1, ['systolic act']]);
  // The newer of two stands for what is corrected; the other stays.
  assert.deepEqual(signs('3 vitals 190/80', '3 vitals 191/80', '5 takes back 3 vitals because slip'), [
    0,
    ['systolic act'],
  ]);
  assert.deepEqual(
    signs('3 vitals 190/80', '5 corrects 3 vitals 120/80 because a', '6 corrects 3 vitals 130/80 because b'),
    [0, []],
  );
});

test('[J4] the plan of a session: a template with what it has, and nothing it has not', () => {
  const plan = (text: string) => {
    const one = readScenario(`title: a\n${text}log: []\n`);
    return one.kind === 'session' ? one.plan : assert.fail('a patient');
  };
  const usual = plan('');
  assert.deepEqual(
    [
      usual.template,
      usual.route,
      usual.amountMg,
      usual.weightKg,
      usual.productId,
      usual.durationMinutes,
      usual.devices,
    ],
    ['iv-acute', 'iv', '35', '70', 'ketamine-10', 40, undefined],
  );
  assert.equal(usual.weightMeasuredAt, '2026-11-24T10:00:00.000Z');
  const muscle = plan('plan:\n  template: im-acute\n  dose: 1\n  weight: 60\n  product: ketamine-50\n');
  assert.deepEqual(
    [muscle.route, muscle.amountMg, muscle.weightKg, muscle.volumeMl, muscle.durationMinutes],
    ['im', '60', '60', '1.2', undefined],
  );
  const nasal = plan('plan:\n  template: esketamine-suicidality\n');
  assert.deepEqual(
    [
      nasal.drug,
      nasal.route,
      nasal.amountMg,
      nasal.devices,
      nasal.weightKg,
      nasal.productId,
      nasal.durationMinutes,
    ],
    ['esketamine', 'nasal-device', '84', 3, undefined, undefined, undefined],
  );
  assert.deepEqual([plan('plan:\n  template: esketamine-resistant\n  dose: 28\n').devices], [1]);
  assert.deepEqual(
    [plan('plan:\n  template: sc-acute\n').volumeMl, plan('plan:\n  template: oral\n').volumeMl],
    ['3.5', undefined],
  );
  assert.equal(plan('plan:\n  template: iv-maintenance\n  minutes: 60\n').durationMinutes, 60);
});

test('[J4] what a session cannot be is refused with its line', () => {
  for (const [text, what] of [
    [
      'plan:\n  template: iv-acut\nlog: []',
      /^Line 3: The file: plan: there is no template iv-acut\. Perhaps iv-acute\./,
    ],
    [
      'plan:\n  template: oral\n  minutes: 40\nlog: []',
      /^Line 4: The file: plan: a plan of oral has no minutes\./,
    ],
    ['plan:\n  template: oral\n  product: ketamine-10\nlog: []', /a plan of oral has no product\./],
    [
      'plan:\n  template: esketamine-resistant\n  weight: 70\nlog: []',
      /a plan of esketamine-resistant has no weight\./,
    ],
    ['plan:\n  template: esketamine-resistant\n  dose: 42\nlog: []', /plan: 42 mg cannot be given/],
    ['plan:\n  wieght: 70\nlog: []', /^Line 3: The file: plan: wieght is not known here\. Perhaps weight\./],
    ['jurisdiction: USA\nlog: []', /jurisdiction is USA; it must be/],
    ['log:\n  - 0 note a\n  - 1 nte b', /^Line 4: "1 nte b" cannot be read\. Perhaps note\./],
    ['log: []\nlook:\n  - at: 1\n    phase: infusin', /^Line 5: infusin is no phase\. Perhaps infusing\./],
    [
      'log: []\nlook:\n  - at: 1\n    delivered: 35',
      /^Line 5: look 1: delivered is 35; it must be an amount, such as 17\.5 mg\./,
    ],
    ['log: []\nlook:\n  - at: 1\n    delivered: 35 mg all', /delivered is 35 mg all/],
    ['log: []\nlook:\n  - at: 1\n    delivered: -35 mg', /delivered is -35 mg/],
    ['log: []\nlook:\n  - at: 2881', /^Line 4: at: minute 2881 is no minute of a session/],
    [
      'log: []\nlook:\n  - at: 1\n    attention:\n      - MON-05 now\n      - MON-5 now',
      /^Line 7: MON-5 is no rule/,
    ],
    ['log: []\nlook:\n  - at: 1\n    signs: [pulse act]', /^Line 5: pulse is no vital sign/],
    ['log: []\nlook:\n  - at: 1\n    leaving: [DIS-1 unmet]', /^Line 5: DIS-1 is no criterion of leaving/],
    [
      'log: []\nlook:\n  - at: 1\n    atention: []',
      /^Line 5: look 1: atention is not known here\. Perhaps attention\./,
    ],
    ['log: []\nrefused:\n  - GAT-03', /^Line 4: "GAT-03": a refusal is a minute and a rule/],
    ['log: []\nrefusd: []', /^Line 3: The file: refusd is not known here\. Perhaps refused\./],
  ] as const)
    refused(text, what);
});

test('[J4] the country of a session decides which gates it has', () => {
  const shut = (country: string) =>
    session(
      `${country}plan:\n  template: esketamine-resistant\n${log('-20 gates all yes', ready[3] ?? '', '0 dose start')}`,
    ).refused.length;
  assert.deepEqual([shut(''), shut('jurisdiction: UK\n'), shut('jurisdiction: US\n')], [0, 0, 0]);
  const without = session(
    `jurisdiction: US\nplan:\n  template: esketamine-resistant\n${log('-20 gates all yes but programmeEnrolment', ready[3] ?? '', '0 dose start')}`,
  );
  assert.deepEqual(
    without.refused.map(({ code }) => code),
    ['GAT-12'],
  );
});

test('[H42] an outcome as lines: findings, dose, long-term watching, review; refusals and looks', () => {
  assert.deepEqual(outcomeLines(run('about: b')), ['summary mayProceed']);
  const lines = outcomeLines(run(`${dose('0,5')}misuse:\n  craving: 0\ncourse:\n  sessions: 1\n`));
  assert.equal(lines[0], 'summary mayProceed');
  assert.match(lines[1] ?? '', /^\{"typed":"/);
  assert.ok(lines.includes('LTM-03 due') && lines.includes('STP-01 unknown'));
  assert.deepEqual(outcomeLines(run('patient:\n  escorts: []\n')), ['summary unknown', 'CAR-02 unknown']);
  const seen = outcomeLines(run(`${log('0 dose start', '3 vitals 190/80')}look:\n  - at: 3\n`));
  assert.deepEqual(seen.slice(0, 3), ['refused 0 GAT-01', '3 check', '3 MON-05 now']);
  assert.ok(seen.includes('3 systolic act') && seen.includes('3 DIS-05 unknown'));
});

test('[H42] a changed scenario says which lines went and which came', () => {
  const policy = (name: ThresholdName, value: number): Policy => ({
    ...defaultPolicy,
    thresholds: { ...defaultPolicy.thresholds, [name]: { ...defaultPolicy.thresholds[name], value } },
  });
  const one = readScenario('title: craving\nmisuse:\n  craving: 3\n');
  const other = readScenario('title: none\nmisuse:\n  craving: 0\n');
  const { cravingAct } = defaultPolicy.thresholds;
  assert.ok(cravingAct.value > 3);
  assert.deepEqual(changedScenarios([one, other], defaultPolicy, policy('cravingAct', 3)), [
    { title: 'craving', before: [], after: ['LTM-04 trigger'] },
  ]);
  assert.deepEqual(changedScenarios([one, other], policy('cravingAct', 3), defaultPolicy), [
    { title: 'craving', before: ['LTM-04 trigger'], after: [] },
  ]);
});
