import assert from 'node:assert/strict';
import test from 'node:test';
import { instruments, phq9, type Instrument } from '@evenkeel/instruments';
import { baselineFault, isBetterBy, isInRemission, percentBetter } from './improvement.ts';
import { outcomeOf } from './outcome.ts';

test('a scale on which higher is better reaches its cut for remission from below', () => {
  const upward: Instrument = {
    ...phq9,
    direction: 'higherIsBetter',
    range: { from: 0, to: 100 },
    remission: { atMost: 70, citation: 'made up' },
  };
  assert.deepEqual(
    [69, 70, 71].map((total) => isInRemission(upward, total)),
    [false, true, true],
  );
  assert.equal(outcomeOf(upward, 40, 70).outcome, 'remission');
  assert.equal(outcomeOf(upward, 70, 90).outcome, 'unknown');
  assert.equal(outcomeOf(upward, 40, 69).outcome, 'partial');
});

test('on every scale a gain of half is a response unless remission is told first, and the per cent agrees', () => {
  for (const instrument of instruments) {
    const { from, to } = instrument.range;
    for (let step = 0; step <= 20; step += 1)
      for (let other = 0; other <= 20; other += 1) {
        const [baseline, current] = [step, other].map((n) => from + ((to - from) * n) / 20);
        if (baseline === undefined || current === undefined) continue;
        const { outcome } = outcomeOf(instrument, baseline, current);
        const percent = percentBetter(instrument, baseline, current);
        if (baselineFault(instrument, baseline) !== undefined) assert.equal(outcome, 'unknown');
        else if (isInRemission(instrument, current)) assert.equal(outcome, 'remission');
        else assert.equal(outcome === 'response', isBetterBy(instrument, baseline, current, 50));
        if (percent !== undefined && percent >= 50.1)
          assert.ok(isBetterBy(instrument, baseline, current, 50));
        if (percent !== undefined && percent <= 49.9)
          assert.ok(!isBetterBy(instrument, baseline, current, 50));
      }
  }
});
