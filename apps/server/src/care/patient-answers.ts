import type { PatientAnswersView } from '@evenkeel/contract';
import { instrumentById, instruments, isForPatients } from '@evenkeel/instruments';
import {
  answerOfValue,
  healthQuestions,
  mayBeTaken,
  patientQuestions,
  standingOf,
  type Answer,
  type AnyQuestion,
  type PatientAnswer,
  type RecordedAnswer,
} from '@evenkeel/protocol';
import type { Instant } from '@evenkeel/quantities';
import {
  answerTimes,
  factsOf,
  linksTo,
  responsesOf,
  staffNames,
  type StoredFact,
  type StoredPatient,
  type StoredResponse,
} from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import { instrumentsHere } from '../instruments-here.ts';
import type { Ground } from '../patients/ground.ts';
import { recordFact } from '../patients/record-fact.ts';
import { responseOr404 } from '../responses/response-work.ts';

/** The question of each place of the questionnaire: its items carry the ids of the questions. */
const questionAt: readonly AnyQuestion[] = (instrumentById(healthQuestions)?.items ?? []).flatMap(
  ({ id }) => patientQuestions.find((question) => question === id) ?? [],
);

const isFromPatient = ({ instrument, mode, submitted }: StoredResponse): boolean =>
  instrument === healthQuestions && (mode === 'link' || mode === 'kiosk') && submitted !== undefined;

/** Whether what stands at a place is not what was sent. */
const isLate = ({ submitted, answers }: StoredResponse, place: number): boolean =>
  (answers.get(place) ?? null) !== (submitted?.answers[place] ?? null);

/** What the patient sent, with what came after the sending; a question that was never answered is not here. */
function answersIn(
  response: StoredResponse,
  times: ReadonlyMap<number, string> | undefined,
): readonly PatientAnswer[] {
  const { submitted, responseId, answers } = response;
  if (submitted === undefined) return [];
  return questionAt.flatMap((question, place): PatientAnswer[] => {
    const answer = answerOfValue(submitted.answers[place]);
    const newest = answerOfValue(answers.get(place));
    if (answer === undefined && newest === undefined) return [];
    return [
      {
        question,
        responseId,
        answeredAt: submitted.at as Instant,
        ...(answer === undefined ? {} : { answer }),
        ...(isLate(response, place)
          ? {
              late: {
                at: (times?.get(place) ?? submitted.at) as Instant,
                ...(newest === undefined ? {} : { answer: newest }),
              },
            }
          : {}),
      },
    ];
  });
}

function recordedOf(facts: readonly StoredFact[]): readonly RecordedAnswer[] {
  return facts
    .filter(({ kind, state }) => kind === 'screening' && state === 'current')
    .map(({ body, recordedAt, source }) => ({
      question: body['question'] as AnyQuestion,
      answer: body['answer'] as Answer,
      recordedAt: recordedAt as Instant,
      ...(source.kind === 'patient' && source.reference !== undefined
        ? { fromResponse: source.reference }
        : {}),
    }));
}

/** The newest answer of the patient to each question, beside the record. */
async function standingAnswers(ground: Ground, patientId: string): Promise<PatientAnswersView['answers']> {
  const { tx, scope } = ground;
  const recorded = recordedOf(await factsOf(tx, scope, patientId, ['screening']));
  const sent = (await responsesOf(tx, scope, patientId))
    .filter(isFromPatient)
    .toSorted((a, b) => ((a.submitted?.at ?? '') < (b.submitted?.at ?? '') ? -1 : 1));
  const newest = new Map<AnyQuestion, PatientAnswer>();
  const late = sent.filter((response) => questionAt.some((_, place) => isLate(response, place)));
  const times = await answerTimes(
    tx,
    scope,
    late.map(({ responseId }) => responseId),
  );
  for (const response of sent)
    for (const one of answersIn(response, times.get(response.responseId))) newest.set(one.question, one);
  return [...newest.values()].map((one) => ({
    question: one.question,
    responseId: one.responseId,
    answeredAt: one.answeredAt,
    ...(one.answer === undefined ? {} : { answer: one.answer }),
    ...(one.late === undefined ? {} : { late: { ...one.late } }),
    standing: standingOf(one, recorded),
  }));
}

/** When the patient was asked last, by whom, and what came of it. */
async function askedLast(ground: Ground, patientId: string): Promise<PatientAnswersView['asked']> {
  const { tx, scope, now } = ground;
  const link = (await linksTo(tx, scope, patientId, healthQuestions)).at(-1);
  if (link === undefined) return undefined;
  const { submitted } = await responseOr404(ground, patientId, link.responseId);
  const byName = (await staffNames(tx, scope, [link.madeBy])).get(link.madeBy);
  const over = link.expiresAt <= now || link.endedAt !== undefined;
  return {
    at: link.madeAt,
    ...(byName === undefined ? {} : { byName }),
    kind: link.kind,
    state: submitted === undefined ? (over ? 'expired' : 'open') : 'answered',
    expiresAt: link.expiresAt,
    ...(submitted === undefined ? {} : { answeredAt: submitted.at }),
  };
}

/** What the patient was asked and answered, and the scales that can be sent along. */
export async function patientAnswersView(
  ground: Ground,
  { patientId }: Pick<StoredPatient, 'patientId'>,
): Promise<PatientAnswersView> {
  const find = await instrumentsHere(ground);
  const asked = await askedLast(ground, patientId);
  return {
    ...(asked === undefined ? {} : { asked }),
    answers: await standingAnswers(ground, patientId),
    byLink: instruments.flatMap(({ id }) => {
      const here = find(id);
      return here !== undefined && isForPatients(here)
        ? [{ instrument: id, shortTitle: here.shortTitle }]
        : [];
    }),
  };
}

/** An answer that staff take over, as it was shown to them. */
export interface AnswerToTake {
  readonly factId: string;
  readonly responseId: string;
  readonly question: string;
  readonly answer: 'yes' | 'no';
}

/**
 * Records answers of the patient as screening answers, all or none. Each is looked up in its questionnaire; one taken over
 * before changes nothing.
 * @throws Refusal RSP-001 for a questionnaire of somebody else, RSP-005 when the patient did not say so, said otherwise
 * later, or staff recorded an answer since
 */
export async function takeAnswers(
  ground: Ground,
  { patientId }: Pick<StoredPatient, 'patientId'>,
  wanted: readonly AnswerToTake[],
): Promise<void> {
  for (const responseId of new Set(wanted.map((one) => one.responseId)))
    await responseOr404(ground, patientId, responseId);
  const standing = new Map(
    (await standingAnswers(ground, patientId)).map((one) => [one.question as string, one] as const),
  );
  for (const [place, { factId, responseId, question, answer }] of wanted.entries()) {
    const refused = (says: string) =>
      new Refusal('RSP-005', { detail: says, fields: [{ path: `answers.${place}`, says }] });
    const said = standing.get(question);
    if (said === undefined || said.responseId !== responseId || said.answer !== answer)
      throw refused('The patient did not send this answer.');
    if (said.standing === 'taken') continue;
    if (said.standing === 'later') throw refused('Staff have recorded an answer to this question since.');
    if (!mayBeTaken(said.standing)) throw refused('The patient changed this answer after sending it.');
    await recordFact(ground, {
      patientId,
      factId,
      fact: { kind: 'screening', body: { question, answer } },
      source: { kind: 'patient', reference: responseId },
    });
  }
}
