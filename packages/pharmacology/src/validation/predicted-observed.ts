import { exposureOf } from '../exposure.ts';
import { individual } from '../individual.ts';
import { analytesOf, type Model } from '../model.ts';
import { models } from '../models.ts';
import { dose, totalMg, type Route } from '../regimen.ts';
import { channels, prepareRunner } from '../runner.ts';
import { observations, type Observation } from './observation.ts';

/** One observation beside what a model says. */
export interface Compared {
  readonly model: string;
  readonly observation: Observation;
  readonly predicted: number;
  /** Predicted over observed. */
  readonly ratio: number;
  /** The larger over the smaller, 1 when they agree. */
  readonly fold: number;
  /** The model was made with this value, so that agreement proves nothing. */
  readonly isOwn: boolean;
  /** One is of venous blood and the other of arterial. */
  readonly isOtherBlood: boolean;
}

/** How a model does on a route. */
export interface RouteError {
  readonly model: string;
  readonly route: Route | 'all';
  readonly count: number;
  /** Geometric mean of the folds. */
  readonly fold: number;
  /** Geometric mean of predicted over observed. */
  readonly ratio: number;
  /** Share within two-fold. */
  readonly withinTwo: number;
}

/** Every observation that a model can speak of, misses included. */
export function predictedObserved(chosen: readonly Model[] = models): readonly Compared[] {
  return chosen.flatMap((model) =>
    observations.flatMap((observation) => {
      const { regimen, route, analyte } = observation;
      if (model.routes[route] === undefined || !analytesOf(model).has(analyte)) return [];
      if (regimen.some(({ drug }) => !model.drugs.includes(drug))) return [];
      const predicted = predict(model, observation);
      const ratio = predicted / observation.value;
      return [
        {
          model: model.id,
          observation,
          predicted,
          ratio,
          fold: Math.max(ratio, 1 / ratio),
          isOwn: observation.madeWith.includes(model.id),
          isOtherBlood: observation.sample !== model.sample,
        },
      ];
    }),
  );
}

function predict(model: Model, { regimen, weightKg, analyte, quantity }: Observation): number {
  const person = individual(model, { weightKg });
  const of = (untilH?: number) => exposureOf(person, regimen, untilH, [analyte])[analyte];
  switch (quantity.kind) {
    case 'peak':
      return of()?.cmax ?? Number.NaN;
    case 'timeOfPeak':
      return of()?.tmax ?? Number.NaN;
    case 'area':
      return of(quantity.untilH)?.auc ?? Number.NaN;
    case 'bioavailability': {
      const [first] = regimen;
      const vein = exposureOf(person, dose(first?.drug ?? 'ketamine', 'iv', totalMg(regimen)), undefined, [
        analyte,
      ])[analyte];
      return (of()?.auc ?? Number.NaN) / (vein?.auc ?? Number.NaN);
    }
    case 'level': {
      const times = Float64Array.of(quantity.atH);
      const out = new Float64Array(channels.length);
      prepareRunner(model, regimen, times).run(person, out);
      return out[channels.indexOf(analyte)] ?? Number.NaN;
    }
  }
}

/** Fold errors by model and route, and over all routes; `independent` leaves out what a model was made with and other blood. */
export function foldErrors(compared: readonly Compared[], independent = false): readonly RouteError[] {
  const used = compared.filter(({ isOwn, isOtherBlood }) => !independent || !(isOwn || isOtherBlood));
  return [...new Set(used.map(({ model }) => model))].flatMap((model) => {
    const own = used.filter((one) => one.model === model);
    const routes = [...new Set(own.map(({ observation }) => observation.route))];
    return [...routes, 'all' as const].map((route): RouteError => {
      const rows = route === 'all' ? own : own.filter(({ observation }) => observation.route === route);
      const mean = (of: (one: Compared) => number) =>
        Math.exp(rows.reduce((sum, one) => sum + Math.log(of(one)), 0) / rows.length);
      return {
        model,
        route,
        count: rows.length,
        fold: mean(({ fold }) => fold),
        ratio: mean(({ ratio }) => ratio),
        withinTwo: rows.filter(({ fold }) => fold <= 2).length / rows.length,
      };
    });
  });
}
