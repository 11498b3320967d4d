import type { AnyQuestion, ScreeningQuestion } from '@evenkeel/protocol';
import { careWords } from '../words/care-en.ts';
import { recordWords } from '../words/patient-record-en.ts';

type Group = keyof typeof careWords.questionGroups;

/** The questions in the order they are asked, what belongs together side by side, so that a talk goes through once. */
export const questionGroups: readonly (readonly [Group, readonly AnyQuestion[]])[] = Object.freeze([
  ['today', ['sedatedToday', 'newIllnessOrMedicine', 'lastSessionReviewed']],
  ['consent', ['capacityToConsent', 'couldBecomePregnant', 'pregnant', 'breastFeeding', 'contraceptionPlan']],
  [
    'heart',
    [
      'pressureRiseHazard',
      'recentCardiovascularEvent',
      'unstableHeart',
      'aneurysmOrAvm',
      'hypertensiveEncephalopathy',
    ],
  ],
  [
    'head',
    [
      'intracerebralHaemorrhage',
      'raisedHeadOrEyePressure',
      'uncontrolledSeizures',
      'symptomaticBrainInjury',
      'dementiaOrDelirium',
    ],
  ],
  ['mind', ['psychosis', 'maniaNow', 'switchRisk', 'personalityPrimary']],
  ['substances', ['substanceUseActive', 'ketamineMisuse', 'ketamineHypersensitivity']],
  [
    'body',
    [
      'severeLiverDisease',
      'moderateLiverDisease',
      'dialysis',
      'bladderDisease',
      'untreatedSleepApnoea',
      'overactiveThyroid',
      'phaeochromocytoma',
      'acutePorphyria',
    ],
  ],
]);

/**
 * A question as it is asked. `cardiacWeeks` is how far back the clinic's policy asks for events of the heart; without it
 * the question names no time.
 */
export function questionText(question: AnyQuestion, cardiacWeeks?: number): string {
  if (question === 'recentCardiovascularEvent' && cardiacWeeks !== undefined)
    return recordWords.screening.cardiovascularWithin(cardiacWeeks);
  return question in careWords.further
    ? careWords.further[question as keyof typeof careWords.further]
    : recordWords.screening[question as ScreeningQuestion];
}
