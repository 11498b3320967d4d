import { exposureOf, type Exposure } from './exposure.ts';
import { individual, type Deviates, type Individual } from './individual.ts';
import type { Analyte, Model } from './model.ts';
import { models } from './models.ts';
import type { Person } from './person.ts';
import { refuse } from './refusal.ts';
import type { Regimen } from './regimen.ts';
import { prepareRunner, type Channel } from './runner.ts';

/** What is asked: a plan and the person it is for. */
export interface SimulationRequest {
  readonly model?: Model;
  readonly person: Person;
  readonly regimen: Regimen;
  /** Hours from the start of the regimen, rising; an even grid over the plan when absent. */
  readonly times?: Float64Array;
  /** Bounds area and grid, hours from the first dose. */
  readonly untilH?: number;
  readonly deviates?: Deviates;
  /** Optional scenario: benzodiazepine above 8 mg diazepam-equivalent a day. */
  readonly benzodiazepine?: boolean;
}

/** One person's answer. A model, not a measurement. */
export interface Simulation {
  readonly model: Model;
  readonly times: Float64Array;
  /** One value a time, by channel. */
  readonly series: Readonly<Record<Channel, Float64Array>>;
  readonly exposure: Readonly<Partial<Record<Analyte, Exposure>>>;
  /** Limits of the model and what is special about this person, in sentences. */
  readonly warnings: readonly string[];
}

/** States of a second run with halved panels differ by at most this share of their peak, else panels are halved again. */
const tolerance = 1e-7;

/** Times for a plan when none are asked for: `count` of them from the first dose, denser early. */
export function defaultTimes(doses: Regimen, untilH = defaultHorizon(doses), count = 481): Float64Array {
  const first = doses[0]?.at ?? 0;
  return Float64Array.from({ length: count }, (_, index) => first + untilH * (index / (count - 1)) ** 2);
}

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
  const times = request.times ?? defaultTimes(doses, untilH);
  let last: Float64Array | undefined;
  for (let refinement = 0; ; refinement += 1) {
    const runner = prepareRunner(model, doses, times, { refinement, benzodiazepine });
    const out = new Float64Array(runner.channels.length * times.length);
    runner.run(one, out);
    if (last !== undefined && (refinement > 4 || agree(last, out, times.length))) {
      const series = Object.fromEntries(
        runner.channels.map((channel, index) => [
          channel,
          out.slice(index * times.length, (index + 1) * times.length),
        ]),
      ) as Record<Channel, Float64Array>;
      return {
        model,
        times,
        series,
        exposure: exposureOf(one, doses, untilH),
        warnings: warningsOf(one, doses),
      };
    }
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
