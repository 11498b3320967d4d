import type { Instant, Json } from '@evenkeel/quantities';
import type { Scope, Store } from '@evenkeel/record';
import type { StreamAnswer } from '../http/handler.ts';

/** How often a stream looks at the log without a hint, and says that it is alive. */
const beatMs = 5_000;

/**
 * Sends the entries of a session as they become durable, from after a sequence. A hint only makes it look sooner: the log
 * is the truth. Every few quiet seconds it sends a `beat` without an id, so that a reader notices a dead connection.
 */
export function streamSession(store: Store, scope: Scope, sessionId: string, after: number): StreamAnswer {
  return async (sink) => {
    let last = after;
    let look: (() => void) | undefined;
    let hinted = false;
    const unsubscribe = store.log.subscribe((event) => {
      if (event.sessionId !== sessionId || event.clinicId !== scope.clinicId) return;
      hinted = true;
      look?.();
    });
    sink.signal.addEventListener('abort', () => look?.(), { once: true });
    try {
      while (!sink.signal.aborted) {
        hinted = false;
        const entries = await store.log.read(scope, sessionId, last).catch(() => undefined);
        for (const entry of entries ?? []) {
          sink.send({ id: String(entry.sequence), event: 'entry', data: entry as unknown as Json });
          last = Math.max(last, entry.sequence);
        }
        if ((entries ?? []).length === 0)
          sink.send({ event: 'beat', data: { now: store.now() as Instant, head: last } });
        if (hinted || sink.signal.aborted) continue;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, beatMs);
          look = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        look = undefined;
      }
    } finally {
      unsubscribe();
    }
  };
}
