import type { ResponseView } from '@evenkeel/contract';
import { instrumentById, isAnswerTo, score, type Instrument } from '@evenkeel/instruments';
import {
  findResponse,
  findSession,
  insertAnswers,
  insertResponse,
  insertSubmitted,
  lockResponse,
  type StoredResponse,
} from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import type { Ground } from '../patients/ground.ts';

/** An instrument of the library. @throws Refusal RSP-001 */
export function instrumentOr404(id: string): Instrument {
  const instrument = instrumentById(id);
  if (instrument === undefined) throw new Refusal('RSP-001', { detail: 'This scale is not in the library.' });
  return instrument;
}

/** A questionnaire of this patient. @throws Refusal RSP-001, the same for somebody else's */
export async function responseOr404(
  ground: Ground,
  patientId: string,
  responseId: string,
): Promise<StoredResponse> {
  const found = await findResponse(ground.tx, ground.scope, responseId);
  if (found === undefined || found.patientId !== patientId) throw new Refusal('RSP-001');
  return found;
}

/** What a questionnaire is opened with. */
export interface NewResponse {
  readonly responseId: string;
  readonly patientId: string;
  readonly instrument: string;
  readonly timepoint: string;
  readonly sessionId?: string | undefined;
  readonly mode: 'staff' | 'link';
}

/** Opens a questionnaire. The same id again answers the first and changes nothing. */
export async function startResponse(ground: Ground, input: NewResponse): Promise<StoredResponse> {
  const { tx, scope, now } = ground;
  const instrument = instrumentOr404(input.instrument);
  if (input.sessionId !== undefined) {
    const session = await findSession(tx, scope, input.sessionId);
    if (session?.patientId !== input.patientId) throw new Refusal('SES-001');
  }
  const { responseId, patientId, timepoint, sessionId, mode } = input;
  const fresh = await insertResponse(tx, scope, now, { ...input, instrumentVersion: instrument.version });
  if (!fresh) return responseOr404(ground, patientId, responseId);
  return {
    responseId,
    patientId,
    instrument: instrument.id,
    instrumentVersion: instrument.version,
    timepoint,
    ...(sessionId === undefined ? {} : { sessionId }),
    mode,
    openedAt: now,
    answers: new Map(),
  };
}

/** One answer to one item; null takes an answer back. */
export interface GivenToItem {
  readonly item: number;
  readonly answer: number | null;
}

/**
 * Keeps answers as they were given.
 * @throws Refusal RSP-002 when one is not among its item's answers, RSP-003 after the questionnaire was sent
 */
export async function answerItems(
  ground: Ground,
  who: { readonly patientId: string; readonly responseId: string },
  given: readonly GivenToItem[],
): Promise<StoredResponse> {
  const { tx, scope, now } = ground;
  await lockResponse(tx, scope, who.responseId);
  const response = await responseOr404(ground, who.patientId, who.responseId);
  if (response.submitted !== undefined) throw new Refusal('RSP-003');
  const instrument = instrumentOr404(response.instrument);
  for (const { item, answer } of given) {
    const fits =
      answer === null ? instrument.items[item] !== undefined : isAnswerTo(instrument, item, answer);
    if (!fits)
      throw new Refusal('RSP-002', {
        fields: [{ path: 'answer', says: 'Choose one of the answers shown.' }],
      });
  }
  // The same answer sent again is the same answer.
  const news = given.filter(
    ({ item, answer }) => !response.answers.has(item) || response.answers.get(item) !== answer,
  );
  await insertAnswers(tx, scope, now, who.responseId, news);
  const answers = new Map(response.answers);
  for (const { item, answer } of news) answers.set(item, answer);
  return { ...response, answers };
}

/**
 * Closes a questionnaire with its score. Sent again, it answers the first score and changes nothing. `known` is the
 * questionnaire as answered a moment ago in the same transaction, which then holds its lock.
 */
export async function submitResponse(
  ground: Ground,
  who: { readonly patientId: string; readonly responseId: string },
  known?: StoredResponse,
): Promise<StoredResponse> {
  const { tx, scope, now } = ground;
  if (known === undefined) await lockResponse(tx, scope, who.responseId);
  const response = known ?? (await responseOr404(ground, who.patientId, who.responseId));
  if (response.submitted !== undefined) return response;
  const instrument = instrumentOr404(response.instrument);
  const answers = answersOf(response, instrument);
  const { total, band, prorated, missing, flags, subscales = [], ruleVersion } = score(instrument, answers);
  await insertSubmitted(tx, scope, now, {
    ...who,
    answers,
    total,
    band,
    prorated,
    missing,
    flags,
    ruleVersion,
    subscales,
  });
  const scored = { ...(total === undefined ? {} : { total }), ...(band === undefined ? {} : { band }) };
  return { ...response, submitted: { at: now, answers, ...scored, prorated, missing, flags, subscales } };
}

/** One answer for each item, null where none was given. */
function answersOf(response: StoredResponse, instrument: Instrument): (number | null)[] {
  return instrument.items.map((_, place) => response.answers.get(place) ?? null);
}

/** A questionnaire as the web app reads it. */
export function responseView(response: StoredResponse): ResponseView {
  const { submitted } = response;
  const instrument = instrumentById(response.instrument);
  const answers = instrument === undefined ? [...response.answers.values()] : answersOf(response, instrument);
  return {
    responseId: response.responseId,
    patientId: response.patientId,
    instrument: response.instrument,
    instrumentVersion: response.instrumentVersion,
    timepoint: response.timepoint,
    ...(response.sessionId === undefined ? {} : { sessionId: response.sessionId }),
    mode: response.mode,
    state: submitted === undefined ? 'open' : 'submitted',
    answers: submitted === undefined ? answers : [...submitted.answers],
    ...(submitted === undefined
      ? {}
      : {
          submittedAt: submitted.at,
          score: {
            ...(submitted.total === undefined ? {} : { total: submitted.total }),
            ...(submitted.band === undefined ? {} : { band: submitted.band }),
            prorated: submitted.prorated,
            missing: [...submitted.missing],
            flags: [...submitted.flags],
            subscales: [...submitted.subscales],
          },
        }),
  };
}
