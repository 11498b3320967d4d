import { RequestProblem } from '@evenkeel/contract';
import type { Uuid } from '@evenkeel/quantities';
import type { LocalStore } from './local-store.ts';
import type { OutboxRow } from './outbox.ts';
import type { SessionApi } from './session-store.ts';

/** What of sessions that no page shows is still only on this device. */
export interface LeftOver {
  readonly sessionId: Uuid;
  readonly waiting: number;
  readonly refused: number;
}

/**
 * Sends what was left on this device by a page that was closed too early: the signed-in person's own entries, session by
 * session. Gives what is left afterwards. Sending the same entry from a page at the same time is one entry.
 */
export async function sendLeftOver(
  local: Pick<LocalStore, 'outbox' | 'recorded' | 'refused'>,
  api: Pick<SessionApi, 'append'>,
  authorId: Uuid,
): Promise<readonly LeftOver[]> {
  for (const [sessionId, rows] of bySession(await local.outbox())) {
    const mine = rows
      .filter((row) => row.refusal === undefined && row.entry.authorId === authorId)
      .map((row) => row.entry)
      .toSorted((a, b) => a.deviceSequence - b.deviceSequence)
      .slice(0, 100);
    if (mine.length === 0) continue;
    try {
      const answer = await api.append(sessionId, mine);
      await local.recorded(answer.entries);
      const byId = new Map(mine.map((entry) => [entry.id, entry]));
      await local.refused(
        answer.refused.flatMap(({ id, code, sentence }) => {
          const entry = byId.get(id);
          return entry === undefined ? [] : [{ entry, refusal: { code, sentence } }];
        }),
      );
    } catch (error) {
      // The session's own page says what is wrong with it; here the next one is tried.
      if (!(error instanceof RequestProblem)) throw error;
    }
  }
  return [...bySession(await local.outbox())].map(([sessionId, rows]) => ({
    sessionId,
    waiting: rows.filter((row) => row.refusal === undefined).length,
    refused: rows.filter((row) => row.refusal !== undefined).length,
  }));
}

function bySession(rows: readonly OutboxRow[]): ReadonlyMap<Uuid, readonly OutboxRow[]> {
  return Map.groupBy(rows, (row) => row.entry.sessionId);
}
