import { randomUUID } from 'node:crypto';
import type { Uuid } from '@evenkeel/quantities';
import { Client, type ClientConfig } from 'pg';

/** A hint that a session's log grew. The log is the truth; a lost hint only delays a look. */
export interface LogHint {
  readonly clinicId: Uuid;
  readonly sessionId: Uuid;
  readonly sequence: number;
}

/** Hints between the readers of one process at once, and between processes a moment later. */
export interface LogHints {
  tell(hint: LogHint): void;
  subscribe(listener: (hint: LogHint) => void): () => void;
  close(): Promise<void>;
}

const channel = 'evenkeel_log';
/** Hints of this long go to other processes together; a hint is outside the commit, which it would hold up. */
const gatherMs = 25;
const retryMs = 2_000;
/** A notification holds 8,000 bytes. */
const hintsAtMost = 60;

/** Opens hints over a connection of their own, opened again when it is lost. */
export function openLogHints(
  config: ClientConfig,
  report: (event: { readonly event: string }) => void,
): LogHints {
  const origin = randomUUID();
  const listeners = new Set<(hint: LogHint) => void>();
  const waiting = new Map<string, LogHint>();
  let client: Client | undefined;
  let opening: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let gather: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();
  let stopped = false;

  const here = (hint: LogHint) => {
    for (const listener of listeners) listener(hint);
  };
  const lost = (which: Client) => {
    if (client === which) client = undefined;
    if (stopped || retry !== undefined) return;
    report({ event: 'log-hints-lost' });
    retry = setTimeout(() => {
      retry = undefined;
      opening = open();
    }, retryMs).unref();
  };
  async function open(): Promise<void> {
    const next = new Client(config);
    next.on('error', () => lost(next));
    next.on('end', () => lost(next));
    next.on('notification', (message) => {
      for (const hint of hintsOf(message.payload, origin)) here(hint);
    });
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      client = next;
      if (stopped) await next.end();
    } catch {
      lost(next);
      await next.end().catch(() => undefined);
    }
  }
  const send = () => {
    gather = undefined;
    const hints = [...waiting.values()];
    waiting.clear();
    sending = sending.then(async () => {
      for (let from = 0; from < hints.length; from += hintsAtMost) {
        const part = hints.slice(from, from + hintsAtMost).map(packed);
        await client
          ?.query('select pg_notify($1, $2)', [channel, JSON.stringify({ origin, hints: part })])
          .catch(() => undefined);
      }
    });
  };
  opening = open();

  return Object.freeze({
    tell(hint: LogHint) {
      here(hint);
      waiting.set(`${hint.clinicId}/${hint.sessionId}`, hint);
      gather ??= setTimeout(send, gatherMs).unref();
    },
    subscribe(listener: (hint: LogHint) => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    async close() {
      clearTimeout(retry);
      clearTimeout(gather);
      await opening;
      if (waiting.size > 0) send();
      await sending;
      stopped = true;
      await client?.end().catch(() => undefined);
    },
  });
}

type Packed = readonly [clinicId: string, sessionId: string, sequence: number];

const packed = (hint: LogHint): Packed => [hint.clinicId, hint.sessionId, hint.sequence];

/** The hints of another process. A message of another shape is no hint. */
function hintsOf(payload: string | undefined, origin: string): readonly LogHint[] {
  try {
    const message = JSON.parse(payload ?? '') as { origin: string; hints: readonly Packed[] };
    if (message.origin === origin) return [];
    return message.hints.map(([clinicId, sessionId, sequence]) => ({ clinicId, sessionId, sequence }));
  } catch {
    return [];
  }
}
