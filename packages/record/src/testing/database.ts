import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantOf, type Instant } from '@evenkeel/quantities';
import { Client, Pool, type ClientConfig } from 'pg';
import { openStore, type Store } from '../door.ts';
import {
  openServer,
  type DatabaseName,
  type DatabaseServer,
  type OpenedDatabase,
} from '../open-databases.ts';

/** A migrated database of its own, with a store on it. */
export interface TestDatabase extends OpenedDatabase {
  readonly store: Store;
  /** One query as the owner, who passes row security: for looking and for tampering. */
  asOwner(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** The same with foreign keys unchecked, to put a row where the schema alone would not. */
  asOwnerUnchecked(text: string, values: readonly unknown[]): Promise<void>;
  /** One query as the application's role in one clinic. */
  asApp(
    clinicId: string | undefined,
    text: string,
    values?: readonly unknown[],
  ): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

interface Running {
  readonly server: DatabaseServer;
  readonly folder: string;
  readonly template: OpenedDatabase;
}

let running: Promise<Running> | undefined;

async function start(): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-test-'));
  const databaseUrl = process.env['TEST_DATABASE_URL'];
  const server = await openServer({
    dataFolder: folder,
    ...(databaseUrl === undefined ? {} : { databaseUrl, appPassword: 'evenkeel-test' }),
  });
  // Test processes may share a server; each has its own template, as nobody may be connected to one that is copied.
  const name = `t_template_${randomBytes(6).toString('hex')}` as DatabaseName;
  return { server, folder, template: await server.open(name) };
}

const randomName = (): string => `t_${randomBytes(8).toString('hex')}`;

/** A fresh database copied from the migrated one. `now` may be moved by the test. */
export async function freshDatabase(now: () => Instant = () => instantOf(Date.now())): Promise<TestDatabase> {
  running ??= start();
  const { template, folder } = await running;
  const bare = await madeFrom(template, folder, template.name);
  const store = await openStore({ app: bare.app, anchorFile: bare.anchorFile, now, newId: randomUUID });
  return {
    ...bare,
    store,
    async close() {
      await store.close();
      await bare.close();
    },
  };
}

/** A database with nothing in it, not even the schema. */
export async function emptyDatabase(): Promise<Omit<TestDatabase, 'store'>> {
  running ??= start();
  const { template, folder } = await running;
  return await madeFrom(template, folder, 'template0');
}

async function madeFrom(
  template: OpenedDatabase,
  folder: string,
  from: string,
): Promise<Omit<TestDatabase, 'store'>> {
  const name = randomName();
  const server = { ...template.owner, database: 'postgres' };
  await query(server, `create database ${name} template ${from}`, []);
  const owner = { ...template.owner, database: name };
  const app = { ...template.app, database: name };
  const owners = pooled(owner);
  const apps = pooled(app);
  return {
    name,
    owner,
    app,
    anchorFile: join(folder, `anchors-${name}.jsonl`),
    asOwner: async (text, values = []) =>
      (await owners.query<Record<string, unknown>>(text, [...values])).rows,
    async asOwnerUnchecked(text, values) {
      await query({ ...owner, options: '-c session_replication_role=replica' }, text, values);
    },
    async asApp(clinicId, text, values = []) {
      const client = await apps.connect();
      try {
        await client.query('begin');
        if (clinicId !== undefined)
          await client.query(`select set_config('app.clinic', $1, true)`, [clinicId]);
        const { rows } = await client.query<Record<string, unknown>>(text, [...values]);
        await client.query('commit');
        return rows;
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      } finally {
        client.release();
      }
    },
    async close() {
      await Promise.all([owners.end(), apps.end()]);
      await query(server, `drop database if exists ${name} with (force)`, []);
    },
  };
}

/** A few connections kept for a test's own queries; one that is cut is made anew. */
function pooled(config: ClientConfig): Pool {
  const pool = new Pool({ ...config, max: 2 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

async function query(
  config: ClientConfig,
  text: string,
  values: readonly unknown[],
): Promise<readonly Record<string, unknown>[]> {
  const client = new Client(config);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}

/** Stops the process's server; call it once, in `after()` of a test file. */
export async function stopTestServer(): Promise<void> {
  if (running === undefined) return;
  const { server, folder, template } = await running;
  running = undefined;
  if (!server.embedded) {
    const elsewhere = { ...template.owner, database: 'postgres' };
    await query(elsewhere, `drop database if exists ${template.name} with (force)`, []);
  }
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
