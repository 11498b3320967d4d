import { readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Site } from '../site.ts';

/** What an operator can do something about. */
export interface StatusProblem {
  readonly sentence: string;
  readonly action: string;
}

const GIB = 1024 ** 3;

/** Free bytes where the data lie; undefined where that cannot be told (a database elsewhere). */
export async function freeBytes(site: Site): Promise<number | undefined> {
  if (!site.house.embedded) return undefined;
  try {
    const { bavail, bsize } = await statfs(site.house.dataFolder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/** The newest backup that `evenkeel backup` noted in the data folder. */
export async function lastBackup(site: Site): Promise<string | undefined> {
  return noteOf(site, 'last-backup.json');
}
export async function lastVerified(site: Site): Promise<string | undefined> {
  return noteOf(site, 'last-verified.json');
}
async function noteOf(site: Site, file: string): Promise<string | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(join(site.house.dataFolder, file), 'utf8'));
    const at = typeof note === 'object' && note !== null && 'at' in note ? note.at : undefined;
    return typeof at === 'string' ? at : undefined;
  } catch {
    return undefined;
  }
}

/** How many anchors lie outside the database, and when the last was written. */
export async function anchors(site: Site): Promise<{ readonly at?: string; readonly count: number }> {
  try {
    const lines = (await readFile(site.house.anchorFile, 'utf8')).split('\n').filter((line) => line !== '');
    const at = /"at":"([^"]+)"/.exec(lines.at(-1) ?? '')?.[1];
    return { count: lines.length, ...(at === undefined ? {} : { at }) };
  } catch {
    return { count: 0 };
  }
}

/** True when entries can be made durable right now: a real write, by the application's own role. */
export async function canChart(site: Site): Promise<boolean> {
  try {
    await site.store.beforeClinic(async (tx) => {
      await tx
        .insertInto('sign_in_try')
        .values({ subject: 'status', place: 'status', failures: 0, last_at: site.store.now() })
        .onConflict((clash) => clash.columns(['subject', 'place']).doUpdateSet({ last_at: site.store.now() }))
        .execute();
    });
    return true;
  } catch {
    return false;
  }
}

/** Everything that somebody should look at, most pressing first. */
export function problemsOf(found: {
  readonly charting: boolean;
  readonly free: number | undefined;
  readonly backup: string | undefined;
  readonly now: string;
  readonly demo: boolean;
}): readonly StatusProblem[] {
  const problems: StatusProblem[] = [];
  if (!found.charting) {
    problems.push({
      sentence: 'The database cannot be reached or cannot write.',
      action: 'Look at free disk space and at the log; charting goes on at the tablets.',
    });
  }
  if (found.free !== undefined && found.free < 2 * GIB) {
    problems.push({
      sentence: `Only ${(found.free / GIB).toFixed(1)} GB of disk space are free.`,
      action: 'Free space or move the data folder to a larger disk.',
    });
  }
  if (!found.demo) {
    const day = 86_400_000;
    if (found.backup === undefined) {
      problems.push({ sentence: 'There is no backup yet.', action: 'Run evenkeel backup FOLDER.' });
    } else if (Date.parse(found.now) - Date.parse(found.backup) > 2 * day) {
      problems.push({
        sentence: 'The last backup is older than two days.',
        action: 'Run evenkeel backup FOLDER.',
      });
    }
  }
  return problems;
}
