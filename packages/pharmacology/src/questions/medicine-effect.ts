import { exposureOf } from '../exposure.ts';
import { individual } from '../individual.ts';
import { perpetratorById } from '../interaction.ts';
import type { Analyte, Model } from '../model.ts';
import { models } from '../models.ts';
import type { Parameter } from '../parameter.ts';
import type { Person } from '../person.ts';
import { refuse } from '../refusal.ts';
import type { Regimen } from '../regimen.ts';
import { warningsOf } from '../simulate.ts';
import { modelLabel } from './label.ts';

/** What a course of a medicine does to a plan. */
export interface MedicineEffect {
  readonly says: string;
  readonly areaRatio: number;
  readonly peakRatio: number;
  /** What was observed, when a plan of one route has an observation. */
  readonly observed?: Parameter;
  readonly warnings: readonly string[];
  readonly label: string;
}

/** The ratio of area and peak with a medicine over without it, such as a course of clarithromycin. */
export function medicineEffect(
  plan: Regimen,
  person: Person,
  medicine: string,
  { model = models[0]!, analyte = 'ketamine' }: { readonly model?: Model; readonly analyte?: Analyte } = {},
): MedicineEffect {
  const known = perpetratorById(medicine);
  if (known === undefined)
    refuse(
      'PHA-005',
      'with',
      `No interaction of ${medicine} with ketamine is known here, so it is not simulated.`,
    );
  const taking = individual(model, { ...person, medicines: [...(person.medicines ?? []), medicine] });
  const [without, withIt] = [individual(model, person), taking].map((one) => exposureOf(one, plan)[analyte]);
  if (without === undefined || withIt === undefined)
    refuse('PHA-003', 'route', `${model.title} says nothing about ${analyte}.`);
  const routes = new Set(plan.map(({ route }) => route));
  const observed =
    routes.size > 1
      ? undefined
      : routes.has('nasal-device')
        ? known.nasalArea
        : routes.has('oral-solution')
          ? known.observedOral
          : undefined;
  return {
    says: known.says,
    areaRatio: withIt.auc / without.auc,
    peakRatio: withIt.cmax / without.cmax,
    ...(observed === undefined ? {} : { observed }),
    warnings: warningsOf(taking, plan),
    label: modelLabel,
  };
}
