import type { PlannedDose } from '../regimen/plan.ts';
import type { EntryBodies } from './entry.ts';

/** The start of exactly the planned dose. What the route does not have stays absent; `reason` is for a raised pressure. */
export function doseStartOf(plan: PlannedDose, lot?: string, reason?: string): EntryBodies['doseStart'] {
  const { drug, route, amountMg, doseMgPerKg, weightKg, concentrationMgPerMl, volumeMl } = plan;
  const { durationMinutes, devices } = plan;
  return {
    drug,
    route,
    amountMg,
    ...(doseMgPerKg === undefined ? {} : { doseMgPerKg }),
    ...(weightKg === undefined ? {} : { weightKg }),
    ...(concentrationMgPerMl === undefined ? {} : { concentrationMgPerMl }),
    ...(volumeMl === undefined ? {} : { volumeMl }),
    ...(durationMinutes === undefined ? {} : { durationMinutes }),
    ...(devices === undefined ? {} : { devices }),
    ...(lot === undefined ? {} : { lot }),
    ...(reason === undefined ? {} : { reason }),
    identityChecked: true,
  };
}
