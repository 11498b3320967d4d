import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problems, systemCode } from './embedded-problem.ts';
import { blockedAt, type ServerAccount } from './server-account.ts';
import { SOCKET_PORT, folderTag } from './server-settings.ts';

/** The kernel's limit for a socket path is 104 to 108 bytes. */
const LONGEST_PATH = 99;

/** Whether only the account can have made what is in the folder: a real folder, its own, closed to others. */
export async function isPrivateFolder(folder: string, account: ServerAccount): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  return found !== null && found.isDirectory() && found.uid === account.uid && (found.mode & 0o077) === 0;
}

/** Makes, or mends, the private folder of the socket. A name somebody else took is passed over. */
export async function ensureSocketFolder(dataFolder: string, account: ServerAccount): Promise<string> {
  for (const base of new Set([tmpdir(), '/tmp'])) {
    if ((await blockedAt(account, base)) !== null) continue;
    for (let n = 0; n < 5; n += 1) {
      const folder = join(base, `evenkeel-${folderTag(dataFolder)}${n === 0 ? '' : `-${n}`}`);
      if (Buffer.byteLength(`${folder}/.s.PGSQL.${SOCKET_PORT}.lock`) > LONGEST_PATH) break;
      try {
        await mkdir(folder, { mode: 0o700 });
      } catch (error) {
        if (systemCode(error) === 'EEXIST') {
          const found = await lstat(folder).catch(() => null);
          const own = found !== null && (found.uid === account.uid || found.uid === process.getuid?.());
          if (!own || !found.isDirectory()) continue;
        } else if (systemCode(error) === 'ENOSPC') throw problems.diskFull(base, null, error);
        else break;
      }
      if (account.switched) await chown(folder, account.uid, account.gid);
      await chmod(folder, 0o700);
      return folder;
    }
  }
  throw problems.notWritable(tmpdir(), 'no private folder for the database socket could be made there');
}
