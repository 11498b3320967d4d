/** Panels from one time to the next, shared by everybody with the same doses at the same times. */
export interface Mesh {
  /** Ends of panels, h, rising: one more than there are panels. */
  readonly points: Float64Array;
  /** For each point the place of the time to be recorded there, or -1. */
  readonly record: Int32Array;
  /** For each panel the place of its length in `steps`. */
  readonly step: Int32Array;
  /** Lengths that occur, h. Panels that share one share its exponentials. */
  readonly steps: Float64Array;
}

/** First panel after a dose starts or ends, h, and the longest panel, h. */
const first = 0.5 / 60;
const longest = 6;

/**
 * A mesh over all `times` that starts a new grading at each of `breaks`: panels double in length after it (two of each
 * length), for that is where the course is sharp. Each refinement halves every panel.
 */
export function meshOf(breaks: Float64Array, times: Float64Array, refinement = 0): Mesh {
  const parts = 2 ** refinement;
  const end = times.at(-1) ?? 0;
  const start = Math.min(breaks[0] ?? end, times[0] ?? end);
  const starts = [start, ...breaks].filter((at) => at <= end);
  const points = new Set<number>([...times, ...starts]);
  const anchors = [...points].toSorted((a, b) => a - b);
  const isBreak = new Set(breaks);
  let grading = start;
  for (const [index, from] of anchors.entries()) {
    if (isBreak.has(from)) grading = from;
    const until = anchors[index + 1];
    if (until === undefined) break;
    let at = from;
    for (;;) {
      // Two panels of a length start where the doubling has reached it.
      const since = at - grading;
      const length = Math.min(
        longest,
        first * 2 ** Math.max(0, Math.floor(Math.log2(since / (2 * first) + 1 + 1e-9))),
      );
      const left = until - at;
      const panel = left < 1.3 * length ? left : Math.min(length, left);
      for (let part = 1; part < parts; part += 1) points.add(at + (panel * part) / parts);
      if (panel === left) break;
      at += panel;
      points.add(at);
    }
  }
  const all = Float64Array.from(points).toSorted();
  const place = new Map(Array.from(times, (time, index) => [time, index]));
  const steps: number[] = [];
  const known = new Map<number, number>();
  const step = new Int32Array(Math.max(0, all.length - 1));
  for (let panel = 0; panel < step.length; panel += 1) {
    const length = all[panel + 1]! - all[panel]!;
    const key = Math.round(length * 1e11);
    let id = known.get(key);
    if (id === undefined) {
      id = steps.length;
      known.set(key, id);
      steps.push(length);
    }
    step[panel] = id;
  }
  return {
    points: all,
    record: Int32Array.from(all, (time) => place.get(time) ?? -1),
    step,
    steps: Float64Array.from(steps),
  };
}
