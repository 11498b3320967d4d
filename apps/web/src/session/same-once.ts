/** A second tap this soon after the first is the same tap, ms. Ours: a double click is at most 500 ms. */
const sameTapMs = 600;

/**
 * Work that the same call cannot do twice: while the first is under way, and for the length of a double click, an equal
 * call gets the answer of the first. Another call between the two makes the later one a new one, and so does a first
 * that kept nothing.
 */
export function sameOnce<A extends readonly unknown[]>(
  work: (...all: A) => Promise<boolean>,
  keyOf: (...all: A) => string,
  nowMs: () => number,
): (...all: A) => Promise<boolean> {
  let last: { readonly key: string; readonly at: number; readonly answer: Promise<boolean> } | undefined;
  let underWay = false;
  return (...all) => {
    const key = keyOf(...all);
    if (last?.key === key && (underWay || nowMs() - last.at < sameTapMs)) return last.answer;
    const mine = { key, at: nowMs(), answer: work(...all) };
    last = mine;
    underWay = true;
    const over = (kept: boolean) => {
      if (last !== mine) return;
      underWay = false;
      if (!kept) last = undefined;
    };
    mine.answer.then(over, () => over(false));
    return mine.answer;
  };
}
