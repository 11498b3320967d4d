import {
  exposureOf,
  groundsOf,
  individual,
  modelById,
  percentile,
  prepareRunner,
  shares,
  SimulationRefusal,
  warningsOf,
  type Analyte,
  type Channel,
  type Exposure,
  type Ground,
  type Person,
  type PopulationPlan,
  type Regimen,
  type Summary,
} from '@evenkeel/pharmacology';

/** What is computed of one plan; plain data, so that it can be sent to a worker. */
export interface PlanJob {
  readonly model: string;
  readonly person: Person;
  readonly regimen: Regimen;
  readonly benzodiazepine: boolean;
  /** Hours that plasma, receptor and effect are shown for. */
  readonly windowH: number;
  /** Hours that mood is shown for. */
  readonly moodH: number;
}

/** Effects one of which is shown at a time. */
export const effectChoices = [
  'dissociation',
  'systolicChange',
  'diastolicChange',
  'heartRateChange',
] as const;
export type EffectChoice = (typeof effectChoices)[number];

/** Concentrations one of which is shown at a time. */
export const analyteChoices = [
  'ketamine',
  'norketamine',
  'hydroxynorketamine',
] as const satisfies readonly Analyte[];
export type AnalyteChoice = (typeof analyteChoices)[number];

/** What bands are made of. */
export const bandChannels: readonly Channel[] = Object.freeze([
  ...analyteChoices,
  'occupancy',
  ...effectChoices,
  'moodDrug',
  'moodTotal',
]);

/** The typical person's answer to one plan. */
export interface TypicalAnswer {
  readonly times: Float64Array;
  readonly series: Readonly<Partial<Record<Channel, Float64Array>>>;
  readonly exposure: Readonly<Partial<Record<Analyte, Exposure>>>;
  readonly warnings: readonly string[];
}

/** Or the sentence why there is none. */
export type PlanAnswer =
  | { readonly ok: true; readonly value: TypicalAnswer }
  | { readonly ok: false; readonly field: string; readonly sentence: string };

/** Offsets at which the course of a dose bends, h. */
const bends = [0, 0.1, 0.2, 0.35, 0.5, 2 / 3, 0.8, 1, 1.5, 2, 3, 4, 6, 10, 16];

const rising = (times: Iterable<number>) => Float64Array.from(new Set(times)).toSorted();

function gridOf({ regimen, windowH, moodH }: PlanJob, acute: number, days: number): Float64Array {
  // Even, so that steps are alike: what is computed of a step once serves them all.
  const even = (until: number, count: number) =>
    Array.from({ length: count }, (_, index) => (until * index) / (count - 1));
  const first = regimen[0]?.at ?? 0;
  const edges = regimen.flatMap(({ at, durationH }) => [at, at + durationH]);
  const starts = regimen.filter(({ device = 1 }) => device === 1).map(({ at }) => at);
  // A long window has points where doses are, else it would miss their peaks.
  const around = windowH > 30 ? starts.flatMap((at) => bends.map((offset) => at + offset)) : [];
  return rising(
    [...even(windowH, acute), ...even(moodH, days), ...edges, ...around]
      .map((time) => first + time)
      .filter((time) => time <= Math.max(windowH, moodH)),
  );
}

/** Times at which bands are made. */
export function bandTimes(job: PlanJob): Float64Array {
  return gridOf(job, 97, 29);
}

/**
 * The typical person under one plan. Curves are drawn to 6e-5 of their peak; the exposure is exact. Never throws for what a
 * person can type: a refusal is an answer with its sentence.
 */
export function typicalAnswer(job: PlanJob): PlanAnswer {
  return answering(() => {
    const model = modelById(job.model);
    const one = individual(model, job.person);
    const times = rising([...gridOf(job, 193, 57), ...bandTimes(job)]);
    const runner = prepareRunner(model, job.regimen, times, { benzodiazepine: job.benzodiazepine });
    const out = new Float64Array(runner.channels.length * times.length);
    runner.run(one, out);
    return {
      times,
      series: Object.fromEntries(
        bandChannels.map((channel) => {
          const place = runner.channels.indexOf(channel);
          return [channel, out.slice(place * times.length, (place + 1) * times.length)];
        }),
      ),
      exposure: exposureOf(one, job.regimen, undefined, analyteChoices),
      warnings: warningsOf(one, job.regimen),
    };
  });
}

/** The people around the typical one: each moved by what the model knows of how people differ. */
export function bandPlan(job: PlanJob, people: number): PopulationPlan {
  return {
    model: job.model,
    regimen: job.regimen,
    people: { kind: 'alike', person: job.person },
    count: people,
    seed: 1,
    times: bandTimes(job),
    benzodiazepine: job.benzodiazepine,
    channels: bandChannels,
  };
}

/** Percentiles by channel. */
export interface BandAnswer {
  readonly times: Float64Array;
  readonly people: number;
  readonly bands: Readonly<Partial<Record<Channel, Readonly<Record<keyof typeof shares, Float64Array>>>>>;
}

/** The bands of a summary. */
export function bandsOf(times: Float64Array, summary: Summary): BandAnswer {
  return {
    times,
    people: summary.people,
    bands: Object.fromEntries(
      bandChannels.map((channel) => [
        channel,
        Object.fromEntries(
          Object.entries(shares).map(([name, share]) => [name, percentile(summary, channel, share)]),
        ),
      ]),
    ),
  };
}

/** Whether people differ in a model; without published variability there is no band of concentrations. */
export function hasSpread(model: string): boolean {
  return modelById(model).variability.effects.length > 0;
}

/** The numbers a channel of a plan rests on, each with its paper. */
export function whyAnswer(job: PlanJob, channel: Channel): readonly Ground[] {
  return groundsOf(individual(modelById(job.model), job.person), job.regimen, channel);
}

function answering(work: () => TypicalAnswer): PlanAnswer {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof SimulationRefusal) return { ok: false, field: error.field, sentence: error.message };
    throw error;
  }
}
