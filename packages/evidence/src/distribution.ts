// Other packages are type-checked from this file's source and would not find the declaration otherwise.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./jstat.d.ts" />
import library from 'jstat';

const { jStat } = library;

/** How sure an interval is said to be, where nothing else is asked for: 95 %. */
export const usualLevel = 0.95;

/** The z for a two-sided interval of this level: 1.96 for 0.95. */
export function normalQuantile(level: number): number {
  return jStat.normal.inv((1 + level) / 2, 0, 1);
}

/** Student's t for a two-sided interval of this level; to about 8 figures. */
export function studentQuantile(level: number, degreesOfFreedom: number): number {
  return jStat.studentt.inv((1 + level) / 2, degreesOfFreedom);
}

/** The chi-squared below which this share of the distribution lies. */
export function chiSquaredQuantile(share: number, degreesOfFreedom: number): number {
  return jStat.chisquare.inv(share, degreesOfFreedom);
}
