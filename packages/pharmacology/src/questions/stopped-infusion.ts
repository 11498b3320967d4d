import { exposureOf } from '../exposure.ts';
import { individual } from '../individual.ts';
import type { Analyte, Model } from '../model.ts';
import { models } from '../models.ts';
import type { Person } from '../person.ts';
import { infusion, totalMg, type Drug, type InfusionChange } from '../regimen.ts';
import { modelLabel } from './label.ts';

/** How much of a planned infusion a person met. */
export interface StoppedInfusion {
  readonly givenMg: number;
  readonly plannedMg: number;
  /** Area given over area planned. */
  readonly areaShare: number;
  readonly peakShare: number;
  readonly label: string;
}

/** The exposure of an infusion that was paused, slowed or stopped, beside the planned one. */
export function stoppedInfusion(
  planned: { readonly drug: Drug; readonly amountMg: number; readonly durationH: number },
  changes: readonly InfusionChange[],
  person: Person,
  { model = models[0]!, analyte = 'ketamine' }: { readonly model?: Model; readonly analyte?: Analyte } = {},
): StoppedInfusion {
  const one = individual(model, person);
  const whole = infusion(planned.drug, planned.amountMg, planned.durationH);
  const flowed = infusion(planned.drug, planned.amountMg, planned.durationH, { changes });
  const [expected, met] = [whole, flowed].map((regimen) =>
    regimen.length === 0 ? undefined : exposureOf(one, regimen)[analyte],
  );
  return {
    givenMg: totalMg(flowed),
    plannedMg: planned.amountMg,
    areaShare: (met?.auc ?? 0) / (expected?.auc ?? Number.NaN),
    peakShare: (met?.cmax ?? 0) / (expected?.cmax ?? Number.NaN),
    label: modelLabel,
  };
}
