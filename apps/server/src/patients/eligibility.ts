import type { Answered, routes, SettingAsked } from '@evenkeel/contract';
import { judgeCare, type CareVerdict } from '@evenkeel/protocol';
import {
  insertDecision,
  newestDecision,
  overridesOf,
  staffNames,
  type StoredPatient,
} from '@evenkeel/record';
import { careSetting } from '../care/care-setting.ts';
import { refusalOf } from '../care/weighed.ts';
import { Refusal } from '../http/refusal.ts';
import { gatherFacts } from './gather-facts.ts';
import type { Ground } from './ground.ts';

type EligibilityView = Answered<(typeof routes)['eligibility']>;

/** Judges the record by every rule as it is now, for the patient's plan, and shows the newest decision beside it. */
export async function eligibilityView(ground: Ground, patient: StoredPatient): Promise<EligibilityView> {
  const { summary, findings } = await wholeVerdict(ground, patient, {});
  const decision = await newestDecision(ground.tx, ground.scope, patient.patientId);
  const names = await staffNames(ground.tx, ground.scope, decision === undefined ? [] : [decision.decidedBy]);
  return {
    judgedAt: ground.now,
    summary,
    findings: [...findings],
    ...(decision === undefined
      ? {}
      : {
          decision: {
            decision: decision.decision,
            reason: decision.reason,
            ...(decision.setting === undefined ? {} : { setting: decision.setting }),
            byName: names.get(decision.decidedBy) ?? 'Unknown person',
            at: decision.decidedAt,
          },
        }),
  };
}

async function wholeVerdict(
  ground: Ground,
  patient: StoredPatient,
  asked: SettingAsked,
): Promise<CareVerdict> {
  const facts = await gatherFacts(ground, patient);
  return judgeCare(facts, ground.policy, ground.now, await careSetting(ground, patient, facts, asked));
}

/**
 * Keeps a prescriber's decision with the findings it rested on: those of the drug, route and phase that were shown. Its
 * reason covers the holds that are not known.
 * @throws Refusal OVR-004 when it says eligible and a finding stands in the way
 */
export async function decideEligibility(
  ground: Ground,
  patient: StoredPatient,
  {
    decision,
    reason,
    ...asked
  }: SettingAsked & { readonly decision: 'eligible' | 'notEligible' | 'wait'; readonly reason: string },
): Promise<EligibilityView> {
  const { findings, setting } = await wholeVerdict(ground, patient, asked);
  if (decision === 'eligible') {
    const overrides = await overridesOf(ground.tx, ground.scope, patient.patientId);
    const refused = refusalOf({ findings, setting, overrides }, 'plan');
    if (refused !== undefined) throw new Refusal('OVR-004', { detail: refused });
  }
  await insertDecision(ground.tx, ground.scope, ground.now, {
    decisionId: ground.newId(),
    patientId: patient.patientId,
    decision,
    reason,
    findings,
    setting,
  });
  return eligibilityView(ground, patient);
}
