import type { Analyte } from '../model.ts';
import { models } from '../models.ts';
import type { Model } from '../model.ts';
import type { Person } from '../person.ts';
import { refuse } from '../refusal.ts';
import type { Regimen } from '../regimen.ts';
import { blocksOf, mergeAll, populationBlock } from '../population/population.ts';
import { percentile } from '../population/summary.ts';
import { simulate, type Simulation } from '../simulate.ts';
import { modelLabel } from './label.ts';

/** A plan with the name a reader knows it by. */
export interface NamedPlan {
  readonly name: string;
  readonly regimen: Regimen;
}

/** What a population shows at a time: median, half and nine tenths of the people. */
export interface Spread {
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
}

/** One plan of a comparison: the typical person, and the spread between people. */
export interface ComparedPlan {
  readonly name: string;
  readonly typical: Simulation;
  /** Peak of the analyte between people, ng/mL. */
  readonly peak: Spread;
  readonly peakOccupancy: Spread;
  /** Change of MADRS by the drug 24 h after the last dose. */
  readonly moodAfterDay: Spread;
  readonly label: string;
}

/** Percentiles of a channel at one time of a population. */
export function spreadAt(summary: Parameters<typeof percentile>[0], channel: string, time: number): Spread {
  const at = (share: number) => percentile(summary, channel, share)[time] ?? Number.NaN;
  return { p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) };
}

/**
 * Up to four plans for one person beside each other, each with its spread between people of that weight.
 * Throws SimulationRefusal for more than four plans or a plan that cannot be.
 */
export function comparePlans(
  plans: readonly NamedPlan[],
  person: Person,
  {
    model = models[0]!,
    analyte = 'ketamine',
    people = 200,
    seed = 1,
  }: {
    readonly model?: Model;
    readonly analyte?: Analyte;
    readonly people?: number;
    readonly seed?: number;
  } = {},
): readonly ComparedPlan[] {
  if (plans.length < 1 || plans.length > 4)
    refuse('PHA-001', 'plans', 'Between one and four plans are compared.');
  return plans.map(({ name, regimen }) => {
    const typical = simulate({ model, person, regimen });
    const last = regimen.at(-1)?.at ?? 0;
    const peakAt = (regimen[0]?.at ?? 0) + (typical.exposure[analyte]?.tmax ?? 0);
    const times = Float64Array.from(new Set([peakAt, last + 24])).toSorted();
    const summary = mergeAll(
      blocksOf(people, 1).map(([from, to]) =>
        populationBlock(
          { model: model.id, regimen, people: { kind: 'alike', person }, count: people, seed, times },
          from,
          to,
        ),
      ),
    );
    return {
      name,
      typical,
      peak: spreadAt(summary, analyte, times.indexOf(peakAt)),
      peakOccupancy: spreadAt(summary, 'occupancy', times.indexOf(peakAt)),
      moodAfterDay: spreadAt(summary, 'moodDrug', times.indexOf(last + 24)),
      label: modelLabel,
    };
  });
}
