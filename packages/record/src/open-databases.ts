import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type ClientConfig, type PoolConfig } from 'pg';
import { startEmbedded, type EmbeddedPostgres } from './embedded/index.ts';
import { migrate } from './migrate.ts';
import { RecordProblem } from './record-problem.ts';

/** The databases of one installation: the clinic's own, and the demo's beside it. */
export type DatabaseName = 'evenkeel' | 'evenkeel_demo';

/** Where a database is reached: as its owner, and as the application. */
export interface OpenedDatabase {
  readonly name: string;
  readonly owner: ClientConfig;
  readonly app: PoolConfig;
  /** Heads of chains, outside the database. */
  readonly anchorFile: string;
}

/** A database server, embedded or given. */
export interface DatabaseServer {
  readonly embedded: boolean;
  readonly dataFolder: string;
  /** Makes the database when it is missing, migrates it, and gives its connections. */
  open(name: DatabaseName): Promise<OpenedDatabase>;
  /** Resolves when an embedded server ends by itself. */
  readonly exited: Promise<{ code: number | null }>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly dataFolder: string;
  /** A PostgreSQL server, 15 or newer, instead of the embedded one. Its role makes roles and databases. */
  readonly databaseUrl?: string;
  readonly binFolder?: string;
  /** Password of the application's role; a random one is kept in the data folder when absent. */
  readonly appPassword?: string;
  readonly log?: (event: { event: string; [more: string]: unknown }) => void;
}

const appRole = 'evenkeel_app';
const connectionFile = 'connection.json';

/** Starts the embedded server, or uses the one of `databaseUrl`. */
export async function openServer(options: ServerOptions): Promise<DatabaseServer> {
  const { dataFolder, databaseUrl } = options;
  await mkdir(dataFolder, { recursive: true });
  if (databaseUrl !== undefined) {
    const owner = fromUrl(databaseUrl);
    const password = options.appPassword ?? (await keptSecret(dataFolder));
    return serverOver({
      dataFolder,
      password,
      embedded: undefined,
      ownerOf: (database) => ({ ...owner, database }),
      bare: owner.database ?? 'postgres',
    });
  }
  const embedded = await startEmbedded({
    dataFolder,
    ...(options.binFolder === undefined ? {} : { binFolder: options.binFolder }),
    ...(options.log === undefined ? {} : { log: options.log }),
  });
  const password = options.appPassword ?? (await keptSecret(dataFolder));
  await writePrivate(
    join(dataFolder, connectionFile),
    JSON.stringify({ owner: embedded.connection('postgres') }),
  );
  return serverOver({
    dataFolder,
    password,
    embedded,
    ownerOf: (database) => embedded.connection(database),
    bare: 'postgres',
  });
}

/**
 * Reaches the server of a running Evenkeel, for commands that work beside it. Undefined when none runs on the folder.
 */
export async function besideRunning(options: ServerOptions): Promise<DatabaseServer | undefined> {
  if (options.databaseUrl !== undefined) return await openServer(options);
  let owner: ClientConfig;
  try {
    owner = (
      JSON.parse(await readFile(join(options.dataFolder, connectionFile), 'utf8')) as {
        owner: ClientConfig;
      }
    ).owner;
  } catch {
    return undefined;
  }
  const client = new Client({ ...owner, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
  } catch {
    return undefined;
  }
  const password = options.appPassword ?? (await keptSecret(options.dataFolder));
  return serverOver({
    dataFolder: options.dataFolder,
    password,
    embedded: undefined,
    beside: true,
    ownerOf: (database) => ({ ...owner, database }),
    bare: 'postgres',
  });
}

interface Parts {
  readonly dataFolder: string;
  readonly password: string;
  readonly embedded: EmbeddedPostgres | undefined;
  readonly beside?: true;
  readonly ownerOf: (database: string) => ClientConfig;
  readonly bare: string;
}

function serverOver({ dataFolder, password, embedded, beside, ownerOf, bare }: Parts): DatabaseServer {
  return Object.freeze({
    embedded: embedded !== undefined || beside === true,
    dataFolder,
    async open(name: DatabaseName): Promise<OpenedDatabase> {
      const owner = ownerOf(name);
      await createDatabase(ownerOf(bare), name);
      await migrate(owner, { name: appRole, password });
      return {
        name,
        owner,
        app: { ...owner, user: appRole, password },
        anchorFile: join(dataFolder, name === 'evenkeel' ? 'anchors.jsonl' : `anchors-${name}.jsonl`),
      };
    },
    exited: embedded?.exited ?? new Promise<{ code: number | null }>(() => undefined),
    async stop() {
      if (embedded === undefined) return;
      await rm(join(dataFolder, connectionFile), { force: true });
      await embedded.stop();
    },
  });
}

async function createDatabase(owner: ClientConfig, name: string): Promise<void> {
  const client = new Client(owner);
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0)
      await client.query(
        `create database ${client.escapeIdentifier(name)} encoding 'UTF8' template template0`,
      );
  } catch (error) {
    if ((error as { code?: string }).code !== '42P04' && (error as { code?: string }).code !== '23505')
      throw error;
  } finally {
    await client.end();
  }
}

function fromUrl(text: string): ClientConfig {
  let url: URL;
  try {
    url = new URL(text);
  } catch (error) {
    throw new RecordProblem(
      'DB-URL-001',
      'DATABASE_URL is not an address.',
      'Nothing was changed.',
      'Use postgres://user:password@host:5432/database.',
      error,
    );
  }
  const socket = url.searchParams.get('host');
  const wantsTls = /^(require|verify-ca|verify-full)$/.test(url.searchParams.get('sslmode') ?? '');
  return {
    host: socket ?? decodeURIComponent(url.hostname),
    port: Number(url.searchParams.get('port') ?? (url.port === '' ? 5432 : url.port)),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)) || 'postgres',
    ...(wantsTls ? { ssl: true } : {}),
  };
}

/** The application role's password of this data folder: random, made once, readable by this user only. */
async function keptSecret(dataFolder: string): Promise<string> {
  const path = join(dataFolder, 'app-password');
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secret = randomBytes(24).toString('base64url');
  await writePrivate(path, secret);
  return secret;
}

async function writePrivate(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await chmod(`${path}.new`, 0o600);
  await rename(`${path}.new`, path);
}
