import type { Answered, routes } from '@evenkeel/contract';
import { judgeEligibility } from '@evenkeel/protocol';
import { insertDecision, newestDecision, staffNames, type StoredPatient } from '@evenkeel/record';
import { gatherFacts } from './gather-facts.ts';
import type { Ground } from './ground.ts';

type EligibilityView = Answered<(typeof routes)['eligibility']>;

/** Judges the record as it is now and shows the newest decision beside it. */
export async function eligibilityView(ground: Ground, patient: StoredPatient): Promise<EligibilityView> {
  const { summary, findings } = judgeEligibility(
    await gatherFacts(ground, patient),
    ground.policy,
    ground.now,
  );
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
            byName: names.get(decision.decidedBy) ?? 'Unknown person',
            at: decision.decidedAt,
          },
        }),
  };
}

/** Keeps a prescriber's decision together with the findings it rested on. */
export async function decideEligibility(
  ground: Ground,
  patient: StoredPatient,
  what: { readonly decision: 'eligible' | 'notEligible' | 'wait'; readonly reason: string },
): Promise<EligibilityView> {
  const { findings } = judgeEligibility(await gatherFacts(ground, patient), ground.policy, ground.now);
  await insertDecision(ground.tx, ground.scope, ground.now, {
    decisionId: ground.newId(),
    patientId: patient.patientId,
    ...what,
    findings,
  });
  return eligibilityView(ground, patient);
}
