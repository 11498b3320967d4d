import assert from 'node:assert/strict';
import test from 'node:test';
import { unitOf } from './format.ts';

test('[P7] a unit stands beside its value: one of what is counted has no plural, and no other unit is touched', () => {
  assert.deepEqual(
    [0, 1, '1', 2].map((value) => unitOf(value, 'days')),
    ['days', 'day', 'day', 'days'],
  );
  for (const unit of ['ms', 'mmHg', 'of 10', '%', 'MOAA/S', '/min', 'mg/kg'])
    assert.equal(unitOf(1, unit), unit);
});
