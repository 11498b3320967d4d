import assert from 'node:assert/strict';
import test from 'node:test';
import { rate } from './rate.ts';

test('the interval of a count is the exact one of Garwood 1936', () => {
  const table = [
    [0, '0.000', '3.689'],
    [1, '0.025', '5.572'],
    [5, '1.623', '11.668'],
    [10, '4.795', '18.390'],
  ] as const;
  for (const [events, low, high] of table) {
    const told = rate(events, 1);
    assert.equal(told.value, events);
    assert.equal(told.low?.toFixed(3), low);
    assert.equal(told.high?.toFixed(3), high);
  }
});

test('a rate is per so much exposure: 5 events in 250 sessions are 2 per 100', () => {
  const told = rate(5, 250, 100);
  assert.equal(told.value, 2);
  assert.equal(told.low?.toFixed(4), '0.6494');
  assert.equal(told.high?.toFixed(4), '4.6673');
  assert.deepEqual([told.events, told.exposure], [5, 250]);
});

test('[P3] without exposure there is no rate, and none of it is taken for zero', () => {
  for (const [events, exposure] of [
    [0, 0],
    [3, 0],
    [-1, 10],
    [1.5, 10],
    [1, Number.NaN],
  ] as const) {
    const told = rate(events, exposure, 100);
    assert.equal(told.value, undefined);
    assert.equal(told.high, undefined);
  }
  // No event in some exposure is 0, with an upper limit: three over the exposure, about.
  assert.equal(rate(0, 100, 100).high?.toFixed(2), '3.69');
});
