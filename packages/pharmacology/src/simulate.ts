import { exposureOf, type Exposure } from './exposure.ts';
import { individual, type Deviates, type Individual } from './individual.ts';
import type { Analyte, Model } from './model.ts';
import { models } from './models.ts';
import type { Person } from './person.ts';
import { refuse } from './refusal.ts';
import type { Regimen } from './regimen.ts';
import { channels, prepareRunner, type Channel } from './runner.ts';

/** What is asked: a plan and the person it is for. */
export interface SimulationRequest {
  readonly model?: Model;
  readonly person: Person;
  readonly regimen: Regimen;
  /** Hours from the start of the regimen, rising; `defaultTimes` when absent. */
  readonly times?: Float64Array;
  /** Bounds area and grid, hours from the first dose. */
  readonly untilH?: number;
  readonly deviates?: Deviates;
  /** Optional scenario: benzodiazepine above 8 mg diazepam-equivalent a day. */
  readonly benzodiazepine?: boolean;
}

/** Effects of which the largest is told. */
export const effectChannels = [
  'occupancy',
  'dissociation',
  'systolicChange',
  'diastolicChange',
  'heartRateChange',
  'plasticity',
  'moodDrug',
] as const satisfies readonly Channel[];
export type EffectChannel = (typeof effectChannels)[number];

/** The largest size of an effect and when, h from the first dose. */
export interface Peak {
  readonly value: number;
  readonly at: number;
}

/** One person's answer. A model, not a measurement. */
export interface Simulation {
  readonly model: Model;
  readonly times: Float64Array;
  /** One value a time, by channel. */
  readonly series: Readonly<Record<Channel, Float64Array>>;
  readonly exposure: Readonly<Partial<Record<Analyte, Exposure>>>;
  /** Largest effect and its time, whichever times were asked for. */
  readonly peaks: Readonly<Record<EffectChannel, Peak>>;
  /** Limits of the model and what is special about this person, in sentences. */
  readonly warnings: readonly string[];
}

/** States of a second run with halved panels differ by at most this share of their peak, else panels are halved again. */
const tolerance = 1e-7;

/** Times for a plan when none are asked for: `count` from the first dose, denser early, and where doses start and end. */
export function defaultTimes(doses: Regimen, untilH = defaultHorizon(doses), count = 481): Float64Array {
  const first = doses[0]?.at ?? 0;
  const even = Array.from({ length: count }, (_, index) => first + untilH * (index / (count - 1)) ** 2);
  const edges = doses
    .flatMap(({ at, durationH }) => [at, at + durationH])
    .filter((at) => at <= first + untilH);
  return rising([...even, ...edges]);
}

const rising = (times: Iterable<number>) => Float64Array.from(new Set(times)).toSorted();

function defaultHorizon(doses: Regimen): number {
  const first = doses[0]?.at ?? 0;
  const last = doses.at(-1);
  return last === undefined ? 24 : last.at + last.durationH - first + 24;
}

/** Simulates one person. Throws SimulationRefusal, in a sentence, for what cannot be; never a zero curve. */
export function simulate(request: SimulationRequest): Simulation {
  const { model = models[0]!, person, regimen: doses, untilH, deviates, benzodiazepine = false } = request;
  if (doses.length === 0) refuse('PHA-001', 'dose', 'A plan has at least one dose.');
  if (untilH !== undefined && !(untilH > 0 && untilH < 24 * 366 * 5))
    refuse('PHA-001', 'until', 'The end is a number of hours above zero, within five years.');
  const one = individual(model, person, deviates);
  const even = defaultTimes(doses, untilH);
  const times = request.times ?? even;
  // Peaks are looked for on the whole plan, so they do not depend on the times that are asked for.
  const all = request.times === undefined ? even : rising([...even, ...times]);
  const values = converged(model, doses, all, one, benzodiazepine);
  const place = new Map(Array.from(all, (time, index) => [time, index]));
  const series = Object.fromEntries(
    channels.map((channel) => [
      channel,
      times.map((time) => values[channel][place.get(time) ?? 0] ?? Number.NaN),
    ]),
  ) as Record<Channel, Float64Array>;
  const first = doses[0]?.at ?? 0;
  return {
    model,
    times,
    series,
    exposure: exposureOf(one, doses, untilH),
    peaks: Object.fromEntries(
      effectChannels.map((channel) => [channel, peakOf(all, values[channel], first)]),
    ) as Record<EffectChannel, Peak>,
    warnings: warningsOf(one, doses),
  };
}

function peakOf(times: Float64Array, values: Float64Array, first: number): Peak {
  let best = 0;
  for (let index = 1; index < values.length; index += 1)
    if (Math.abs(values[index]!) > Math.abs(values[best]!)) best = index;
  return { value: values[best]!, at: times[best]! - first };
}

/** Every channel at every time, with panels halved until nothing moves. */
function converged(
  model: Model,
  doses: Regimen,
  times: Float64Array,
  one: Individual,
  benzodiazepine: boolean,
): Readonly<Record<Channel, Float64Array>> {
  let last: Float64Array | undefined;
  for (let refinement = 0; ; refinement += 1) {
    const out = new Float64Array(channels.length * times.length);
    prepareRunner(model, doses, times, { refinement, benzodiazepine }).run(one, out);
    if (last !== undefined && (refinement > 4 || agree(last, out, times.length)))
      return Object.fromEntries(
        channels.map((channel, index) => [
          channel,
          out.slice(index * times.length, (index + 1) * times.length),
        ]),
      ) as Record<Channel, Float64Array>;
    last = out;
  }
}

/** What a reader of a result has to know: about the person, about the route, and the limits of the model. */
export function warningsOf(
  { model, warnings, nasalWarnings }: Individual,
  doses: Regimen,
): readonly string[] {
  const nasal = doses.some(({ route }) => route === 'nasal-device') ? nasalWarnings : [];
  return [...warnings, ...nasal, ...model.limits];
}

function agree(a: Float64Array, b: Float64Array, length: number): boolean {
  for (let start = 0; start < a.length; start += length) {
    let peak = 0;
    let worst = 0;
    for (let index = start; index < start + length; index += 1) {
      peak = Math.max(peak, Math.abs(b[index]!));
      worst = Math.max(worst, Math.abs(a[index]! - b[index]!));
    }
    if (worst > tolerance * peak) return false;
  }
  return true;
}
