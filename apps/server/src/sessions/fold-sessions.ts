import { foldSession, type SessionState } from '@evenkeel/protocol';
import { entriesOfSessions, findPlans, type StoredPlan, type StoredSession } from '@evenkeel/record';
import type { Ground } from '../patients/ground.ts';
import { contextsOf } from './session-context.ts';

/** A session that was begun, with its plan and what its log tells at this moment. */
export interface FoldedSession {
  readonly session: StoredSession;
  readonly plan: StoredPlan;
  readonly state: SessionState;
}

/** Folds the sessions that were begun, each under the policy it names; all plans and all logs are read at once. */
export async function foldSessions(
  ground: Ground,
  sessions: readonly StoredSession[],
): Promise<readonly FoldedSession[]> {
  const { tx, scope, now } = ground;
  const begun = sessions.filter((one) => one.headSequence > 0);
  const planIds = [...new Set(begun.map((one) => one.planId))];
  const plans = new Map((await findPlans(tx, scope, planIds)).map((one) => [one.planId, one]));
  const logs = await entriesOfSessions(
    tx,
    scope,
    begun.map((one) => one.sessionId),
  );
  const contextOf = await contextsOf(ground, begun);
  return begun.flatMap((session) => {
    const plan = plans.get(session.planId);
    if (plan === undefined) return [];
    const log = logs.get(session.sessionId) ?? [];
    return [{ session, plan, state: foldSession(log, contextOf(session, plan), now) }];
  });
}
