import type {
  Answer,
  Consent,
  MeasuredPressure,
  MisuseSignals,
  PatientFacts,
  ScreeningAnswer,
  Sex,
  TestResult,
} from '@evenkeel/protocol';
import type { CalendarDate, Instant } from '@evenkeel/quantities';
import {
  type DoseSessionsAsked,
  factsOfMany,
  findPatients,
  misuseChecksOf,
  snoozesOf,
  totalsOfPatients,
  type StoredFact,
  type StoredMisuseCheck,
  type StoredPatient,
  type StoredSnooze,
} from '@evenkeel/record';
import { diagnosisOf } from '../patients/gather-facts.ts';
import { chartedHere, nothingCharted, type DoseHere } from '../patients/given-doses.ts';
import type { Ground } from '../patients/ground.ts';

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

/**
 * Some people, or everybody who has had a dose, read in as many statements as for one. With `since` only who had a dose
 * from then on, and only those doses.
 */
export async function peopleHere(
  ground: Ground,
  which: DoseSessionsAsked = {},
): Promise<readonly PersonHere[]> {
  const { tx, scope } = ground;
  const charted = await chartedHere(ground, which);
  const ids =
    which.patientIds ??
    [...charted].filter(([, { doses }]) => doses.length > 0).map(([patientId]) => patientId);
  const patients = await findPatients(tx, scope, ids);
  const facts = await factsOfMany(tx, scope, ids);
  const totals = await totalsOfPatients(tx, scope, ids);
  const misuse = Map.groupBy(await misuseChecksOf(tx, scope, ids), (one) => one.patientId);
  const snoozes = Map.groupBy(await snoozesOf(tx, scope, ids), (one) => one.patientId);
  return patients.map((patient) => {
    const { patientId } = patient;
    const { doses, resting } = charted.get(patientId) ?? nothingCharted;
    const recorded = (facts.get(patientId) ?? []).filter(({ state }) => state === 'current');
    return {
      patient,
      doses,
      misuse: misuse.get(patientId) ?? [],
      snoozes: snoozes.get(patientId) ?? [],
      facts: {
        ...factsFrom(ground, patient, recorded, resting),
        doses,
        totals: (totals.get(patientId) ?? []).map(({ instrument, at, total, flags }) => ({
          instrument,
          total,
          answeredAt: at as Instant,
          flags,
        })),
      },
    };
  });
}

function bodies<T>(facts: readonly StoredFact[], kind: StoredFact['kind']): T[] {
  return facts.filter((fact) => fact.kind === kind).map((fact) => fact.body as unknown as T);
}

/** The facts long-term watching looks at; lists it does not look at are empty. */
function factsFrom(
  ground: Ground,
  patient: StoredPatient,
  facts: readonly StoredFact[],
  resting: readonly MeasuredPressure[],
): Omit<PatientFacts, 'totals' | 'doses'> {
  return {
    birthDate: patient.birthDate as CalendarDate,
    sex: patient.sex as Sex,
    jurisdiction: ground.clinic.jurisdiction,
    timeZone: ground.clinic.timeZone,
    diagnosis: diagnosisOf(facts),
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
    pressures: [...bodies<MeasuredPressure>(facts, 'bloodPressure'), ...resting],
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
