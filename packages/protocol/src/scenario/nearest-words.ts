/** The fewest letters to add, leave out, change or swap with a neighbour that turn one word into the other. */
export function lettersApart(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, before[j - 2]! + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[other.length]!;
}

const farthest = 3;
const longestList = 20;

/**
 * The end of a sentence that says a word is not known: the words nearest to it (` Perhaps escort.`), or all of them when
 * none is near and they are few. Capitals do not count as a difference.
 */
export function perhaps(word: string, known: readonly string[]): string {
  const small = word.toLowerCase();
  const ranked = known
    .map((one) => ({ one, apart: lettersApart(small, one.toLowerCase()) }))
    .toSorted((a, b) => a.apart - b.apart);
  const nearest = ranked[0]?.apart ?? farthest + 1;
  // A word of few letters is near to everything.
  if (nearest <= Math.min(farthest, Math.ceil(word.length / 3)))
    return ` Perhaps ${ranked
      .filter(({ apart }) => apart === nearest)
      .slice(0, 3)
      .map(({ one }) => one)
      .join(' or ')}.`;
  return known.length > longestList ? '' : ` Words: ${known.join(', ')}.`;
}
