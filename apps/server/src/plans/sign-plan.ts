import { createHash } from 'node:crypto';
import type { PlanView } from '@evenkeel/contract';
import type { CareSetting } from '@evenkeel/protocol';
import { canonicalJson } from '@evenkeel/quantities';
import {
  bookSessions,
  cancelBooked,
  findPlans,
  insertPlan,
  newestDecision,
  plansOf,
  sessionsOf,
  signedPlanContent,
  staffNames,
  type StoredPatient,
  type StoredPlan,
} from '@evenkeel/record';
import { refusalOf } from '../care/weighed.ts';
import { Refusal } from '../http/refusal.ts';
import type { Ground } from '../patients/ground.ts';
import { planDose, type PlanTyped } from './plan-dose.ts';
import { planNeeds, weighedForPlan } from './plan-findings.ts';

/** A plan to sign. Who signs has been proved before; `secondSignerId` too. */
export interface PlanToSign extends PlanTyped {
  readonly planId: string;
  readonly meaning: string;
  readonly reason?: string | undefined;
  readonly secondSignerId?: string | undefined;
  /** One of those who sign is a medical lead. */
  readonly medicalLeadSigns?: boolean | undefined;
}

/**
 * Signs a plan, books its sessions and cancels what was booked under an earlier plan. The same plan id again answers the first plan and changes nothing.
 * @throws Refusal PLN-001 when the dose cannot be planned, PLN-002 while eligibility does not allow a plan or a finding stands in the way, PLN-003 when
 * it lacks the reason, the second signer or the medical lead that its dose or a finding asks for, REC-002 when the id belongs to another patient's plan
 */
export async function signPlan(ground: Ground, patient: StoredPatient, typed: PlanToSign): Promise<PlanView> {
  const { tx, scope } = ground;
  const [known] = await findPlans(tx, scope, [typed.planId]);
  if (known !== undefined) return firstPlan(ground, known, patient.patientId);
  const decidedFor = await checkDecided(ground, patient);
  const planned = await planDose(ground, patient, typed);
  if ('problem' in planned) throw new Refusal('PLN-001', { detail: planned.problem.sentence });
  const { calculated, dose, course, confirmed } = planned;
  if (decidedFor !== undefined && decidedFor !== dose.drug)
    throw new Refusal('PLN-002', {
      detail: `The newest decision on eligibility is about ${decidedFor}. Decide about ${dose.drug} on the page Eligibility first.`,
    });
  const verdict = await weighedForPlan(ground, patient, dose);
  const refused = refusalOf(verdict, 'plan');
  if (refused !== undefined) throw new Refusal('PLN-002', { detail: refused });
  const days = course.map(({ day }) => day);
  const reason = typed.reason?.trim() ?? '';
  const { needs, warnings } = planNeeds(calculated, verdict);
  if (needs.reason || needs.secondSigner || needs.medicalLead) {
    const missing = [
      ...(needs.reason && reason === '' ? ['a reason'] : []),
      ...(needs.secondSigner && typed.secondSignerId === undefined ? ['a second signature'] : []),
      ...(needs.medicalLead && typed.medicalLeadSigns !== true ? ['the signature of the medical lead'] : []),
    ];
    if (missing.length > 0)
      throw new Refusal('PLN-003', {
        detail: `${warnings.join(' ')} Missing: ${missing.join(' and ')}.`,
      });
  }
  if (typed.secondSignerId === scope.actorId)
    throw new Refusal('PLN-003', { detail: 'The second signer must be another person.' });
  const content: Omit<StoredPlan, 'signedHash'> = {
    planId: typed.planId,
    patientId: patient.patientId,
    dose,
    sentence: calculated.sentence,
    sessions: days.length,
    days,
    ...(reason === '' ? {} : { reason }),
    ...(confirmed === undefined ? {} : { weightConfirmed: confirmed }),
    policyVersion: ground.policy.version,
    signedBy: scope.actorId,
    signedMeaning: typed.meaning,
    signedAt: ground.now,
    ...(typed.secondSignerId === undefined
      ? {}
      : { secondSignedBy: typed.secondSignerId, secondSignedAt: ground.now }),
  };
  const signedHash = createHash('sha256')
    .update(canonicalJson(signedPlanContent(content)))
    .digest('hex');
  const plan: StoredPlan = { ...content, signedHash };
  if (!(await insertPlan(tx, scope, plan))) {
    const [first] = await findPlans(tx, scope, [typed.planId]);
    if (first === undefined) throw new Refusal('REC-001');
    return firstPlan(ground, first, patient.patientId);
  }
  await cancelBooked(tx, scope, patient.patientId, plan.planId);
  await bookSessions(
    tx,
    scope,
    days.map((day, index) => ({
      sessionId: ground.newId(),
      patientId: patient.patientId,
      planId: plan.planId,
      number: index + 1,
      day,
      policyVersion: ground.policy.version,
    })),
  );
  return firstPlan(ground, plan, patient.patientId);
}

async function firstPlan(ground: Ground, plan: StoredPlan, patientId: string): Promise<PlanView> {
  if (plan.patientId !== patientId) throw new Refusal('REC-002');
  const view = (await planViews(ground, patientId)).find((one) => one.planId === plan.planId);
  if (view === undefined) throw new Refusal('REC-002');
  return view;
}

/** The drug the patient was found eligible for; undefined for a decision from before it was kept. */
async function checkDecided(
  ground: Ground,
  patient: StoredPatient,
): Promise<CareSetting['drug'] | undefined> {
  const decision = await newestDecision(ground.tx, ground.scope, patient.patientId);
  if (decision?.decision !== 'eligible') {
    throw new Refusal('PLN-002', {
      detail:
        decision === undefined
          ? 'No prescriber has decided on eligibility yet.'
          : 'The newest decision on eligibility does not say eligible.',
    });
  }
  return decision.setting?.drug;
}

/** Plans of a patient, newest first. The newest is current while a session of it is still to come. */
export async function planViews(ground: Ground, patientId: string): Promise<PlanView[]> {
  const plans = await plansOf(ground.tx, ground.scope, patientId);
  const sessions = await sessionsOf(ground.tx, ground.scope, patientId);
  const names = await staffNames(
    ground.tx,
    ground.scope,
    plans.flatMap((plan) => [plan.signedBy, plan.secondSignedBy ?? plan.signedBy]),
  );
  return plans.map((plan, index) => {
    const going = sessions.some(
      (one) => one.planId === plan.planId && (one.state === 'booked' || one.state === 'open'),
    );
    return planView(plan, names, index === 0 && going ? 'current' : 'ended');
  });
}

function planView(plan: StoredPlan, names: ReadonlyMap<string, string>, state: PlanView['state']): PlanView {
  const signature = (signerId: string, meaning: string, at: string) => ({
    signerId,
    signerName: names.get(signerId) ?? 'Unknown person',
    meaning,
    at,
    hash: plan.signedHash,
  });
  return {
    planId: plan.planId,
    patientId: plan.patientId,
    dose: plan.dose,
    sentence: plan.sentence,
    sessions: plan.sessions,
    days: [...plan.days],
    ...(plan.reason === undefined ? {} : { reason: plan.reason }),
    ...(plan.weightConfirmed === undefined ? {} : { weightConfirmed: plan.weightConfirmed }),
    signature: signature(plan.signedBy, plan.signedMeaning, plan.signedAt),
    ...(plan.secondSignedBy === undefined
      ? {}
      : {
          secondSignature: signature(
            plan.secondSignedBy,
            'Second signature for a dose that asks for one',
            plan.secondSignedAt ?? plan.signedAt,
          ),
        }),
    state,
  };
}
