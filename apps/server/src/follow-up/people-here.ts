import {
  foldDose,
  type Answer,
  type Consent,
  type Diagnosis,
  type GivenDose,
  type MeasuredPressure,
  type MisuseSignals,
  type PatientFacts,
  type ScreeningAnswer,
  type Sex,
  type TestResult,
} from '@evenkeel/protocol';
import type { CalendarDate, Decimal, Instant } from '@evenkeel/quantities';
import {
  doseSessions,
  factsOfMany,
  findPatients,
  findPlans,
  misuseChecksOf,
  snoozesOf,
  totalsOfPatients,
  type StoredDoseSession,
  type StoredFact,
  type StoredMisuseCheck,
  type StoredPatient,
  type StoredPlan,
  type StoredSnooze,
} from '@evenkeel/record';
import type { Ground } from '../patients/ground.ts';

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

/** One person with all that long-term watching and a review look at. */
export interface PersonHere {
  readonly patient: StoredPatient;
  readonly facts: PatientFacts;
  /** Oldest first. */
  readonly doses: readonly DoseHere[];
  /** Newest first. */
  readonly misuse: readonly StoredMisuseCheck[];
  readonly snoozes: readonly StoredSnooze[];
}

/** Some people, or everybody who has had a dose, read in as many statements as for one. */
export async function peopleHere(
  ground: Ground,
  patientIds?: readonly string[],
): Promise<readonly PersonHere[]> {
  const { tx, scope } = ground;
  const sessions = await doseSessions(tx, scope, patientIds);
  const ids = patientIds ?? [...new Set(sessions.map((one) => one.patientId))];
  const patients = await findPatients(tx, scope, ids);
  const planIds = [...new Set(sessions.map((one) => one.planId))];
  const plans = new Map((await findPlans(tx, scope, planIds)).map((plan) => [plan.planId, plan]));
  const facts = await factsOfMany(tx, scope, ids);
  const totals = await totalsOfPatients(tx, scope, ids);
  const misuse = Map.groupBy(await misuseChecksOf(tx, scope, ids), (one) => one.patientId);
  const snoozes = Map.groupBy(await snoozesOf(tx, scope, ids), (one) => one.patientId);
  const own = Map.groupBy(sessions, (one) => one.patientId);
  return patients.map((patient) => {
    const { patientId } = patient;
    const doses = (own.get(patientId) ?? [])
      .flatMap((session) => doseOf(ground, session, plans.get(session.planId)))
      .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    const recorded = (facts.get(patientId) ?? []).filter(({ state }) => state === 'current');
    return {
      patient,
      doses,
      misuse: misuse.get(patientId) ?? [],
      snoozes: snoozes.get(patientId) ?? [],
      facts: {
        ...factsFrom(ground, patient, recorded),
        doses,
        totals: (totals.get(patientId) ?? []).map(({ instrument, at, total }) => ({
          instrument,
          total,
          answeredAt: at as Instant,
        })),
      },
    };
  });
}

/** The dose of a session as its log tells it; none when its start was taken back. */
function doseOf(ground: Ground, session: StoredDoseSession, plan: StoredPlan | undefined): DoseHere[] {
  const start = session.entries.findLast((entry) => entry.type === 'doseStart');
  if (plan === undefined || start === undefined) return [];
  const dose = foldDose(session.entries, ground, ground.now);
  if (dose === undefined) return [];
  // A dose given at once has no planned end: it was given when it began.
  const plannedEnd = dose.plannedEnd ?? dose.startedAt;
  const endedAt = dose.endedAt ?? (plannedEnd <= ground.now ? plannedEnd : undefined);
  return [
    {
      sessionId: session.sessionId,
      number: session.number,
      planId: session.planId,
      at: dose.startedAt,
      drug: start.body.drug,
      route: start.body.route,
      amountMg: dose.deliveredMg,
      ...(dose.doseMgPerKg === undefined ? {} : { doseMgPerKg: dose.doseMgPerKg }),
      stoppedEarly: dose.stoppedEarly,
      ...(endedAt === undefined ? {} : { endedAt }),
    },
  ];
}

function bodies<T>(facts: readonly StoredFact[], kind: StoredFact['kind']): T[] {
  return facts.filter((fact) => fact.kind === kind).map((fact) => fact.body as unknown as T);
}

/** The facts long-term watching looks at; lists it does not look at are empty. */
function factsFrom(
  ground: Ground,
  patient: StoredPatient,
  facts: readonly StoredFact[],
): Omit<PatientFacts, 'totals' | 'doses'> {
  const diagnosis = facts.findLast((fact) => fact.kind === 'diagnosis');
  return {
    birthDate: patient.birthDate as CalendarDate,
    sex: patient.sex as Sex,
    jurisdiction: ground.clinic.jurisdiction,
    timeZone: ground.clinic.timeZone,
    diagnosis:
      diagnosis === undefined
        ? undefined
        : { ...(diagnosis.body as unknown as Diagnosis), recordedAt: diagnosis.recordedAt as Instant },
    trials: [],
    medicines: [],
    medicinesConfirmedAt: undefined,
    allergies: [],
    allergiesConfirmedAt: undefined,
    conditions: [],
    weights: [],
    screening: facts
      .filter((fact) => fact.kind === 'screening')
      .map((fact) => ({
        ...(fact.body as unknown as ScreeningAnswer),
        answeredAt: fact.recordedAt as Instant,
      })),
    pressures: bodies<MeasuredPressure>(facts, 'bloodPressure'),
    results: facts.flatMap(({ body }) => (isResult(body) ? [body as unknown as TestResult] : [])),
  };
}

/** A fact that is a result of a named test, whichever kind of fact keeps it. */
function isResult(body: StoredFact['body']): boolean {
  return typeof body['test'] === 'string' && 'clear' in body && typeof body['takenAt'] === 'string';
}

/** Whether the consent that is recorded was withdrawn; unknown when none is recorded. */
export async function consentWithdrawn(ground: Ground, patientId: string): Promise<Answer> {
  const facts = (await factsOfMany(ground.tx, ground.scope, [patientId])).get(patientId) ?? [];
  const consents = facts.filter((fact) => fact.kind === 'consent' && fact.state === 'current');
  if (consents.length === 0) return 'unknown';
  const newest = consents.at(-1)?.body as (Partial<Consent> & { withdrawnOn?: string }) | undefined;
  return newest?.withdrawnAt === undefined && newest?.withdrawnOn === undefined ? 'no' : 'yes';
}

/** The newest misuse check that stands, as the rules read it. */
export function misuseSignals(checks: readonly StoredMisuseCheck[]): MisuseSignals | undefined {
  const check = checks.find(({ state }) => state === 'current');
  if (check === undefined) return undefined;
  const { craving, earlyRequests, lostDoses, otherPrescribers } = check;
  return {
    askedAt: check.askedAt as Instant,
    ...(craving === undefined ? {} : { craving }),
    ...(earlyRequests === undefined ? {} : { earlyRequests }),
    ...(lostDoses === undefined ? {} : { lostDoses }),
    ...(otherPrescribers === undefined ? {} : { otherPrescribers }),
  };
}
