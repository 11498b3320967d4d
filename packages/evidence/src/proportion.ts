import { normalQuantile, usualLevel } from './distribution.ts';

/** A share between 0 and 1 with its interval. No value and no interval where there is nobody to count. */
export interface Proportion {
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  readonly n: number;
}

/**
 * A proportion with the Wilson score interval without continuity correction (Wilson 1927; method 3 of Newcombe 1998).
 * Counts that cannot be, such as 3 of 2, give no value.
 */
export function proportion(count: number, of: number, level: number = usualLevel): Proportion {
  if (!(of > 0) || !(count >= 0) || count > of || !Number.isFinite(of)) return { n: of > 0 ? of : 0 };
  const z = normalQuantile(level);
  const value = count / of;
  const middle = (count + (z * z) / 2) / (of + z * z);
  const half = (z * Math.sqrt(value * (1 - value) * of + (z * z) / 4)) / (of + z * z);
  return {
    value,
    // Exact at the ends, where rounding would leave a last digit.
    low: count === 0 ? 0 : middle - half,
    high: count === of ? 1 : middle + half,
    n: of,
  };
}
