import assert from 'node:assert/strict';
import test from 'node:test';
import { exp2, log2 } from './power.ts';

test('powers of two are within 3e-12 of the exact ones, over the whole range', () => {
  let worst = 0;
  for (let step = -100_000; step <= 100_000; step += 1) {
    const x = step / 100.7;
    worst = Math.max(worst, Math.abs(exp2(x) / 2 ** x - 1));
  }
  assert.ok(worst < 3e-12, `${worst}`);
});

test('logarithms are within 3e-12 of the exact ones, over the whole range', () => {
  let worst = 0;
  for (let step = -40_000; step <= 40_000; step += 1) {
    const x = 2 ** (step / 40.3);
    worst = Math.max(worst, Math.abs(log2(x) - Math.log2(x)) / Math.max(1, Math.abs(Math.log2(x))));
  }
  assert.ok(worst < 3e-12, `${worst}`);
  assert.equal(log2(1), 0);
  assert.equal(log2(8), 3);
});
