import { individual } from '../individual.ts';
import { analytes } from '../model.ts';
import { modelById } from '../models.ts';
import { refuse } from '../refusal.ts';
import { regimen, type Regimen } from '../regimen.ts';
import { prepareRunner, type Channel } from '../runner.ts';
import { occasionEffects, visitStarts } from '../schedule.ts';
import { personOf, type People } from './covariates.ts';
import { deviateSource } from './deviates.ts';
import { normalOf, purposeOf } from './normal.ts';
import { residualOf } from './residual.ts';
import { countIn, emptySummary, merge, type Summary } from './summary.ts';

/** A population to simulate; plain data, so that it can be sent to a worker. */
export interface PopulationPlan {
  readonly model: string;
  readonly regimen: Regimen;
  readonly people: People;
  readonly count: number;
  /** Whole number from 0. The same seed gives the same people for ever. */
  readonly seed: number;
  /** Hours, rising. */
  readonly times: Float64Array;
  /** Adds the residual error of the model to concentrations, as a measured sample would have it. */
  readonly residual?: boolean;
  /** Optional scenario, see `RunnerOptions`. */
  readonly benzodiazepine?: boolean;
  /** What is summed up; every channel unless said. Fewer cost less. */
  readonly channels?: readonly Channel[];
}

/** Throws SimulationRefusal for a population that cannot be. */
export function checkPlan({ count, seed }: PopulationPlan): void {
  if (!Number.isInteger(count) || count < 1 || count > 10_000_000)
    refuse('PHA-001', 'people', 'A population has between 1 and 10,000,000 people.');
  if (!Number.isSafeInteger(seed) || seed < 0) refuse('PHA-001', 'seed', 'A seed is a whole number from 0.');
}

const residualPurposes = analytes.map((analyte) => purposeOf(`residual ${analyte}`));

/** People between two answers of a run, so that whoever drives it can show progress or stop. */
const stride = 64;

/**
 * Simulates subjects `from` to `to` (not included) of a population, calling `progress` with the number done every few
 * and stopping early when it answers false. The same subject gives the same numbers in any block.
 */
export function populationBlock(
  plan: PopulationPlan,
  from: number,
  to: number,
  progress: (done: number) => boolean = () => true,
): Summary {
  const run = populationRun(plan, from, to);
  for (;;) {
    const { done, value } = run.next();
    if (done === true) return value;
    if (!progress(value.people)) return value;
  }
}

/**
 * The same, one step at a time: yields the summary so far, which it goes on filling, every few people. For a worker that
 * has to hear between two steps that nobody waits for the rest.
 */
export function* populationRun(plan: PopulationPlan, from: number, to: number): Generator<Summary, Summary> {
  checkPlan(plan);
  const model = modelById(plan.model);
  const doses = regimen(plan.regimen);
  const runner = prepareRunner(model, doses, plan.times, {
    occasions: true,
    benzodiazepine: plan.benzodiazepine ?? false,
  });
  const deviates = deviateSource(model, plan.seed, visitStarts(doses).length, occasionEffects(model, doses));
  const count = plan.times.length;
  const out = new Float64Array(runner.channels.length * count);
  const sigma = analytes.map((analyte) => (plan.residual === true ? residualOf(model, analyte) : 0));
  const wanted = plan.channels ?? runner.channels;
  const rows = wanted.map((channel) =>
    out.subarray(runner.channels.indexOf(channel) * count, (runner.channels.indexOf(channel) + 1) * count),
  );
  let summary = emptySummary(wanted, count);
  for (let subject = from; subject < to; subject += 1) {
    const person = personOf(plan.people, plan.seed, subject);
    runner.run(individual(model, person, deviates.of(subject)), out);
    for (const [channel, sd] of sigma.entries())
      if (sd > 0)
        for (let time = 0; time < count; time += 1)
          out[channel * count + time]! *= Math.max(
            0,
            1 + sd * normalOf(plan.seed, subject, residualPurposes[channel]!, time),
          );
    summary = countIn(summary, rows);
    if ((subject - from) % stride === stride - 1) yield summary;
  }
  return summary;
}

/** Contiguous blocks of subjects for a number of workers. */
export function blocksOf(count: number, workers: number): readonly (readonly [from: number, to: number])[] {
  const size = Math.ceil(count / Math.max(1, workers));
  return Array.from({ length: Math.ceil(count / size) }, (_, index) => [
    index * size,
    Math.min(count, (index + 1) * size),
  ]);
}

/** The blocks as one summary. */
export function mergeAll(parts: readonly Summary[]): Summary {
  const [first, ...rest] = parts;
  if (first === undefined) throw new Error('There is nothing to merge');
  return rest.reduce(merge, first);
}
