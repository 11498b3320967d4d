import assert from 'node:assert/strict';
import test from 'node:test';
import { OutlineProblem, readOutline, type Outline } from './outline.ts';
import { readScenario, runScenario } from './scenario.ts';

test('maps, lists, lists of maps, texts in brackets and quotes, and comments', () => {
  const read = readOutline(`# a comment
title: A 'quoted' word   # and another
plain: no
number: 1.50
empty: []
quoted: 'it''s: so # not a comment'
double: "two: three"
map:
  inner: yes
  list:
    - one
    - '- two'
maps:
  - name: a
    more:
      deep: 1
  - name: b
flat: [a, 'b c', d]
`);
  assert.deepEqual(read, {
    title: "A 'quoted' word",
    plain: 'no',
    number: '1.50',
    empty: [],
    quoted: "it's: so # not a comment",
    double: 'two: three',
    map: { inner: 'yes', list: ['one', '- two'] },
    maps: [{ name: 'a', more: { deep: '1' } }, { name: 'b' }],
    flat: ['a', 'b c', 'd'],
  } satisfies Outline);
});

test('what is not that part of YAML is refused with its line, never read in part', () => {
  for (const [text, what] of [
    ['', /empty/],
    ['a: 1\n\tb: 2', /Line 2: a tab/],
    ['a: 1\n b: 2', /Line 2: two spaces/],
    ['a: 1\n  b: 2', /Line 2: does not belong/],
    ['  a: 1\nb: 2', /Line 2: does not belong/],
    ['- a\n  b: 1', /Line 2: does not belong/],
    ["'a # b': 1", /Line 1: expected/],
    ["a: 'b' c'", /Line 1: put the text in single quotes/],
    ['a:\n    b: 2', /Line 2: two spaces a level/],
    ['a:', /Line 1: a has no value/],
    ['a:\nb: 1', /Line 1: a has no value/],
    ['a: 1\na: 2', /Line 2: a comes twice/],
    ['a: {b: 1}', /single quotes/],
    ['a: &x 1', /single quotes/],
    ['a: |\n  text', /single quotes/],
    ['a: b: c', /single quotes/],
    ['- b: c: d', /single quotes/],
    ['a: [1, 2', /ends on its line/],
    ['just words', /Line 1: expected/],
    ['- a\nb: 1', /list goes on/],
    ['constructor: 1', /expected/],
    ['__proto__: 1', /expected/],
  ] as const)
    assert.throws(
      () => readOutline(text),
      (error) => error instanceof OutlineProblem && what.test(error.message),
      text,
    );
});

test('a scenario that names something unknown, or leaves out what is needed, is refused in words', () => {
  for (const [text, what] of [
    ['title: a\nspeed: 3', /speed is not known here/],
    ['about: a', /title is missing/],
    ['log: []', /title is missing/],
    ['title: [a]', /The file: title is one text/],
    ['title: a\nsetting: usual', /The file: setting: expected "key: value" lines/],
    ['title: a\npatient:\n  - sex', /The file: patient: expected "key: value" lines/],
    ['title: a\npatient:\n  trials: none', /trials is a list\./],
    ['title: a\nlog: 0 note calm', /The file: log is a list of texts/],
    ['title: a\nlog:\n  - at: 0', /The file: log is a list of texts/],
    ['title: a\nlog: []\nlook: 5', /The file: look is a list\./],
    ['title: a\nlog: []\nlook:\n  - phase: check', /Line 4: at is missing/],
    ['title: a\nlog: []\nplan:\n  weight: heavy', /plan: weight is heavy; it must be a plain number/],
    ['title: a\nlog: []\nplan:\n  dose: half', /plan: dose is half; it must be a plain number/],
    ['title: a\npatient:\n  sex: robot', /sex is robot; it must be female/],
    ['title: a\npatient:\n  screening:\n    psychotic: no', /psychotic is not known here/],
    ['title: a\npatient:\n  screening:\n    psychosis: maybe', /answer is maybe/],
    ['title: a\npatient:\n  results:\n    alt: lots', /alt is lots/],
    ['title: a\npatient:\n  birthDate: 1986-02-30', /is no day/],
    ['title: a\npatient:\n  weights:\n    - kilograms: 70,5', /must be a plain number/],
    ['title: a\npatient:\n  weights:\n    - daysAgo: 1', /kilograms is missing; it must be a plain number/],
    ['title: a\nat: 2026-11-25T12:00:00', /no moment with its zone/],
    ['title: a\nlog:\n  - vitals 120/80', /begins with its minute/],
    ['title: a\nlog:\n  - 10 juggles', /cannot be read/],
    ['title: a\nlog:\n  - 10 vitals 120/80 colour 3', /colour is no vital sign/],
    ['title: a\nlog:\n  - 10 gate door yes', /door is no gate of this session\. Words: identity/],
    ['title: a\nlog:\n  - 10 gate escort perhaps', /yes, no or unknown/],
    ['- a', /"key: value" lines/],
  ] as const)
    assert.throws(
      () => readScenario(text),
      (error) => error instanceof OutlineProblem && what.test(error.message),
      text,
    );
  for (const [dose, what] of [
    ['template: at-home\n  amount: 1', /no template at-home/],
    ['template: iv-acute\n  amount: 0.5\n  product: morphine-10', /no product morphine-10/],
    [
      'template: iv-acute\n  amount: 0.5\n  lastAmount: 0,4',
      /lastAmount is 0,4\. A comma can mean two things/,
    ],
  ] as const)
    assert.throws(
      () => runScenario(readScenario(`title: a\ndose:\n  ${dose}`)),
      (error) => error instanceof OutlineProblem && what.test(error.message),
      dose,
    );
});

test('a wrong expectation is named: what was expected and is not there, and what was not expected', () => {
  const patient = runScenario(
    readScenario('title: a\npatient:\n  escorts: []\nexpect:\n  summary: stop\n  open:\n    - ELI-01 notMet'),
  );
  assert.deepEqual(patient.differences, [
    'summary: expected stop, found unknown.',
    'ELI-01 notMet was expected and is not there.',
    'CAR-02 unknown was not expected.',
  ]);
  const session = runScenario(
    readScenario(
      'title: a\nlog:\n  - 0 dose start\nrefused:\n  - 0 GAT-02\nlook:\n  - at: 1\n    phase: infusing\n    signs: []\n    delivered: 1 mg',
    ),
  );
  assert.deepEqual(session.differences, [
    'refused: 0 GAT-02 was expected and is not there.',
    'refused: 0 GAT-01 was not expected.',
    'minute 1: phase was expected to be infusing, found check.',
    'minute 1: delivered was expected to be 1 mg, found 0 mg.',
    'minute 1: systolic notMeasured was not expected.',
    'minute 1: diastolic notMeasured was not expected.',
    'minute 1: heartRate notMeasured was not expected.',
    'minute 1: spo2 notMeasured was not expected.',
    'minute 1: respiratoryRate notMeasured was not expected.',
    'minute 1: moaas notMeasured was not expected.',
  ]);
});
