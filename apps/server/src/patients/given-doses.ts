import { foldSession, type GivenDose } from '@evenkeel/protocol';
import type { Decimal, Instant } from '@evenkeel/quantities';
import { doseSessions, findPlans, type StoredDoseSession, type StoredPlan } from '@evenkeel/record';
import { contextOfPlan } from '../sessions/session-context.ts';
import type { Ground } from './ground.ts';

/** A dose of the record with the session it belongs to. */
export interface DoseHere extends GivenDose {
  readonly sessionId: string;
  readonly number: number;
  readonly planId: string;
  readonly doseMgPerKg?: Decimal;
  readonly stoppedEarly: boolean;
  /** Absent while it runs. */
  readonly endedAt?: Instant;
}

/**
 * What was given by the logs of the sessions, by patient and oldest first: to some patients or to everybody, since a time
 * if one is given. What went in counts, which is less than planned when a dose was stopped early or still runs.
 */
export async function dosesHere(
  ground: Ground,
  which: { readonly patientIds?: readonly string[]; readonly since?: Instant },
): Promise<ReadonlyMap<string, readonly DoseHere[]>> {
  const { tx, scope } = ground;
  const sessions = await doseSessions(tx, scope, which);
  const planIds = [...new Set(sessions.map((one) => one.planId))];
  const plans = new Map((await findPlans(tx, scope, planIds)).map((plan) => [plan.planId, plan]));
  return new Map(
    [...Map.groupBy(sessions, (one) => one.patientId)].map(([patientId, own]) => [
      patientId,
      own
        .flatMap((session) => doseOf(ground, session, plans.get(session.planId)))
        .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    ]),
  );
}

/** What was given to one patient so far, oldest first. */
export async function givenDoses(ground: Ground, patientId: string): Promise<readonly GivenDose[]> {
  const doses = (await dosesHere(ground, { patientIds: [patientId] })).get(patientId) ?? [];
  return doses.map(({ at, drug, route, amountMg }) => ({ at, drug, route, amountMg }));
}

/** The dose of a session as its log tells it; none when its start was taken back. */
function doseOf(ground: Ground, session: StoredDoseSession, plan: StoredPlan | undefined): DoseHere[] {
  if (plan === undefined) return [];
  const { dose } = foldSession(session.entries, contextOfPlan(ground, plan), ground.now);
  if (dose === undefined) return [];
  // What has no planned end was given when it began: a device that nobody accounted for puts off no check.
  const plannedEnd = dose.plannedEnd ?? dose.startedAt;
  const endedAt = dose.endedAt ?? (plannedEnd <= ground.now ? plannedEnd : undefined);
  return [
    {
      sessionId: session.sessionId,
      number: session.number,
      planId: session.planId,
      at: dose.startedAt,
      drug: dose.drug,
      route: dose.route,
      amountMg: dose.deliveredMg,
      ...(dose.doseMgPerKg === undefined ? {} : { doseMgPerKg: dose.doseMgPerKg }),
      stoppedEarly: dose.stoppedEarly,
      ...(endedAt === undefined ? {} : { endedAt }),
    },
  ];
}
