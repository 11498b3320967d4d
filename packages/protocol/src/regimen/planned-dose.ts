import type { MeasuredWeight } from '../patient-facts.ts';
import type { RegimenDose } from './calculate-regimen.ts';
import type { PlannedDose } from './plan.ts';

/** What is signed of a computed dose. The measured weight is kept beside the one that doses when they differ. */
export function plannedDoseOf(dose: RegimenDose, measured: MeasuredWeight | undefined): PlannedDose {
  const { template, drug, route, amountMg, doseMgPerKg, weight } = dose;
  const { productId, concentrationMgPerMl, volumeMl, durationMinutes, rateMlPerHour, devices } = dose;
  return Object.freeze({
    drug,
    route,
    template,
    amountMg,
    ...(doseMgPerKg === undefined ? {} : { doseMgPerKg }),
    ...(weight === undefined ? {} : { weightKg: weight.kilograms }),
    ...(weight === undefined || measured === undefined
      ? {}
      : {
          weightMeasuredAt: measured.measuredAt,
          ...(weight.basis === 'ideal' ? { measuredWeightKg: measured.kilograms } : {}),
        }),
    ...(productId === undefined ? {} : { productId }),
    ...(concentrationMgPerMl === undefined ? {} : { concentrationMgPerMl }),
    ...(volumeMl === undefined ? {} : { volumeMl }),
    ...(durationMinutes === undefined ? {} : { durationMinutes }),
    ...(rateMlPerHour === undefined ? {} : { rateMlPerHour }),
    ...(devices === undefined ? {} : { devices }),
  });
}
