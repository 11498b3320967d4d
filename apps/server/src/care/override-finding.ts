import type { SettingAsked } from '@evenkeel/contract';
import { judgeCare, overrideNeeds, type OverrideNeeds } from '@evenkeel/protocol';
import { insertOverride, patientOfOverride, type StoredPatient } from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import { gatherFacts } from '../patients/gather-facts.ts';
import type { Ground } from '../patients/ground.ts';
import { careSetting } from './care-setting.ts';

/** An override to record. Who the second person is has been proved before. */
export interface OverrideTyped {
  readonly overrideId: string;
  readonly rule: string;
  readonly reason: string;
  readonly asked: SettingAsked;
  readonly secondId?: string | undefined;
  /** The one who overrides is a medical lead; and: one of the two is. */
  readonly byLead: boolean;
  readonly leadSigns: boolean;
}

/**
 * Goes past one finding as it is now, and keeps the finding. The same id again changes nothing.
 * @throws Refusal OVR-001 for what nobody passes, OVR-002 without the second person or the medical lead that the finding
 * asks for, OVR-003 when the rule does not speak here or has nothing to go past, REC-002 when the id is another patient's
 */
export async function overrideFinding(
  ground: Ground,
  patient: StoredPatient,
  typed: OverrideTyped,
): Promise<void> {
  const { tx, scope, policy, now } = ground;
  const whose = await patientOfOverride(tx, scope, typed.overrideId);
  if (whose !== undefined) {
    if (whose !== patient.patientId) throw new Refusal('REC-002');
    return;
  }
  const facts = await gatherFacts(ground, patient);
  const setting = await careSetting(ground, patient, facts, typed.asked);
  const finding = judgeCare(facts, policy, now, setting).findings.find(({ rule }) => rule === typed.rule);
  if (finding === undefined)
    throw new Refusal('OVR-003', { detail: `${typed.rule} does not speak for this drug, route and phase.` });
  const needs = overrideNeeds(finding, setting);
  const says = `${finding.rule}: ${finding.says}`;
  if (needs === 'no') throw new Refusal('OVR-001', { detail: says });
  if (needs === 'nothing') throw new Refusal('OVR-003', { detail: says });
  const lacking = lacks(needs, typed);
  if (lacking !== undefined) throw new Refusal('OVR-002', { detail: `${says} ${lacking}` });
  if (typed.secondId === scope.actorId)
    throw new Refusal('OVR-002', { detail: 'The second person must be another person.' });
  await insertOverride(tx, scope, {
    overrideId: typed.overrideId,
    patientId: patient.patientId,
    finding,
    setting,
    policyVersion: policy.version,
    reason: typed.reason,
    // Of several roles the one that the finding asks for is kept.
    role: typed.byLead && needs !== 'reason' && needs !== 'reasonAndSecond' ? 'medicalLead' : scope.actorRole,
    by: scope.actorId,
    at: now,
    ...(typed.secondId === undefined ? {} : { secondBy: typed.secondId }),
  });
}

/** What an override lacks, in one sentence. */
function lacks(needs: OverrideNeeds, { secondId, byLead, leadSigns }: OverrideTyped): string | undefined {
  if (needs === 'medicalLeadAndSecond' && !byLead)
    return 'A hard stop for racemic ketamine is gone past by the medical lead, with a second clinician.';
  if (needs === 'medicalLeadAndSecond' && secondId === undefined) return 'A second clinician signs too.';
  if (needs === 'reasonAndSecond' && secondId === undefined) return 'A second prescriber signs too.';
  if (needs === 'reasonAndMedicalLead' && !leadSigns)
    return 'The medical lead signs, alone or as the second.';
  return undefined;
}
