import { analytesOf, type Analyte, type Model } from '../model.ts';
import { from } from '../parameter.ts';
import { residualOf } from '../population/residual.ts';
import { refuse } from '../refusal.ts';
import type { Regimen } from '../regimen.ts';
import type { Channel } from '../runner.ts';

/** A measured concentration, ng/mL, or that it was below what the laboratory can tell. `at` is in hours of the regimen. */
export type Measurement =
  | { readonly at: number; readonly analyte: Analyte; readonly value: number }
  | { readonly at: number; readonly analyte: Analyte; readonly below: number };

/** Systolic pressure measured, mmHg. */
export interface PressureReading {
  readonly at: number;
  readonly systolic: number;
}

const ours = from('Evenkeel, chosen for fits of one person', 'ours');

/** What a reading misses its prediction by beside the model's own residual error. */
export const readingError = Object.freeze({
  concentration: ours(0.5, 'ng/mL', {
    note: 'Half of what many laboratories can tell; added to the residual error.',
  }),
  systolic: ours(8, 'mmHg', {
    note: 'Standard deviation of one cuff reading around the person’s own course.',
  }),
});

/** A reading as a fit sees it: which channel, on which scale, and how far it may be off. */
export interface Target {
  readonly at: number;
  readonly channel: Channel;
  /** What was measured; the limit for a reading below it; a change from before the dose for a pressure. */
  readonly value: number;
  /** Logarithm for a concentration. */
  readonly scale: 'log' | 'linear';
  readonly isBelow: boolean;
  readonly sd: number;
  /** The proportional part of `sd`; 0 for a pressure. */
  readonly residual: number;
}

/** Standard deviation of the logarithm of a concentration of this size, with a proportional residual error. */
export function errorOf(residual: number, level: number): number {
  return Math.sqrt(Math.log(1 + residual ** 2) + (readingError.concentration.value / level) ** 2);
}

/** Turns readings into targets. Throws SimulationRefusal, in a sentence, for readings that cannot be or say nothing. */
export function targetsOf(
  model: Model,
  doses: Regimen,
  measurements: readonly Measurement[],
  pressures: { readonly baseline: number; readonly readings: readonly PressureReading[] } | undefined,
): readonly Target[] {
  const first = doses[0]?.at ?? 0;
  const spoken = analytesOf(model);
  const after = (at: number) => {
    if (!Number.isFinite(at)) refuse('PHA-006', 'measured', 'The time of a reading is a number of hours.');
    if (at <= first)
      refuse(
        'PHA-006',
        'measured',
        'A reading at or before the first dose says nothing of this plan. Leave it out; what earlier doses left is not simulated.',
      );
    return at;
  };
  const concentrations = measurements.map((one): Target => {
    const isBelow = 'below' in one;
    const value = isBelow ? one.below : one.value;
    if (!Number.isFinite(value) || value <= 0 || value > 1e6)
      refuse(
        'PHA-006',
        'measured',
        'A concentration is a number of ng/mL above zero. One that was not found is written as below the laboratory’s limit.',
      );
    if (!spoken.has(one.analyte))
      refuse('PHA-006', 'analyte', `${model.title} says nothing about ${one.analyte}.`);
    const share = residualOf(model, one.analyte);
    if (share === 0)
      refuse(
        'PHA-006',
        'model',
        `${model.title} was published without how people and readings differ, so it cannot be fitted to a person.`,
      );
    return {
      at: after(one.at),
      channel: one.analyte,
      value,
      scale: 'log',
      isBelow,
      sd: errorOf(share, value),
      residual: share,
    };
  });
  const changes = (pressures?.readings ?? []).map(({ at, systolic }): Target => {
    for (const value of [systolic, pressures?.baseline ?? Number.NaN])
      if (!(value >= 60 && value <= 260))
        refuse('PHA-006', 'pressure', 'A systolic pressure lies between 60 and 260 mmHg.');
    return {
      at: after(at),
      channel: 'systolicChange',
      value: systolic - (pressures?.baseline ?? Number.NaN),
      scale: 'linear',
      isBelow: false,
      sd: readingError.systolic.value,
      residual: 0,
    };
  });
  const targets = [...concentrations, ...changes].toSorted(
    (a, b) => a.at - b.at || (a.channel < b.channel ? -1 : a.channel > b.channel ? 1 : a.value - b.value),
  );
  if (targets.length === 0) refuse('PHA-006', 'measured', 'Give at least one reading to fit to.');
  if (targets.every(({ isBelow }) => isBelow))
    refuse(
      'PHA-006',
      'measured',
      'Every reading is below what the laboratory can tell, so nothing can be fitted.',
    );
  return targets;
}
