import { askMedicalLead, templateByKey, type PlannedDose, type Weighed } from '@evenkeel/protocol';
import type { StoredPatient } from '@evenkeel/record';
import { weighed } from '../care/weighed.ts';
import type { Ground } from '../patients/ground.ts';

/** The verdict for the drug, route and indication of a plan; some rules stop one drug or route only. */
export function weighedForPlan(
  ground: Ground,
  patient: StoredPatient,
  { drug, route, template = '' }: Pick<PlannedDose, 'drug' | 'route' | 'template'>,
): Promise<Weighed> {
  const indication = templateByKey(template)?.indication;
  return weighed(ground, patient, { drug, route, ...(indication === undefined ? {} : { indication }) });
}

/** What a plan asks for beside a dose within the protocol. */
export interface PlanNeeds {
  readonly reason: boolean;
  readonly secondSigner: boolean;
  readonly medicalLead: boolean;
}

/**
 * What a plan asks for by its dose and by the findings that the medical lead signs for, with the sentences that say why.
 * Such a finding asks for what a course for select cases asks for: a reason, and the medical lead among those who sign.
 */
export function planNeeds(
  { needs, warnings }: { readonly needs: PlanNeeds; readonly warnings: readonly string[] },
  verdict: Weighed,
): { readonly needs: PlanNeeds; readonly warnings: readonly string[] } {
  const forLead = askMedicalLead(verdict);
  if (forLead.length === 0) return { needs, warnings };
  return {
    needs: { ...needs, reason: true, medicalLead: true },
    warnings: [
      ...warnings,
      ...forLead.map(({ rule, says }) => `${rule}: ${says} The medical lead signs too.`),
    ],
  };
}
