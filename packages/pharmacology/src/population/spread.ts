/** The parts of a population that are shown: median, middle half, nine tenths. */
export const shares = Object.freeze({ p5: 0.05, p25: 0.25, p50: 0.5, p75: 0.75, p95: 0.95 } as const);

/** A number between people. */
export type Spread = Readonly<Record<keyof typeof shares, number>>;

/** A spread from a function that gives the value below which a share of the people lie. */
export function spreadBy(at: (share: number) => number): Spread {
  const { p5, p25, p50, p75, p95 } = shares;
  return { p5: at(p5), p25: at(p25), p50: at(p50), p75: at(p75), p95: at(p95) };
}

/** The spread of one number for each person. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const last = sorted.length - 1;
  return spreadBy((share) => sorted[Math.min(last, Math.floor(share * sorted.length))] ?? Number.NaN);
}
