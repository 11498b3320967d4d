import type { Transaction } from 'kysely';
import type { RecordedEntry } from '@evenkeel/protocol';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** The logs of several sessions at once, each in the server's order; a session without entries has an empty list. */
export async function entriesOfSessions(
  tx: Tx,
  scope: Scope,
  sessionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordedEntry[]>> {
  const found = new Map<string, RecordedEntry[]>(sessionIds.map((id) => [id, []]));
  if (sessionIds.length === 0) return found;
  const rows = await tx
    .selectFrom('session_entry')
    .selectAll()
    .where('clinic_id', '=', scope.clinicId)
    .where('session_id', 'in', [...sessionIds])
    .orderBy('session_id')
    .orderBy('sequence')
    .execute();
  for (const row of rows) {
    found.get(row.session_id)?.push({
      id: row.entry_id,
      sessionId: row.session_id,
      type: row.type,
      clinicalTime: row.clinical_time,
      deviceTime: row.device_time,
      deviceId: row.device_id,
      deviceSequence: Number(row.device_sequence),
      authorId: row.author_id,
      ...(row.corrects === null ? {} : { corrects: row.corrects }),
      ...(row.reason === null ? {} : { reason: row.reason }),
      body: row.body,
      sequence: Number(row.sequence),
      serverTime: row.server_time,
      previousHash: Buffer.from(row.previous_hash).toString('hex'),
      hash: Buffer.from(row.hash).toString('hex'),
      amendment: row.amendment,
    } as RecordedEntry);
  }
  return found;
}
