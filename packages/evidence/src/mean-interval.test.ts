import assert from 'node:assert/strict';
import test from 'node:test';
import { meanOf } from './testing/mean-of.ts';

// Student 1908, Biometrika 6: 20: hours of sleep gained by ten patients with L-hyoscyamine less those with the other form.
// R's `t.test(extra ~ group, data = sleep, paired = TRUE)`: mean -1.58, 95 % from -2.4598858 to -0.7001142.
const sleep = [-1.2, -2.4, -1.3, -1.3, 0, -1, -1.8, -0.8, -4.6, -1.4];

test("the interval is Student's, as in his own example", () => {
  const { mean = 0, low = 0, high = 0, sd = 0, n } = meanOf(sleep);
  assert.equal(n, 10);
  assert.equal(mean.toFixed(2), '-1.58');
  assert.equal(sd.toFixed(6), '1.229995');
  assert.equal(low.toFixed(6), '-2.459886');
  assert.equal(high.toFixed(6), '-0.700114');
});

test('[P3] one value has no spread and no interval; none has no mean', () => {
  assert.deepEqual(meanOf([]), { n: 0 });
  assert.deepEqual(meanOf([4]), { mean: 4, n: 1 });
  assert.deepEqual(meanOf([4, 4]), { mean: 4, low: 4, high: 4, sd: 0, n: 2 });
});
