import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { freeBytes, passwordFile } from './cluster.ts';
import { problems, systemCode } from './embedded-problem.ts';
import { withOwner } from './owner-client.ts';
import {
  isAlive,
  markProcess,
  pause,
  processesOf,
  sendSignal,
  serverOf,
  waitUntil,
  type ProcessMark,
} from './processes.ts';
import { asAccount, serverEnvironment, type ServerAccount } from './server-account.ts';
import { isFullMessage, isLeftoverMessage, openLog, readSince } from './server-log.ts';
import { SOCKET_PORT, clusterName, clusterTag, serverArguments } from './server-settings.ts';
import { isPrivateFolder } from './socket-folder.ts';

/** Crash recovery can take long: waited for while the server lives, up to this. */
const READY_WITHIN_MS = 60_000;
/** How long a left-over lock or shared memory of a killed server is retried. */
const LEFTOVER_WITHIN_MS = 15_000;
const FAST_STOP_MS = 30_000;
const IMMEDIATE_STOP_MS = 10_000;

/** Everything about the place a server runs in. */
export interface ServerPlace {
  readonly dataFolder: string;
  readonly cluster: string;
  readonly logFile: string;
  readonly socketFolder: string;
  readonly binaries: Binaries;
  readonly account: ServerAccount;
  readonly password: string;
  readonly log: (event: { event: string; [k: string]: unknown }) => void;
}

/** A server that answers. */
export interface RunningServer {
  readonly mark: ProcessMark;
  readonly socketFolder: string;
  readonly exited: Promise<{ code: number | null }>;
  readonly adopted: boolean;
}

type Answer = 'ready' | 'outdated' | 'starting' | 'silent' | 'refused';

/** Asks the server, by a real query, whether it is ready and is ours with our settings. */
async function ask(place: ServerPlace, socketFolder: string): Promise<Answer> {
  try {
    const { rows } = await withOwner(socketFolder, place.password, (client) =>
      client.query<Record<string, string>>(
        `select current_setting('data_directory') as folder, current_setting('cluster_name') as name,
                current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
                current_setting('listen_addresses') as tcp`,
      ),
    );
    const row = rows[0];
    if (row?.['folder'] !== place.cluster) return 'refused';
    const current =
      row['name'] === clusterName(place.cluster, place.binaries.version) &&
      row['fsync'] === 'on' &&
      row['pages'] === 'on' &&
      row['tcp'] === '';
    return current ? 'ready' : 'outdated';
  } catch (error) {
    switch (systemCode(error)) {
      case '57P03': // starting, recovering or shutting down
      case '53300': // all connections taken: it lives
        return 'starting';
      case '28P01':
      case '28000':
        return 'refused';
      default:
        return 'silent';
    }
  }
}

/** Waits for an answer while the server lives. `silentMs` bounds how long no answer at all is borne. */
async function awaitAnswer(
  place: ServerPlace,
  socketFolder: string,
  alive: () => boolean,
  silentMs: number,
): Promise<Exclude<Answer, 'silent' | 'starting'> | 'died' | 'late'> {
  const began = performance.now();
  let heard = began;
  for (let wait = 10; ; wait = Math.min(wait * 1.5, 250)) {
    const answer = await ask(place, socketFolder);
    if (answer === 'ready' || answer === 'outdated' || answer === 'refused') return answer;
    if (!alive()) return 'died';
    const now = performance.now();
    if (answer === 'starting') heard = now;
    if (now - began > READY_WITHIN_MS || now - heard > silentMs) return 'late';
    await pause(wait);
  }
}

/** Stops a server: fast, then immediate, then by force. Waits until it is gone. */
export async function stopServer(mark: ProcessMark, log: ServerPlace['log']): Promise<void> {
  const gone = (): boolean => !isAlive(mark);
  const steps: readonly (readonly [NodeJS.Signals, number])[] = [
    ['SIGINT', FAST_STOP_MS],
    ['SIGQUIT', IMMEDIATE_STOP_MS],
    ['SIGKILL', 5000],
  ];
  for (const [signal, withinMs] of steps) {
    if (!sendSignal(mark, signal)) return;
    if (await waitUntil(gone, withinMs, 10)) return;
    log({ event: 'database.stop.slow', signal });
  }
}

/** What `postmaster.pid` says; null when there is none or it is torn. */
async function readPostmaster(cluster: string): Promise<{ pid: number; socketFolder: string } | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Math.abs(Number(lines[0]?.trim()));
  return Number.isInteger(pid) && pid > 0 ? { pid, socketFolder: lines[4]?.trim() ?? '' } : null;
}

/**
 * Deals with a server left over on the cluster by an Evenkeel that is gone (our lock is held here): adopts it when
 * it answers our password with today's settings, else retires it. Returns null when the way is free.
 */
export async function adoptOrRetire(place: ServerPlace): Promise<RunningServer | null> {
  const left = await readPostmaster(place.cluster);
  if (left === null) {
    await clearRemains(place);
    return null;
  }
  const mark = markProcess(left.pid);
  const whose = mark === null ? 'other' : serverOf(left.pid, place.cluster);
  if (mark !== null && whose !== 'other') {
    const reachable = await isPrivateFolder(left.socketFolder, place.account);
    const answer = reachable
      ? await awaitAnswer(place, left.socketFolder, () => isAlive(mark), 5000)
      : 'late';
    if (answer === 'ready') {
      place.log({ event: 'database.adopted', pid: mark.pid });
      return { mark, socketFolder: left.socketFolder, exited: watchExit(mark), adopted: true };
    }
    if (whose === 'unknown' && answer !== 'outdated' && isAlive(mark)) {
      throw problems.notADatabase(
        place.cluster,
        `another PostgreSQL (process ${mark.pid}) seems to run on it`,
      );
    }
    place.log({ event: 'database.retired', pid: mark.pid, why: answer });
    await stopServer(mark, place.log);
  }
  await clearRemains(place);
  const still = await readPostmaster(place.cluster);
  // The number may belong to another program by now, or to a dead server not yet reaped; PostgreSQL alone would refuse.
  if (still !== null && still.pid === left.pid && (mark === null || !isAlive(mark) || whose === 'other')) {
    place.log({ event: 'database.lock.stale', pid: left.pid });
    await rm(join(place.cluster, 'postmaster.pid'), { force: true });
  }
  return null;
}

/**
 * Children of a killed server end by themselves; waits for that, then ends them. Then its socket goes: PostgreSQL
 * would take the socket's lock for held while the dead server is not reaped or another program has its number.
 */
async function clearRemains(place: ServerPlace): Promise<void> {
  const left = (): readonly ProcessMark[] => processesOf(place.cluster, clusterTag(place.cluster));
  let gone = await waitUntil(() => left().length === 0, 5000, 100);
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (gone) break;
    for (const mark of left()) sendSignal(mark, signal);
    gone = await waitUntil(() => left().length === 0, 3000, 100);
  }
  const socket = join(place.socketFolder, `.s.PGSQL.${SOCKET_PORT}`);
  if (gone) for (const file of [socket, `${socket}.lock`]) await rm(file, { force: true });
}

function watchExit(mark: ProcessMark): Promise<{ code: number | null }> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(mark)) return;
      clearInterval(timer);
      resolve({ code: null });
    }, 500);
    timer.unref();
  });
}

/**
 * Starts a server of our own and waits until it answers. A left-over lock is retried for a bounded time.
 * @throws EmbeddedProblem DB-START-002, -004, -005, -006 or -009.
 */
export async function launchServer(place: ServerPlace): Promise<RunningServer> {
  const until = performance.now() + LEFTOVER_WITHIN_MS;
  for (;;) {
    const { server, output } = await launchOnce(place);
    if (server !== null) return server;
    if (!isLeftoverMessage(output) || performance.now() > until) throw await explain(place, output);
    place.log({ event: 'database.start.retry' });
    await pause(250);
    await clearRemains(place);
  }
}

async function launchOnce(place: ServerPlace): Promise<{ server: RunningServer | null; output: string }> {
  const { cluster, binaries, logFile, socketFolder } = place;
  const logHandle = await openLog(logFile);
  const offset = (await logHandle.stat()).size;
  const server = spawn(
    join(binaries.folder, 'postgres'),
    serverArguments(cluster, socketFolder, binaries.version),
    {
      cwd: '/',
      env: serverEnvironment(),
      stdio: ['ignore', logHandle.fd, logHandle.fd],
      // A session of its own: Ctrl-C in the terminal reaches us first, and we stop it in order.
      detached: true,
      ...asAccount(place.account),
    },
  );
  // Listened to before anything is awaited: these events come once.
  const failed = new Promise<unknown>((resolve) => {
    server.once('spawn', () => resolve(null));
    server.on('error', resolve);
  });
  const exited = new Promise<{ code: number | null }>((resolve) => {
    server.once('exit', (code) => resolve({ code }));
  });
  await logHandle.close();
  const failure = await failed;
  if (failure !== null) {
    throw problems.noBinaries([
      `${binaries.folder} could not be run (${systemCode(failure) ?? 'unexpected'})`,
    ]);
  }
  server.unref();
  const pid = server.pid ?? 0;
  const mark = markProcess(pid) ?? { pid, start: null };
  const answer = await awaitAnswer(place, socketFolder, () => isAlive(mark), READY_WITHIN_MS);
  if (answer === 'ready' && isAlive(mark)) {
    return { server: { mark, socketFolder, exited, adopted: false }, output: '' };
  }
  await stopServer(mark, place.log);
  if (answer === 'refused') throw problems.password(passwordFile(place.dataFolder), 'refused');
  if (answer === 'late') {
    throw problems.notReady(place.dataFolder, 'it was still recovering after a minute', logFile);
  }
  return { server: null, output: readSince(logFile, offset) };
}

/** The sentence for a server that ended while starting. */
async function explain(place: ServerPlace, output: string): Promise<unknown> {
  // On a full disk the log itself may be empty.
  const free = await freeBytes(place.cluster).catch(() => null);
  if (isFullMessage(output) || (free !== null && free < 1024 * 1024)) {
    return problems.diskFull(place.dataFolder, free === null ? null : Math.floor(free / 1024 / 1024), output);
  }
  if (/[Pp]ermission denied|Read-only file system/.test(output)) {
    return problems.notWritable(place.dataFolder, 'permission denied', output);
  }
  return problems.notReady(
    place.dataFolder,
    'the database program ended while starting',
    place.logFile,
    output,
  );
}

/** Folder of the programs an adopted server was started from. */
export async function binFolderOf(cluster: string, otherwise: string): Promise<string> {
  const options = await readFile(join(cluster, 'postmaster.opts'), 'utf8').catch(() => '');
  const program = options.split(' "')[0]?.trim() ?? '';
  return program.startsWith('/') ? dirname(program) : otherwise;
}
