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
    readonly responseId: string;
    readonly tokenHash: Buffer;
    readonly expiresAt: string;
  },
): Promise<void> {
  await tx
    .insertInto('patient_link')
    .values({
      clinic_id: scope.clinicId,
      link_id: what.linkId,
      patient_id: what.patientId,
      response_id: what.responseId,
      token_hash: what.tokenHash,
      made_by: scope.actorId,
      made_at: at,
      expires_at: what.expiresAt,
    })
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
): Promise<{ readonly wrongTries: number; readonly endedAt?: string; readonly expiresAt: string }> {
  const row = await tx
    .selectFrom('patient_link')
    .select(['wrong_tries', 'ended_at', 'expires_at'])
    .where('clinic_id', '=', scope.clinicId)
    .where('link_id', '=', linkId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return {
    wrongTries: row.wrong_tries,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    expiresAt: row.expires_at,
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
