import type { SessionSummary } from '@evenkeel/contract';
import { foldSession, type SessionState } from '@evenkeel/protocol';
import {
  entriesOfSessions,
  findPatients,
  findPlans,
  type StoredPatient,
  type StoredPlan,
  type StoredSession,
} from '@evenkeel/record';
import type { Ground } from '../patients/ground.ts';
import { contextsOf } from './session-context.ts';

/** A session for a list, with the minutes its most overdue reading is late (0 when none is). */
export interface Summarised {
  readonly summary: SessionSummary;
  readonly overdueMinutes: number;
}

/** Sums sessions up for a list, each folded from its log at this moment. `clinical` false leaves names and days only. */
export async function summariseSessions(
  ground: Ground,
  sessions: readonly StoredSession[],
  clinical: boolean,
): Promise<readonly Summarised[]> {
  const { tx, scope } = ground;
  const patients = await findPatients(tx, scope, [...new Set(sessions.map((one) => one.patientId))]);
  const plans = await findPlans(tx, scope, [...new Set(sessions.map((one) => one.planId))]);
  const begun = clinical ? sessions.filter((one) => one.headSequence > 0).map((one) => one.sessionId) : [];
  const entries = await entriesOfSessions(tx, scope, begun);
  const contextOf = await contextsOf(ground, sessions);
  const patientById = new Map(patients.map((one) => [one.patientId, one]));
  const planById = new Map(plans.map((one) => [one.planId, one]));
  return sessions.flatMap((session) => {
    const patient = patientById.get(session.patientId);
    const plan = planById.get(session.planId);
    if (patient === undefined || plan === undefined) return [];
    const log = entries.get(session.sessionId);
    const state = log === undefined ? undefined : foldSession(log, contextOf(session, plan), ground.now);
    return [
      {
        summary: {
          ...headOf(session, patient, plan),
          ...(state === undefined ? {} : stateOf(session, state)),
        },
        overdueMinutes:
          session.state === 'open' ? Math.max(0, ...(state?.due ?? []).map((one) => one.overdueMinutes)) : 0,
      },
    ];
  });
}

function headOf(session: StoredSession, patient: StoredPatient, plan: StoredPlan): SessionSummary {
  return {
    sessionId: session.sessionId,
    patientId: session.patientId,
    patientName: `${patient.family}, ${patient.given}`,
    birthDate: patient.birthDate,
    ...(patient.photo === undefined ? {} : { photo: patient.photo }),
    number: session.number,
    plannedSessions: Math.max(plan.sessions, session.number),
    day: session.day,
    state: session.state,
    ...(session.chair === undefined ? {} : { chair: session.chair }),
    phase: session.state === 'open' ? 'check' : session.state,
    attention: [],
  };
}

function stateOf(session: StoredSession, state: SessionState): Partial<SessionSummary> {
  const last = state.readings.at(-1);
  const next = state.due[0];
  const going = session.state === 'open';
  return {
    phase: going ? state.phase : session.state,
    ...(state.dose === undefined ? {} : { doseStartedAt: state.dose.startedAt }),
    ...(last === undefined
      ? {}
      : {
          lastVitals: {
            at: last.at,
            ...(last.vitals.systolic === undefined ? {} : { systolic: last.vitals.systolic }),
            ...(last.vitals.diastolic === undefined ? {} : { diastolic: last.vitals.diastolic }),
            ...(last.vitals.heartRate === undefined ? {} : { heartRate: last.vitals.heartRate }),
            ...(last.vitals.spo2 === undefined ? {} : { spo2: last.vitals.spo2 }),
          },
        }),
    ...(going && next !== undefined ? { nextDue: { what: next.what, dueAt: next.dueAt } } : {}),
    attention: going ? state.attention.map(({ level, sentence }) => ({ level, sentence })) : [],
  };
}
