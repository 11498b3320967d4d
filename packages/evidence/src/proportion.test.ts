import assert from 'node:assert/strict';
import test from 'node:test';
import { proportion } from './proportion.ts';

test("the interval is Wilson's, as in the worked examples of Newcombe 1998", () => {
  const table = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const;
  for (const [count, of, low, high] of table) {
    const told = proportion(count, of);
    assert.equal(told.value, count / of);
    assert.equal(told.low?.toFixed(4), low.toFixed(4));
    assert.equal(told.high?.toFixed(4), high.toFixed(4));
    assert.equal(told.n, of);
    const mirror = proportion(of - count, of);
    assert.ok(Math.abs((mirror.low ?? 0) - (1 - (told.high ?? 0))) < 1e-12);
  }
});

test('[P3] nobody to count is no value, and counts that cannot be give none', () => {
  assert.deepEqual(proportion(0, 0), { n: 0 });
  assert.deepEqual(proportion(3, 2), { n: 2 });
  assert.deepEqual(proportion(-1, 2), { n: 2 });
  assert.deepEqual(proportion(Number.NaN, 2), { n: 2 });
  assert.deepEqual(proportion(0, Number.NaN), { n: 0 });
});

test('the interval holds its value, stays within 0 and 1, and a surer one is wider', () => {
  for (let of = 1; of <= 30; of += 1)
    for (let count = 0; count <= of; count += 1) {
      const { value = -1, low = -1, high = -1 } = proportion(count, of);
      assert.ok(low >= 0 && low <= value && value <= high && high <= 1, `${count}/${of}`);
      const surer = proportion(count, of, 0.99);
      assert.ok((surer.high ?? 0) - (surer.low ?? 0) > high - low);
    }
});
