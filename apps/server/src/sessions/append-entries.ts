import type { Entry } from '@evenkeel/protocol';
import type { Instant } from '@evenkeel/quantities';
import type { Appended, RefusedEntry, Scope, Store } from '@evenkeel/record';
import type { SessionContext } from '@evenkeel/protocol';
import { logProblem, senderProblem, type Sender } from './judge-entry.ts';

/**
 * Appends entries to a session's log: each is recorded, found recorded already, or refused with its sentence; the others
 * stand. The answer is given when what it says is on disk.
 */
export async function appendEntries(
  store: Store,
  scope: Scope,
  what: {
    readonly sessionId: string;
    readonly entries: readonly Entry[];
    readonly context: SessionContext;
    readonly sender: Sender;
    readonly now: Instant;
  },
): Promise<Appended> {
  const { sessionId, context, sender, now } = what;
  const refused: RefusedEntry[] = [];
  const sound: Entry[] = [];
  for (const entry of what.entries) {
    const problem = senderProblem(entry, sessionId, sender, now);
    if (problem === undefined) sound.push(entry);
    else refused.push({ id: entry.id, ...problem });
  }
  if (sound.length === 0) return { recorded: [], refused };
  const appended = await store.log.append(scope, sessionId, sound, (existing, entry) =>
    logProblem(existing, entry, context),
  );
  return { recorded: appended.recorded, refused: [...refused, ...appended.refused] };
}
