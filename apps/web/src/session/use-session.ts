import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { routes, type SentEntry } from '@evenkeel/contract';
import { foldSession, type RecordedEntry, type SessionState } from '@evenkeel/protocol';
import { instantOf, type Instant, type Uuid } from '@evenkeel/quantities';
import { base, call } from '../app/api.ts';
import { openLocalStore, type LocalStore } from './local-store.ts';
import { countingEntries } from './outbox.ts';
import {
  sessionStore,
  type SessionApi,
  type SessionSnapshot,
  type SessionStore,
  type TabChannel,
} from './session-store.ts';
import { policyOfFrame } from './session-policy.ts';

const now = () => Date.now();
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

let local: Promise<LocalStore> | undefined;

/** One store of this browser for all sessions of the site; opened again when the last try did not work. */
function localStore(): Promise<LocalStore> {
  local ??= openLocalStore(base === '/demo' ? 'demo' : 'clinic', now, random).catch((error: unknown) => {
    local = undefined;
    throw error;
  });
  return local;
}

/** The browser's store; every call waits until it is open. */
export const lazyLocal: LocalStore = {
  load: async (...all) => (await localStore()).load(...all),
  keep: async (...all) => (await localStore()).keep(...all),
  recorded: async (...all) => (await localStore()).recorded(...all),
  refused: async (...all) => (await localStore()).refused(...all),
  dismissed: async (...all) => (await localStore()).dismissed(...all),
  frame: async (...all) => (await localStore()).frame(...all),
  draft: async (...all) => (await localStore()).draft(...all),
  outbox: async () => (await localStore()).outbox(),
  forget: async (...all) => (await localStore()).forget(...all),
};

export const sessionApi: SessionApi = {
  session: async (sessionId) => await call(routes.session, { params: { sessionId } }),
  append: async (sessionId, entries) =>
    await call(routes.appendEntries, {
      params: { sessionId },
      body: { entries: [...entries] as SentEntry[] },
    }),
  stream(sessionId, after, hear) {
    const source = new EventSource(
      `${base}/api/sessions/${encodeURIComponent(sessionId)}/stream?after=${after}`,
    );
    source.addEventListener('entry', (event) => hear.entry(JSON.parse(event.data) as RecordedEntry));
    source.addEventListener('beat', (event) => hear.beat((JSON.parse(event.data) as { now: Instant }).now));
    // The browser reconnects by itself after a cut; after a refusal it does not.
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) hear.lost();
    });
    return () => source.close();
  },
};

function tabsOf(sessionId: Uuid): TabChannel {
  let channel: BroadcastChannel | undefined;
  return {
    post(message) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this channel has none
      channel?.postMessage(message);
    },
    listen(hear) {
      const open = new BroadcastChannel(`evenkeel${base}-session-${sessionId}`);
      channel = open;
      open.addEventListener('message', (event: MessageEvent<'changed' | 'signed'>) => hear(event.data));
      return () => {
        channel = undefined;
        open.close();
      };
    },
  };
}

/** The store of one session while a page shows it. Another session or person needs another component (a `key`). */
export function useSessionStore(sessionId: Uuid, authorId: Uuid): SessionStore {
  const [store] = useState(() =>
    sessionStore({
      sessionId,
      authorId,
      local: lazyLocal,
      api: sessionApi,
      tabs: tabsOf(sessionId),
      now,
      random,
    }),
  );
  useEffect(() => store.start(), [store]);
  return store;
}

/** The clock, told once a second. Nothing is counted: everything shown is computed from it. */
export function useNow(): Instant {
  const [at, setAt] = useState(() => instantOf(now()));
  useEffect(() => {
    const timer = setInterval(() => setAt(instantOf(now())), 1_000);
    return () => clearInterval(timer);
  }, []);
  return at;
}

/** What the store knows. */
export function useSnapshot(store: SessionStore): SessionSnapshot {
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}

/** The fold of everything this device knows of the session, as of now. */
export function useSessionState(snapshot: SessionSnapshot, at: Instant): SessionState | undefined {
  const { log, frame } = snapshot;
  const entries = useMemo(() => countingEntries(log), [log]);
  const plan = frame?.planned;
  const policy = policyOfFrame(frame);
  const jurisdiction = frame?.jurisdiction;
  return useMemo(
    () =>
      plan === undefined
        ? undefined
        : foldSession(entries, { plan, policy, ...(jurisdiction === undefined ? {} : { jurisdiction }) }, at),
    [entries, plan, policy, jurisdiction, at],
  );
}
