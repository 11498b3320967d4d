import { foldSession, type GivenDose } from '@evenkeel/protocol';
import { entriesOfSessions, findPlans, sessionsOf } from '@evenkeel/record';
import { contextOfPlan } from '../sessions/session-context.ts';
import type { Ground } from './ground.ts';

/**
 * What was given to a patient so far, by the logs of the sessions, oldest first: what went in, which is less than
 * planned when a dose was stopped early or still runs. One query reads all logs.
 */
export async function givenDoses(ground: Ground, patientId: string): Promise<readonly GivenDose[]> {
  const { tx, scope, now } = ground;
  const begun = (await sessionsOf(tx, scope, patientId)).filter((one) => one.headSequence > 0);
  if (begun.length === 0) return [];
  const plans = new Map(
    (await findPlans(tx, scope, [...new Set(begun.map((one) => one.planId))])).map((one) => [
      one.planId,
      one,
    ]),
  );
  const logs = await entriesOfSessions(
    tx,
    scope,
    begun.map((one) => one.sessionId),
  );
  return begun
    .flatMap(({ sessionId, planId }): GivenDose[] => {
      const plan = plans.get(planId);
      const log = (logs.get(sessionId) ?? []).filter(
        ({ type }) => type.startsWith('dose') || type === 'retraction',
      );
      if (plan === undefined || log.length === 0) return [];
      const { dose } = foldSession(log, contextOfPlan(ground, plan), now);
      if (dose === undefined) return [];
      const { drug, route } = plan.dose;
      return [{ at: dose.startedAt, drug, route, amountMg: dose.deliveredMg }];
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
}
