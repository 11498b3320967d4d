import type { RecordedEntry } from '@evenkeel/protocol';
import type { Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import { entryOfRow } from '../entry-row.ts';
import type { Database } from '../schema.ts';

/** The logs of several sessions at once, each in the server's order; a session without entries has an empty list. */
export async function entriesOfSessions(
  tx: Transaction<Database>,
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
  for (const row of rows) found.get(row.session_id)?.push(entryOfRow(row));
  return found;
}

/** The entries of the monitoring form of some sessions, with what takes them back, by session in the server's order. */
export async function formEntriesOf(
  tx: Transaction<Database>,
  scope: Scope,
  sessionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordedEntry[]>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('session_entry')
    .selectAll()
    .where('clinic_id', '=', scope.clinicId)
    .where('session_id', 'in', [...sessionIds])
    .where('type', 'in', ['monitoringForm', 'retraction'])
    .orderBy('session_id')
    .orderBy('sequence')
    .execute();
  const bySession = Map.groupBy(rows, (row) => row.session_id);
  return new Map([...bySession].map(([sessionId, own]) => [sessionId, own.map(entryOfRow)]));
}
