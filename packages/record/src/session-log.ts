import type { Instant, Uuid } from '@evenkeel/quantities';
import type { RecordedEntry, Entry } from '@evenkeel/protocol';
import type { Kysely } from 'kysely';
import type { ClientBase, Pool } from 'pg';
import type { Anchors } from './anchor.ts';
import { auditRows, headOf, type AuditAct, type AuditLane, type AuditLanes } from './audit-chain.ts';
import { entryOfRow } from './entry-row.ts';
import { chainHash, entryContent, isStorable } from './hash.ts';
import { cutBack, grow, headOfLog, openLogCache, type KnownLog } from './log-cache.ts';
import type { LogHint, LogHints } from './log-hints.ts';
import {
  alreadyThere,
  inAnotherSession,
  noSession,
  otherContent,
  refusalOf,
  type LogRefusal,
} from './log-refusal.ts';
import { signLog, type Signing } from './log-signature.ts';
import { entriesAfter, lockSessions, writeAndCommit, type HeadMove } from './log-transaction.ts';
import type { Database } from './schema.ts';
import { enterClinic, type Scope } from './scope.ts';

/** An entry that was not recorded, with the sentence the person is shown. */
export interface RefusedEntry extends LogRefusal {
  readonly id: Uuid;
}

/** What an append came to: every entry is in one of the two lists. */
export interface Appended {
  readonly recorded: readonly RecordedEntry[];
  readonly refused: readonly RefusedEntry[];
}

/** Looks at one new entry against the log so far, under the session's lock. The list is only lent for the call. */
export type EntryCheck = (
  existing: readonly RecordedEntry[],
  entry: Entry,
) => { readonly code: string; readonly sentence: string } | undefined;

/** The session log: append, read, sign, listen. */
export interface SessionLog {
  /**
   * Appends entries, idempotent by id, in any order and any number of times. Waiting appends of a clinic share one
   * commit; each resolves only when that commit is on disk.
   */
  append(scope: Scope, sessionId: Uuid, entries: readonly Entry[], check: EntryCheck): Promise<Appended>;
  /** The entries after a sequence, in the server's order. The caller audits. */
  read(scope: Scope, sessionId: Uuid, afterSequence?: number): Promise<readonly RecordedEntry[]>;
  /** Closes the log at its head, or adds a further signature; undefined when the head moved meanwhile. */
  sign(
    scope: Scope,
    sessionId: Uuid,
    what: Signing,
  ): Promise<{ readonly sequence: number; readonly hash: string; readonly at: Instant } | undefined>;
  subscribe(listener: (hint: LogHint) => void): () => void;
  withClock(now: () => Instant): SessionLog;
  close(): Promise<void>;
}

interface Waiting {
  readonly scope: Scope;
  readonly sessionId: Uuid;
  readonly entries: readonly Entry[];
  readonly check: EntryCheck;
  readonly now: () => Instant;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

interface Parts {
  readonly db: Kysely<Database>;
  /** Pipelined connections for appends alone. */
  readonly pool: Pool;
  readonly lanes: AuditLanes;
  readonly anchors: Anchors;
  readonly hints: LogHints;
  readonly now: () => Instant;
}

/** At most this many appends share a commit, so that one commit never grows past a few milliseconds of work. */
const batchSize = 128;
/** Commits of one clinic under way at once: one waits for the disk while the next is put together. */
const streams = 2;

/** Opens the log over its pool. */
export function openSessionLog(parts: Parts): SessionLog {
  const { db, pool, lanes, anchors, hints } = parts;
  const queues = new Map<string, Waiting[]>();
  const busy = new Map<string, Promise<void>>();
  const cache = openLogCache();
  let closing = false;

  async function drain(key: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, batchSize);
      try {
        await commit(batch);
      } catch (error) {
        if (isOwnFault(error)) for (const one of batch) await alone(one);
        else for (const one of batch) one.reject(error);
      }
    }
    busy.delete(key);
    queues.delete(key);
  }

  /** One poisoned append must not fail its neighbours, nor one poisoned entry its append: each is tried by itself. */
  async function alone(waiting: Waiting): Promise<void> {
    const recorded: RecordedEntry[] = [];
    const refused: RefusedEntry[] = [];
    try {
      for (const entry of waiting.entries) {
        try {
          const done = await new Promise<Appended>((resolve, reject) => {
            commit([{ ...waiting, entries: [entry], resolve, reject }]).catch(reject);
          });
          recorded.push(...done.recorded);
          refused.push(...done.refused);
        } catch (error) {
          const refusal = clashOf(error);
          if (refusal === undefined) throw error;
          refused.push({ id: entry.id, ...refusal });
        }
      }
      waiting.resolve({ recorded, refused });
    } catch (error) {
      waiting.reject(error instanceof Unwritable ? error.cause : error);
    }
  }

  async function commit(batch: readonly Waiting[]): Promise<void> {
    const clinicId = batch[0]?.scope.clinicId ?? '';
    const ids = [...new Set(batch.map((waiting) => waiting.sessionId))];
    const client = await pool.connect();
    let broken: Error | undefined;
    const lane = await lanes.take(clinicId);
    let after: AuditLane | undefined = lane;
    try {
      const done =
        (await commitKnown(client, batch, lane, ids)) ?? (await commitLocked(client, batch, lane, ids));
      after = done.audit?.lane ?? lane;
      if (done.audit !== undefined) anchors.changed(headOf(done.audit.lane));
      for (const { id, sequence, hash } of done.moves)
        anchors.changed({ kind: 'session', clinicId, id, sequence, hash });
      done.results.forEach((appended, index) => batch[index]?.resolve(appended));
      for (const { id, sequence } of done.moves) hints.tell({ clinicId, sessionId: id, sequence });
    } catch (error) {
      cache.forget(clinicId, ids);
      // What the database refused was not committed; of a lost connection nobody knows.
      if (!isOwnFault(error)) {
        broken = error as Error;
        after = undefined;
      }
      throw error;
    } finally {
      lanes.giveBack(lane, after);
      client.release(broken);
    }
  }

  /** One round trip, when this process knows every log of the batch; undefined when one was not as it was thought. */
  async function commitKnown(
    client: ClientBase,
    batch: readonly Waiting[],
    lane: AuditLane,
    ids: readonly Uuid[],
  ): Promise<Written | undefined> {
    const { clinicId } = lane;
    const known = ids.map((id) => {
      const log = cache.of(clinicId, id);
      return { id, log, from: headOfLog(log).sequence };
    });
    if (known.some(({ log }) => log.session === undefined)) return undefined;
    const done = writeOf(batch, lane, known);
    // Only what is seen under the lock may be refused.
    if (done.results.every((appended) => appended.refused.length === 0)) {
      try {
        await writeAndCommit(client, clinicId, { ...done, audit: done.audit?.statement, begun: false });
        return done;
      } catch (error) {
        if (!isOwnFault(error)) throw error;
      }
    }
    for (const { log, from } of known) cutBack(log, from);
    return undefined;
  }

  /** Two round trips: the sessions are locked and their logs brought up to the heads that are locked. */
  async function commitLocked(
    client: ClientBase,
    batch: readonly Waiting[],
    lane: AuditLane,
    ids: readonly Uuid[],
  ): Promise<Written> {
    const { clinicId } = lane;
    try {
      const rows = await lockSessions(client, clinicId, ids);
      const opened = await Promise.all(
        rows.map(async (row) => {
          const log = cache.of(clinicId, row.session_id);
          const from = headOfLog(log).sequence;
          if (from < row.head_sequence)
            for (const entry of await entriesAfter(client, clinicId, row.session_id, from)) grow(log, entry);
          log.session = { patientId: row.patient_id, state: row.state };
          return { id: row.session_id, log };
        }),
      );
      const done = writeOf(batch, lane, opened);
      await writeAndCommit(client, clinicId, { ...done, audit: done.audit?.statement, begun: true });
      return done;
    } catch (error) {
      if (isOwnFault(error)) await client.query('rollback');
      throw error;
    }
  }

  function logWith(now: () => Instant): SessionLog {
    return Object.freeze({
      append(scope: Scope, sessionId: Uuid, entries: readonly Entry[], check: EntryCheck): Promise<Appended> {
        if (closing) return Promise.reject(new Error('The session log is closing.'));
        return new Promise<Appended>((resolve, reject) => {
          const key = `${scope.clinicId}/${streamOf(sessionId)}`;
          const queue = queues.get(key) ?? [];
          queues.set(key, queue);
          queue.push({ scope, sessionId, entries, check, now, resolve, reject });
          // The first of a burst waits one turn of the event loop, so that those already here share its commit.
          if (!busy.has(key))
            busy.set(
              key,
              new Promise<void>((begin) => setImmediate(begin)).then(() => drain(key, queue)),
            );
        });
      },
      async read(scope: Scope, sessionId: Uuid, afterSequence = 0) {
        return await db.transaction().execute(async (tx) => {
          await enterClinic(tx, scope.clinicId);
          const rows = await tx
            .selectFrom('session_entry')
            .selectAll()
            .where('clinic_id', '=', scope.clinicId)
            .where('session_id', '=', sessionId)
            .where('sequence', '>', afterSequence)
            .orderBy('sequence')
            .execute();
          return rows.map(entryOfRow);
        });
      },
      async sign(scope: Scope, sessionId: Uuid, what: Signing) {
        const at = now();
        const lane = await lanes.take(scope.clinicId);
        let after: AuditLane | undefined;
        try {
          const signed = await db.transaction().execute(async (tx) => {
            await enterClinic(tx, scope.clinicId);
            return await signLog(tx, scope, sessionId, what, at, lane);
          });
          after = signed?.lane ?? lane;
          cache.forget(scope.clinicId, [sessionId]);
          if (signed === undefined) return undefined;
          const { sequence, hash } = signed;
          anchors.changed({ kind: 'session', clinicId: scope.clinicId, id: sessionId, sequence, hash });
          anchors.changed(headOf(signed.lane));
          await anchors.write(at);
          hints.tell({ clinicId: scope.clinicId, sessionId, sequence });
          return { sequence, hash, at: signed.at };
        } finally {
          lanes.giveBack(lane, after);
        }
      },
      subscribe: (listener: (hint: LogHint) => void) => hints.subscribe(listener),
      withClock: logWith,
      async close() {
        closing = true;
        await Promise.all(busy.values());
        await hints.close();
      },
    });
  }
  return logWith(parts.now);
}

interface OpenLog {
  readonly id: Uuid;
  readonly log: KnownLog;
}

interface Written {
  readonly results: readonly Appended[];
  readonly entries: readonly RecordedEntry[];
  readonly moves: readonly HeadMove[];
  readonly audit: ReturnType<typeof auditRows>;
}

/** Puts a batch together in memory: numbers and hashes the new entries, refuses what cannot stand, notes every act. */
function write(batch: readonly Waiting[], lane: AuditLane, opened: readonly OpenLog[]): Written {
  const { clinicId } = lane;
  const sessions = new Map(
    opened.map(({ id, log }) => [id, { log, from: headOfLog(log).sequence, ...log.session }]),
  );
  const entries: RecordedEntry[] = [];
  const acts: AuditAct[] = [];
  const results = batch.map((waiting): Appended => {
    const session = sessions.get(waiting.sessionId);
    const recorded: RecordedEntry[] = [];
    const refused: RefusedEntry[] = [];
    const written: string[] = [];
    for (const entry of waiting.entries) {
      const known = session?.log.byId.get(entry.id);
      if (known !== undefined) {
        // Sent again it is the same entry; what only carries its id is not, and whoever sent it is told.
        if (isSame(clinicId, known, entry)) recorded.push(known);
        else refused.push({ id: entry.id, ...otherContent });
        continue;
      }
      if (session?.state === undefined || entry.sessionId !== waiting.sessionId) {
        refused.push({ id: entry.id, ...noSession });
        continue;
      }
      const refusal =
        refusalOf(session.state, session.log.firsts, entry) ?? waiting.check(session.log.entries, entry);
      if (refusal !== undefined) {
        refused.push({ id: entry.id, ...refusal });
        continue;
      }
      const before = headOfLog(session.log);
      const head = {
        sequence: before.sequence + 1,
        serverTime: waiting.now(),
        amendment: session.state === 'signed',
      };
      const hash = chainHash(before.hash, entryContent(clinicId, entry, head));
      const done = Object.freeze({ ...entry, ...head, previousHash: before.hash, hash });
      entries.push(done);
      grow(session.log, done);
      recorded.push(done);
      written.push(entry.type);
    }
    const note = {
      action: 'appendEntries',
      kind: 'write' as const,
      ...(session?.patientId === undefined ? {} : { patientId: session.patientId }),
      subject: waiting.sessionId,
      allowed: session !== undefined,
      detail: { recorded: written, refused: refused.length },
    };
    acts.push({ scope: waiting.scope, notes: [note] });
    return { recorded, refused };
  });
  const moves = [...sessions].flatMap(([id, { log, from, state = '' }]) => {
    const { sequence, hash } = headOfLog(log);
    return sequence === from ? [] : [{ id, from, state, sequence, hash }];
  });
  const at = batch.at(-1)?.now();
  return { results, entries, moves, audit: at === undefined ? undefined : auditRows(lane, acts, at) };
}

/** True when the entry sent says what the recorded one says: it would have had the same hash in its place. */
function isSame(clinicId: Uuid, known: RecordedEntry, entry: Entry): boolean {
  return (
    isStorable(entry) && chainHash(known.previousHash, entryContent(clinicId, entry, known)) === known.hash
  );
}

/** Which of a clinic's streams a session's appends go through: always the same one. */
function streamOf(sessionId: Uuid): number {
  return Number.parseInt(sessionId.slice(-2), 16) % streams;
}

/** A caller's check, clock or entry threw while a batch was put together. */
class Unwritable extends Error {}

function writeOf(batch: readonly Waiting[], lane: AuditLane, opened: readonly OpenLog[]): Written {
  try {
    return write(batch, lane, opened);
  } catch (error) {
    throw new Unwritable('A batch could not be put together.', { cause: error });
  }
}

/** True for a failure that lies in what was sent, so that others may be tried; false for the server or the way to it. */
function isOwnFault(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return error instanceof Unwritable || (typeof code === 'string' && /^(22|23|40|42)[0-9A-Z]{3}$/.test(code));
}

/** A unique key of the database that an entry met. */
function clashOf(error: unknown): LogRefusal | undefined {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code !== '23505') return undefined;
  return constraint?.startsWith('session_entry_one_') === true ? alreadyThere : inAnotherSession;
}
