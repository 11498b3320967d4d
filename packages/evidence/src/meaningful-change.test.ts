import assert from 'node:assert/strict';
import test from 'node:test';
import { instrumentById, phq9 } from '@evenkeel/instruments';
import { meaningfulChangeOf, type MeaningfulChange } from './meaningful-change.ts';

test("a change is held against the scale's own best founded meaningful change", () => {
  const table: readonly (readonly [
    string,
    number | undefined,
    number | undefined,
    number | undefined,
    MeaningfulChange['reached'],
  ])[] = [
    // 6 was found in print; 5 is general knowledge.
    ['phq9', 20, 15, 6, 'within'],
    ['phq9', 20, 14, 6, 'improved'],
    ['phq9', 14, 20, 6, 'worse'],
    // Two found in print: the larger.
    ['madrs', 30, 21, 10, 'within'],
    ['madrs', 30, 20, 10, 'improved'],
    ['isi', 20, 12, 8.4, 'within'],
    ['isi', 20, 11, 8.4, 'improved'],
    // Higher is better.
    ['who5', 24, 34, 10, 'improved'],
    ['who5', 34, 24, 10, 'worse'],
    ['phq9', undefined, 14, 6, 'unknown'],
    ['phq9', 20, undefined, 6, 'unknown'],
    ['ymrs', 20, 5, undefined, 'unknown'],
  ];
  for (const [id, from, to, points, reached] of table) {
    const instrument = instrumentById(id);
    assert.ok(instrument !== undefined);
    const told = meaningfulChangeOf(instrument, from, to);
    assert.deepEqual([told.points, told.reached], [points, reached], `${id} ${from} -> ${to}`);
    assert.equal(told.source === undefined, points === undefined);
  }
});

test('a threshold found in print comes before a larger one that is general knowledge', () => {
  const said = { says: 'Meaningful', source: 'made up' };
  const instrument = {
    ...phq9,
    meaningfulChange: [
      { points: 8, mark: 'general knowledge', ...said },
      { points: 5, mark: 'verified', ...said },
    ],
  } as const;
  assert.equal(meaningfulChangeOf(instrument, 20, 14).reached, 'improved');
  assert.equal(meaningfulChangeOf(instrument, 20, 14).source?.mark, 'verified');
});
