import type { Transaction } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import { Client } from 'pg';
import type { OpenedDatabase } from './open-databases.ts';
import type { Database } from './schema.ts';

/** A job as it comes to its worker. */
export interface QueuedJob {
  readonly data: Readonly<Record<string, unknown>>;
  /** 0 on the first try. */
  readonly tries: number;
  /** True when a failure now is the last. */
  readonly isLast: boolean;
}

/** How a job stands in its queue. */
export interface QueuedAs {
  /** Not before this moment; `now` also brings a waiting job of the same key forward. */
  readonly startAfter?: string;
  /** While a job of this key waits, it is changed instead of a second one queued. */
  readonly key?: string;
  /** Goes before all that is not urgent. */
  readonly urgent?: boolean;
}

/** A failure told in words that hold nothing of the record, so that the queue may keep them. */
export class ToldFailure extends Error {
  override readonly name: string = 'ToldFailure';
}

/** The queue of jobs, in the same database as the record, so that a job and its reason are committed together. */
export interface JobQueue {
  /** Queues a job with the transaction it belongs to; it is there when the transaction is. */
  send(
    tx: Transaction<Database>,
    queue: string,
    data: Readonly<Record<string, unknown>>,
    as?: QueuedAs,
  ): Promise<void>;
  /**
   * Works on a queue. A job whose worker throws is tried again later, up to the queue's number of tries. With `atOnce`
   * that many jobs go side by side, and one more hand waits for urgent ones only, so that slow jobs never hold one up.
   */
  work(
    queue: string,
    worker: (job: QueuedJob) => Promise<void>,
    more?: { readonly atOnce: number },
  ): Promise<void>;
  /** Puts a job into a queue every minute. */
  everyMinute(queue: string): Promise<void>;
  close(): Promise<void>;
}

/** The schema of the queue's own tables, apart from the record's. */
const schema = 'jobs';
const urgentPriority = 10;
/** Tries of a job after the first, with a wait that doubles from 30 s to an hour: about five hours in all. */
const retryLimit = 9;

/**
 * Opens the queue. The owner makes its tables and queues; the application works on them and can change nothing else.
 * @param queues names of the queues, with `retries: false` for those that a clock fills
 */
export async function openJobQueue(
  database: Pick<OpenedDatabase, 'owner' | 'app'>,
  queues: readonly { readonly name: string; readonly retries: boolean }[],
  log: (event: { readonly event: string; readonly [more: string]: unknown }) => void,
): Promise<JobQueue> {
  await prepare(database, queues);
  const boss = new PgBoss({
    ...(database.app as object),
    schema,
    migrate: false,
    createSchema: false,
    registerInstance: false,
    reindex: false,
    monitorVacuum: false,
    persistWarnings: false,
    max: 4,
    openTelemetry: { enabled: false },
    cronMonitorIntervalSeconds: 15,
    cronWorkerIntervalSeconds: 5,
  });
  boss.on('error', (error) => log({ event: 'jobs.error', error: error.name }));
  await boss.start();
  let closing: Promise<void> | undefined;
  return Object.freeze({
    async send(
      tx: Transaction<Database>,
      queue: string,
      data: Readonly<Record<string, unknown>>,
      { startAfter, key, urgent = false }: QueuedAs = {},
    ) {
      const options = {
        db: fromKysely(tx as never),
        priority: urgent ? urgentPriority : 0,
        ...(startAfter === undefined ? {} : { startAfter: startAfter === 'now' ? 0 : new Date(startAfter) }),
      };
      await (key === undefined
        ? boss.send(queue, data, options)
        : boss.upsert(queue, data, { ...options, singletonKey: key }));
    },
    async work(
      queue: string,
      worker: (job: QueuedJob) => Promise<void>,
      { atOnce }: { readonly atOnce: number } = { atOnce: 1 },
    ) {
      const hand = (more: { readonly localConcurrency?: number; readonly minPriority?: number }) =>
        boss.work<Readonly<Record<string, unknown>>, void, { includeMetadata: true }>(
          queue,
          { pollingIntervalSeconds: 2, includeMetadata: true, batchSize: 1, ...more } as {
            includeMetadata: true;
          },
          async ([job]) => {
            if (job === undefined) return;
            try {
              await worker({
                data: job.data ?? {},
                tries: job.retryCount,
                isLast: job.retryCount >= job.retryLimit,
              });
            } catch (error) {
              throw keptOf(error);
            }
          },
        );
      await hand({ localConcurrency: atOnce });
      if (atOnce > 1) await hand({ minPriority: urgentPriority });
    },
    async everyMinute(queue: string) {
      await boss.schedule(queue, '* * * * *');
    },
    close: () => (closing ??= boss.stop({ graceful: true, timeout: 5_000 })),
  });
}

/** What the queue's own table may keep of an error: an error of the database quotes what was written. */
function keptOf(error: unknown): Error {
  const name = error instanceof Error ? error.name : 'Unknown';
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  const told =
    error instanceof ToldFailure
      ? error.message
      : typeof code === 'string' && /^\w{2,40}$/.test(code)
        ? `${name} ${code}`
        : name;
  const kept = new Error(told);
  kept.name = name;
  kept.stack = `${name}: ${told}`;
  return kept;
}

async function prepare(
  { owner, app }: Pick<OpenedDatabase, 'owner' | 'app'>,
  queues: readonly { readonly name: string; readonly retries: boolean }[],
): Promise<void> {
  const maker = new PgBoss({
    ...(owner as object),
    schema,
    migrate: true,
    supervise: false,
    schedule: false,
    registerInstance: false,
    max: 2,
    openTelemetry: { enabled: false },
  });
  maker.on('error', () => undefined);
  await maker.start();
  try {
    for (const { name, retries } of queues)
      await maker.createQueue(name, {
        ...(retries
          ? { retryLimit, retryDelay: 30, retryBackoff: true, retryDelayMax: 3600 }
          : { policy: 'short', retryLimit: 0, deleteAfterSeconds: 3600 }),
        expireInSeconds: 300,
      });
  } finally {
    await maker.stop({ graceful: false });
  }
  const client = new Client(owner);
  await client.connect();
  try {
    const role = client.escapeIdentifier(String(app.user));
    await client.query(`grant usage on schema ${schema} to ${role};
      grant select, insert, update, delete on all tables in schema ${schema} to ${role};
      grant usage, select on all sequences in schema ${schema} to ${role};
      grant execute on all functions in schema ${schema} to ${role}`);
  } finally {
    await client.end();
  }
}
