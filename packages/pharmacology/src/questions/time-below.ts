import { analytes, analytesOf, type Model } from '../model.ts';
import { models } from '../models.ts';
import { personOf, typicalOf, type People } from '../population/covariates.ts';
import { deviateSource } from '../population/deviates.ts';
import { individual } from '../individual.ts';
import { refuse } from '../refusal.ts';
import type { Regimen } from '../regimen.ts';
import { channels, prepareRunner, type Channel } from '../runner.ts';
import { occasionEffects, visitStarts } from '../schedule.ts';
import { spreadOf, type Spread } from '../population/spread.ts';
import { modelLabel } from './label.ts';

/**
 * Hours from the first dose until a predicted effect stays below a level; infinity when it is still above at the end that
 * was looked at. Never a reason to send anybody home.
 */
export interface TimeBelow {
  readonly typicalH: number;
  readonly spread: Spread;
  /** Share of people who stay below it all along. */
  readonly neverAbove: number;
  readonly label: string;
}

const stepH = 1 / 60;

const isUnspoken = (model: Model, channel: Channel) =>
  analytes.some((analyte) => analyte === channel && !analytesOf(model).has(analyte));

/**
 * The time at which a predicted effect falls below a level for good, of a typical person and of a population.
 * `channel` is such as `dissociation` (points of CADSS) or `ketamine` (ng/mL); `level` is in its unit, above zero.
 */
export function timeBelow(
  plan: Regimen,
  people: People,
  channel: Channel,
  level: number,
  {
    model = models[0]!,
    count = 200,
    seed = 1,
    untilH = 24,
  }: {
    readonly model?: Model;
    readonly count?: number;
    readonly seed?: number;
    readonly untilH?: number;
  } = {},
): TimeBelow {
  if (!(level > 0)) refuse('PHA-001', 'level', 'The level is a number above zero.');
  if (isUnspoken(model, channel))
    refuse('PHA-003', 'channel', `${model.title} says nothing about ${channel}.`);
  const first = plan[0]?.at ?? 0;
  const times = Float64Array.from(
    { length: Math.round(untilH / stepH) + 1 },
    (_, index) => first + index * stepH,
  );
  const runner = prepareRunner(model, plan, times, { occasions: true });
  const out = new Float64Array(channels.length * times.length);
  const place = channels.indexOf(channel) * times.length;
  const lastAbove = () => {
    let index = times.length - 1;
    while (index >= 0 && Math.abs(out[place + index]!) < level) index -= 1;
    if (index === times.length - 1) return Number.POSITIVE_INFINITY;
    return index < 0 ? 0 : (index + 1) * stepH;
  };
  const source = deviateSource(model, seed, visitStarts(plan).length, occasionEffects(model, plan));
  const found = Array.from({ length: count }, (_, subject) => {
    runner.run(individual(model, personOf(people, seed, subject), source.of(subject)), out);
    return lastAbove();
  });
  runner.run(individual(model, typicalOf(people)), out);
  return {
    typicalH: lastAbove(),
    spread: spreadOf(found),
    neverAbove: found.filter((hours) => hours === 0).length / count,
    label: modelLabel,
  };
}
