import {
  decimal,
  instantOf,
  plusMinutes,
  type CalendarDate,
  type Instant,
  type Kilograms,
} from '@evenkeel/quantities';
import type { Answer, Condition, PatientFacts, ScreeningAnswer, AnyQuestion } from '../patient-facts.ts';

/** The moment the tests judge at: noon in London. */
export const now: Instant = instantOf(Date.UTC(2026, 10, 25, 12));

/** The instant a number of days before {@link now}. */
export const daysAgo = (days: number): Instant => plusMinutes(now, -days * 1440);

/** One screening answer, today unless said otherwise. */
export function answered(
  question: AnyQuestion,
  answer: Answer,
  more: { readonly note?: string; readonly days?: number } = {},
): ScreeningAnswer {
  return {
    question,
    answer,
    answeredAt: daysAgo(more.days ?? 0),
    ...(more.note === undefined ? {} : { note: more.note }),
  };
}

/** A condition as a referral brings it. */
export function condition(label: string, more: Partial<Condition> = {}): Condition {
  return { label, status: 'active', ...more };
}

const trial = (treatment: string) => ({
  treatment,
  currentEpisode: 'yes' as const,
  weeks: 8,
  adequateDose: 'yes' as const,
  adherence: 'yes' as const,
  outcome: 'noResponse' as const,
});

const asked: readonly (readonly [AnyQuestion, Answer])[] = [
  ['aneurysmOrAvm', 'no'],
  ['intracerebralHaemorrhage', 'no'],
  ['recentCardiovascularEvent', 'no'],
  ['psychosis', 'no'],
  ['maniaNow', 'no'],
  ['substanceUseActive', 'no'],
  ['severeLiverDisease', 'no'],
  ['pregnant', 'no'],
  ['couldBecomePregnant', 'yes'],
  ['capacityToConsent', 'yes'],
  ['ketamineHypersensitivity', 'no'],
];

/** A patient of 40 for whom everything was asked and nothing stands in the way. */
export const readyPatient: PatientFacts = {
  birthDate: '1986-06-15' as CalendarDate,
  sex: 'female',
  jurisdiction: 'UK',
  timeZone: 'Europe/London',
  diagnosis: {
    kind: 'majorDepressiveDisorder',
    episode: 'depressive',
    severity: 'severe',
    psychoticFeatures: 'no',
    recordedAt: daysAgo(3),
  },
  trials: [trial('sertraline'), trial('venlafaxine')],
  medicines: [{ name: 'Venlafaxine', status: 'active' }],
  medicinesConfirmedAt: daysAgo(1),
  allergies: [],
  allergiesConfirmedAt: daysAgo(1),
  conditions: [],
  screening: asked.map(([question, answer]) => answered(question, answer)),
  weights: [{ kilograms: decimal('70') as Kilograms, measuredAt: daysAgo(2), estimated: false }],
  pressures: [{ systolic: 122, diastolic: 78, measuredAt: daysAgo(2) }],
  totals: [],
};

/** A registration of which nothing is known yet. */
export const unknownPatient: PatientFacts = {
  birthDate: undefined,
  sex: 'unknown',
  jurisdiction: 'UK',
  timeZone: 'Europe/London',
  diagnosis: undefined,
  trials: [],
  medicines: [],
  medicinesConfirmedAt: undefined,
  allergies: [],
  allergiesConfirmedAt: undefined,
  conditions: [],
  screening: [],
  weights: [],
  pressures: [],
  totals: [],
};

/** The ready patient with these facts instead. */
export function patient(changes: Partial<PatientFacts>): PatientFacts {
  return { ...readyPatient, ...changes };
}

/** The ready patient with one question answered otherwise, or not at all. */
export function screeningWith(question: AnyQuestion, answer?: ScreeningAnswer): readonly ScreeningAnswer[] {
  const others = readyPatient.screening.filter((one) => one.question !== question);
  return answer === undefined ? others : [...others, answer];
}
