import { studentQuantile, usualLevel } from './distribution.ts';

/** A mean with its interval. No mean where there is no value, no spread and no interval where there is only one. */
export interface MeanInterval {
  readonly mean?: number;
  readonly low?: number;
  readonly high?: number;
  /** Standard deviation of the sample. */
  readonly sd?: number;
  readonly n: number;
}

/** The mean of these values with Student's t interval. Values that are not numbers are left out of `n`. */
export function meanInterval(values: readonly number[], level: number = usualLevel): MeanInterval {
  const known = values.filter((value) => Number.isFinite(value));
  const n = known.length;
  if (n === 0) return { n };
  const mean = known.reduce((sum, value) => sum + value, 0) / n;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return meanIntervalOf({ n, mean, squares }, level);
}

/** The same from a count, a mean and the sum of squared distances from that mean. */
export function meanIntervalOf(
  { n, mean, squares }: { readonly n: number; readonly mean: number; readonly squares: number },
  level: number = usualLevel,
): MeanInterval {
  if (!(n > 0)) return { n: 0 };
  if (n < 2) return { mean, n };
  const sd = Math.sqrt(Math.max(0, squares) / (n - 1));
  const half = (studentQuantile(level, n - 1) * sd) / Math.sqrt(n);
  return { mean, low: mean - half, high: mean + half, sd, n };
}
