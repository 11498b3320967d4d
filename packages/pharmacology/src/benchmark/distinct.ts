/** Hours that occur, and for each entry the place of its own among them. */
export interface Distinct {
  /** Rising. */
  readonly values: Float64Array;
  readonly place: Int32Array;
}

/**
 * Differences of times, told apart only when they differ by more than the rounding of the times themselves, which are
 * at most `latest` h: what is equal shares its exponentials.
 */
export function distinct(hours: Float64Array, latest: number): Distinct {
  const rounding = 4 * Number.EPSILON * Math.max(1, latest);
  const order = Array.from(hours, (_, index) => index).toSorted((a, b) => hours[a]! - hours[b]!);
  const values: number[] = [];
  const place = new Int32Array(hours.length);
  for (const index of order) {
    const value = hours[index]!;
    if (values.length === 0 || value - values.at(-1)! > rounding) values.push(value);
    place[index] = values.length - 1;
  }
  return { values: Float64Array.from(values), place };
}
