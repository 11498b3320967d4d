import assert from 'node:assert/strict';
import test from 'node:test';
import { philox, randomStream } from './random-stream.ts';

const hex = (words: readonly number[]) => words.map((word) => word.toString(16).padStart(8, '0')).join(' ');

test('Philox 4x32-10 gives its published test vectors', () => {
  const all = 0xffffffff;
  assert.equal(hex(philox([0, 0, 0, 0], [0, 0])), '6627e8d5 e169c58d bc57ac4c 9b00dbd8');
  assert.equal(hex(philox([all, all, all, all], [all, all])), '408f276d 41c83b0e a20bc7c6 6d5451fd');
  assert.equal(
    hex(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])),
    'd16cfe09 94fdcceb 5001e420 24126ea1',
  );
});

const take = (seed: string, subject: string, purpose: string) => {
  const stream = randomStream(seed, subject, purpose);
  return Array.from({ length: 20 }, () => stream.next());
};

test('[P5] a stream depends on seed, subject and purpose only, not on how much others were read', () => {
  const first = take('7', 'patient-1', 'weight');
  take('7', 'patient-1', 'mood');
  assert.deepEqual(take('7', 'patient-1', 'weight'), first);
  for (const [seed, subject, purpose] of [
    ['8', 'patient-1', 'weight'],
    ['7', 'patient-2', 'weight'],
    ['7', 'patient-1', 'mood'],
    ['7', 'patient-1weight', ''],
  ] as const) {
    assert.notDeepEqual(take(seed, subject, purpose), first);
  }
});

test('numbers fill [0, 1) evenly and the normal deviates have their mean and spread', () => {
  const stream = randomStream('1', 'spread', 'test');
  const bins = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 20_000; i += 1) {
    const value = stream.next();
    assert.ok(value >= 0 && value < 1);
    bins[Math.floor(value * 10)]! += 1;
  }
  for (const count of bins) assert.ok(Math.abs(count - 2000) < 250, `a bin holds ${count}`);
  const normal = Array.from({ length: 20_000 }, () => stream.normal(70, 10));
  const mean = normal.reduce((sum, value) => sum + value, 0) / normal.length;
  const spread = Math.sqrt(normal.reduce((sum, value) => sum + (value - mean) ** 2, 0) / normal.length);
  assert.ok(Math.abs(mean - 70) < 0.5 && Math.abs(spread - 10) < 0.4, `${mean} ${spread}`);
});

test('integer() reaches both ends and nothing beyond; pick() refuses an empty list', () => {
  const stream = randomStream('1', 'ends', 'test');
  const seen = new Set(Array.from({ length: 2000 }, () => stream.integer(-2, 3)));
  assert.deepEqual(
    [...seen].toSorted((a, b) => a - b),
    [-2, -1, 0, 1, 2, 3],
  );
  assert.throws(() => stream.pick([]), RangeError);
});
