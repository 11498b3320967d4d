import assert from 'node:assert/strict';
import test from 'node:test';
import { cadss6Of } from './cadss6.ts';

test('[MON-19] a CADSS-6 total is taken exactly, left out, or refused', () => {
  assert.deepEqual(cadss6Of('  '), {});
  for (const total of [0, 9, 10, 19, 20, 24]) assert.deepEqual(cadss6Of(` ${total} `), { cadss6: total });
  for (const wrong of ['25', '30', '-1', '1.5', '1,5', '007', 'x', '1e1', '０'])
    assert.equal(cadss6Of(wrong), 'outOfRange', wrong);
});
