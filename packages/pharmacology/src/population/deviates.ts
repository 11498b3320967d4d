import { effectVariability } from '../effect-parameters.ts';
import type { Deviates } from '../individual.ts';
import type { Model } from '../model.ts';
import { normalOf, purposeOf } from './normal.ts';

/** Draws everybody's deviates of a model. */
export interface DeviateSource {
  /** Deviates of one subject. Occasion effects have one for each visit, named `effect#visit` from visit 1. */
  of(subject: number): Deviates;
}

/** One random effect as a sum of independent numbers. */
export interface Draw {
  readonly name: string;
  readonly purpose: number;
  readonly occasion: boolean;
  /** Weights of the independent numbers of this and earlier effects (a row of the Cholesky factor of the correlations). */
  readonly row: readonly number[];
}

/**
 * The source for a model: the same deviates for a seed and subject, whatever else is drawn and in whatever order. Of the
 * effects that differ between visits only those named in `occasions` are drawn.
 */
export function deviateSource(
  model: Model,
  seed: number,
  visits: number,
  occasions: readonly string[],
): DeviateSource {
  const draws = drawsOf(model);
  return Object.freeze({
    of(subject: number): Deviates {
      const deviates: Record<string, number> = {};
      const independent: number[] = [];
      for (const { name, purpose, occasion, row } of draws) {
        if (occasion) {
          independent.push(0);
          if (occasions.includes(name))
            for (let visit = 1; visit <= visits; visit += 1)
              deviates[`${name}#${visit}`] = normalOf(seed, subject, purpose, visit);
          continue;
        }
        independent.push(normalOf(seed, subject, purpose, 0));
        let sum = 0;
        for (let place = 0; place < row.length; place += 1) sum += row[place]! * independent[place]!;
        deviates[name] = sum;
      }
      for (const { name, purpose } of effectDraws) deviates[name] = normalOf(seed, subject, purpose, 0);
      return deviates;
    },
  });
}

const effectDraws = Object.keys(effectVariability).map((name) => ({
  name,
  purpose: purposeOf(`effect ${name}`),
}));

/** The effects of a model with the Cholesky factor of their correlations, row by row. Throws for covariances that no people could have. */
export function drawsOf({ variability }: Model): readonly Draw[] {
  const { effects, covariances } = variability;
  const correlation = (one: string, two: string) => {
    if (one === two) return 1;
    const found = covariances.find(({ between }) => between.includes(one) && between.includes(two));
    if (found === undefined) return 0;
    const sd = (name: string) => effects.find((effect) => effect.name === name)?.sd.value ?? Number.NaN;
    return found.value.value / (sd(one) * sd(two));
  };
  const rows: number[][] = [];
  for (const [i, { name }] of effects.entries()) {
    const row: number[] = [];
    rows.push(row);
    for (let j = 0; j <= i; j += 1) {
      const other = effects[j]!.name;
      let sum = correlation(name, other);
      for (let k = 0; k < j; k += 1) sum -= row[k]! * rows[j]![k]!;
      if (j < i) row.push(sum / rows[j]![j]!);
      else if (sum > 0) row.push(Math.sqrt(sum));
      else throw new Error(`The covariances of ${name} cannot be.`);
    }
  }
  return effects.map(({ name, level }, index) => ({
    name,
    purpose: purposeOf(name),
    occasion: level === 'occasion',
    row: rows[index]!,
  }));
}
