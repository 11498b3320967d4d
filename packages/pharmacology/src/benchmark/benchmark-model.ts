import { from, type Parameter } from '../parameter.ts';
import { normalOf, purposeOf } from '../population/normal.ts';
import type { DosingCalendar } from './calendar.ts';

/*
 * A model for timing engines against each other. BENCHMARK ONLY: its values are placeholders chosen to cost what a real
 * model costs, and none of them may be used for a person. Three compartments of ketamine, two of norketamine, an effect
 * site, and a score with R' = kin - kout (1 + Emax Ce^g / (EC50^g + Ce^g)) R that starts at its balance without drug.
 */

const placeholder = from('benchmark only: a placeholder for timing, never for a person', 'ours');

/** Typical values at 70 kg, in the order of a patient's row. Units of the yardstick: kg, L, L/h, h, mg/L. */
export const benchmarkParameters = Object.freeze({
  weight: placeholder(75, 'kg'),
  clearance: placeholder(80, 'L/h'),
  central: placeholder(20, 'L'),
  fastPeripheral: placeholder(60, 'L'),
  slowPeripheral: placeholder(180, 'L'),
  fastExchange: placeholder(120, 'L/h'),
  slowExchange: placeholder(70, 'L/h'),
  metabolisedShare: placeholder(0.65, '1', { range: [0, 1] }),
  metaboliteClearance: placeholder(60, 'L/h'),
  metaboliteCentral: placeholder(60, 'L'),
  metabolitePeripheral: placeholder(120, 'L'),
  metaboliteExchange: placeholder(50, 'L/h'),
  effectSiteRate: placeholder(0.08, '1/h'),
  score: placeholder(33, 'points'),
  scoreLoss: placeholder(0.02, '1/h'),
  greatestEffect: placeholder(3, '1'),
  halfEffect: placeholder(0.03, 'mg/L'),
  steepness: placeholder(1.5, '1'),
} satisfies Record<string, Parameter>);

export type BenchmarkParameter = keyof typeof benchmarkParameters;

/** Names of a row's values in order. */
export const benchmarkNames = Object.freeze(Object.keys(benchmarkParameters) as BenchmarkParameter[]);

/** Values in a patient's row. */
export const rowLength = benchmarkNames.length;

/** Spread between people, as the standard deviation of the logarithm, and how a value grows with weight over 70 kg. */
export const benchmarkSpread: Readonly<
  Record<BenchmarkParameter, readonly [deviation: number, power: number]>
> = Object.freeze({
  weight: [0.2, 0],
  clearance: [0.25, 0.75],
  central: [0.3, 1],
  fastPeripheral: [0.3, 1],
  slowPeripheral: [0.3, 1],
  fastExchange: [0.3, 0.75],
  slowExchange: [0.3, 0.75],
  metabolisedShare: [0.1, 0],
  metaboliteClearance: [0.3, 0.75],
  metaboliteCentral: [0.3, 1],
  metabolitePeripheral: [0.3, 1],
  metaboliteExchange: [0.3, 0.75],
  effectSiteRate: [0.4, 0],
  score: [0.15, 0],
  scoreLoss: [0.4, 0],
  greatestEffect: [0.4, 0],
  halfEffect: [0.5, 0],
  steepness: [0.2, 0],
});

/** Rows of made-up people, one after another; the same for ever for a seed and a place. BENCHMARK ONLY. */
export function benchmarkPeople(count: number, seed: number): Float64Array {
  const rows = new Float64Array(count * rowLength);
  const purpose = purposeOf('benchmark model');
  for (let person = 0; person < count; person += 1) {
    const start = person * rowLength;
    for (const [index, name] of benchmarkNames.entries()) {
      const [deviation, power] = benchmarkSpread[name];
      const { value, range } = benchmarkParameters[name] as Parameter;
      const size = index === 0 ? 1 : (rows[start]! / 70) ** power;
      const drawn = value * size * Math.exp(deviation * normalOf(seed, person, purpose, index));
      rows[start + index] = Math.min(drawn, range?.[1] ?? Number.POSITIVE_INFINITY);
    }
  }
  return rows;
}

/** What is computed for each record, in order: ketamine, norketamine and effect site in mg/L, and the score. */
export const benchmarkChannels = Object.freeze(['ketamine', 'norketamine', 'effectSite', 'score'] as const);

/** Six infusions of 0.5 mg/kg over 40 minutes. */
export const benchmarkCalendar: DosingCalendar = Object.freeze(
  [0, 48, 96, 168, 216, 264].map((at) => Object.freeze({ at, durationH: 2 / 3, mgPerKg: 0.5 })),
);

/** Evenly spaced records over the 28 days, the first at 0 h. */
export function benchmarkTimes(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => (672 * index) / (count - 1));
}
