import type { Instant, Json, Uuid } from '@evenkeel/quantities';
import { sql, type Kysely, type Transaction } from 'kysely';
import type pg from 'pg';
import { openAnchors, type Anchors } from './anchor.ts';
import { appendAudit, type ChainWriter } from './audit-chain.ts';
import { openKysely, openPool } from './pool.ts';
import type { Database } from './schema.ts';
import { openSessionLog, type SessionLog } from './session-log.ts';

/** Who acts, in which clinic. The clinic always comes from the sign-in, never from a request body. */
export interface Scope {
  readonly clinicId: Uuid;
  readonly actorId: Uuid;
  readonly actorRole: string;
}

/** What an act leaves in the audit. */
export interface AuditNote {
  readonly action: string;
  readonly kind: 'read' | 'write' | 'none';
  readonly patientId?: Uuid;
  readonly subject?: string;
  /** False for a try that was refused. */
  readonly allowed?: boolean;
  readonly detail?: Json;
}

type Log = (event: { readonly event: string; readonly [more: string]: unknown }) => void;

/** The one data door: there is no other way to a clinic's rows. */
export interface Store {
  /** One transaction in one clinic: runs the work, then writes the audit rows, then commits both or neither. */
  inClinic<T>(
    scope: Scope,
    notes: readonly AuditNote[] | ((result: T) => readonly AuditNote[]),
    work: (tx: Transaction<Database>) => Promise<T>,
  ): Promise<T>;
  /** One transaction before the clinic is known; row security shows no clinic's rows. */
  beforeClinic<T>(work: (tx: Transaction<Database>) => Promise<T>): Promise<T>;
  readonly log: SessionLog;
  readonly anchors: Anchors;
  now(): Instant;
  newId(): Uuid;
  /** The same store under another clock, for the demo's generator. */
  withClock(now: () => Instant): Store;
  databaseVersion(): Promise<string>;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Connection of the application's role. */
  readonly app: pg.PoolConfig;
  readonly anchorFile: string;
  readonly now: () => Instant;
  readonly newId: () => Uuid;
  readonly log?: Log;
}

/** Opens the store on a migrated database. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const pool = openPool(options.app);
  const db = openKysely(pool);
  const anchors = await openAnchors(options.anchorFile, options.log);
  const writer: ChainWriter = { chainId: options.newId(), begun: new Set() };
  const log = openSessionLog({
    db,
    pool,
    writer,
    anchors,
    now: options.now,
    report: options.log ?? (() => undefined),
  });
  return storeOver({ db, pool, anchors, writer, log, options }, options.now);
}

interface Parts {
  readonly db: Kysely<Database>;
  readonly pool: pg.Pool;
  readonly anchors: Anchors;
  readonly writer: ChainWriter;
  readonly log: SessionLog;
  readonly options: StoreOptions;
}

function storeOver(parts: Parts, now: () => Instant): Store {
  const { db, pool, anchors, writer, log } = parts;
  return Object.freeze({
    async inClinic<T>(
      scope: Scope,
      notes: readonly AuditNote[] | ((result: T) => readonly AuditNote[]),
      work: (tx: Transaction<Database>) => Promise<T>,
    ): Promise<T> {
      const { result, head } = await db.transaction().execute(async (tx) => {
        await enterClinic(tx, scope.clinicId);
        const outcome = await work(tx);
        const rows = typeof notes === 'function' ? notes(outcome) : notes;
        return { result: outcome, head: await appendAudit(tx, writer, [{ scope, notes: rows }], now()) };
      });
      if (head !== undefined) anchors.changed(head);
      return result;
    },
    async beforeClinic<T>(work: (tx: Transaction<Database>) => Promise<T>): Promise<T> {
      return await db.transaction().execute(work);
    },
    log: log.withClock(now),
    anchors,
    now,
    newId: parts.options.newId,
    withClock: (clock: () => Instant) => storeOver(parts, clock),
    async databaseVersion() {
      const { rows } = await sql<{
        version: string;
      }>`select current_setting('server_version') as version`.execute(db);
      return rows[0]?.version ?? '';
    },
    async ready() {
      try {
        await sql`select 1`.execute(db);
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      await log.close();
      await anchors.close(now());
      await pool.end();
    },
  });
}

/** Sets the clinic for row security, for this transaction only. */
export async function enterClinic(tx: Transaction<Database>, clinicId: Uuid): Promise<void> {
  await sql`select set_config('app.clinic', ${clinicId}, true)`.execute(tx);
}
