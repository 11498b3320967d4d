import { chmod, mkdir, realpath, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { findBinaries } from './binaries.ts';
import {
  OWNER_USER,
  clearLeftovers,
  createCluster,
  lookAtCluster,
  mendCluster,
  ownerPassword,
} from './cluster.ts';
import { fileProblem, problems } from './embedded-problem.ts';
import { lockFolder, type FolderLock } from './folder-lock.ts';
import { withOwner } from './owner-client.ts';
import { sendSignal } from './processes.ts';
import { chooseAccount, openTheWay } from './server-account.ts';
import {
  adoptOrRetire,
  binFolderOf,
  launchServer,
  stopServer,
  type RunningServer,
  type ServerPlace,
} from './server-process.ts';
import { SOCKET_PORT } from './server-settings.ts';
import { ensureSocketFolder } from './socket-folder.ts';

export interface EmbeddedOptions {
  /** Folder the user chose; the cluster goes to `<dataFolder>/postgres`. */
  readonly dataFolder: string;
  /** Folder of `postgres` and `initdb` to use instead of the bundled or an installed one. */
  readonly binFolder?: string;
  /** Receives events without personal data. */
  readonly log?: (event: { event: string; [k: string]: unknown }) => void;
  readonly now?: never;
}

/** A running embedded PostgreSQL that this process owns. */
export interface EmbeddedPostgres {
  /** `host` for the `pg` library: the folder of the socket. There is no TCP port. */
  readonly socketFolder: string;
  readonly port: number;
  /** Superuser of the embedded cluster: for migrations and administration, not for the application's queries. */
  readonly ownerUser: string;
  readonly ownerPassword: string;
  readonly version: string;
  readonly binFolder: string;
  /** True when a server left over by an Evenkeel that was killed was taken over as it ran. */
  readonly adopted: boolean;
  /** Connection settings of the owner for one database. */
  connection(database: string): {
    host: string;
    port: number;
    user: string;
    password: string;
    database: string;
  };
  /** Fast shutdown; any number of calls. Releases the folder. */
  stop(): Promise<void>;
  /** Resolves when the server ends without `stop()` having been called; `code` is null if unknown. */
  readonly exited: Promise<{ code: number | null }>;
}

/**
 * Starts the embedded PostgreSQL on a folder, creating the database there the first time.
 * @throws EmbeddedProblem with a sentence for every expected cause; nothing is left running then.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  if (process.platform === 'win32') {
    throw problems.noBinaries(['on Windows the embedded database needs the Windows Subsystem for Linux']);
  }
  if (options.dataFolder.trim() === '') throw problems.notWritable('""', 'no folder was named');
  const wanted = resolve(options.dataFolder);
  let lock: FolderLock | null = null;
  let madeNow = false;
  try {
    madeNow = await makeDataFolder(wanted);
    const dataFolder = await realpath(wanted);
    lock = await lockFolder(dataFolder);
    const place = await prepare(dataFolder, options.binFolder, log);
    const server = (await adoptOrRetire(place)) ?? (await launchServer(place));
    try {
      await quietClients(place, server);
      return await handle(place, server, lock);
    } catch (error) {
      await stopServer(server.mark, log);
      throw error;
    }
  } catch (error) {
    await lock?.release().catch(() => undefined);
    if (madeNow) await rmdir(wanted).catch(() => undefined);
    throw fileProblem(error, wanted);
  }
}

/** Makes the folder, passable but not readable for the database account under root; false when it was there. */
async function makeDataFolder(wanted: string): Promise<boolean> {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  const first = await mkdir(wanted, { recursive: true, mode });
  if (first !== undefined) {
    for (let folder = wanted; folder.length >= first.length; folder = dirname(folder))
      await chmod(folder, mode);
  }
  return first !== undefined;
}

async function prepare(
  dataFolder: string,
  binFolder: string | undefined,
  log: ServerPlace['log'],
): Promise<ServerPlace> {
  const cluster = join(dataFolder, 'postgres');
  await clearLeftovers(dataFolder);
  const found = await lookAtCluster(cluster);
  const account = await chooseAccount(found?.owner ?? null);
  await openTheWay(account, dataFolder);
  const chosen = binFolder === undefined ? undefined : resolve(binFolder);
  const binaries = await findBinaries(account, dataFolder, found?.major ?? null, chosen);
  const password = await ownerPassword(dataFolder, found !== null);
  if (found === null) {
    log({ event: 'database.create', version: binaries.version });
    await createCluster(dataFolder, cluster, binaries, account, password);
  } else {
    await mendCluster(cluster, found, account);
  }
  const socketFolder = await ensureSocketFolder(dataFolder, account);
  return {
    dataFolder,
    cluster,
    logFile: join(dataFolder, 'postgres.log'),
    socketFolder,
    binaries,
    account,
    password,
    log,
  };
}

/**
 * Errors of client statements quote values ("invalid input syntax for type uuid: ..."), so they stay out of the
 * server's log; the client gets them. Background processes still log warnings and errors.
 */
async function quietClients(place: ServerPlace, server: RunningServer): Promise<void> {
  await withOwner(server.socketFolder, place.password, async (client) => {
    const { rowCount } = await client.query(
      `select from pg_db_role_setting
        where setdatabase = 0 and setrole = 0 and 'log_min_messages=log' = any (setconfig)`,
    );
    if (rowCount === 0) await client.query(`alter role all set log_min_messages = 'log'`);
  });
}

async function handle(
  place: ServerPlace,
  server: RunningServer,
  lock: FolderLock,
): Promise<EmbeddedPostgres> {
  const { binaries, password, log } = place;
  const binFolder = server.adopted ? await binFolderOf(place.cluster, binaries.folder) : binaries.folder;
  let stopping: Promise<void> | null = null;

  // The last moment of this process: ask the server for a fast stop, without waiting.
  const atExit = (): void => {
    try {
      sendSignal(server.mark, 'SIGINT');
    } catch {
      // Nothing more can be done here; the next start adopts or retires it.
    }
    lock.releaseNow();
  };
  process.once('exit', atExit);

  const stop = async (): Promise<void> => {
    process.removeListener('exit', atExit);
    await stopServer(server.mark, log);
    await rm(server.socketFolder, { recursive: true, force: true }).catch(() => undefined);
    await lock.release();
    log({ event: 'database.stopped' });
  };

  const exited = new Promise<{ code: number | null }>((resolveExit) => {
    void server.exited.then((how) => {
      if (stopping === null) {
        log({ event: 'database.exited', code: how.code });
        resolveExit(how);
      }
    });
  });

  log({ event: 'database.ready', version: binaries.version, adopted: server.adopted });
  return Object.freeze({
    socketFolder: server.socketFolder,
    port: SOCKET_PORT,
    ownerUser: OWNER_USER,
    ownerPassword: password,
    version: binaries.version,
    binFolder,
    adopted: server.adopted,
    connection: (database: string) => ({
      host: server.socketFolder,
      port: SOCKET_PORT,
      user: OWNER_USER,
      password,
      database,
    }),
    stop: () => (stopping ??= stop()),
    exited,
  });
}
