import { effectVariability } from '../effect-parameters.ts';
import { exposureOf } from '../exposure.ts';
import { groundsOf } from '../grounds.ts';
import { individual, type Deviates, type Individual } from '../individual.ts';
import type { Analyte, Model, RandomEffect } from '../model.ts';
import { models } from '../models.ts';
import type { Person } from '../person.ts';
import { drawsOf } from '../population/deviates.ts';
import { refuse } from '../refusal.ts';
import type { Regimen } from '../regimen.ts';
import { channels, prepareRunner, type Channel } from '../runner.ts';
import { visitStarts } from '../schedule.ts';
import { jacobianOf, smallestSquares } from './least-squares.ts';
import { doubtsOf, logOfShareBelow } from './doubt.ts';
import { targetsOf, type Measurement, type PressureReading, type Target } from './reading.ts';

/** What is to be fitted. */
export interface FitRequest {
  readonly model?: Model;
  readonly person: Person;
  readonly regimen: Regimen;
  readonly measurements?: readonly Measurement[];
  readonly pressures?: { readonly baseline: number; readonly readings: readonly PressureReading[] };
  /** True to fit although a reading looks wrong; the doubts are then told with the answer. */
  readonly despiteDoubts?: boolean;
}

/** A number of the person with an interval in which it lies with 90 %. */
export interface FittedNumber {
  readonly name: string;
  readonly unit: string;
  /** Of the typical person with the same weight, age and medicines. */
  readonly typical: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A random effect of the person. */
export interface FittedEffect extends FittedNumber {
  /** The first parameter it moves, of which value and interval are told; the size of the rise for `pressure`. */
  readonly parameter: string;
  /** Standard deviations from the typical person, and the standard error of that. */
  readonly deviate: number;
  readonly error: number;
  /** 0 when the readings say nothing of it and it stays where the typical person is; 1 when they settle it. */
  readonly informed: number;
}

/** One person's maximum a-posteriori parameters. A model fitted to readings, not a measurement. */
export interface PersonFit {
  readonly label: string;
  readonly person: Individual;
  /** For `simulate` and `individual`. */
  readonly deviates: Deviates;
  readonly effects: readonly FittedEffect[];
  /** Area to infinity and peak of what was measured. */
  readonly exposure: readonly FittedNumber[];
  readonly readings: readonly {
    readonly at: number;
    readonly channel: Channel;
    readonly observed: number;
    readonly isBelow: boolean;
    readonly typical: number;
    readonly fitted: number;
  }[];
  /** Readings that 99.9 % of people would not have. */
  readonly doubts: readonly string[];
}

const ninety = 1.6448536269514722;
/** A share of what is not known of an effect that readings have to take away before one can speak of a fit. */
const leastInformed = 0.1;

interface Unknown {
  readonly name: string;
  readonly effect?: RandomEffect;
  /** Weights of the independent numbers. */
  readonly row: Float64Array;
}

/** The random effects that matter for these readings, as sums of independent standard-normal numbers. */
function unknownsOf(
  model: Model,
  person: Individual,
  doses: Regimen,
  targets: readonly Target[],
): { readonly unknowns: readonly Unknown[]; readonly size: number } {
  const named = new Set(
    targets.flatMap(({ channel }) =>
      groundsOf(person, doses, channel).flatMap(({ part, name }) => (part === 'spread' ? [name] : [])),
    ),
  );
  const draws = drawsOf(model);
  const visits = visitStarts(doses).length;
  const used = new Set<string>();
  for (const [index, { name, row }] of draws.entries())
    if (named.has(name)) for (let k = 0; k <= index; k += 1) if (row[k] !== 0) used.add(draws[k]!.name);
  const places = new Map<string, number>();
  const place = (key: string) => {
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, places.size);
    return places.size - 1;
  };
  const rough: { name: string; effect?: RandomEffect; terms: [number, number][] }[] = [];
  for (const [index, { name, occasion, row }] of draws.entries()) {
    if (!named.has(name)) continue;
    const effect = model.variability.effects[index]!;
    if (occasion)
      for (let visit = 1; visit <= visits; visit += 1) {
        const key = visits === 1 ? name : `${name}#${visit}`;
        rough.push({ name: key, effect, terms: [[place(key), 1]] });
      }
    else
      rough.push({
        name,
        effect,
        terms: row.flatMap((weight, k) =>
          weight === 0 ? [] : [[place(draws[k]!.name), weight] as [number, number]],
        ),
      });
  }
  if (targets.some(({ channel }) => channel === 'systolicChange'))
    rough.push({ name: 'pressure', terms: [[place('pressure'), 1]] });
  return {
    size: places.size,
    unknowns: rough.map(({ terms, ...rest }) => {
      const row = new Float64Array(places.size);
      for (const [at, weight] of terms) row[at] = weight;
      return { ...rest, row };
    }),
  };
}

const dot = (row: Float64Array, at: Float64Array) => row.reduce((sum, weight, k) => sum + weight * at[k]!, 0);

/** Variance of a sum of the unknowns. */
function varianceOf(row: ArrayLike<number>, covariance: Float64Array): number {
  const size = row.length;
  let sum = 0;
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1) sum += row[i]! * covariance[i * size + j]! * row[j]!;
  return Math.max(0, sum);
}

/**
 * Fits one person's random effects to a few readings: the maximum a-posteriori values with intervals from the curvature
 * there (Laplace). What readings do not tell stays at the typical person and is said to.
 * Throws SimulationRefusal `PHA-006` when the data cannot support it, and when a reading looks wrong (a unit, a time, a
 * sample of somebody else) unless `despiteDoubts`.
 */
export function fitPerson(request: FitRequest): PersonFit {
  const { model = models[0]!, person, regimen: doses, measurements = [], pressures } = request;
  const typical = individual(model, person);
  if (doses.length === 0) refuse('PHA-001', 'dose', 'A plan has at least one dose.');
  const targets = targetsOf(model, doses, measurements, pressures);
  const times = Float64Array.from(new Set(targets.map(({ at }) => at))).toSorted();
  const runner = prepareRunner(model, doses, times, { occasions: true });
  const out = new Float64Array(channels.length * times.length);
  const places = targets.map(
    ({ at, channel }) => channels.indexOf(channel) * times.length + times.indexOf(at),
  );
  const { unknowns, size } = unknownsOf(model, typical, doses, targets);
  const deviatesAt = (at: Float64Array): Deviates =>
    Object.fromEntries(unknowns.map(({ name, row }) => [name, dot(row, at)]));
  const predicted = (at: Float64Array): Float64Array => {
    runner.run(individual(model, person, deviatesAt(at)), out);
    return Float64Array.from(places, (place) => out[place]!);
  };
  const residuals = (at: Float64Array): Float64Array => {
    const values = predicted(at);
    return Float64Array.from(targets, ({ value, scale, isBelow, sd }, index) => {
      const miss =
        scale === 'log'
          ? (Math.log(value) - Math.log(Math.max(1e-9, values[index]!))) / sd
          : (value - values[index]!) / sd;
      // Below a limit the chance of it counts, written as a square.
      return isBelow ? Math.sqrt(-2 * logOfShareBelow(miss)) : miss;
    });
  };
  const start = new Float64Array(size);
  const before = predicted(start).slice();
  const doubts = doubtsOf(targets, before, jacobianOf(residuals, start, targets.length), size);
  if (doubts.length > 0 && request.despiteDoubts !== true)
    refuse('PHA-006', 'measured', `${doubts.join(' ')} Nothing was fitted.`);
  const found = smallestSquares(residuals, size);
  if (found === undefined)
    refuse('PHA-006', 'measured', 'The fit came to no end with these readings, so nothing is shown.');
  const { at, covariance } = found;
  const effects = unknowns.map((unknown) => effectOf(unknown, typical, dot(unknown.row, at), covariance));
  if (!effects.some(({ informed }) => informed >= leastInformed))
    refuse(
      'PHA-006',
      'measured',
      'These readings say hardly more than is known of everybody, so nothing is fitted. Readings near the peak or hours later say more.',
    );
  const deviates = deviatesAt(at);
  const after = predicted(at);
  const analytes = [
    ...new Set(
      targets.map(({ channel }): Analyte =>
        channel === 'systolicChange' ? 'ketamine' : (channel as Analyte),
      ),
    ),
  ];
  return {
    label: `model fitted to ${targets.length === 1 ? 'one reading' : `${targets.length} readings`}, not a measurement`,
    person: individual(model, person, deviates),
    deviates,
    effects,
    exposure: analytes.flatMap((analyte) =>
      exposureWith(analyte, typical, doses, deviatesAt, at, covariance),
    ),
    readings: targets.map(({ at: time, channel, value, isBelow }, index) => ({
      at: time,
      channel,
      observed: value,
      isBelow,
      typical: before[index]!,
      fitted: after[index]!,
    })),
    doubts,
  };
}

function effectOf(
  { name, effect, row }: Unknown,
  typical: Individual,
  deviate: number,
  covariance: Float64Array,
): FittedEffect {
  const error = Math.sqrt(varianceOf(row, covariance));
  const parameter = effect?.on[0]?.parameter;
  const power = effect?.on[0]?.power ?? 1;
  const value = parameter === undefined ? 1 : (typical.values[parameter] ?? Number.NaN);
  const sd = effect?.sd.value ?? effectVariability.pressure.value;
  const at = (moved: number) =>
    effect?.scale === 'logit'
      ? 1 / (1 + ((1 - value) / value) * Math.exp(-power * sd * moved))
      : value * Math.exp(power * sd * moved);
  const [one, two] = [at(deviate - ninety * error), at(deviate + ninety * error)];
  return {
    name,
    parameter: parameter ?? name,
    unit:
      parameter === undefined ? 'times the typical rise' : (typical.model.parameters[parameter]?.unit ?? ''),
    typical: value,
    value: at(deviate),
    low: Math.min(one, two),
    high: Math.max(one, two),
    deviate,
    error,
    informed: Math.max(0, 1 - error ** 2),
  };
}

/** Area and peak with intervals by the delta method on the logarithm. */
function exposureWith(
  analyte: Analyte,
  typical: Individual,
  doses: Regimen,
  deviatesAt: (at: Float64Array) => Deviates,
  at: Float64Array,
  covariance: Float64Array,
): FittedNumber[] {
  const { model, person } = typical;
  const of = (one: Individual) => {
    const { auc, cmax } = exposureOf(one, doses, undefined, [analyte])[analyte] ?? { auc: NaN, cmax: NaN };
    return [auc, cmax] as const;
  };
  // Exposure takes one value for all visits: where visits differ, the person's typical visit.
  const whole = (deviates: Deviates): Deviates =>
    Object.fromEntries(Object.entries(deviates).filter(([name]) => !name.includes('#')));
  const there = (point: Float64Array) => of(individual(model, person, whole(deviatesAt(point))));
  const [plain, fitted] = [of(typical), there(at)];
  const h = 1e-3;
  const slopes = Array.from(at, (_, k) => {
    const [up, down] = [there(at.with(k, at[k]! + h)), there(at.with(k, at[k]! - h))];
    return [0, 1].map((index) => (Math.log(up[index]!) - Math.log(down[index]!)) / (2 * h));
  });
  return [
    ['area', 'ng*h/mL'],
    ['peak', 'ng/mL'],
  ].map(([name, unit], index) => {
    const sd = Math.sqrt(
      varianceOf(
        slopes.map((slope) => slope[index]!),
        covariance,
      ),
    );
    return {
      name: `${analyte} ${name}`,
      unit: unit ?? '',
      typical: plain[index]!,
      value: fitted[index]!,
      low: fitted[index]! * Math.exp(-ninety * sd),
      high: fitted[index]! * Math.exp(ninety * sd),
    };
  });
}
