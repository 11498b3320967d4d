import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  lchown,
  lstat,
  mkdir,
  open,
  readFile,
  readdir,
  rename,
  rm,
  rmdir,
  stat,
  statfs,
} from 'node:fs/promises';
import { join } from 'node:path';
import { isFullMessage } from './server-log.ts';
import type { Binaries } from './binaries.ts';
import { problems, systemCode } from './embedded-problem.ts';
import { processesOf, sendSignal } from './processes.ts';
import { asAccount, serverEnvironment, type ServerAccount } from './server-account.ts';
import { HOST_BASED_ACCESS, clusterTag } from './server-settings.ts';

/** Name of the database's own superuser; it exists in the embedded cluster only. */
export const OWNER_USER = 'evenkeel_owner';
const PASSWORD_FILE = 'database-password';
const INIT_PASSWORD_FILE = '.database-password-for-init';
const DRAFT = 'postgres.new-';

/** Free bytes needed before a cluster is made: it takes about 40 MB, the rest is room to work. */
export const SPACE_FOR_NEW_CLUSTER = 200 * 1024 * 1024;

/** What is in the place of the cluster. */
export interface ExistingCluster {
  readonly major: number;
  readonly owner: { readonly uid: number; readonly gid: number };
}

/** Writes a file so that a power cut leaves the old content or the new, never a part. */
async function writeDurably(file: string, text: string): Promise<void> {
  const draft = `${file}.new`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.chmod(0o600);
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  await syncFolder(join(file, '..'));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Looks at the cluster folder; null when there is none yet.
 * @throws EmbeddedProblem DB-START-010 when something else is in its place.
 */
export async function lookAtCluster(cluster: string): Promise<ExistingCluster | null> {
  const found = await stat(cluster).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (found === null) return null;
  if (!found.isDirectory()) throw problems.notADatabase(cluster, 'it is a file');
  const text = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (text === null) {
    if ((await readdir(cluster)).length > 0)
      throw problems.notADatabase(cluster, 'it has no PG_VERSION file');
    await rmdir(cluster);
    return null;
  }
  if (!/^\d+\s*$/.test(text)) throw problems.notADatabase(cluster, 'its PG_VERSION file is damaged');
  return { major: Number(text), owner: { uid: found.uid, gid: found.gid } };
}

/**
 * The owner's password, made on the first start.
 * @throws EmbeddedProblem DB-START-009 when a cluster exists but its password is gone.
 */
export async function ownerPassword(dataFolder: string, clusterExists: boolean): Promise<string> {
  const file = join(dataFolder, PASSWORD_FILE);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  });
  if (text.trim() !== '') {
    await chmod(file, 0o600);
    return text.trim();
  }
  if (clusterExists) throw problems.password(file, 'missing');
  const password = randomBytes(32).toString('base64url');
  await writeDurably(file, `${password}\n`);
  return password;
}

/** Where the password lies, for sentences. */
export const passwordFile = (dataFolder: string): string => join(dataFolder, PASSWORD_FILE);

/** Removes what an initialisation killed in the middle has left, its still running programs included. */
export async function clearLeftovers(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, INIT_PASSWORD_FILE), { force: true });
  for (const name of await readdir(dataFolder)) {
    if (!name.startsWith(DRAFT)) continue;
    const draft = join(dataFolder, name);
    for (const mark of processesOf(draft, clusterTag(draft))) sendSignal(mark, 'SIGKILL');
    await rm(draft, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Free space of the disk under a folder, for an ordinary account, in bytes. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** @throws EmbeddedProblem DB-START-002 when the disk has less than the given room. */
export async function requireSpace(folder: string, bytes: number): Promise<void> {
  const free = await freeBytes(folder);
  if (free < bytes) throw problems.diskFull(folder, Math.floor(free / 1024 / 1024));
}

function runInitdb(
  binaries: Binaries,
  account: ServerAccount,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(binaries.folder, 'initdb'), args, {
      cwd: '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...asAccount(account),
    });
    let output = '';
    const take = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-8000);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** Locale choices in order of liking: upper and lower case of every alphabet, order by code point. */
function localeChoices(major: number): readonly (readonly string[])[] {
  const plain = ['--locale=C'];
  return major >= 17
    ? [['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'], plain]
    : [['--locale=C', '--lc-ctype=C.UTF-8'], plain];
}

/**
 * Makes the cluster beside its place and moves it there when it is complete and on disk, so that a kill at any
 * moment leaves either no cluster or a whole one.
 */
export async function createCluster(
  dataFolder: string,
  cluster: string,
  binaries: Binaries,
  account: ServerAccount,
  password: string,
): Promise<void> {
  await requireSpace(dataFolder, SPACE_FOR_NEW_CLUSTER);
  const draft = join(dataFolder, `${DRAFT}${randomBytes(4).toString('hex')}`);
  const pwfile = join(dataFolder, INIT_PASSWORD_FILE);
  try {
    const handle = await open(pwfile, 'wx', 0o600);
    try {
      await handle.writeFile(`${password}\n`);
      if (account.switched) await handle.chown(account.uid, account.gid);
    } finally {
      await handle.close();
    }
    let result: { code: number | null; output: string } = { code: null, output: '' };
    for (const locale of localeChoices(binaries.major)) {
      await rm(draft, { recursive: true, force: true });
      await mkdir(draft, { mode: 0o700 });
      if (account.switched) await chown(draft, account.uid, account.gid);
      result = await runInitdb(binaries, account, [
        '-D',
        draft,
        '-U',
        OWNER_USER,
        `--pwfile=${pwfile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--data-checksums',
        '--no-instructions',
        ...locale,
      ]);
      if (result.code === 0 || !/locale/.test(result.output)) break;
    }
    if (result.code !== 0) {
      if (isFullMessage(result.output)) throw problems.diskFull(dataFolder, null, result.output);
      throw problems.notReady(
        dataFolder,
        'it could not be created',
        `the programs in ${binaries.folder}`,
        result.output,
      );
    }
    await writeAccess(draft, account);
    await syncFolder(draft);
    await rename(draft, cluster);
    await syncFolder(dataFolder);
  } finally {
    await rm(pwfile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

async function writeAccess(cluster: string, account: ServerAccount): Promise<void> {
  const file = join(cluster, 'pg_hba.conf');
  if ((await readFile(file, 'utf8').catch(() => '')) === HOST_BASED_ACCESS) return;
  await writeDurably(file, HOST_BASED_ACCESS);
  if (account.switched) await chown(file, account.uid, account.gid);
}

/** Owner, mode and access file of an existing cluster as they must be, mended if somebody changed them. */
export async function mendCluster(
  cluster: string,
  found: ExistingCluster,
  account: ServerAccount,
): Promise<void> {
  if (account.switched && found.owner.uid !== account.uid) await giveTo(cluster, account);
  else if (found.owner.uid !== account.uid) {
    throw problems.notWritable(cluster, `it belongs to another account (number ${found.owner.uid})`);
  }
  await chmod(cluster, 0o700);
  await writeAccess(cluster, account);
}

async function giveTo(path: string, account: ServerAccount): Promise<void> {
  await lchown(path, account.uid, account.gid);
  if (!(await lstat(path)).isDirectory()) return;
  for (const name of await readdir(path)) await giveTo(join(path, name), account);
}
