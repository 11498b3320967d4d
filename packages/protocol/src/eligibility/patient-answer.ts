import type { Instant } from '@evenkeel/quantities';
import type { Answer, AnyQuestion } from '../patient-facts.ts';

/** The questionnaire that puts screening questions to the patient; each of its items has the id of its question. */
export const healthQuestions = 'evenkeel-health-questions';

/** Who can answer a screening question truthfully, and why the patient alone cannot. */
type Answerer =
  | 'patient'
  /** It takes an examination, a grade or a judgement of the whole. */
  | 'clinician'
  /** It is asked on the day of the dose; a link is open for days. */
  | 'onTheDay'
  /** The clinic's policy sets a time in it, which fixed words cannot follow. */
  | 'policy';

const answerers: { readonly [Q in AnyQuestion]: Answerer } = Object.freeze({
  aneurysmOrAvm: 'patient',
  intracerebralHaemorrhage: 'patient',
  recentCardiovascularEvent: 'policy',
  psychosis: 'clinician',
  maniaNow: 'clinician',
  substanceUseActive: 'clinician',
  severeLiverDisease: 'clinician',
  pregnant: 'patient',
  couldBecomePregnant: 'patient',
  capacityToConsent: 'clinician',
  ketamineHypersensitivity: 'patient',
  pressureRiseHazard: 'clinician',
  unstableHeart: 'clinician',
  hypertensiveEncephalopathy: 'patient',
  raisedHeadOrEyePressure: 'patient',
  ketamineMisuse: 'patient',
  breastFeeding: 'patient',
  contraceptionPlan: 'patient',
  moderateLiverDisease: 'clinician',
  dialysis: 'patient',
  bladderDisease: 'patient',
  untreatedSleepApnoea: 'patient',
  sedatedToday: 'onTheDay',
  overactiveThyroid: 'patient',
  phaeochromocytoma: 'patient',
  acutePorphyria: 'patient',
  uncontrolledSeizures: 'patient',
  dementiaOrDelirium: 'clinician',
  symptomaticBrainInjury: 'patient',
  personalityPrimary: 'clinician',
  switchRisk: 'clinician',
  newIllnessOrMedicine: 'onTheDay',
  lastSessionReviewed: 'clinician',
});

/** The screening questions that are put to the patient by link. */
export const patientQuestions: readonly AnyQuestion[] = Object.freeze(
  (Object.keys(answerers) as AnyQuestion[]).filter((question) => answerers[question] === 'patient'),
);

const answersByValue: readonly Answer[] = Object.freeze(['no', 'yes', 'unknown']);

/** What a value of the questionnaire says; undefined for one that was left open. "I do not know" is an answer. */
export function answerOfValue(value: number | null | undefined): Answer | undefined {
  return value === null || value === undefined ? undefined : answersByValue[value];
}

/** What one patient said to one question. */
export interface PatientAnswer {
  readonly question: AnyQuestion;
  readonly responseId: string;
  /** As it was sent; absent where it was left open then and answered late. */
  readonly answer?: Answer;
  /** When it was sent. */
  readonly answeredAt: Instant;
  /** Another answer that came after the sending, from a second device; without an answer it was taken back. */
  readonly late?: { readonly answer?: Answer; readonly at: Instant };
}

/** A screening answer in the record. */
export interface RecordedAnswer {
  readonly question: AnyQuestion;
  readonly answer: Answer;
  readonly recordedAt: Instant;
  /** The questionnaire it was taken over from. */
  readonly fromResponse?: string;
}

/**
 * How a patient's answer stands beside the record. `open`: the record has no answer. `agrees`: the same answer was recorded
 * before. `differs`: another one was recorded before. `changed`: the patient gave another answer after sending; it has to be
 * asked. `unknown`: the patient does not know. `taken`: taken over. `later`: staff recorded an answer afterwards, which stays.
 */
export type AnswerStanding = 'open' | 'agrees' | 'differs' | 'changed' | 'unknown' | 'taken' | 'later';

/** How a patient's answer stands beside what the record holds on its question. It decides nothing by itself. */
export function standingOf(
  { question, responseId, answer, answeredAt, late }: PatientAnswer,
  recorded: readonly RecordedAnswer[],
): AnswerStanding {
  const ofQuestion = recorded
    .filter((one) => one.question === question)
    .toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0));
  const newest = ofQuestion.at(-1);
  if (late !== undefined)
    return newest !== undefined && newest.fromResponse !== responseId && newest.recordedAt > late.at
      ? 'later'
      : 'changed';
  if (ofQuestion.some(({ fromResponse }) => fromResponse === responseId)) return 'taken';
  if (newest !== undefined && newest.recordedAt > answeredAt) return 'later';
  if (answer === undefined || answer === 'unknown') return 'unknown';
  if (newest === undefined || newest.answer === 'unknown') return 'open';
  return newest.answer === answer ? 'agrees' : 'differs';
}

/** Whether an answer is shown to staff even where no rule asks: it speaks against the record, or is a yes that it lacks. */
export function wantsALook(standing: AnswerStanding, answer: Answer | undefined): boolean {
  return standing === 'differs' || standing === 'changed' || (standing === 'open' && answer === 'yes');
}

/** Whether an answer is among those that are taken over in one tap: nothing in the record speaks against it. */
export function takenWithAll(standing: AnswerStanding): boolean {
  return standing === 'open' || standing === 'agrees';
}

/** Whether staff may record an answer that stands so as the patient's own. */
export function mayBeTaken(standing: AnswerStanding): boolean {
  return takenWithAll(standing) || standing === 'differs';
}
