import type { RecordedEntry } from '@evenkeel/protocol';
import type { Selectable } from 'kysely';
import type { Database } from './schema.ts';

/** An entry as the reader sees it, from its row. */
export function entryOfRow(row: Selectable<Database['session_entry']>): RecordedEntry {
  return {
    id: row.entry_id,
    sessionId: row.session_id,
    type: row.type,
    clinicalTime: row.clinical_time,
    deviceTime: row.device_time,
    deviceId: row.device_id,
    deviceSequence: row.device_sequence,
    authorId: row.author_id,
    ...(row.corrects === null ? {} : { corrects: row.corrects }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    body: row.body,
    sequence: row.sequence,
    serverTime: row.server_time,
    previousHash: Buffer.from(row.previous_hash).toString('hex'),
    hash: Buffer.from(row.hash).toString('hex'),
    amendment: row.amendment,
  } as RecordedEntry;
}
