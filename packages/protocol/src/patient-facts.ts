import type { Drug, Route } from '@evenkeel/pharmacology';
import type { CalendarDate, Decimal, Instant, Kilograms } from '@evenkeel/quantities';
import type { Jurisdiction } from './evidence-mark.ts';

/** Sex as registered; `unknown` is a value. */
export type Sex = 'female' | 'male' | 'other' | 'unknown';

/** A coded idea: the code system's URI, the code and its display text. */
export interface Code {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

export type DiagnosisKind = 'majorDepressiveDisorder' | 'bipolarI' | 'bipolarII';
export type EpisodeKind = 'depressive' | 'manic' | 'hypomanic' | 'mixed' | 'none';

/** The mood-disorder diagnosis and its current episode, by clinician interview. */
export interface Diagnosis {
  readonly kind: DiagnosisKind;
  readonly episode: EpisodeKind;
  readonly severity: 'mild' | 'moderate' | 'severe' | 'unknown';
  readonly episodeStart?: CalendarDate;
  readonly psychoticFeatures: Answer;
  readonly recordedAt: Instant;
}

/** yes, no, or not asked; not asked is never no. */
export type Answer = 'yes' | 'no' | 'unknown';

/** One earlier treatment in the current or an earlier episode. */
export interface TreatmentTrial {
  readonly treatment: string;
  readonly currentEpisode: Answer;
  readonly weeks?: number;
  readonly adequateDose: Answer;
  readonly adherence: Answer;
  readonly outcome: 'noResponse' | 'partial' | 'response' | 'intolerable' | 'unknown';
  /** The largest dose of a day, mg. Shown to who judges the dose; no rule counts with it. */
  readonly maxDoseMg?: Decimal;
  /** How much better it became, % of the score at the start. */
  readonly responsePercent?: number;
  readonly whyStopped?: string;
}

export interface Medicine {
  readonly name: string;
  readonly code?: Code;
  readonly dose?: string;
  readonly status: 'active' | 'past' | 'unknown';
  readonly since?: string;
  /** What is taken in a day, mg; absent when it is not known as a number. */
  readonly dailyMg?: Decimal;
  /** When the newest dose was taken. */
  readonly lastTakenAt?: Instant;
  /** How long the dose has not changed, in whole weeks. */
  readonly stableWeeks?: number;
}

export interface Allergy {
  readonly substance: string;
  readonly reaction?: string;
  readonly severity: 'mild' | 'moderate' | 'severe' | 'unknown';
}

export interface Condition {
  readonly label: string;
  readonly code?: Code;
  readonly status: 'active' | 'past' | 'unknown';
  readonly onset?: string;
}

/** A body weight as it was measured; `estimated` weights never dose. */
export interface MeasuredWeight {
  readonly kilograms: Kilograms;
  readonly measuredAt: Instant;
  readonly estimated: boolean;
}

export interface MeasuredPressure {
  readonly systolic: number;
  readonly diastolic: number;
  readonly measuredAt: Instant;
  /** Charted at rest in a session before its dose, and believed there. */
  readonly beforeDose?: true;
}

/**
 * The screening questions a clinician answers once and confirms again; each is the input of one rule.
 * An absent answer is `unknown`.
 */
export type ScreeningQuestion =
  | 'aneurysmOrAvm'
  | 'intracerebralHaemorrhage'
  | 'recentCardiovascularEvent'
  | 'psychosis'
  | 'maniaNow'
  | 'substanceUseActive'
  | 'severeLiverDisease'
  | 'pregnant'
  | 'couldBecomePregnant'
  | 'capacityToConsent'
  | 'ketamineHypersensitivity';

/** Questions of the whole screening, beyond those every course asks. */
export type FurtherQuestion =
  | 'pressureRiseHazard'
  | 'unstableHeart'
  | 'hypertensiveEncephalopathy'
  | 'raisedHeadOrEyePressure'
  | 'ketamineMisuse'
  | 'breastFeeding'
  | 'contraceptionPlan'
  | 'moderateLiverDisease'
  | 'dialysis'
  | 'bladderDisease'
  | 'untreatedSleepApnoea'
  | 'sedatedToday'
  | 'overactiveThyroid'
  | 'phaeochromocytoma'
  | 'acutePorphyria'
  | 'uncontrolledSeizures'
  | 'dementiaOrDelirium'
  | 'symptomaticBrainInjury'
  | 'personalityPrimary'
  | 'switchRisk'
  | 'newIllnessOrMedicine'
  | 'lastSessionReviewed';

/** Every question a rule rests on. */
export type AnyQuestion = ScreeningQuestion | FurtherQuestion;

export interface ScreeningAnswer {
  readonly question: AnyQuestion;
  readonly answer: Answer;
  readonly note?: string;
  readonly answeredAt: Instant;
}

export interface InstrumentTotal {
  readonly instrument: string;
  readonly total: number | undefined;
  readonly answeredAt: Instant;
  /** What the scale itself marked in the answers; absent where only a total was kept. */
  readonly flags?: readonly string[];
}

/** A test, a look-up or a rated examination with a result that a rule can read. */
export type TestName =
  | 'ecg'
  | 'qtc'
  | 'alt'
  | 'bilirubin'
  | 'egfr'
  | 'urinalysis'
  | 'drugScreen'
  | 'pregnancyTest'
  | 'prescriptionMonitoring'
  | 'stopBang'
  | 'tsh'
  | 'ast'
  | 'alp'
  | 'ggt'
  | 'heartRate'
  | 'spo2';

/**
 * One result. `value` is in the unit its rule names: QTc in ms, ALT, AST, ALP, GGT and bilirubin as multiples of the
 * laboratory's upper limit, eGFR in mL/min/1.73 m2, STOP-BANG in points, TSH in mU/L, heart rate per minute, SpO2 in %. `clear` says whether a person found nothing that matters.
 */
export interface TestResult {
  readonly test: TestName;
  readonly value?: number;
  readonly clear: Answer;
  /** Why a finding does not count, such as a prescribed stimulant in a drug screen. */
  readonly note?: string;
  readonly takenAt: Instant;
  readonly origin?: string;
}

/** A signed consent to one drug. */
export interface Consent {
  readonly formVersion: string;
  readonly drug: Drug;
  readonly signedAt: Instant;
  readonly withdrawnAt?: Instant;
}

/** An enrolment a programme asks for, such as the US one for esketamine. */
export interface Enrolment {
  readonly programme: 'REMS';
  readonly who: 'patient' | 'setting';
  readonly enrolledAt: Instant;
}

/** Who takes the patient home on a day. */
export interface Escort {
  readonly name: string;
  readonly phone: string;
  readonly day: CalendarDate;
}

/** A dose that was given, mg of base. */
export interface GivenDose {
  readonly at: Instant;
  readonly drug: Drug;
  readonly route: Route;
  readonly amountMg: Decimal;
}

/** All that eligibility looks at, gathered from the record. Empty lists say "none recorded", never "none". */
export interface PatientFacts {
  readonly birthDate: CalendarDate | undefined;
  readonly sex: Sex;
  readonly jurisdiction: Jurisdiction;
  readonly timeZone: string;
  readonly diagnosis: Diagnosis | undefined;
  readonly trials: readonly TreatmentTrial[];
  readonly medicines: readonly Medicine[];
  /** True when somebody confirmed the medicine list is complete. */
  readonly medicinesConfirmedAt: Instant | undefined;
  readonly allergies: readonly Allergy[];
  readonly allergiesConfirmedAt: Instant | undefined;
  readonly conditions: readonly Condition[];
  readonly screening: readonly ScreeningAnswer[];
  readonly weights: readonly MeasuredWeight[];
  readonly pressures: readonly MeasuredPressure[];
  readonly totals: readonly InstrumentTotal[];
  /** The further facts of the whole verdict. An absent list says that nobody recorded any. */
  readonly results?: readonly TestResult[];
  readonly consents?: readonly Consent[];
  readonly enrolments?: readonly Enrolment[];
  readonly escorts?: readonly Escort[];
  readonly doses?: readonly GivenDose[];
  readonly heightCm?: Decimal;
}
