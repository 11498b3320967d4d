import type { Uuid } from '@evenkeel/quantities';
import type { RecordedEntry } from '@evenkeel/protocol';
import type { ClientBase } from 'pg';
import { entryOfRow } from './entry-row.ts';

/**
 * The statements of an append, prepared once a connection and sent without waiting for one another (the connection is
 * pipelined), so that a batch costs two round trips whatever its size.
 */
const begin = 'begin';
const enter = { name: 'evenkeel-enter', text: `select set_config('app.clinic', $1, true)` };
const lock = {
  name: 'evenkeel-lock',
  text: `select session_id, patient_id, state, head_sequence, encode(head_hash, 'hex') as head_hash from session
    where clinic_id = $1 and session_id = any ($2::uuid[]) order by session_id for no key update`,
};
const readAfter = {
  name: 'evenkeel-read-after',
  text: `select * from session_entry where clinic_id = $1 and session_id = $2 and sequence > $3 order by sequence`,
};
const insertEntries = {
  name: 'evenkeel-entries',
  text: `insert into session_entry (clinic_id, session_id, sequence, entry_id, type, clinical_time, device_time, device_id,
      device_sequence, author_id, corrects, reason, body, amendment, server_time, previous_hash, hash)
    select $1, e."sessionId", e.sequence, e.id, e.type, e."clinicalTime", e."deviceTime", e."deviceId", e."deviceSequence",
      e."authorId", e.corrects, e.reason, e.body, e.amendment, e."serverTime", decode(e."previousHash", 'hex'), decode(e.hash, 'hex')
    from json_to_recordset($2::json) as e ("sessionId" uuid, sequence bigint, id uuid, type text, "clinicalTime" timestamptz,
      "deviceTime" timestamptz, "deviceId" uuid, "deviceSequence" bigint, "authorId" uuid, corrects uuid, reason text,
      body jsonb, amendment boolean, "serverTime" timestamptz, "previousHash" text, hash text)`,
};
/** The move of the heads is lock and proof in one: it fails (division by zero) when one is not where it was thought. */
const moveHeads = {
  name: 'evenkeel-heads',
  text: `with moved as (
      update session set head_sequence = m.sequence, head_hash = decode(m.hash, 'hex')
      from json_to_recordset($2::json) as m (id uuid, sequence bigint, hash text, "from" bigint, state text)
      where session.clinic_id = $1 and session.session_id = m.id and session.head_sequence = m."from" and session.state = m.state
      returning 1
    ) select 1 / (count(*) = $3)::int from moved`,
};
/** A session's row, locked. `head_hash` in hex. */
export interface LockedSession {
  readonly session_id: Uuid;
  readonly patient_id: Uuid;
  readonly state: string;
  readonly head_sequence: number;
  readonly head_hash: string;
}

/** Begins a transaction in a clinic and locks sessions in the order of their ids. */
export async function lockSessions(
  client: ClientBase,
  clinicId: Uuid,
  sessionIds: readonly Uuid[],
): Promise<readonly LockedSession[]> {
  const [, , { rows }] = await Promise.all([
    client.query(begin),
    client.query({ ...enter, values: [clinicId] }),
    client.query<LockedSession>({ ...lock, values: [clinicId, sessionIds] }),
  ]);
  return rows;
}

/** The entries of a session after a sequence. */
export async function entriesAfter(
  client: ClientBase,
  clinicId: Uuid,
  sessionId: Uuid,
  sequence: number,
): Promise<readonly RecordedEntry[]> {
  const { rows } = await client.query<Parameters<typeof entryOfRow>[0]>({
    ...readAfter,
    values: [clinicId, sessionId, sequence],
  });
  return rows.map(entryOfRow);
}

/** Where a session's head goes, from where, in which state of the session. */
export interface HeadMove {
  readonly id: Uuid;
  readonly from: number;
  readonly state: string;
  readonly sequence: number;
  readonly hash: string;
}

/**
 * Writes everything and commits; resolves only when the commit is on disk. With `begun` the transaction is the one that
 * {@link lockSessions} began; else all of it goes in one round trip, and fails whole when a head is not where it was.
 */
export async function writeAndCommit(
  client: ClientBase,
  clinicId: Uuid,
  what: {
    readonly begun: boolean;
    readonly entries: readonly RecordedEntry[];
    readonly moves: readonly HeadMove[];
    readonly audit:
      | { readonly name: string; readonly text: string; readonly values: readonly unknown[] }
      | undefined;
  },
): Promise<void> {
  const sent: Promise<unknown>[] = [];
  if (!what.begun) sent.push(client.query(begin), client.query({ ...enter, values: [clinicId] }));
  if (what.moves.length > 0) {
    const moves = what.moves.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    sent.push(
      client.query({ ...moveHeads, values: [clinicId, JSON.stringify(moves), moves.length] }),
      client.query({ ...insertEntries, values: [clinicId, JSON.stringify(what.entries)] }),
    );
  }
  if (what.audit !== undefined) sent.push(client.query({ ...what.audit, values: [...what.audit.values] }));
  const committed = client.query('commit');
  await Promise.all([...sent, committed]);
  // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error.
  if ((await committed).command !== 'COMMIT') throw new Error('The commit was turned into a rollback.');
}
