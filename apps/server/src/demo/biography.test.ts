import assert from 'node:assert/strict';
import test from 'node:test';
import { phq9, score } from '@evenkeel/instruments';
import { randomStream } from '@evenkeel/quantities';
import { answersForTotal } from './answers-for-total.ts';
import { biographyOf, demoPatients } from './biography.ts';

const lives = (seed: string) =>
  Array.from({ length: demoPatients }, (_, index) => biographyOf(seed, index, 2026));

test('[P5] the same seed tells the same lives, another seed others', () => {
  assert.deepEqual(lives('7'), lives('7'));
  assert.notDeepEqual(lives('7'), lives('8'));
  // One life does not depend on how many others were told before it.
  assert.deepEqual(biographyOf('7', 20, 2026), lives('7')[20]);
});

test('answers sum to the total they were made for, with thoughts of self-harm at high totals only', () => {
  const stream = randomStream('7', 'answers', 'test');
  for (let total = 0; total <= 25; total += 1) {
    const answers = answersForTotal(total, stream);
    assert.equal(score(phq9, answers).total, total);
    assert.equal(answers.length, phq9.items.length);
    if (total < 18) assert.equal(answers[8], 0);
  }
});
