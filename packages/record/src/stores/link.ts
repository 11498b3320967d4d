import { sql, type Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** Keeps a link; only the hash of its token is stored. */
export async function insertLink(
  tx: Tx,
  scope: Scope,
  at: string,
  what: {
    readonly linkId: string;
    readonly patientId: string;
    /** The questionnaires it leads to, in order; at least one. */
    readonly responseIds: readonly string[];
    readonly tokenHash: Buffer;
    readonly expiresAt: string;
    readonly kind?: 'personal' | 'kiosk';
  },
): Promise<void> {
  await tx
    .insertInto('patient_link')
    .values({
      clinic_id: scope.clinicId,
      link_id: what.linkId,
      patient_id: what.patientId,
      response_id: what.responseIds[0] ?? '',
      token_hash: what.tokenHash,
      made_by: scope.actorId,
      made_at: at,
      expires_at: what.expiresAt,
      kind: what.kind ?? 'personal',
    })
    .execute();
  await tx
    .insertInto('link_response')
    .values(
      what.responseIds.map((responseId, place) => ({
        clinic_id: scope.clinicId,
        link_id: what.linkId,
        place,
        response_id: responseId,
      })),
    )
    .execute();
}

/** The questionnaires a link leads to, in order. A link from before there could be several leads to its one. */
export async function responsesOfLink(tx: Tx, scope: Scope, linkId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ response_id: string }>`
    select coalesce(m.response_id, l.response_id) as response_id
    from patient_link l left join link_response m on m.clinic_id = l.clinic_id and m.link_id = l.link_id
    where l.clinic_id = ${scope.clinicId} and l.link_id = ${linkId} order by m.place`.execute(tx);
  return rows.map((row) => row.response_id);
}

/** A link of a patient and one questionnaire it leads to. */
export interface StoredLinkTo {
  readonly responseId: string;
  readonly kind: 'personal' | 'kiosk';
  readonly madeBy: string;
  readonly madeAt: string;
  readonly expiresAt: string;
  readonly endedAt?: string;
}

/** The links of one patient that lead to questionnaires of one instrument, oldest first. */
export async function linksTo(
  tx: Tx,
  scope: Scope,
  patientId: string,
  instrument: string,
): Promise<readonly StoredLinkTo[]> {
  const rows = await tx
    .selectFrom('patient_link as l')
    .innerJoin('link_response as m', (join) =>
      join.onRef('m.clinic_id', '=', 'l.clinic_id').onRef('m.link_id', '=', 'l.link_id'),
    )
    .innerJoin('response as r', (join) =>
      join.onRef('r.clinic_id', '=', 'm.clinic_id').onRef('r.response_id', '=', 'm.response_id'),
    )
    .select(['m.response_id', 'l.kind', 'l.made_by', 'l.made_at', 'l.expires_at', 'l.ended_at'])
    .where('l.clinic_id', '=', scope.clinicId)
    .where('l.patient_id', '=', patientId)
    .where('r.instrument', '=', instrument)
    .orderBy('l.made_at')
    .orderBy('l.link_id')
    .execute();
  return rows.map((row) => ({
    responseId: row.response_id,
    kind: row.kind,
    madeBy: row.made_by,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
  }));
}

/** What a message needs to know of its link. */
export async function linkById(
  tx: Tx,
  scope: Scope,
  linkId: string,
): Promise<
  | {
      readonly tokenHash: Uint8Array;
      readonly kind: 'personal' | 'kiosk';
      readonly expiresAt: string;
      readonly endedAt?: string;
    }
  | undefined
> {
  const row = await tx
    .selectFrom('patient_link')
    .select(['token_hash', 'kind', 'expires_at', 'ended_at'])
    .where('clinic_id', '=', scope.clinicId)
    .where('link_id', '=', linkId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    tokenHash: row.token_hash,
    kind: row.kind,
    expiresAt: row.expires_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
  };
}

/** Ends a link before its time. */
export async function endLink(tx: Tx, scope: Scope, at: string, linkId: string): Promise<void> {
  await tx
    .updateTable('patient_link')
    .set({ ended_at: at })
    .where('clinic_id', '=', scope.clinicId)
    .where('link_id', '=', linkId)
    .where('ended_at', 'is', null)
    .execute();
}

/** What a token leads to, before any clinic is known. */
export interface LinkFound {
  readonly clinicId: string;
  readonly linkId: string;
  readonly patientId: string;
  readonly responseId: string;
  readonly expiresAt: string;
  readonly endedAt?: string;
  readonly wrongTries: number;
  readonly birthDate: string;
}

/** Looks a token's hash up through the one narrow function that is open before sign-in. */
export async function findLink(tx: Tx, tokenHash: Buffer): Promise<LinkFound | undefined> {
  const { rows } = await sql<{
    clinic_id: string;
    link_id: string;
    patient_id: string;
    response_id: string;
    expires_at: string;
    ended_at: string | null;
    wrong_tries: number;
    birth_date: string;
  }>`select * from find_link(${tokenHash})`.execute(tx);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    clinicId: row.clinic_id,
    linkId: row.link_id,
    patientId: row.patient_id,
    responseId: row.response_id,
    expiresAt: row.expires_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    wrongTries: row.wrong_tries,
    birthDate: row.birth_date,
  };
}

/** The state of a link with its row locked until the transaction ends. */
export async function lockLink(
  tx: Tx,
  scope: Scope,
  linkId: string,
): Promise<{
  readonly wrongTries: number;
  readonly endedAt?: string;
  readonly expiresAt: string;
  readonly kind: 'personal' | 'kiosk';
}> {
  const row = await tx
    .selectFrom('patient_link')
    .select(['wrong_tries', 'ended_at', 'expires_at', 'kind'])
    .where('clinic_id', '=', scope.clinicId)
    .where('link_id', '=', linkId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return {
    wrongTries: row.wrong_tries,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    expiresAt: row.expires_at,
    kind: row.kind,
  };
}

/** Counts one wrong birth date; the link ends at `most`. Gives the count. */
export async function countWrongTry(
  tx: Tx,
  scope: Scope,
  at: string,
  linkId: string,
  most: number,
): Promise<number> {
  const row = await tx
    .updateTable('patient_link')
    .set((set) => ({
      wrong_tries: set('wrong_tries', '+', 1),
      ended_at:
        sql`case when wrong_tries + 1 >= ${most} then coalesce(ended_at, ${at}::timestamptz) else ended_at end` as never,
    }))
    .where('clinic_id', '=', scope.clinicId)
    .where('link_id', '=', linkId)
    .returning('wrong_tries')
    .executeTakeFirstOrThrow();
  return row.wrong_tries;
}
