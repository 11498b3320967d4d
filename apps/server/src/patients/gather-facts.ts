import {
  countedDiagnosis,
  type Allergy,
  type Condition,
  type Consent,
  type Diagnosis,
  type Escort,
  type MeasuredPressure,
  type MeasuredWeight,
  type Medicine,
  type PatientFacts,
  type ScreeningAnswer,
  type Sex,
  type TestResult,
  type TreatmentTrial,
} from '@evenkeel/protocol';
import { parseDecimal, type CalendarDate, type Decimal, type Instant } from '@evenkeel/quantities';
import {
  answeredAt,
  factsOf,
  responsesOf,
  type StoredFact,
  type StoredPatient,
  type StoredResponse,
} from '@evenkeel/record';
import { givenDoses } from './given-doses.ts';
import type { Ground } from './ground.ts';

/** Gathers all that the whole verdict looks at from the record; what was entered in error is left out. */
export async function gatherFacts(ground: Ground, patient: StoredPatient): Promise<PatientFacts> {
  const { tx, scope, clinic } = ground;
  const { patientId } = patient;
  return patientFacts({
    patient,
    clinic,
    facts: await factsOf(tx, scope, patientId),
    responses: await responsesOf(tx, scope, patientId),
    doses: await givenDoses(ground, patientId),
  });
}

/** What is stored of one patient, read already. */
export interface StoredRecord {
  readonly patient: Pick<StoredPatient, 'birthDate' | 'sex'>;
  readonly clinic: Pick<Ground['clinic'], 'jurisdiction' | 'timeZone'>;
  readonly facts: readonly StoredFact[];
  readonly responses: readonly {
    readonly responseId?: string;
    readonly instrument: string;
    readonly takenAt?: string;
    readonly submitted?: Pick<NonNullable<StoredResponse['submitted']>, 'at' | 'total'> & {
      readonly flags?: readonly string[];
    };
  }[];
  readonly doses: NonNullable<PatientFacts['doses']>;
}

/** The facts of the rules out of what is stored; a medicine is the very object of its fact's body. */
export function patientFacts({ patient, clinic, facts, responses, doses }: StoredRecord): PatientFacts {
  const current = facts.filter((fact) => fact.state === 'current');
  const diagnosis = diagnosisOf(current);
  const height = bodies<{ readonly centimetres: Decimal; readonly measuredAt: Instant }>(current, 'height')
    .toSorted(byTime)
    .at(-1);
  return {
    birthDate: patient.birthDate as CalendarDate,
    sex: patient.sex as Sex,
    jurisdiction: clinic.jurisdiction,
    timeZone: clinic.timeZone,
    diagnosis,
    trials: trialsOf(current),
    medicines: bodies<Medicine>(current, 'medicine'),
    medicinesConfirmedAt: confirmedAt(current, 'medicines'),
    allergies: bodies<Allergy>(current, 'allergy'),
    allergiesConfirmedAt: confirmedAt(current, 'allergies'),
    conditions: bodies<Condition>(current, 'condition'),
    screening: current
      .filter((fact) => fact.kind === 'screening')
      .map((fact) => ({
        ...(fact.body as unknown as ScreeningAnswer),
        answeredAt: saidAt(fact, responses),
      })),
    weights: weightsOf(current),
    pressures: bodies<MeasuredPressure>(current, 'bloodPressure').toSorted(byTime),
    totals: responses.flatMap((one) => {
      const at = answeredAt(one);
      return at === undefined
        ? []
        : [
            {
              instrument: one.instrument,
              total: one.submitted?.total,
              answeredAt: at as Instant,
              ...(one.submitted?.flags === undefined ? {} : { flags: one.submitted.flags }),
            },
          ];
    }),
    results: bodies<TestResult>(current, 'testResult'),
    consents: bodies<StoredConsent>(current, 'consent').map(consentOf),
    enrolments: bodies<{
      readonly programme: 'REMS';
      readonly who: 'patient' | 'setting';
      readonly enrolledOn: string;
    }>(current, 'enrolment').map(({ programme, who, enrolledOn }) => ({
      programme,
      who,
      enrolledAt: startOf(enrolledOn),
    })),
    escorts: bodies<Escort>(current, 'escort'),
    doses,
    ...(height === undefined ? {} : { heightCm: height.centimetres }),
  };
}

/** An answer taken over from the patient is as old as what the patient sent, not as the tap that took it over. */
function saidAt({ source, recordedAt }: StoredFact, responses: StoredRecord['responses']): Instant {
  const said =
    source.kind === 'patient'
      ? responses.find(({ responseId }) => responseId !== undefined && responseId === source.reference)
      : undefined;
  return (said?.submitted?.at ?? recordedAt) as Instant;
}

interface StoredConsent {
  readonly formVersion: string;
  readonly signedOn: string;
  readonly drug?: Consent['drug'];
  readonly withdrawnOn?: string;
}

/** A consent that names no drug was given before drugs were told apart: it is one to ketamine. */
function consentOf({ formVersion, signedOn, drug = 'ketamine', withdrawnOn }: StoredConsent): Consent {
  return {
    formVersion,
    drug,
    signedAt: startOf(signedOn),
    ...(withdrawnOn === undefined ? {} : { withdrawnAt: startOf(withdrawnOn) }),
  };
}

/** A day as the instant that carries its date; rules read the date of it. */
function startOf(day: string): Instant {
  return `${day}T00:00:00.000Z` as Instant;
}

/** The diagnosis that counts of those that stand. */
export function diagnosisOf(facts: readonly StoredFact[]): Diagnosis | undefined {
  return countedDiagnosis(
    facts
      .filter((fact) => fact.kind === 'diagnosis' && fact.state === 'current')
      .map((fact): Diagnosis => ({
        ...(fact.body as unknown as Omit<Diagnosis, 'recordedAt'>),
        recordedAt: fact.recordedAt as Instant,
      })),
  );
}

/** Trials that stand. */
export function trialsOf(facts: readonly StoredFact[]): readonly TreatmentTrial[] {
  return bodies<TreatmentTrial>(
    facts.filter((fact) => fact.state === 'current'),
    'trial',
  );
}

/** Weights that count, oldest first. */
export function weightsOf(facts: readonly StoredFact[]): readonly MeasuredWeight[] {
  return bodies<MeasuredWeight>(
    facts.filter((fact) => fact.state === 'current'),
    'weight',
  ).toSorted(byTime);
}

/** The newest height in the record, cm. */
export function heightOf(facts: readonly StoredFact[]): Decimal | undefined {
  const text = (fact: StoredFact | undefined, member: string): string => {
    const value = fact?.body[member];
    return typeof value === 'string' ? value : '';
  };
  const newest = facts
    .filter((one) => one.kind === 'height' && one.state === 'current')
    .toSorted((a, b) => (text(a, 'measuredAt') < text(b, 'measuredAt') ? -1 : 1))
    .at(-1);
  return parseDecimal(text(newest, 'centimetres'));
}

/** When somebody last said that a list is complete. */
export function confirmedAt(facts: readonly StoredFact[], list: string): Instant | undefined {
  const last = facts.findLast(
    (fact) => fact.kind === 'listConfirmed' && fact.state === 'current' && fact.body['list'] === list,
  );
  return last === undefined ? undefined : (last.recordedAt as Instant);
}

function bodies<T>(facts: readonly StoredFact[], kind: StoredFact['kind']): T[] {
  return facts.filter((fact) => fact.kind === kind).map((fact) => fact.body as unknown as T);
}

function byTime(a: { readonly measuredAt: string }, b: { readonly measuredAt: string }): number {
  return a.measuredAt < b.measuredAt ? -1 : a.measuredAt > b.measuredAt ? 1 : 0;
}
