import { exposureOf } from '../exposure.ts';
import { individual } from '../individual.ts';
import type { Analyte, Model } from '../model.ts';
import { models } from '../models.ts';
import { personOf, typicalOf, type People } from '../population/covariates.ts';
import { deviateSource } from '../population/deviates.ts';
import { refuse } from '../refusal.ts';
import { dose, nasalDevices, type Drug, type Regimen, type Route } from '../regimen.ts';
import { occasionEffects } from '../schedule.ts';
import { spreadOf, type Spread } from '../population/spread.ts';
import { modelLabel } from './label.ts';

/** Amount by another route that gives the same area, mg, with how far it may be off. */
export interface EquivalentDose {
  readonly typicalMg: number;
  /** Between people. */
  readonly spread: Spread;
  /** Typical amount at either end of the published range of what is absorbed, where sources disagree. */
  readonly sources: readonly {
    readonly parameter: string;
    readonly value: number;
    readonly mg: number;
    readonly source: string;
  }[];
  readonly label: string;
}

/**
 * The amount by `route` with the area under the curve of a plan, as a distribution. An exposure, not an order: equal
 * areas by two routes do not promise equal effects.
 */
export function equivalentDose(
  plan: Regimen,
  to: { readonly drug: Drug; readonly route: Route },
  people: People,
  {
    model = models[0]!,
    analyte = 'ketamine',
    count = 200,
    seed = 1,
  }: {
    readonly model?: Model;
    readonly analyte?: Analyte;
    readonly count?: number;
    readonly seed?: number;
  } = {},
): EquivalentDose {
  const unit = to.route === 'nasal-device' ? nasalDevices(28) : dose(to.drug, to.route, 1);
  const unitMg = unit.reduce((sum, { amountMg }) => sum + amountMg, 0);
  const both = [plan, unit].map((regimen) => occasionEffects(model, regimen)).flat();
  const source = deviateSource(model, seed, 1, both);
  const amount = (person: ReturnType<typeof individual>, given = person) => {
    const wanted = exposureOf(person, plan)[analyte]?.auc ?? 0;
    const each = (exposureOf(given, unit)[analyte]?.auc ?? 0) / unitMg;
    if (!(each > 0)) refuse('PHA-003', 'route', `${model.title} gives no ${analyte} by this route.`);
    return wanted / each;
  };
  const found = Array.from({ length: count }, (_, subject) => {
    const drawn = Object.fromEntries(
      Object.entries(source.of(subject)).map(([name, deviate]) => [name.replace('#1', ''), deviate]),
    );
    return amount(individual(model, personOf(people, seed, subject), drawn));
  });
  const typical = individual(model, typicalOf(people));
  const sources = (model.routes[to.route]?.parameters ?? []).flatMap((parameter) => {
    const { range, source: said } = model.parameters[parameter] ?? {};
    return (range ?? []).map((value) => {
      const values = { ...typical.values, [parameter]: value };
      const nasalValues = { ...typical.nasalValues, [parameter]: value };
      return {
        parameter,
        value,
        mg: amount(typical, { ...typical, values, nasalValues }),
        source: said ?? '',
      };
    });
  });
  return {
    typicalMg: amount(typical),
    spread: spreadOf(found),
    sources,
    label: modelLabel,
  };
}
