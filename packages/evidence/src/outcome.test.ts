import assert from 'node:assert/strict';
import test from 'node:test';
import { phq9 } from '@evenkeel/instruments';
import { changeSinceBaseline, outcomeMarks, outcomeOf, type Outcome } from './outcome.ts';

test('change is told against baseline; unknown stays unknown', () => {
  assert.deepEqual(changeSinceBaseline(18, 9), { change: -9, percent: -50 });
  assert.deepEqual(changeSinceBaseline(18, 12), { change: -6, percent: -33.3 });
  assert.deepEqual(changeSinceBaseline(12, 18), { change: 6, percent: 50 });
  assert.deepEqual(changeSinceBaseline(16, 16), { change: 0, percent: 0 });
  assert.deepEqual(changeSinceBaseline(0, 3), { change: 3 });
  assert.equal(changeSinceBaseline(undefined, 3), undefined);
  assert.equal(changeSinceBaseline(3, undefined), undefined);
});

test('[PHQ-9] outcome at each cut, one point below, at and above it', () => {
  const table: readonly (readonly [number | undefined, number | undefined, Outcome])[] = [
    [20, 20, 'noResponse'],
    [20, 27, 'noResponse'],
    [20, 16, 'noResponse'],
    [20, 15, 'partial'],
    [20, 14, 'partial'],
    [20, 11, 'partial'],
    [20, 10, 'response'],
    [20, 9, 'response'],
    [20, 5, 'response'],
    [20, 4, 'remission'],
    [20, 0, 'remission'],
    // 19: half is 9.5, so 10 is 47.4 % and 9 is 52.6 %.
    [19, 10, 'partial'],
    [19, 9, 'response'],
    // Remission is told before response, also when the fall is smaller than half.
    [7, 4, 'remission'],
    [7, 5, 'partial'],
    [5, 4, 'remission'],
    [5, 5, 'noResponse'],
    // Within remission at baseline: a fall says nothing.
    [4, 0, 'unknown'],
    [0, 0, 'unknown'],
    [undefined, 4, 'unknown'],
    [20, undefined, 'unknown'],
    [undefined, undefined, 'unknown'],
  ];
  for (const [baseline, current, wanted] of table) {
    const judged = outcomeOf(phq9, baseline, current);
    assert.equal(judged.outcome, wanted, `${baseline} -> ${current}`);
    assert.ok(judged.cut.length > 0);
  }
});

test('[PHQ-9] a lower score is never a worse outcome, and the marks agree with the outcomes', () => {
  const rank = { noResponse: 0, partial: 1, response: 2, remission: 3 } as const;
  for (let baseline = 5; baseline <= 27; baseline += 1) {
    const marks = outcomeMarks(phq9, baseline);
    let worst = 3;
    for (let current = 0; current <= 27; current += 1) {
      const { outcome } = outcomeOf(phq9, baseline, current);
      assert.ok(outcome !== 'unknown' && outcome !== 'baseline');
      assert.ok(rank[outcome] <= worst);
      worst = rank[outcome];
      assert.equal(outcome === 'remission', current <= marks.remission);
      assert.equal(rank[outcome] >= 2, current <= Math.max(marks.response ?? -1, marks.remission));
    }
  }
  assert.deepEqual(outcomeMarks(phq9, undefined), { remission: 4 });
  assert.deepEqual(outcomeMarks(phq9, 3), { remission: 4 });
});
