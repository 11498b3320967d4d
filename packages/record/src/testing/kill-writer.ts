import { randomUUID } from 'node:crypto';
import type { Entry } from '@evenkeel/protocol';
import { openStore, type Scope } from '../door.ts';
import { openServer } from '../open-databases.ts';
import { allow, now, testEntry } from './clinic.ts';

/** What the process is told, as JSON in its first argument. */
export interface KillWriterTask {
  readonly dataFolder: string;
  readonly scope: Scope;
  readonly sessionIds: readonly string[];
  /** Entries that an earlier process sent and was killed before it was answered: sent again first, as a device does. */
  readonly unanswered: readonly Entry[];
}

/** What the process says, one line of JSON each. An entry is told as sent before it is, as acknowledged only after. */
export type KillWriterLine =
  | { readonly ready: true }
  | { readonly sent: Entry }
  | { readonly acknowledged: string; readonly sequence: number };

/** Resolves when the line has left this process: what is only queued here would die with it. */
async function say(lines: readonly KillWriterLine[]): Promise<void> {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** A house to be killed: opens the data folder as the server does and appends until it dies. */
async function run({ dataFolder, scope, sessionIds, unanswered }: KillWriterTask): Promise<void> {
  const server = await openServer({ dataFolder });
  const database = await server.open('evenkeel');
  const store = await openStore({
    app: database.app,
    anchorFile: database.anchorFile,
    now,
    newId: randomUUID,
  });
  const send = async (sessionId: string, entries: readonly Entry[]): Promise<void> => {
    await say(entries.map((entry) => ({ sent: entry })));
    const { recorded, refused } = await store.log.append(scope, sessionId, entries, allow);
    if (refused.length > 0) throw new Error(`Refused: ${refused[0]?.sentence ?? ''}`);
    await say(recorded.map(({ id, sequence }) => ({ acknowledged: id, sequence })));
  };
  await say([{ ready: true }]);
  const anchoring = setInterval(() => void store.anchors.write(now()), 20);
  try {
    for (const sessionId of sessionIds) {
      const again = unanswered.filter((entry) => entry.sessionId === sessionId);
      if (again.length > 0) await send(sessionId, again);
    }
    await Promise.all(
      Array.from({ length: 4 }, async (_, writer) => {
        const sessionId = sessionIds[writer % sessionIds.length] ?? '';
        for (let turn = 0; ; turn += 1)
          await send(
            sessionId,
            Array.from({ length: 1 + (turn % 3) }, () => testEntry(sessionId)),
          );
      }),
    );
  } finally {
    clearInterval(anchoring);
  }
}

const task = process.argv[2];
if (import.meta.main && task !== undefined) await run(JSON.parse(task) as KillWriterTask);
