import { randomUUID } from 'node:crypto';
import type { Instant, Uuid } from '@evenkeel/quantities';
import type { RecordedEntry, Entry } from '@evenkeel/protocol';
import { sql, type Kysely, type Transaction } from 'kysely';
import pg from 'pg';
import type { AnchorHead, Anchors } from './anchor.ts';
import { appendAudit, type ChainWriter } from './audit-chain.ts';
import { enterClinic, type Scope } from './door.ts';
import { chainHash, entryContent } from './hash.ts';
import { entryOfRow } from './entry-row.ts';
import type { Database } from './schema.ts';

/** An entry that was not recorded, with the sentence the person is shown. */
export interface RefusedEntry {
  readonly id: Uuid;
  readonly code: string;
  readonly sentence: string;
}

/** What an append came to: every entry is in one of the two lists. */
export interface Appended {
  readonly recorded: readonly RecordedEntry[];
  readonly refused: readonly RefusedEntry[];
}

/** Looks at one new entry against the log so far, under the session's lock. */
export type EntryCheck = (
  existing: readonly RecordedEntry[],
  entry: Entry,
) => { readonly code: string; readonly sentence: string } | undefined;

/** A hint that a session's log grew. The log is the truth; a lost hint only delays a look. */
export interface LogHint {
  readonly clinicId: Uuid;
  readonly sessionId: Uuid;
  readonly sequence: number;
}

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
    what: {
      readonly signatureId: Uuid;
      readonly meaning: string;
      readonly expectedHead: number;
      readonly patientId?: Uuid;
    },
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
  readonly pool: pg.Pool;
  readonly writer: ChainWriter;
  readonly anchors: Anchors;
  readonly now: () => Instant;
  readonly report: (event: { readonly event: string; readonly [more: string]: unknown }) => void;
}

/** Types of which a session has one; a second is answered with the first (corrections are not second ones). */
const once: ReadonlySet<string> = new Set(['doseStart', 'doseEnd', 'discharge']);

/** At most this many appends share a commit, so that one commit never grows past a few milliseconds of work. */
const batchSize = 128;

interface CachedLog {
  head: number;
  readonly entries: RecordedEntry[];
}

/** Opens the log over a pool. */
export function openSessionLog(parts: Parts): SessionLog {
  const { db, writer, anchors } = parts;
  const queues = new Map<Uuid, Waiting[]>();
  const busy = new Map<Uuid, Promise<void>>();
  const cache = new Map<Uuid, CachedLog>();
  const listeners = new Set<(hint: LogHint) => void>();
  const origin = randomUUID();
  let closing = false;

  const tell = (hint: LogHint) => {
    for (const listener of listeners) listener(hint);
  };

  async function drain(clinicId: Uuid): Promise<void> {
    const queue = queues.get(clinicId) ?? [];
    while (queue.length > 0) {
      const batch = queue.splice(0, batchSize);
      try {
        await commit(clinicId, batch);
      } catch (error) {
        if (batch.length === 1) batch[0]?.reject(error);
        // One poisoned append must not fail its neighbours: each is tried alone.
        else
          for (const one of batch)
            await commit(clinicId, [one]).catch((reason: unknown) => one.reject(reason));
      }
    }
    busy.delete(clinicId);
  }

  async function commit(clinicId: Uuid, batch: readonly Waiting[]): Promise<void> {
    const ids = [...new Set(batch.map((waiting) => waiting.sessionId))];
    let outcome: Awaited<ReturnType<typeof write>>;
    try {
      outcome = await db.transaction().execute(async (tx) => await write(tx, clinicId, batch, ids));
    } catch (error) {
      for (const id of ids) cache.delete(id);
      throw error;
    }
    if (outcome.audit !== undefined) anchors.changed(outcome.audit);
    for (const head of outcome.heads) anchors.changed(head);
    outcome.results.forEach((appended, index) => batch[index]?.resolve(appended));
    for (const head of outcome.heads) tell({ clinicId, sessionId: head.id, sequence: head.sequence });
  }

  async function write(
    tx: Transaction<Database>,
    clinicId: Uuid,
    batch: readonly Waiting[],
    ids: readonly Uuid[],
  ) {
    await enterClinic(tx, clinicId);
    const sessions = await tx
      .selectFrom('session')
      .select(['session_id', 'patient_id', 'state', 'head_sequence', 'head_hash'])
      .where('clinic_id', '=', clinicId)
      .where('session_id', 'in', ids)
      .orderBy('session_id')
      .forUpdate()
      .execute();
    const rows = new Map(
      sessions.map((row) => [
        row.session_id,
        { ...row, hash: Buffer.from(row.head_hash) as Buffer, sequence: row.head_sequence },
      ]),
    );
    await Promise.all(
      sessions.map(async (row) => await refresh(tx, clinicId, row.session_id, row.head_sequence)),
    );
    const sent = batch.flatMap((waiting) => waiting.entries.map((entry) => entry.id));
    const elsewhere = await foreignIds(tx, clinicId, sent);
    const values: ReturnType<typeof rowOf>[] = [];
    const acts: Parameters<typeof appendAudit>[2][number][] = [];
    const at = batch.at(-1)?.now() ?? parts.now();
    const results = batch.map((waiting): Appended => {
      const row = rows.get(waiting.sessionId);
      const log = cache.get(waiting.sessionId);
      if (row === undefined || log === undefined) {
        return {
          recorded: [],
          refused: waiting.entries.map((entry) => ({
            id: entry.id,
            code: 'SES-001',
            sentence: 'There is no such session.',
          })),
        };
      }
      const recorded: RecordedEntry[] = [];
      const refused: RefusedEntry[] = [];
      const written: string[] = [];
      for (const entry of waiting.entries) {
        const known = log.entries.find((candidate) => candidate.id === entry.id);
        if (known !== undefined) {
          recorded.push(known);
          continue;
        }
        const problem =
          refusalOf(row.state, log.entries, entry, elsewhere) ?? waiting.check(log.entries, entry);
        if (problem !== undefined) {
          refused.push({ id: entry.id, ...problem });
          continue;
        }
        const head = {
          sequence: row.sequence + 1,
          serverTime: waiting.now(),
          amendment: row.state === 'signed',
        };
        const hash = chainHash(row.hash, entryContent(clinicId, entry, head));
        const done = {
          ...entry,
          ...head,
          previousHash: row.hash.toString('hex'),
          hash: hash.toString('hex'),
        } as RecordedEntry;
        values.push(rowOf(clinicId, done, row.hash, hash));
        row.sequence = head.sequence;
        row.hash = hash;
        log.entries.push(done);
        log.head = head.sequence;
        recorded.push(done);
        written.push(entry.type);
      }
      acts.push({
        scope: waiting.scope,
        notes: [
          {
            action: 'appendEntries',
            kind: 'write',
            patientId: row.patient_id,
            subject: waiting.sessionId,
            detail: { recorded: written, refused: refused.length },
          },
        ],
      });
      return { recorded, refused };
    });
    const heads: AnchorHead[] = [];
    if (values.length > 0) {
      await tx.insertInto('session_entry').values(values).execute();
      for (const row of rows.values()) {
        if (row.sequence === row.head_sequence) continue;
        heads.push({
          kind: 'session',
          clinicId,
          id: row.session_id,
          sequence: row.sequence,
          hash: row.hash.toString('hex'),
        });
      }
      await moveHeads(tx, clinicId, heads);
      await sql`select pg_notify('evenkeel_log', ${JSON.stringify({ origin, clinicId, heads: heads.map((head) => [head.id, head.sequence]) }).slice(0, 7900)})`.execute(
        tx,
      );
    }
    const audit = await appendAudit(tx, writer, acts, at);
    return { results, heads, audit };
  }

  /** Brings the cached log of a session up to the head that is locked. */
  async function refresh(
    tx: Transaction<Database>,
    clinicId: Uuid,
    sessionId: Uuid,
    head: number,
  ): Promise<void> {
    const known = cache.get(sessionId);
    if (known !== undefined && known.head === head) return;
    const entries = await readRows(tx, clinicId, sessionId, 0);
    cache.delete(sessionId);
    cache.set(sessionId, { head, entries: [...entries] });
    if (cache.size > 500) cache.delete(cache.keys().next().value ?? '');
  }

  const stopListening = listen(parts, origin, tell);

  function logWith(now: () => Instant): SessionLog {
    return Object.freeze({
      append(scope: Scope, sessionId: Uuid, entries: readonly Entry[], check: EntryCheck): Promise<Appended> {
        if (closing) return Promise.reject(new Error('The session log is closing.'));
        return new Promise<Appended>((resolve, reject) => {
          const queue = queues.get(scope.clinicId) ?? [];
          queues.set(scope.clinicId, queue);
          queue.push({ scope, sessionId, entries, check, now, resolve, reject });
          // The first of a burst waits one turn of the event loop, so that those already here share its commit.
          if (!busy.has(scope.clinicId)) {
            busy.set(
              scope.clinicId,
              new Promise<void>((start) => setImmediate(start)).then(async () => await drain(scope.clinicId)),
            );
          }
        });
      },
      async read(scope: Scope, sessionId: Uuid, afterSequence = 0) {
        return await db.transaction().execute(async (tx) => {
          await enterClinic(tx, scope.clinicId);
          return await readRows(tx, scope.clinicId, sessionId, afterSequence);
        });
      },
      async sign(scope: Scope, sessionId: Uuid, what: Parameters<SessionLog['sign']>[2]) {
        const at = now();
        const signed = await db.transaction().execute(async (tx) => {
          await enterClinic(tx, scope.clinicId);
          const row = await tx
            .selectFrom('session')
            .select(['patient_id', 'state', 'head_sequence', 'head_hash'])
            .where('clinic_id', '=', scope.clinicId)
            .where('session_id', '=', sessionId)
            .forUpdate()
            .executeTakeFirst();
          if (
            row === undefined ||
            (row.state !== 'open' && row.state !== 'signed') ||
            row.head_sequence !== what.expectedHead
          )
            return undefined;
          await tx
            .insertInto('session_signature')
            .values({
              clinic_id: scope.clinicId,
              session_id: sessionId,
              signature_id: what.signatureId,
              signer_id: scope.actorId,
              meaning: what.meaning,
              head_sequence: row.head_sequence,
              head_hash: row.head_hash,
              signed_at: at,
            })
            .execute();
          await tx
            .updateTable('session')
            .set({ state: 'signed' })
            .where('clinic_id', '=', scope.clinicId)
            .where('session_id', '=', sessionId)
            .execute();
          const note = {
            action: 'signSession',
            kind: 'write' as const,
            patientId: row.patient_id,
            subject: sessionId,
            detail: { meaning: what.meaning },
          };
          const audit = await appendAudit(tx, writer, [{ scope, notes: [note] }], at);
          return { sequence: row.head_sequence, hash: Buffer.from(row.head_hash).toString('hex'), at, audit };
        });
        if (signed === undefined) return undefined;
        anchors.changed({
          kind: 'session',
          clinicId: scope.clinicId,
          id: sessionId,
          sequence: signed.sequence,
          hash: signed.hash,
        });
        if (signed.audit !== undefined) anchors.changed(signed.audit);
        await anchors.write(at);
        tell({ clinicId: scope.clinicId, sessionId, sequence: signed.sequence });
        return { sequence: signed.sequence, hash: signed.hash, at };
      },
      subscribe(listener: (hint: LogHint) => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      withClock: logWith,
      async close() {
        closing = true;
        await Promise.all(busy.values());
        await stopListening();
      },
    });
  }
  return logWith(parts.now);
}

/** Why the log itself refuses an entry, whatever the protocol says. */
function refusalOf(
  state: string,
  existing: readonly RecordedEntry[],
  entry: Entry,
  elsewhere: ReadonlySet<Uuid>,
): { code: string; sentence: string } | undefined {
  if (elsewhere.has(entry.id))
    return { code: 'SES-004', sentence: 'An entry with this id stands in another session.' };
  if (
    state === 'signed' &&
    !(entry.type === 'note' || (entry.corrects !== undefined && (entry.reason ?? '').trim() !== ''))
  ) {
    return {
      code: 'SES-002',
      sentence: 'The session is signed. It takes notes and corrections with a reason.',
    };
  }
  if (state !== 'signed' && state !== 'open')
    return { code: 'SES-005', sentence: 'The session is not open.' };
  if (
    entry.corrects === undefined &&
    once.has(entry.type) &&
    existing.some((candidate) => candidate.type === entry.type && candidate.corrects === undefined)
  ) {
    return { code: 'SES-004', sentence: 'That is in the record already; the first entry is kept.' };
  }
  return undefined;
}

function rowOf(clinicId: Uuid, entry: RecordedEntry, previous: Buffer, hash: Buffer) {
  return {
    clinic_id: clinicId,
    session_id: entry.sessionId,
    sequence: entry.sequence,
    entry_id: entry.id,
    type: entry.type,
    clinical_time: entry.clinicalTime,
    device_time: entry.deviceTime,
    device_id: entry.deviceId,
    device_sequence: entry.deviceSequence,
    author_id: entry.authorId,
    corrects: entry.corrects ?? null,
    reason: entry.reason ?? null,
    body: JSON.stringify(entry.body),
    amendment: entry.amendment,
    server_time: entry.serverTime,
    previous_hash: previous,
    hash,
  };
}

async function readRows(
  tx: Transaction<Database>,
  clinicId: Uuid,
  sessionId: Uuid,
  after: number,
): Promise<readonly RecordedEntry[]> {
  const rows = await tx
    .selectFrom('session_entry')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('session_id', '=', sessionId)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .execute();
  return rows.map(entryOfRow);
}

/** Ids of the batch that stand in the clinic already, whichever session; those of the same session are found first. */
async function foreignIds(
  tx: Transaction<Database>,
  clinicId: Uuid,
  ids: readonly Uuid[],
): Promise<ReadonlySet<Uuid>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectFrom('session_entry')
    .select('entry_id')
    .where('clinic_id', '=', clinicId)
    .where('entry_id', 'in', ids)
    .execute();
  return new Set(rows.map((row) => row.entry_id));
}

async function moveHeads(
  tx: Transaction<Database>,
  clinicId: Uuid,
  heads: readonly AnchorHead[],
): Promise<void> {
  await sql`update session set head_sequence = moved.sequence, head_hash = decode(moved.hash, 'hex')
    from unnest(${heads.map((head) => head.id)}::uuid[], ${heads.map((head) => head.sequence)}::bigint[], ${heads.map((head) => head.hash)}::text[])
      as moved(session_id, sequence, hash)
    where session.clinic_id = ${clinicId} and session.session_id = moved.session_id`.execute(tx);
}

/** Hears of other processes' appends. Losing the connection loses hints only; it is opened again. */
function listen(parts: Parts, origin: string, tell: (hint: LogHint) => void): () => Promise<void> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const again = () => {
    if (!stopped) timer = setTimeout(() => void connect(), 2_000).unref();
  };
  const connect = async () => {
    const next = new pg.Client(parts.pool.options as pg.ClientConfig);
    next.on('error', () => {
      client = undefined;
      again();
    });
    next.on('notification', (message) => {
      try {
        const hint = JSON.parse(message.payload ?? '') as {
          origin: string;
          clinicId: string;
          heads: [string, number][];
        };
        if (hint.origin === origin) return;
        for (const [sessionId, sequence] of hint.heads)
          tell({ clinicId: hint.clinicId, sessionId, sequence });
      } catch {
        // A hint that was cut short is no hint; readers look again by themselves.
      }
    });
    try {
      await next.connect();
      await next.query('listen evenkeel_log');
      if (stopped) await next.end();
      else client = next;
    } catch {
      parts.report({ event: 'log-hints-lost' });
      again();
    }
  };
  const first = connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await first;
    await client?.end();
  };
}
