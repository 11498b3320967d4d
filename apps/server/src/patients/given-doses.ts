import {
  foldDose,
  foldSession,
  type GivenDose,
  type MeasuredPressure,
  type SessionState,
} from '@evenkeel/protocol';
import type { Decimal, Instant } from '@evenkeel/quantities';
import {
  doseSessions,
  findPlans,
  type DoseSessionsAsked,
  type StoredDoseSession,
  type StoredPlan,
} from '@evenkeel/record';
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

/** What the logs of a patient's sessions tell: the doses, oldest first, and the pressure at rest before each. */
export interface ChartedHere {
  readonly doses: readonly DoseHere[];
  readonly resting: readonly MeasuredPressure[];
}

export const nothingCharted: ChartedHere = Object.freeze({ doses: [], resting: [] });

/**
 * What was charted by patient: of some patients or of everybody, since a time if one is given, with the pressure at rest
 * where it is asked for. What went in counts, which is less than planned when a dose was stopped early or still runs.
 */
export async function chartedHere(
  ground: Ground,
  which: DoseSessionsAsked,
): Promise<ReadonlyMap<string, ChartedHere>> {
  const { tx, scope } = ground;
  const sessions = await doseSessions(tx, scope, which);
  const planIds = [...new Set(sessions.map((one) => one.planId))];
  const plans = new Map((await findPlans(tx, scope, planIds)).map((plan) => [plan.planId, plan]));
  return new Map(
    [...Map.groupBy(sessions, (one) => one.patientId)].map(([patientId, own]) => {
      const charted = own.flatMap((session) => {
        const plan = plans.get(session.planId);
        if (plan === undefined) return [];
        return which.resting === true
          ? chartedIn(ground, session, plan)
          : { doses: doseOf(ground, session, foldDose(session.entries, ground, ground.now)), resting: [] };
      });
      return [
        patientId,
        {
          doses: charted
            .flatMap(({ doses }) => doses)
            .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
          resting: charted.flatMap(({ resting }) => resting),
        },
      ];
    }),
  );
}

/** What was given to one patient so far, oldest first. */
export async function givenDoses(ground: Ground, patientId: string): Promise<readonly GivenDose[]> {
  const { doses } = (await chartedHere(ground, { patientIds: [patientId] })).get(patientId) ?? nothingCharted;
  return doses.map(({ at, drug, route, amountMg }) => ({ at, drug, route, amountMg }));
}

function chartedIn(ground: Ground, session: StoredDoseSession, plan: StoredPlan): ChartedHere {
  const state = foldSession(session.entries, contextOfPlan(ground, plan), ground.now);
  const { systolic, diastolic } = state.baseline?.vitals ?? {};
  return {
    doses: doseOf(ground, session, state.dose),
    resting:
      state.baseline === undefined || systolic === undefined || diastolic === undefined
        ? []
        : [{ systolic, diastolic, measuredAt: state.baseline.at, beforeDose: true }],
  };
}

/** The dose of a session as its log tells it; none when its start was taken back. */
function doseOf(ground: Ground, session: StoredDoseSession, dose: SessionState['dose']): DoseHere[] {
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
