import type { Analyte, Model } from '../model.ts';
import { models } from '../models.ts';
import type { Person } from '../person.ts';
import { refuse } from '../refusal.ts';
import type { Regimen } from '../regimen.ts';
import { populationBlock } from '../population/population.ts';
import { spreadBy, type Spread } from '../population/spread.ts';
import { percentile, type Summary } from '../population/summary.ts';
import type { Channel } from '../runner.ts';
import { simulate, type Simulation } from '../simulate.ts';
import { modelLabel } from './label.ts';

/** A plan with the name a reader knows it by. */
export interface NamedPlan {
  readonly name: string;
  readonly regimen: Regimen;
}

/** One plan of a comparison: the typical person, and the spread between people. */
export interface ComparedPlan {
  readonly name: string;
  readonly typical: Simulation;
  /** The analyte between people, ng/mL, at the time of the typical person's peak. */
  readonly atPeak: Spread;
  readonly occupancyAtPeak: Spread;
  /** Change of MADRS by the drug 24 h after the last dose. */
  readonly moodAfterDay: Spread;
  readonly label: string;
}

/** Percentiles of a channel at one time of a population. */
function spreadAt(summary: Summary, channel: Channel, time: number): Spread {
  return spreadBy((share) => percentile(summary, channel, share)[time] ?? Number.NaN);
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
    const plan = {
      model: model.id,
      regimen,
      people: { kind: 'alike' as const, person },
      count: people,
      seed,
      times,
    };
    const summary = populationBlock(plan, 0, people);
    return {
      name,
      typical,
      atPeak: spreadAt(summary, analyte, times.indexOf(peakAt)),
      occupancyAtPeak: spreadAt(summary, 'occupancy', times.indexOf(peakAt)),
      moodAfterDay: spreadAt(summary, 'moodDrug', times.indexOf(last + 24)),
      label: modelLabel,
    };
  });
}
