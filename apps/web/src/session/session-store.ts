import { RequestProblem, type Answered, type routes, type SessionView } from '@evenkeel/contract';
import type { Entry, EntryBodies, EntryType, RecordedEntry } from '@evenkeel/protocol';
import { instantOf, uuidV7, type Instant, type Uuid } from '@evenkeel/quantities';
import type { LocalStore, SessionFrame, DeviceStamp } from './local-store.ts';
import {
  backoffMs,
  contiguousHead,
  emptyLog,
  logAfter,
  toSend,
  type EntryRefusal,
  type LogEvent,
  type SessionLog,
} from './outbox.ts';

/** A new entry before the device numbers it. */
export type Draft = {
  readonly [T in EntryType]: {
    readonly type: T;
    readonly body: EntryBodies[T];
    /** When it happened; now when absent. */
    readonly clinicalTime?: Instant;
    readonly corrects?: Uuid;
    readonly reason?: string;
  };
}[EntryType];

/** Everything a screen of one session needs beside the fold. */
export interface SessionSnapshot {
  readonly frame: SessionFrame | undefined;
  readonly log: SessionLog;
  readonly drafts: ReadonlyMap<string, string>;
  /** `opening` until this device's own store was read. */
  readonly state: 'opening' | 'ready';
  /** True when the server said there is no such session, or that it may not be read. */
  readonly refusedBy: RequestProblem | undefined;
  /** What this device could not keep; said until it could. */
  readonly keepProblem: string | undefined;
  /** True while the server asks for a sign-in. */
  readonly signedOut: boolean;
  /** Time of the last answer or event from the server, ms. */
  readonly lastContactMs: number | undefined;
  /** The device's clock less the server's, ms. */
  readonly clockAheadMs: number | undefined;
}

/** The part of the API that the store calls. */
export interface SessionApi {
  session(sessionId: Uuid): Promise<SessionView>;
  append(sessionId: Uuid, entries: readonly Entry[]): Promise<Answered<(typeof routes)['appendEntries']>>;
  /** Opens the event stream after a sequence; gives its end. */
  stream(
    sessionId: Uuid,
    after: number,
    hear: {
      readonly entry: (entry: RecordedEntry) => void;
      readonly beat: (now: Instant) => void;
      readonly lost: () => void;
    },
  ): () => void;
}

/** The channel between tabs of one browser. */
export interface TabChannel {
  post(message: 'changed' | 'signed'): void;
  listen(hear: (message: 'changed' | 'signed') => void): () => void;
}

export interface SessionStore {
  readonly get: () => SessionSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  /** Keeps entries on this device, then sends them. Resolves when they are on this device. */
  readonly add: (...drafts: readonly Draft[]) => Promise<readonly Entry[]>;
  readonly sendAgain: (id: Uuid) => Promise<void>;
  readonly dismiss: (id: Uuid) => Promise<void>;
  readonly setDraft: (name: string, text: string) => void;
  /** Reads the session anew from the server. */
  readonly refresh: () => Promise<void>;
  /** Takes a session view that another call answered with. */
  readonly take: (view: SessionView) => Promise<void>;
  /** Begins: this device's store first, then the server, then the stream. Gives the end; may begin again after it. */
  readonly start: () => () => void;
}

interface Parts {
  readonly sessionId: Uuid;
  readonly authorId: Uuid;
  readonly local: LocalStore;
  readonly api: SessionApi;
  readonly tabs: TabChannel;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
}

/** Silence after which the log is asked for by polling, ms. */
const quietMs = 10_000;

/** A session at the chair, as this device knows it. */
export function sessionStore(parts: Parts): SessionStore {
  const { sessionId, authorId, local, api, tabs, now, random } = parts;
  let snapshot: SessionSnapshot = {
    frame: undefined,
    log: emptyLog,
    drafts: new Map(),
    state: 'opening',
    refusedBy: undefined,
    keepProblem: undefined,
    signedOut: false,
    lastContactMs: undefined,
    clockAheadMs: undefined,
  };
  const listeners = new Set<() => void>();
  let closed = true;
  let sending = false;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let endStream: (() => void) | undefined;
  let reopen: ReturnType<typeof setTimeout> | undefined;
  // Changes of the browser's store go one after another, so that memory and disk never cross.
  let chain: Promise<unknown> = Promise.resolve();

  const set = (change: Partial<SessionSnapshot>) => {
    if (closed) return;
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  };
  const happened = (event: LogEvent) => set({ log: logAfter(snapshot.log, event) });
  const contact = () => set({ lastContactMs: now(), signedOut: false });
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = chain.then(work, work);
    chain = done.catch(() => undefined);
    return done;
  }

  async function record(entries: readonly RecordedEntry[]): Promise<void> {
    const fresh = entries.filter((entry) => !snapshot.log.recorded.has(entry.id));
    happened({ kind: 'recorded', entries });
    if (fresh.length === 0) return;
    await inTurn(() => local.recorded(fresh)).catch(() => undefined);
    tabs.post('changed');
    const people = snapshot.frame?.people ?? {};
    if (fresh.some((entry) => entry.amendment || people[entry.authorId] === undefined)) void refresh();
  }

  async function take(view: SessionView): Promise<void> {
    const { entries, ...frame } = view;
    contact();
    set({ frame, refusedBy: undefined });
    await inTurn(() => local.frame(frame)).catch(() => undefined);
    await record(entries);
  }

  let refreshing: Promise<void> | undefined;
  function refresh(): Promise<void> {
    refreshing ??= (async () => {
      try {
        await take(await api.session(sessionId));
      } catch (error) {
        failed(error);
      } finally {
        refreshing = undefined;
      }
    })();
    return refreshing;
  }

  /** Notes why a call did not work; gives the problem when the server refused the call itself. */
  function failed(error: unknown): RequestProblem | undefined {
    if (
      !(error instanceof RequestProblem) ||
      error.status === 0 ||
      error.status >= 500 ||
      error.status === 429
    ) {
      if (error instanceof RequestProblem && error.status > 0) contact();
      return undefined;
    }
    contact();
    if (error.status === 401) {
      set({ signedOut: true });
      return undefined;
    }
    if (error.status === 404 || error.status === 403) set({ refusedBy: error });
    return error;
  }

  async function send(): Promise<void> {
    if (sending || closed) return;
    sending = true;
    clearTimeout(retry);
    retry = undefined;
    try {
      let most = 100;
      for (;;) {
        const batch = toSend(snapshot.log, authorId, most);
        if (batch.length === 0) break;
        try {
          const answer = await api.append(sessionId, batch);
          failures = 0;
          contact();
          await record(answer.entries);
          await refuse(answer.refused);
          const answered = new Set([...answer.entries, ...answer.refused].map((one) => one.id));
          if (!batch.some((entry) => answered.has(entry.id))) throw new RequestProblem(0, undefined);
        } catch (error) {
          const problem = failed(error);
          if (problem === undefined) throw error;
          // One entry that cannot be read must not hold up the others: they go one by one, and it is shown.
          if (batch.length > 1) most = 1;
          else await refuse(batch.map((entry) => ({ id: entry.id, ...refusalOf(problem) })));
        }
      }
    } catch {
      failures += 1;
      const jitter = (random(1)[0] ?? 0) / 255;
      if (!closed) retry = setTimeout(() => void send(), backoffMs(failures, jitter));
    } finally {
      sending = false;
    }
  }

  async function refuse(refusals: readonly ({ readonly id: Uuid } & EntryRefusal)[]): Promise<void> {
    if (refusals.length === 0) return;
    happened({ kind: 'refused', refusals });
    const rows = refusals.flatMap(({ id }) => snapshot.log.outbox.get(id) ?? []);
    await inTurn(() => local.refused(rows)).catch(() => undefined);
    tabs.post('changed');
    if (refusals.some((one) => one.code === 'SES-002')) void refresh();
  }

  function openStream(): void {
    if (closed) return;
    endStream?.();
    endStream = api.stream(sessionId, contiguousHead(snapshot.log), {
      entry: (entry) => {
        contact();
        void record([entry]);
      },
      beat: (at) => {
        contact();
        set({ clockAheadMs: now() - Date.parse(at) });
        if (toSend(snapshot.log, authorId).length > 0 && !sending) void send();
      },
      lost: () => {
        endStream?.();
        endStream = undefined;
        clearTimeout(reopen);
        reopen = setTimeout(openStream, 3_000);
      },
    });
  }

  async function reload(): Promise<void> {
    const stored = await inTurn(() => local.load(sessionId));
    set({
      ...(stored.frame === undefined ? {} : { frame: stored.frame }),
      log: logAfter(snapshot.log, { kind: 'stored', recorded: stored.recorded, outbox: stored.outbox }),
    });
  }

  async function begin(): Promise<void> {
    const stored = await inTurn(() => local.load(sessionId)).catch(() => undefined);
    if (stored === undefined) set({ keepProblem: 'unreadable' });
    else {
      set({
        frame: stored.frame,
        log: logAfter(emptyLog, { kind: 'stored', recorded: stored.recorded, outbox: stored.outbox }),
        drafts: stored.drafts,
      });
    }
    set({ state: 'ready' });
    await refresh();
    openStream();
    await send();
  }

  function start(): () => void {
    closed = false;
    const unlisten = tabs.listen((message) => {
      void reload().catch(() => undefined);
      if (message === 'signed') void refresh();
    });
    const poll = setInterval(() => {
      const quiet = snapshot.lastContactMs === undefined || now() - snapshot.lastContactMs > quietMs;
      if (quiet && snapshot.refusedBy === undefined) void refresh();
    }, 5_000);
    void begin();
    return () => {
      closed = true;
      clearInterval(poll);
      clearTimeout(retry);
      clearTimeout(reopen);
      endStream?.();
      endStream = undefined;
      unlisten();
      const done = snapshot.frame?.state === 'signed' && snapshot.log.outbox.size === 0;
      // A signed session is read from the server; nothing of it stays on a shared tablet.
      if (done) void inTurn(() => local.forget(sessionId)).catch(() => undefined);
    };
  }

  return Object.freeze({
    get: () => snapshot,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async add(...drafts: readonly Draft[]) {
      const makers = drafts.map((draft) => (stamp: DeviceStamp) => entryOf(draft, stamp, parts));
      try {
        const entries = await inTurn(() => local.keep(sessionId, makers));
        happened({ kind: 'kept', entries });
        if (snapshot.keepProblem !== undefined) set({ keepProblem: undefined });
        tabs.post('changed');
        void send();
        return entries;
      } catch (error) {
        set({ keepProblem: 'notKept' });
        throw error;
      }
    },
    async sendAgain(id: Uuid) {
      happened({ kind: 'again', id });
      const row = snapshot.log.outbox.get(id);
      if (row !== undefined) await inTurn(() => local.refused([row]));
      await send();
    },
    async dismiss(id: Uuid) {
      await inTurn(() => local.dismissed(id));
      happened({ kind: 'dismissed', id });
      tabs.post('changed');
    },
    setDraft(name: string, text: string) {
      const drafts = new Map(snapshot.drafts);
      if (text === '') drafts.delete(name);
      else drafts.set(name, text);
      set({ drafts });
      void inTurn(() => local.draft(sessionId, name, text)).catch(() => undefined);
    },
    refresh,
    async take(view: SessionView) {
      await take(view);
      tabs.post('signed');
    },
    start,
  });
}

function refusalOf({ status, problem }: RequestProblem): EntryRefusal {
  if (problem === undefined)
    return { code: String(status), sentence: 'The server could not read this entry.' };
  const fields = (problem.fields ?? []).map((field) => field.says).join(' ');
  return {
    code: problem.code,
    sentence: [problem.happened, problem.detail, fields].filter(Boolean).join(' '),
  };
}

function entryOf(draft: Draft, stamp: DeviceStamp, { sessionId, authorId, now, random }: Parts): Entry {
  const at = instantOf(now());
  return {
    id: uuidV7(now(), random(10)),
    sessionId,
    type: draft.type,
    clinicalTime: draft.clinicalTime ?? at,
    deviceTime: at,
    ...stamp,
    authorId,
    body: draft.body,
    ...(draft.corrects === undefined ? {} : { corrects: draft.corrects }),
    ...(draft.reason === undefined ? {} : { reason: draft.reason }),
  } as Entry;
}
