import type { ResponseView } from '@evenkeel/contract';
import { instrumentById, isAnswerTo, score, type Instrument } from '@evenkeel/instruments';
import {
  answeredAt,
  findResponse,
  findSession,
  insertAnswers,
  insertResponse,
  insertSubmitted,
  lockResponse,
  markOutcomeStale,
  responsesOf,
  type StoredResponse,
} from '@evenkeel/record';
import { risksOf } from '@evenkeel/protocol';
import { plusMinutes } from '@evenkeel/quantities';
import { Refusal } from '../http/refusal.ts';
import type { Ground } from '../patients/ground.ts';
import { openAlerts } from '../risk/open-alerts.ts';

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
  readonly mode: StoredResponse['mode'];
  readonly takenAt?: string | undefined;
  readonly rater?: string | undefined;
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
  const carried = mode === 'staff' ? await carryForward(ground, input, instrument) : [];
  return {
    responseId,
    patientId,
    instrument: instrument.id,
    instrumentVersion: instrument.version,
    timepoint,
    ...(sessionId === undefined ? {} : { sessionId }),
    mode,
    openedAt: now,
    openedBy: scope.actorId,
    ...(input.takenAt === undefined ? {} : { takenAt: input.takenAt }),
    ...(input.rater === undefined ? {} : { rater: input.rater }),
    answers: new Map(carried.map(({ item, answer }) => [item, answer])),
    carried: new Map(carried.map(({ item, carriedFrom }) => [item, carriedFrom])),
  };
}

/**
 * Items that mean nothing within a day of the last rating are carried forward from it, each with where it comes from. The
 * rater may still rate them anew. A rating further back than the scale itself looks has nothing to carry forward.
 */
async function carryForward(
  { tx, scope, now }: Ground,
  input: NewResponse,
  { id, carryForward: rule, recallDays }: Instrument,
): Promise<readonly { readonly item: number; readonly answer: number; readonly carriedFrom: string }[]> {
  if (rule === undefined || recallDays === undefined || !rule.timepoints.includes(input.timepoint)) return [];
  const since = plusMinutes(now, -recallDays * 24 * 60);
  const rated = (one: StoredResponse) => answeredAt(one) ?? '';
  const ratings = (await responsesOf(tx, scope, input.patientId))
    .filter((one) => one.instrument === id && one.submitted?.totalOnly === false && rated(one) >= since)
    .toSorted((a, b) => (rated(a) < rated(b) ? -1 : 1));
  // Only what was rated is carried: what was carried itself would grow older with every dose.
  const carried = rule.items.flatMap((item) => {
    const from = ratings.findLast((one) => !one.carried.has(item));
    const answer = from?.submitted?.answers[item];
    return from === undefined || answer === undefined || answer === null
      ? []
      : [{ item, answer, carriedFrom: from.responseId }];
  });
  await insertAnswers(tx, scope, now, input.responseId, carried);
  return carried;
}

/** One answer to one item; null takes an answer back. */
export interface GivenToItem {
  readonly item: number;
  readonly answer: number | null;
}

/**
 * Keeps answers as they were given. With `mayBeLate` an answer that comes after the questionnaire was sent is kept beside
 * what was sent: the score stays, and what asks for a look asks for it.
 * @throws Refusal RSP-002 when one is not among its item's answers, RSP-003 after the questionnaire was sent
 */
export async function answerItems(
  ground: Ground,
  who: { readonly patientId: string; readonly responseId: string },
  given: readonly GivenToItem[],
  { mayBeLate = false } = {},
): Promise<StoredResponse> {
  const { tx, scope, now } = ground;
  await lockResponse(tx, scope, who.responseId);
  const response = await responseOr404(ground, who.patientId, who.responseId);
  if (response.submitted !== undefined && !mayBeLate) throw new Refusal('RSP-003');
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
  const carried = new Map(response.carried);
  for (const { item, answer } of news) {
    answers.set(item, answer);
    carried.delete(item);
  }
  // An answer that asks for a look asks at once, whether or not the questionnaire is ever sent.
  const flags = instrument.flags.flatMap(({ item, atLeast, flag }) =>
    news.some((one) => one.item === item && (one.answer ?? -Infinity) >= atLeast) ? [flag] : [],
  );
  await openAlerts(ground, { ...who, instrument, flags });
  await openWhatIsTold(ground, who, instrument, answersOf({ answers }, instrument));
  return { ...response, answers, carried };
}

/**
 * Opens at once what the answers so far have settled on suicide, where no further answer can make it graver: the highest
 * level of a screener. A lower level waits until the questionnaire is sent, as it may still rise.
 */
async function openWhatIsTold(
  ground: Ground,
  who: { readonly patientId: string; readonly responseId: string },
  instrument: Instrument,
  answers: readonly (number | null)[],
): Promise<void> {
  const { totalFlags = [] } = instrument;
  if (totalFlags.length === 0) return;
  const { total, flags } = score(instrument, answers);
  const scored = { instrument: instrument.id, ...(total === undefined ? {} : { total }) };
  const told = flags.filter(
    (flag) =>
      totalFlags.some((rule) => rule.flag === flag) &&
      risksOf({ ...scored, flags: [flag] }, undefined).some(
        ({ kind, level }) => kind === 'suicidality' && (level === 'high' || level === 'answer'),
      ),
  );
  await openAlerts(ground, { ...who, ...scored, instrument, flags: told });
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
    carried: [...response.carried.keys()],
  });
  const scored = { ...(total === undefined ? {} : { total }), ...(band === undefined ? {} : { band }) };
  await openAlerts(ground, { ...who, instrument, flags, ...scored });
  await markOutcomeStale(tx, scope, now, who.patientId);
  return {
    ...response,
    submitted: {
      at: now,
      by: scope.actorId,
      totalOnly: false,
      answers,
      ...scored,
      prorated,
      missing,
      flags,
      subscales,
    },
  };
}

/** A total from a paper form. */
export interface PaperTotal {
  readonly responseId: string;
  readonly patientId: string;
  readonly instrument: string;
  readonly timepoint: string;
  readonly total: number;
  readonly takenAt: string;
  readonly rater?: string | undefined;
  readonly known: readonly GivenToItem[];
}

/**
 * Keeps a total without its items. Items that were not read are unknown, and an unknown answer on suicide is followed up
 * like one that was left out.
 * @throws Refusal RSP-004 when the total lies outside the scale, RSP-002 for an answer that is none
 */
export async function recordTotal(ground: Ground, input: PaperTotal): Promise<StoredResponse> {
  const { tx, scope, now } = ground;
  const instrument = instrumentOr404(input.instrument);
  const { range, bands } = instrument;
  if (instrument.scoring.kind === 'none' || input.total < range.from || input.total > range.to)
    throw new Refusal('RSP-004', {
      detail:
        instrument.scoring.kind === 'none'
          ? `${instrument.shortTitle} has no total.`
          : `${instrument.shortTitle} goes from ${range.from} to ${range.to}.`,
      fields: [{ path: 'total', says: `A total is ${range.from} to ${range.to}.` }],
    });
  if (input.takenAt > plusMinutes(now, 5))
    throw new Refusal('REQ-001', { fields: [{ path: 'takenAt', says: 'This time is in the future.' }] });
  const response = await startResponse(ground, { ...input, mode: 'paper' });
  if (response.submitted !== undefined) return response;
  const answers = instrument.items.map((_, place): number | null => {
    const given = input.known.find(({ item }) => item === place)?.answer ?? null;
    if (given !== null && !isAnswerTo(instrument, place, given))
      throw new Refusal('RSP-002', { fields: [{ path: 'known', says: 'Choose one of the answers shown.' }] });
    return given;
  });
  await insertAnswers(tx, scope, now, input.responseId, input.known);
  const { flags: ofItems, ruleVersion } = score(instrument, answers);
  const ofTotal = (instrument.totalFlags ?? []).flatMap(({ every, flag }) =>
    every.every(({ of, atLeast }) => of === 'total' && input.total >= atLeast) ? [flag] : [],
  );
  const flags = [
    ...new Set([
      ...ofTotal,
      ...ofItems.filter(
        (flag) =>
          !(instrument.totalFlags ?? []).some((rule) => rule.untoldFlag === flag || rule.flag === flag),
      ),
    ]),
  ];
  const band = bands.findLast(({ from }) => input.total >= from)?.label;
  const scored = { total: input.total, ...(band === undefined ? {} : { band }) };
  await insertSubmitted(tx, scope, now, {
    responseId: input.responseId,
    patientId: input.patientId,
    answers,
    total: input.total,
    band,
    prorated: false,
    missing: [],
    flags,
    ruleVersion,
    subscales: [],
    totalOnly: true,
  });
  await openAlerts(ground, { ...input, instrument, flags, total: input.total });
  await markOutcomeStale(tx, scope, now, input.patientId);
  return {
    ...response,
    submitted: {
      at: now,
      by: scope.actorId,
      totalOnly: true,
      answers,
      ...scored,
      prorated: false,
      missing: [],
      flags,
      subscales: [],
    },
  };
}

/** One answer for each item, null where none was given. */
function answersOf(response: Pick<StoredResponse, 'answers'>, instrument: Instrument): (number | null)[] {
  return instrument.items.map((_, place) => response.answers.get(place) ?? null);
}

/** A questionnaire as the web app reads it; `names` are those of the people who sent forms. */
export function responseView(
  response: StoredResponse,
  names: ReadonlyMap<string, string> = new Map(),
): ResponseView {
  const ratedBy =
    response.rater ??
    (response.mode === 'staff' && response.submitted !== undefined
      ? names.get(response.submitted.by)
      : undefined);
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
    late:
      submitted === undefined || submitted.totalOnly
        ? []
        : answers.flatMap((answer, item) =>
            answer === (submitted.answers[item] ?? null) ? [] : [{ item, answer }],
          ),
    carried: [...response.carried.keys()],
    openedAt: response.openedAt,
    ...(response.takenAt === undefined ? {} : { takenAt: response.takenAt }),
    ...(ratedBy === undefined ? {} : { ratedBy }),
    ...(submitted === undefined
      ? {}
      : {
          submittedAt: submitted.at,
          score: {
            ...(submitted.total === undefined ? {} : { total: submitted.total }),
            ...(submitted.band === undefined ? {} : { band: submitted.band }),
            totalOnly: submitted.totalOnly,
            prorated: submitted.prorated,
            missing: [...submitted.missing],
            flags: [...submitted.flags],
            subscales: [...submitted.subscales],
          },
        }),
  };
}
