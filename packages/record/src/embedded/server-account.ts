import { execFile } from 'node:child_process';
import { chmod, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { problems } from './embedded-problem.ts';

const run = promisify(execFile);

/** The account the database runs as. Not root: PostgreSQL refuses root. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** Set when this process is root and children must change to the account. */
  readonly switched: boolean;
}

/** What to add to a child's options so that it runs as the account. */
export const asAccount = (account: ServerAccount): { uid?: number; gid?: number } =>
  account.switched ? { uid: account.uid, gid: account.gid } : {};

/** The environment of every database program: nothing of ours leaks in, messages stay English. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  LANG: 'C',
  LC_ALL: 'C',
  TZ: 'UTC',
});

/**
 * Chooses the account: this one, or under root the owner of an existing cluster, else `postgres`, else `nobody`.
 * @throws EmbeddedProblem DB-START-004 when root has no account to change to.
 */
export async function chooseAccount(
  clusterOwner: { uid: number; gid: number } | null,
): Promise<ServerAccount> {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  if (uid !== 0) return { name: String(uid), uid, gid, switched: false };
  const accounts = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').flatMap((line) => {
    const [name, , id, group] = line.split(':');
    return name && id && group && Number(id) > 0 ? [{ name, uid: Number(id), gid: Number(group) }] : [];
  });
  if (clusterOwner !== null && clusterOwner.uid !== 0) {
    const known = accounts.find((account) => account.uid === clusterOwner.uid);
    return { name: known?.name ?? String(clusterOwner.uid), ...clusterOwner, switched: true };
  }
  const chosen = ['postgres', 'nobody'].map((name) => accounts.find((a) => a.name === name)).find((a) => a);
  if (!chosen)
    throw problems.noBinaries(['root has neither an account "postgres" nor "nobody" to run them as']);
  return { ...chosen, switched: true };
}

/** All folders from the root down to the given one. */
function chain(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [...chain(parent), folder];
}

/** The first folder on the way that the account may not enter, asked as that account; null when none. */
export async function blockedAt(account: ServerAccount, folder: string): Promise<string | null> {
  if (!account.switched) return null;
  const script = 'for d in "$@"; do [ -x "$d" ] || { printf %s "$d"; exit 0; }; done';
  const { stdout } = await run('/bin/sh', ['-c', script, 'sh', ...chain(folder)], {
    cwd: '/',
    env: serverEnvironment(),
    ...asAccount(account),
  });
  return stdout === '' ? null : stdout;
}

/**
 * Makes sure the account can enter the data folder. The folder itself, which is ours, is opened for passing
 * through (not for reading); folders above it are not touched.
 * @throws EmbeddedProblem DB-START-008 naming the folder in the way.
 */
export async function openTheWay(account: ServerAccount, dataFolder: string): Promise<void> {
  let blocked = await blockedAt(account, dataFolder);
  if (blocked === dataFolder) {
    await chmod(dataFolder, ((await stat(dataFolder)).mode & 0o7777) | 0o001);
    blocked = await blockedAt(account, dataFolder);
  }
  if (blocked !== null) throw problems.unreachable(dataFolder, blocked, account.name);
}
