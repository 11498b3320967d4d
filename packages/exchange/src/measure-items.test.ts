import assert from 'node:assert/strict';
import test from 'node:test';
import { amount, observation, pressure, raw } from './example-bundle.ts';
import { itemOf, named, type Resource } from './testing/referral.ts';

test('[promise 6] digits are kept exactly as the file has them', () => {
  assert.deepEqual(named('w-kg').quantity, { value: '70.50', unit: 'kg' });
  assert.deepEqual(named('h').quantity, { value: '171.04244160515296', unit: 'cm' });
  assert.equal(named('lab-1').quantity?.value, '140.00');
  assert.equal(named('lab-2').quantity?.value, '1.39e2');
  const long = '0.12345678901234567890123456789';
  const lab = observation('l', '1742-6', 'ALT', { valueQuantity: amount(long, 'U/L') });
  assert.equal(itemOf(lab).quantity?.value, long);
});

const weightCases: readonly (readonly [Resource, string | undefined, boolean])[] = [
  [amount('70.50', 'kg'), '70.5', false],
  [amount('7.05e1', 'kg'), '70.5', false],
  [amount('87.65', 'kg'), '87.7', false],
  [amount('87.6499999999999999', 'kg'), '87.6', false],
  [amount('155', '[lb_av]'), '70.3', true],
  [amount('350', '[lb_av]'), '158.8', true],
  [amount('70500', 'g'), '70.5', true],
  [{ value: raw('155'), unit: 'lbs' }, '70.3', true],
  [amount('155', 'kg', 'lb'), undefined, false],
  [amount('11', '[stone_av]'), undefined, false],
  [amount('0', 'kg'), undefined, false],
  [amount('-70', 'kg'), undefined, false],
  [amount('7000', 'kg'), undefined, false],
  [amount('1e400', 'kg'), undefined, false],
  [{ value: raw('70') }, undefined, false],
  [{ value: '70', unit: 'kg' }, undefined, false],
  [{ ...amount('70', 'kg'), comparator: '>' }, undefined, false],
  [{}, undefined, false],
];

test('weights become kilograms from kg, g and pounds; anything else, or a limit, is not taken over', () => {
  for (const [valueQuantity, kilograms, converted] of weightCases) {
    const item = itemOf(observation('w', '29463-7', 'Body Weight', { valueQuantity }));
    const label = JSON.stringify(valueQuantity);
    assert.equal(item.kilograms, kilograms, label);
    assert.equal(item.converted ?? false, converted, label);
    assert.equal(item.takeable, kilograms !== undefined, label);
    if (kilograms === undefined || converted) assert.ok((item.note ?? '') !== '', label);
  }
});

test('heights become centimetres', () => {
  for (const [valueQuantity, centimetres] of [
    [amount('171.04244160515296', 'cm'), '171'],
    [amount('1.71', 'm'), '171'],
    [amount('67', '[in_i]', 'in'), '170.2'],
    [amount('171', 'm'), undefined],
  ] as const) {
    const item = itemOf(observation('h', '8302-2', 'Body Height', { valueQuantity }));
    assert.equal(item.centimetres, centimetres);
    assert.equal(item.takeable, centimetres !== undefined);
  }
});

test('blood pressure is read from both panels by its component codes, not by their order', () => {
  assert.deepEqual([named('bp').systolic, named('bp').diastolic], ['128', '81']);
  assert.deepEqual([named('bp-old').systolic, named('bp-old').diastolic], ['140', '90']);
  const [lower, upper] = pressure('128', '81')['component'] as readonly Resource[];
  for (const rest of [
    {},
    { component: [] },
    { component: [lower] },
    { component: [lower, lower, upper] },
    pressure('80', '120'),
    pressure('999', '81'),
    pressure('-1', '81'),
  ]) {
    const item = itemOf(observation('bp', '85354-9', 'Blood pressure', rest));
    assert.equal(item.takeable, false, JSON.stringify(rest));
    assert.ok((item.note ?? '') !== '');
  }
});

test('laboratory values are told by category or code; a result in words or without a unit cannot be taken over', () => {
  assert.deepEqual(
    ['lab-1', 'lab-2', 'lab-words', 'lab-known'].map((id) => [named(id).kind, named(id).takeable]),
    [
      ['laboratory', true],
      ['laboratory', true],
      ['laboratory', false],
      ['laboratory', true],
    ],
  );
  assert.match(named('lab-words').note ?? '', /Negative/);
  const bare = observation('l', '1742-6', 'ALT', { valueQuantity: { value: raw('31') } });
  assert.equal(itemOf(bare).takeable, false);
});

test('a LOINC number in another code system is not a weight', () => {
  const item = itemOf({
    ...observation('w', '', '', { valueQuantity: amount('70', 'kg') }),
    code: { coding: [{ system: 'urn:example:local', code: '29463-7', display: 'Shoe' }] },
  });
  assert.equal(item.kind, 'observation');
});

test('scores and other observations are shown with the reason they cannot be taken over', () => {
  assert.deepEqual([named('phq').kind, named('phq').quantity?.value], ['score', '17']);
  for (const id of ['phq', 'smoke', 'p', 'f']) {
    assert.equal(named(id).takeable, false);
    assert.ok((named(id).note ?? '') !== '');
  }
  assert.equal(named('p').kind, 'procedure');
  assert.equal(named('f').kind, 'other');
});

test('preliminary results, foreign modifiers and observations of something else cannot be taken over', () => {
  for (const rest of [
    { status: 'preliminary' },
    { modifierExtension: [{ url: 'urn:example:negated', valueBoolean: true }] },
    { implicitRules: 'urn:example:rules' },
    { focus: [{ reference: 'Patient/child' }] },
  ]) {
    const lab = observation('l', '1742-6', 'ALT', { valueQuantity: amount('31', 'U/L'), ...rest });
    assert.equal(itemOf(lab).takeable, false, JSON.stringify(rest));
  }
});
