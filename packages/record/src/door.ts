import type { Instant, Uuid } from '@evenkeel/quantities';
import { CompiledQuery, sql, type Kysely, type Transaction } from 'kysely';
import type pg from 'pg';
import { openAnchors, type Anchors } from './anchor.ts';
import { auditRows, headOf, openAuditLanes, type AuditLane, type AuditLanes } from './audit-chain.ts';
import { openLogHints } from './log-hints.ts';
import { openKysely, openLogPool, openPool } from './pool.ts';
import type { Database } from './schema.ts';
import { enterClinic, type AuditNote, type Scope } from './scope.ts';
import { openSessionLog, type SessionLog } from './session-log.ts';

export type { AuditNote, Scope } from './scope.ts';

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
  /** One statement before the clinic is known, with no transaction around it: who a request comes from. */
  lookUp<T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T>;
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
  const lanes = openAuditLanes(options.newId);
  const logPool = openLogPool(options.app);
  const log = openSessionLog({
    db,
    pool: logPool,
    lanes,
    anchors,
    hints: openLogHints(options.app as pg.ClientConfig, options.log ?? (() => undefined)),
    now: options.now,
  });
  const anchoring = setInterval(() => void anchors.write(options.now()), anchorEveryMs).unref();
  const close = async () => {
    clearInterval(anchoring);
    await log.close();
    await anchors.close(options.now());
    await Promise.all([pool.end(), logPool.end()]);
  };
  return storeOver({ db, anchors, lanes, log, close, newId: options.newId }, options.now);
}

/** Heads of chains go to the anchor file this often, and at every signature and stop. */
const anchorEveryMs = 60_000;

interface Parts {
  readonly db: Kysely<Database>;
  readonly anchors: Anchors;
  readonly lanes: AuditLanes;
  readonly log: SessionLog;
  readonly close: () => Promise<void>;
  readonly newId: () => Uuid;
}

function storeOver(parts: Parts, now: () => Instant): Store {
  const { db, anchors, lanes, log } = parts;
  let closed: Promise<void> | undefined;
  return Object.freeze({
    async inClinic<T>(
      scope: Scope,
      notes: readonly AuditNote[] | ((result: T) => readonly AuditNote[]),
      work: (tx: Transaction<Database>) => Promise<T>,
    ): Promise<T> {
      let lane: AuditLane | undefined;
      let after: AuditLane | undefined;
      try {
        const result = await db.transaction().execute(async (tx) => {
          await enterClinic(tx, scope.clinicId);
          const outcome = await work(tx);
          const noted = typeof notes === 'function' ? notes(outcome) : notes;
          if (noted.length === 0) return outcome;
          // Taken last: whoever has a lane waits for nothing but its own commit.
          lane = await lanes.take(scope.clinicId);
          const rows = auditRows(lane, [{ scope, notes: noted }], now());
          if (rows !== undefined) {
            await tx.executeQuery(CompiledQuery.raw(rows.statement.text, [...rows.statement.values]));
            after = rows.lane;
          }
          return outcome;
        });
        if (after !== undefined) anchors.changed(headOf(after));
        return result;
      } catch (error) {
        after = undefined;
        throw error;
      } finally {
        if (lane !== undefined) lanes.giveBack(lane, after);
      }
    },
    async beforeClinic<T>(work: (tx: Transaction<Database>) => Promise<T>): Promise<T> {
      return await db.transaction().execute(work);
    },
    async lookUp<T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T> {
      return await work(db);
    },
    log: log.withClock(now),
    anchors,
    now,
    newId: parts.newId,
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
    close: () => (closed ??= parts.close()),
  });
}
