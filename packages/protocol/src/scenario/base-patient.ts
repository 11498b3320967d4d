import {
  decimal,
  epochMs,
  instantOf,
  type CalendarDate,
  type Instant,
  type Kilograms,
} from '@evenkeel/quantities';
import type { AnyQuestion, Answer, PatientFacts, TestName } from '../patient-facts.ts';

const answers: readonly (readonly [AnyQuestion, Answer])[] = [
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
  ['pressureRiseHazard', 'no'],
  ['unstableHeart', 'no'],
  ['hypertensiveEncephalopathy', 'no'],
  ['raisedHeadOrEyePressure', 'no'],
  ['ketamineMisuse', 'no'],
  ['breastFeeding', 'no'],
  ['contraceptionPlan', 'yes'],
  ['moderateLiverDisease', 'no'],
  ['dialysis', 'no'],
  ['bladderDisease', 'no'],
  ['untreatedSleepApnoea', 'no'],
  ['sedatedToday', 'no'],
  ['overactiveThyroid', 'no'],
  ['phaeochromocytoma', 'no'],
  ['acutePorphyria', 'no'],
  ['uncontrolledSeizures', 'no'],
  ['dementiaOrDelirium', 'no'],
  ['symptomaticBrainInjury', 'no'],
  ['personalityPrimary', 'no'],
  ['switchRisk', 'no'],
  ['newIllnessOrMedicine', 'no'],
  ['lastSessionReviewed', 'yes'],
];

/** Every question a scenario may name. */
export const scenarioQuestions: readonly AnyQuestion[] = Object.freeze(answers.map(([question]) => question));

const results: readonly (readonly [TestName, number | undefined])[] = [
  ['alt', 0.6],
  ['bilirubin', 0.5],
  ['egfr', 95],
  ['urinalysis', undefined],
  ['drugScreen', undefined],
  ['pregnancyTest', undefined],
  ['prescriptionMonitoring', undefined],
  ['stopBang', 1],
  ['ast', 0.7],
  ['alp', 0.6],
  ['ggt', 0.5],
  ['heartRate', 72],
  ['spo2', 98],
];

/** The instant a number of days before another. */
export const daysBefore = (now: Instant, days: number): Instant =>
  instantOf(epochMs(now) - Math.round(days * 86_400_000));

/**
 * A woman of 40 in the United Kingdom with a severe depressive episode after two adequate trials: everything was asked,
 * every test was taken, and nothing stands in the way. Scenarios say what is different.
 */
export function everythingAsked(now: Instant): PatientFacts {
  const ago = (days: number) => daysBefore(now, days);
  const trial = (treatment: string) => ({
    treatment,
    currentEpisode: 'yes' as const,
    weeks: 8,
    adequateDose: 'yes' as const,
    adherence: 'yes' as const,
    outcome: 'noResponse' as const,
  });
  return {
    birthDate: '1986-06-15' as CalendarDate,
    sex: 'female',
    jurisdiction: 'UK',
    timeZone: 'Europe/London',
    diagnosis: {
      kind: 'majorDepressiveDisorder',
      episode: 'depressive',
      severity: 'severe',
      psychoticFeatures: 'no',
      recordedAt: ago(3),
    },
    trials: [trial('sertraline'), trial('venlafaxine')],
    medicines: [{ name: 'Venlafaxine', status: 'active', stableWeeks: 20 }],
    medicinesConfirmedAt: ago(1),
    allergies: [],
    allergiesConfirmedAt: ago(1),
    conditions: [],
    screening: answers.map(([question, answer]) => ({ question, answer, answeredAt: now })),
    weights: [{ kilograms: decimal('70') as Kilograms, measuredAt: ago(2), estimated: false }],
    pressures: [{ systolic: 122, diastolic: 78, measuredAt: ago(2) }],
    totals: [
      { instrument: 'madrs', total: 32, answeredAt: ago(2) },
      { instrument: 'phq9', total: 19, answeredAt: ago(2) },
      { instrument: 'icsi', total: 1, answeredAt: ago(2) },
      { instrument: 'c-ssrs-screener', total: 1, answeredAt: ago(1) },
      { instrument: 'gad7', total: 9, answeredAt: ago(2) },
      { instrument: 'audit-c', total: 2, answeredAt: ago(2) },
      { instrument: 'dast-10', total: 0, answeredAt: ago(2) },
      { instrument: 'isi', total: 14, answeredAt: ago(2) },
      { instrument: 'who5', total: 28, answeredAt: ago(2) },
    ],
    results: results.map(([test, value]) => ({
      test,
      clear: 'yes',
      takenAt: ago(3),
      ...(value === undefined ? {} : { value }),
    })),
    consents: [
      { formVersion: '2', drug: 'ketamine', signedAt: ago(10) },
      { formVersion: '2', drug: 'esketamine', signedAt: ago(10) },
    ],
    escorts: [{ name: 'Robin Vale', phone: '555 0100', day: now.slice(0, 10) as CalendarDate }],
    doses: [],
    heightCm: decimal('170'),
  };
}

/** A registration of which nothing is known yet. */
export function nothingKnown(): PatientFacts {
  return {
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
}
