import type { RandomStream } from '@evenkeel/quantities';

/** Items of the PHQ-9 that make its total, and the one about self-harm among them. */
const items = 9;
const selfHarm = 8;

/**
 * Answers to the PHQ-9 that sum to a total, and to its question on difficulty. Mood, interest, sleep and energy carry more
 * of it than the others, as in real answers; thoughts of self-harm come with high totals only.
 */
export function answersForTotal(total: number, stream: RandomStream): readonly number[] {
  const wanted = Math.max(0, Math.min(25, Math.round(total)));
  const answers = Array.from({ length: items }, () => 0);
  const most = answers.map((_, item) => (item === selfHarm ? (wanted >= 18 ? 1 : 0) : 3));
  for (let left = Math.min(wanted, sum(most)); left > 0;) {
    const item = stream.chance(0.6) ? stream.integer(0, 3) : stream.integer(0, items - 1);
    if ((answers[item] ?? 0) >= (most[item] ?? 0)) continue;
    answers[item] = (answers[item] ?? 0) + 1;
    left -= 1;
  }
  const difficulty = wanted >= 20 ? 3 : wanted >= 12 ? 2 : wanted >= 5 ? 1 : 0;
  return [...answers, difficulty];
}

/** Answers to some items of 0 to `most` each that sum to a total as near as can be. */
export function spread(total: number, items: number, most: number, stream: RandomStream): readonly number[] {
  const answers = Array.from({ length: items }, () => 0);
  for (let left = Math.max(0, Math.min(items * most, Math.round(total))); left > 0;) {
    const item = stream.integer(0, items - 1);
    if ((answers[item] ?? 0) >= most) continue;
    answers[item] = (answers[item] ?? 0) + 1;
    left -= 1;
  }
  return answers;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
