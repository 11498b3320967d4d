import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync, unlinkSync } from 'node:fs';
import { link, open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { problems, systemCode } from './embedded-problem.ts';
import { isAlive, markProcess, pause } from './processes.ts';

const FILE = 'evenkeel.lock';
const BEAT_MS = 1000;
/** A lock of another machine or container counts as live if touched this recently and touched again meanwhile. */
const FOREIGN_WATCH_MS = 6000;
const FOREIGN_FRESH_MS = 20_000;
/** A turn to remove a stale lock takes milliseconds; an older one is of somebody killed in it. */
const TURN_MS = 10_000;

interface LockContent {
  readonly pid: number;
  readonly start: string | null;
  /** Machine, boot and process namespace: a process number means something only inside it. */
  readonly place: string;
  readonly host: string;
  readonly nonce: string;
}

/** The held lock of a data folder. */
export interface FolderLock {
  readonly release: () => Promise<void>;
  /** The same without waiting, for the moment the process exits. */
  readonly releaseNow: () => void;
}

const readOr = (read: () => string): string => {
  try {
    return read().trim();
  } catch {
    return '-';
  }
};

const thisPlace = (): string =>
  [
    hostname(),
    readOr(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    readOr(() => readlinkSync('/proc/self/ns/pid')),
  ].join(' ');

async function readLock(
  file: string,
): Promise<{ readonly text: string; readonly content: LockContent | null } | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    if (
      typeof value === 'object' &&
      value !== null &&
      'pid' in value &&
      typeof value.pid === 'number' &&
      'start' in value &&
      (typeof value.start === 'string' || value.start === null) &&
      'place' in value &&
      typeof value.place === 'string' &&
      'host' in value &&
      typeof value.host === 'string' &&
      'nonce' in value &&
      typeof value.nonce === 'string'
    ) {
      const { pid, start, place, host, nonce } = value;
      return { text, content: { pid, start, place, host, nonce } };
    }
  } catch {
    // A lock torn by a power cut: nobody holds it.
  }
  return { text, content: null };
}

/** Modification time on the folder's own clock, so that clocks of two machines need not agree. */
const touchedAt = async (file: string): Promise<number | null> => {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return null;
  }
};

async function isHeld(
  file: string,
  content: LockContent,
  place: string,
  folderNow: number,
): Promise<boolean> {
  if (content.place === place) {
    const running = markProcess(content.pid);
    if (running === null || !isAlive(running)) return false;
    return content.start === null || running.start === null || running.start === content.start;
  }
  const first = await touchedAt(file);
  if (first === null || folderNow - first > FOREIGN_FRESH_MS) return false;
  const until = performance.now() + FOREIGN_WATCH_MS;
  while (performance.now() < until) {
    await pause(200);
    const again = await touchedAt(file);
    if (again !== null && again !== first) return true;
  }
  return false;
}

/**
 * Takes the lock of a data folder, also from an owner that has died.
 * @throws EmbeddedProblem DB-START-001 when a running Evenkeel holds it; errors of the file system as they are.
 */
export async function lockFolder(dataFolder: string): Promise<FolderLock> {
  const file = join(dataFolder, FILE);
  const nonce = randomBytes(8).toString('hex');
  const place = thisPlace();
  const own: LockContent = {
    pid: process.pid,
    start: markProcess(process.pid)?.start ?? null,
    place,
    host: hostname(),
    nonce,
  };
  const draft = `${file}.${nonce}`;

  for (;;) {
    try {
      await writeDraft(draft, own);
      const folderNow = (await touchedAt(draft)) ?? 0;
      if (await putInPlace(draft, file)) break;
      const held = await readLock(file);
      if (held === null) continue;
      if (held.content !== null && (await isHeld(file, held.content, place, folderNow))) {
        const where = held.content.place === place ? '' : ` on ${held.content.host}`;
        throw problems.inUse(dataFolder, `process ${held.content.pid}${where}`);
      }
      await removeStale(file, held.text, folderNow);
    } finally {
      await rm(draft, { force: true });
    }
  }

  for (const name of await readdir(dataFolder)) {
    if (name.startsWith(`${FILE}.`)) await rm(join(dataFolder, name), { force: true });
  }
  const beat = setInterval(() => {
    const at = new Date();
    utimes(file, at, at).catch(() => undefined);
  }, BEAT_MS);
  beat.unref();

  return {
    release: async () => {
      clearInterval(beat);
      if ((await readLock(file))?.content?.nonce === nonce) await rm(file, { force: true });
    },
    releaseNow: () => {
      try {
        if (readFileSync(file, 'utf8').includes(nonce)) unlinkSync(file);
      } catch {
        // Gone already; a lock left behind is stale and taken over.
      }
    },
  };
}

async function writeDraft(draft: string, content: LockContent): Promise<void> {
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(content));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Puts the finished draft in place in one step; false when a lock is there already. */
async function putInPlace(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw error;
  }
  try {
    await writeFile(file, await readFile(draft), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes the stale lock that was read. Those who want to do so take turns, and look again in their turn, so that
 * nobody removes the fresh lock of somebody faster.
 */
async function removeStale(file: string, staleText: string, folderNow: number): Promise<void> {
  const turn = `${file}.turn`;
  try {
    await (await open(turn, 'wx', 0o600)).close();
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    const since = await touchedAt(turn);
    if (since !== null && folderNow - since > TURN_MS) await rm(turn, { force: true });
    await pause(20);
    return;
  }
  try {
    if ((await readLock(file))?.text === staleText) await rm(file, { force: true });
  } finally {
    await rm(turn, { force: true });
  }
}
