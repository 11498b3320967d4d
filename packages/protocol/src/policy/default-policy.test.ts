import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultPolicy, pastFloors, withinFloors } from './default-policy.ts';
import type { Policy, Threshold, ThresholdName } from './policy.ts';

const names = Object.keys(defaultPolicy.thresholds) as ThresholdName[];

function changed(changes: { readonly [K in ThresholdName]?: Partial<Threshold> }): Policy {
  const thresholds = { ...defaultPolicy.thresholds };
  for (const name of names) thresholds[name] = { ...thresholds[name], ...changes[name] };
  return { ...defaultPolicy, thresholds };
}

test('the default policy is within its floors, and every number carries its unit and source', () => {
  assert.deepEqual(withinFloors(defaultPolicy), []);
  assert.deepEqual(pastFloors(defaultPolicy), []);
  for (const name of names) {
    const { unit, source, value, floor } = defaultPolicy.thresholds[name];
    assert.ok(unit.length > 0 && source.citation.length > 0, name);
    assert.ok(Number.isFinite(value) && Number.isFinite(floor), name);
  }
});

test('[H42] no setting passes a floor: at it is allowed, one step past it is not', () => {
  for (const name of names) {
    const { floor, cautious } = defaultPolicy.thresholds[name];
    assert.ok(!pastFloors(changed({ [name]: { value: floor } })).includes(name), name);
    const past = cautious === 'lower' ? floor + 1 : floor - 0.01;
    assert.deepEqual(pastFloors(changed({ [name]: { value: past } })), [name]);
    assert.ok(withinFloors(changed({ [name]: { value: past } })).some((one) => one.startsWith(name)));
  }
});

test('[H42] a policy cannot bring its own floor, or turn round what is cautious', () => {
  assert.deepEqual(pastFloors(changed({ actSystolic: { value: 300, floor: 400 } })), ['actSystolic']);
  assert.deepEqual(pastFloors(changed({ actSystolic: { value: 300, cautious: 'higher' } })), ['actSystolic']);
});

test('[H42] what is no number, below zero, not set, zero where time would stand still, or upside down is said', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1])
    assert.deepEqual(pastFloors(changed({ watchSystolic: { value } })), ['watchSystolic']);
  const { spare, ...rest } = { ...defaultPolicy.thresholds, spare: 0 };
  assert.equal(spare, 0);
  const { weightAgeDays: _, ...without } = rest;
  assert.deepEqual(withinFloors({ version: 2, thresholds: without as Policy['thresholds'] }), [
    'weightAgeDays is not set.',
  ]);
  assert.match(withinFloors(changed({ observationEveryMinutesDose: { value: 0 } })).join(), /above zero/);
  assert.match(
    withinFloors(changed({ watchSystolic: { value: 170 }, actSystolic: { value: 165 } })).join(),
    /watchSystolic \(170\) is above actSystolic \(165\)/,
  );
});
