import { meanIntervalOf, type MeanInterval } from '../mean-interval.ts';

/** The interval of the mean of values written out, by the textbook sums. */
export function meanOf(values: readonly number[]): MeanInterval {
  const n = values.length;
  const mean = n === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / n;
  return meanIntervalOf({ n, mean, squares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) });
}
