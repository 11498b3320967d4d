import assert from 'node:assert/strict';
import test from 'node:test';
import { amount, bundleOf, exampleResources, observation } from './example-bundle.ts';
import type { ReferralItem } from './index.ts';
import { itemOf, named, referralOf, whole } from './testing/referral.ts';

const conditionCases: readonly (readonly [string, ReferralItem['status'], string, boolean])[] = [
  ['c-active', 'active', 'Conditions', true],
  ['c-abated', 'past', 'Past conditions', true],
  ['c-stu3', 'past', 'Past conditions', true],
  ['c-dstu2', 'past', 'Past conditions', true],
  ['c-conflict', 'unknown', 'Conditions', true],
  ['c-refuted', 'past', 'Past conditions', false],
];

test('conditions of R4, STU3 and DSTU2 keep their status; past ones are still shown; refuted ones cannot be taken', () => {
  for (const [id, status, group, takeable] of conditionCases) {
    const item = named(id);
    assert.deepEqual([item.status, item.group, item.takeable], [status, group, takeable], id);
  }
  assert.equal(named('c-active').label, 'Hypertension');
  assert.equal(named('c-active').code?.display, 'Hypertension (disorder)');
  assert.equal(named('c-abated').label, 'Sprained ankle');
  assert.match(named('c-conflict').note ?? '', /ask which is true/);
});

test('an entry marked as entered in error is never an item', () => {
  assert.ok(whole.items.every((one) => one.source.id !== 'c-error'));
  for (const resource of exampleResources) {
    if (!whole.items.some((one) => one.source.id === resource['id'])) continue;
    const mark = ['Condition', 'AllergyIntolerance'].includes(String(resource['resourceType']))
      ? { verificationStatus: 'entered-in-error' }
      : { status: 'entered-in-error' };
    const { items, leftAside } = referralOf(bundleOf([{ ...resource, ...mark }]));
    assert.equal(items.length, 0, String(resource['id']));
    assert.match(leftAside[0]?.why ?? '', /entered in error/);
  }
});

test('an observation the sender has cancelled is left aside', () => {
  const lab = observation('l', '1742-6', 'ALT', { valueQuantity: amount('31', 'U/L'), status: 'cancelled' });
  const { items, leftAside } = referralOf(bundleOf([lab]));
  assert.equal(items.length, 0);
  assert.match(leftAside[0]?.why ?? '', /cancelled/);
});

test('an end in the future has not come yet', () => {
  const condition = { ...exampleResources[0], abatementDateTime: '2027-01-01' };
  assert.equal(itemOf(condition).status, 'active');
});

test('medicines are named by code, by reference and by contained resource; stopped ones are past and shown', () => {
  assert.equal(named('m-1').status, 'active');
  assert.equal(named('m-1').code?.code, '328670');
  assert.match(named('m-1').note ?? '', /one in the morning/);
  assert.equal(named('m-2').status, 'past');
  assert.equal(named('m-2').group, 'Past medicines');
  assert.equal(named('m-3').label, 'Lithium carbonate 300 mg');
  assert.equal(named('m-4').label, 'Zolpidem 5 mg');
  assert.equal(named('m-4').status, 'unknown');
  assert.match(named('m-4').note ?? '', /on-hold/);
});

test('a medicine named more than once keeps each entry, told apart by its date', () => {
  assert.equal(named('m-1').label, 'Sertraline 100MG (2026-10-01)');
  assert.equal(named('m-2').label, 'Sertraline 100MG (2020-10-01)');
  assert.equal(named('m-1').name, 'Sertraline 100MG');
});

test('an order not to give a medicine cannot be taken over as a medicine', () => {
  const order = exampleResources.find((one) => one['id'] === 'm-1');
  assert.equal(itemOf({ ...order, doNotPerform: true }).takeable, false);
});

test('a medicine the sender says is not taken is past', () => {
  const statement = exampleResources.find((one) => one['id'] === 'm-4');
  for (const mark of [{ status: 'not-taken' }, { taken: 'n' }, { wasNotTaken: true }]) {
    const item = itemOf({ ...statement, status: 'active', ...mark });
    assert.equal(item.status, 'past', JSON.stringify(mark));
    assert.match(item.note ?? '', /not taken/);
  }
});

test('an allergy the sender has ruled out is past and cannot be taken over', () => {
  const allergy = exampleResources.find((one) => one['id'] === 'a-1');
  const item = itemOf({ ...allergy, verificationStatus: 'refuted' });
  assert.deepEqual([item.status, item.takeable], ['past', false]);
});

test('allergies are read; a statement that none is known never becomes an allergy', () => {
  assert.equal(named('a-1').status, 'active');
  assert.match(named('a-1').note ?? '', /Hives \(severe\)/);
  assert.equal(named('a-2').label, 'Latex');
  assert.equal(named('a-2').status, 'active');
  assert.equal(named('a-none').takeable, false);
});
