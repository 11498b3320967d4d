import type { SettingAsked } from '@evenkeel/contract';
import { judgeCare, overrideNeeds } from '@evenkeel/protocol';
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
}

/**
 * Goes past one finding as it is now, and keeps the finding. The same id again changes nothing.
 * @throws Refusal OVR-001 for a hard stop, OVR-002 for a hold without a second person, OVR-003 when the rule does not
 * speak here or has nothing to go past, REC-002 when the id is another patient's
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
  switch (overrideNeeds(finding)) {
    case 'no':
      throw new Refusal('OVR-001', { detail: `${finding.rule}: ${finding.says}` });
    case 'nothing':
      throw new Refusal('OVR-003', { detail: `${finding.rule}: ${finding.says}` });
    case 'reasonAndSecond':
      if (typed.secondId === undefined)
        throw new Refusal('OVR-002', { detail: `${finding.rule}: ${finding.says}` });
      break;
    case 'reason':
      break;
  }
  if (typed.secondId === scope.actorId)
    throw new Refusal('OVR-002', { detail: 'The second person must be another person.' });
  await insertOverride(tx, scope, {
    overrideId: typed.overrideId,
    patientId: patient.patientId,
    finding,
    setting,
    policyVersion: policy.version,
    reason: typed.reason,
    role: scope.actorRole,
    by: scope.actorId,
    at: now,
    ...(typed.secondId === undefined ? {} : { secondBy: typed.secondId }),
  });
}
