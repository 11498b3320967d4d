import type { SessionContext } from '@evenkeel/protocol';
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

/** What a fold of this session needs. There is one policy version so far; the session names the one it ran under. */
export function contextOfPlan(
  ground: Pick<Ground, 'policy'> & { readonly clinic: Pick<Ground['clinic'], 'jurisdiction'> },
  plan: StoredPlan,
): SessionContext {
  return { plan: plan.dose, policy: ground.policy, jurisdiction: ground.clinic.jurisdiction };
}
