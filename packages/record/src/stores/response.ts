import { sql, type Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** A part of a score. */
export interface StoredSubscale {
  readonly id: string;
  readonly total?: number;
  readonly band?: string;
}

/** A questionnaire of a patient: open with the answers given, or submitted with its score. */
export interface StoredResponse {
  readonly responseId: string;
  readonly patientId: string;
  readonly instrument: string;
  readonly instrumentVersion: string;
  readonly timepoint: string;
  readonly sessionId?: string;
  readonly mode: 'link' | 'kiosk' | 'staff' | 'paper';
  readonly openedAt: string;
  readonly openedBy: string;
  /** When a paper form was filled in, where that was another time. */
  readonly takenAt?: string;
  /** Who rated, where that is not who typed. */
  readonly rater?: string;
  /** Items whose newest answer was carried forward, with the questionnaire it comes from. */
  readonly carried: ReadonlyMap<number, string>;
  /** The newest answer of each item that was answered; null takes an answer back. */
  readonly answers: ReadonlyMap<number, number | null>;
  readonly submitted?: {
    readonly at: string;
    readonly by: string;
    /** Only a total is known; the items are not. */
    readonly totalOnly: boolean;
    readonly answers: readonly (number | null)[];
    readonly total?: number;
    readonly band?: string;
    readonly prorated: boolean;
    readonly missing: readonly number[];
    readonly flags: readonly string[];
    readonly subscales: readonly StoredSubscale[];
  };
}

/** Opens a questionnaire. False when its id is there already. */
export async function insertResponse(
  tx: Tx,
  scope: Scope,
  at: string,
  what: {
    readonly responseId: string;
    readonly patientId: string;
    readonly instrument: string;
    readonly instrumentVersion: string;
    readonly timepoint: string;
    readonly sessionId?: string | undefined;
    readonly mode: StoredResponse['mode'];
    readonly takenAt?: string | undefined;
    readonly rater?: string | undefined;
  },
): Promise<boolean> {
  const row = await tx
    .insertInto('response')
    .values({
      clinic_id: scope.clinicId,
      response_id: what.responseId,
      patient_id: what.patientId,
      instrument: what.instrument,
      instrument_version: what.instrumentVersion,
      timepoint: what.timepoint,
      session_id: what.sessionId ?? null,
      mode: what.mode,
      taken_at: what.takenAt ?? null,
      rater: what.rater ?? null,
      opened_by: scope.actorId,
      opened_at: at,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'response_id']).doNothing())
    .returning('response_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** One questionnaire of this clinic. */
export async function findResponse(
  tx: Tx,
  scope: Scope,
  responseId: string,
): Promise<StoredResponse | undefined> {
  const [found] = await read(tx, scope, sql`r.response_id = ${responseId}`);
  return found;
}

/** Several questionnaires of this clinic, in the order asked for; what is not there is left out. */
export async function findResponses(
  tx: Tx,
  scope: Scope,
  responseIds: readonly string[],
): Promise<readonly StoredResponse[]> {
  if (responseIds.length === 0) return [];
  const found = await read(tx, scope, sql`r.response_id = any(${[...responseIds]}::uuid[])`);
  const byId = new Map(found.map((one) => [one.responseId, one]));
  return responseIds.flatMap((id) => byId.get(id) ?? []);
}

/** When a questionnaire was answered: the moment that its paper names, else when it was sent; undefined while it is open. */
export function answeredAt(response: {
  readonly takenAt?: string;
  readonly submitted?: { readonly at: string };
}): string | undefined {
  return response.submitted === undefined ? undefined : (response.takenAt ?? response.submitted.at);
}

/** When each item of some questionnaires was answered last, by questionnaire and item. */
export async function answerTimes(
  tx: Tx,
  scope: Scope,
  responseIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<number, string>>> {
  if (responseIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('response_answer')
    .select(['response_id', 'item', 'answered_at'])
    .where('clinic_id', '=', scope.clinicId)
    .where('response_id', 'in', [...responseIds])
    .orderBy('sequence')
    .execute();
  return new Map(
    [...Map.groupBy(rows, (row) => row.response_id)].map(([id, own]) => [
      id,
      new Map(own.map((row) => [row.item, row.answered_at])),
    ]),
  );
}

/** Questionnaires of one patient, oldest first. */
export async function responsesOf(
  tx: Tx,
  scope: Scope,
  patientId: string,
): Promise<readonly StoredResponse[]> {
  return read(tx, scope, sql`r.patient_id = ${patientId}`);
}

interface Row {
  readonly response_id: string;
  readonly patient_id: string;
  readonly instrument: string;
  readonly instrument_version: string;
  readonly timepoint: string;
  readonly session_id: string | null;
  readonly mode: StoredResponse['mode'];
  readonly opened_at: string;
  readonly opened_by: string;
  readonly taken_at: string | null;
  readonly rater: string | null;
  readonly given: readonly (readonly [number, number | null, string | null])[] | null;
  readonly submitted_by: string | null;
  readonly total_only: boolean | null;
  readonly submitted_at: string | null;
  readonly answers: readonly (number | null)[] | null;
  readonly total: number | null;
  readonly band: string | null;
  readonly prorated: boolean | null;
  readonly missing: readonly number[] | null;
  readonly flags: readonly string[] | null;
  readonly subscales: readonly StoredSubscale[] | null;
}

async function read(
  tx: Tx,
  scope: Scope,
  condition: ReturnType<typeof sql>,
): Promise<readonly StoredResponse[]> {
  const { rows } = await sql<Row>`
    select r.response_id, r.patient_id, r.instrument, r.instrument_version, r.timepoint, r.session_id, r.mode, r.opened_at, r.opened_by,
      r.taken_at, r.rater,
      (select jsonb_agg(jsonb_build_array(g.item, g.answer, g.carried_from)) from (
         select distinct on (a.item) a.item, a.answer, a.carried_from from response_answer a
         where a.clinic_id = r.clinic_id and a.response_id = r.response_id order by a.item, a.sequence desc) g) as given,
      s.submitted_at, s.answers, s.total, s.band, s.prorated, s.missing, s.flags, s.subscales, s.submitted_by, s.total_only
    from response r
    left join response_submitted s on s.clinic_id = r.clinic_id and s.response_id = r.response_id
    where r.clinic_id = ${scope.clinicId} and ${condition}
    order by r.opened_at, r.response_id`.execute(tx);
  return rows.map((row) => ({
    responseId: row.response_id,
    patientId: row.patient_id,
    instrument: row.instrument,
    instrumentVersion: row.instrument_version,
    timepoint: row.timepoint,
    ...(row.session_id === null ? {} : { sessionId: row.session_id }),
    mode: row.mode,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    ...(row.taken_at === null ? {} : { takenAt: row.taken_at }),
    ...(row.rater === null ? {} : { rater: row.rater }),
    answers: new Map((row.given ?? []).map(([item, answer]) => [item, answer])),
    carried: new Map(
      (row.given ?? []).flatMap(([item, , from]) => (from === null ? [] : [[item, from] as const])),
    ),
    ...(row.submitted_at === null
      ? {}
      : {
          submitted: {
            at: row.submitted_at,
            by: row.submitted_by ?? '',
            totalOnly: row.total_only === true,
            answers: row.answers ?? [],
            ...(row.total === null ? {} : { total: row.total }),
            ...(row.band === null ? {} : { band: row.band }),
            prorated: row.prorated === true,
            missing: row.missing ?? [],
            flags: row.flags ?? [],
            subscales: row.subscales ?? [],
          },
        }),
  }));
}

/** Answers of one questionnaire wait for one another until the transaction ends. */
export async function lockResponse(tx: Tx, scope: Scope, responseId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${scope.clinicId} ${responseId}`}, 13))`.execute(
    tx,
  );
}

/** Keeps answers in their order; the newest of an item counts. The caller holds the lock. */
export async function insertAnswers(
  tx: Tx,
  scope: Scope,
  at: string,
  responseId: string,
  given: readonly { readonly item: number; readonly answer: number | null; readonly carriedFrom?: string }[],
): Promise<void> {
  if (given.length === 0) return;
  const rows = given.map(
    ({ item, answer, carriedFrom = null }, index) =>
      sql`(${index + 1}::integer, ${item}::integer, ${answer}::double precision, ${carriedFrom}::uuid)`,
  );
  await sql`insert into response_answer (clinic_id, response_id, sequence, item, answer, answered_by, answered_at, carried_from)
    select ${scope.clinicId}::uuid, ${responseId}::uuid, last.sequence + g.place, g.item, g.answer, ${scope.actorId}::uuid,
      ${at}::timestamptz, g.carried_from
    from (select coalesce(max(sequence), 0) as sequence from response_answer
          where clinic_id = ${scope.clinicId} and response_id = ${responseId}) last,
      (values ${sql.join(rows)}) as g(place, item, answer, carried_from)`.execute(tx);
}

/** Closes a questionnaire with its score. False when it was closed already. */
export async function insertSubmitted(
  tx: Tx,
  scope: Scope,
  at: string,
  what: {
    readonly responseId: string;
    readonly patientId: string;
    readonly answers: readonly (number | null)[];
    readonly total: number | undefined;
    readonly band: string | undefined;
    readonly prorated: boolean;
    readonly missing: readonly number[];
    readonly flags: readonly string[];
    readonly ruleVersion: string;
    readonly subscales: readonly StoredSubscale[];
    readonly carried?: readonly number[];
    readonly totalOnly?: boolean;
  },
): Promise<boolean> {
  const row = await tx
    .insertInto('response_submitted')
    .values({
      clinic_id: scope.clinicId,
      response_id: what.responseId,
      patient_id: what.patientId,
      answers: JSON.stringify(what.answers),
      total: what.total ?? null,
      band: what.band ?? null,
      prorated: what.prorated,
      missing: [...what.missing],
      flags: [...what.flags],
      rule_version: what.ruleVersion,
      subscales: JSON.stringify(what.subscales),
      carried: [...(what.carried ?? [])],
      total_only: what.totalOnly ?? false,
      submitted_by: scope.actorId,
      submitted_at: at,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'response_id']).doNothing())
    .returning('response_id')
    .executeTakeFirst();
  return row !== undefined;
}
