import assert from 'node:assert/strict';
import test from 'node:test';
import { OutlineProblem } from './outline.ts';
import type { SessionOutcome } from './run-session.ts';
import { readScenario, runScenario } from './scenario.ts';

const run = (text: string) => runScenario(readScenario(`title: a\n${text}`));
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
