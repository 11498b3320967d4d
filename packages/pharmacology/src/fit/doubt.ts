import { errorOf, type Target } from './reading.ts';

/** Beyond this many standard deviations lies one person in a thousand. */
const beyond = 3.29;
/** Near enough for a mistake to be named. */
const near = 1.5;

/** Factors by which a wrong unit or a slipped point makes a concentration too large. */
const mistakes: readonly (readonly [factor: number, says: string])[] = [
  [1000, 'a thousand times too large, as when micrograms and nanograms are mixed up'],
  [10, 'ten times too large, as when a point slips'],
  [1 / 10, 'ten times too small, as when a point slips'],
  [1 / 1000, 'a thousand times too small, as when µg/mL are written as ng/mL'],
  [1000 / 237.73, 'in nmol/L instead of ng/mL'],
];

const typicalError = ({ scale, sd, residual }: Target, typical: number) =>
  scale === 'log' ? errorOf(residual, Math.max(1e-9, typical)) : sd;

/**
 * Sentences about readings that one person in a thousand would have: a wrong unit, time or sample is likelier.
 * `jacobian` is that of the residuals at the typical person, from which follows how far people differ there.
 */
export function doubtsOf(
  targets: readonly Target[],
  typical: Float64Array,
  jacobian: Float64Array,
  size: number,
): readonly string[] {
  return targets.flatMap(({ at, value, scale, isBelow, channel }, index) => {
    if (isBelow) return [];
    const { sd } = targets[index]!;
    // What a reading misses by is that of the larger of the two: a small one may be small by mistake.
    const own = Math.min(sd, typicalError(targets[index]!, typical[index]!));
    let variance = own * own;
    for (let k = 0; k < size; k += 1) variance += (sd * jacobian[index * size + k]!) ** 2;
    const zOf = (reading: number) =>
      (scale === 'log'
        ? Math.log(reading) - Math.log(Math.max(1e-9, typical[index]!))
        : reading - typical[index]!) / Math.sqrt(variance);
    if (Math.abs(zOf(value)) <= beyond) return [];
    const what =
      channel === 'systolicChange' ? `The change of ${value} mmHg` : `${value} ng/mL of ${channel}`;
    const mistake =
      scale === 'log' ? mistakes.find(([factor]) => Math.abs(zOf(value / factor)) < near) : undefined;
    return [
      `${what} at ${Number(at.toPrecision(3))} h is what fewer than one in a thousand would have${
        mistake === undefined ? '' : `; it may be ${mistake[1]}`
      }. Check its unit, its time and whose sample it is.`,
    ];
  });
}

/** Logarithm of the share of a standard-normal number below z; exact to 1e-7 of itself, in the far tail as well. */
export function logOfShareBelow(z: number): number {
  if (z < -5) {
    const q = z * z;
    return (
      -q / 2 - Math.log(-z) - 0.5 * Math.log(2 * Math.PI) + Math.log1p(-1 / q + 3 / q ** 2 - 15 / q ** 3)
    );
  }
  // Simpson's rule over the density from -9; the sum is smooth in z, as the fit's slopes need.
  const steps = 400;
  const h = (z + 9) / steps;
  let sum = 0;
  for (let k = 0; k <= steps; k += 1) {
    const x = -9 + h * k;
    sum += (k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2) * Math.exp((-x * x) / 2);
  }
  return Math.log(Math.min(1, (sum * h) / 3 / Math.sqrt(2 * Math.PI)));
}
