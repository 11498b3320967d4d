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

/** Student's t interval of a mean, from a count, the mean and the sum of squared distances from it. */
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
