import type { Policy, SessionContext } from '@evenkeel/protocol';
import { findPlans, findSession, type StoredPlan, type StoredSession } from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import type { Ground } from '../patients/ground.ts';

/** A session of this clinic. @throws Refusal SES-001, the same for an id of another clinic */
export async function sessionOr404(ground: Ground, sessionId: string): Promise<StoredSession> {
  const session = await findSession(ground.tx, ground.scope, sessionId);
  if (session === undefined) throw new Refusal('SES-001');
  return session;
}

/** The signed plan of a session. */
export async function planOf(ground: Ground, session: StoredSession): Promise<StoredPlan> {
  const [plan] = await findPlans(ground.tx, ground.scope, [session.planId]);
  if (plan === undefined) throw new Refusal('PLN-004');
  return plan;
}

/** What a fold of a session needs, under the policy the session names. */
export function contextOfPlan(
  ground: { readonly policy: Policy; readonly clinic: Pick<Ground['clinic'], 'jurisdiction'> },
  plan: StoredPlan,
): SessionContext {
  return { plan: plan.dose, policy: ground.policy, jurisdiction: ground.clinic.jurisdiction };
}

/** What a fold of this session needs: its plan, and the policy it was booked or opened under. */
export async function contextOfSession(
  ground: Ground,
  session: StoredSession,
  plan?: StoredPlan,
): Promise<SessionContext> {
  return contextOfPlan(
    { policy: await ground.policyAt(session.policyVersion), clinic: ground.clinic },
    plan ?? (await planOf(ground, session)),
  );
}

/** The contexts of many sessions: each version is looked up once. */
export async function contextsOf(
  ground: Pick<Ground, 'policyAt' | 'clinic'>,
  sessions: readonly Pick<StoredSession, 'policyVersion'>[],
): Promise<(session: Pick<StoredSession, 'policyVersion'>, plan: StoredPlan) => SessionContext> {
  const policies = new Map<number, Ground['policy']>();
  for (const version of new Set(sessions.map((one) => one.policyVersion)))
    policies.set(version, await ground.policyAt(version));
  return ({ policyVersion }, plan) => {
    const policy = policies.get(policyVersion);
    if (policy === undefined) throw new Error('a session outside the list was asked for');
    return contextOfPlan({ policy, clinic: ground.clinic }, plan);
  };
}
