import type { CalendarDate, Instant, Kilograms } from '@evenkeel/quantities';
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
}

export interface Medicine {
  readonly name: string;
  readonly code?: Code;
  readonly dose?: string;
  readonly status: 'active' | 'past' | 'unknown';
  readonly since?: string;
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

export interface ScreeningAnswer {
  readonly question: ScreeningQuestion;
  readonly answer: Answer;
  readonly note?: string;
  readonly answeredAt: Instant;
}

export interface InstrumentTotal {
  readonly instrument: string;
  readonly total: number | undefined;
  readonly answeredAt: Instant;
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
}
