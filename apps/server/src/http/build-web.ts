import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = dirname(dirname(dirname(dirname(import.meta.dirname))));
const web = join(root, 'apps', 'web');
const STAMP = '.stamp';

/**
 * The folder of the built web app, built first when its sources are newer than it. A build goes to a folder of its own and
 * takes the old one's place when it is whole, so two servers that start at once cannot spoil it for one another.
 * @returns undefined when there is neither a build nor anything to build
 */
export async function builtWeb(
  progress: (line: string) => void,
  signal: AbortSignal,
): Promise<string | undefined> {
  const dist = join(web, 'dist');
  const sources = await sourceHash();
  const stamp = await readFile(join(dist, STAMP), 'utf8').catch(() => undefined);
  if (sources === undefined) return stamp === undefined ? undefined : dist;
  if (stamp === sources) return dist;
  progress('Building the web app (once after each change) ...');
  const fresh = join(web, `dist-${process.pid}`);
  const failed = await viteBuild(fresh, signal);
  if (failed !== undefined) {
    await rm(fresh, { recursive: true, force: true });
    progress(`The web app could not be built. ${failed}`);
    return stamp === undefined ? undefined : dist;
  }
  await compressFiles(fresh);
  await writeFile(join(fresh, STAMP), sources);
  await rm(dist, { recursive: true, force: true });
  // Where another server was quicker its build is as good.
  await rename(fresh, dist).catch(() => rm(fresh, { recursive: true, force: true }));
  return dist;
}

async function sourceHash(): Promise<string | undefined> {
  const files: string[] = [];
  for (const name of ['index.html', 'questionnaire.html', 'vite.config.ts', 'package.json'])
    files.push(join(web, name));
  for (const folder of [join(web, 'src'), join(web, 'public'), ...(await packageSources())]) {
    const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of found) {
      const test = entry.name.endsWith('.test.ts') || entry.name.endsWith('.test.tsx');
      if (entry.isFile() && !test) files.push(join(entry.parentPath, entry.name));
    }
  }
  files.push(join(root, 'package-lock.json'));
  if ((await stat(join(web, 'index.html')).catch(() => undefined)) === undefined) return undefined;
  const hash = createHash('sha256');
  for (const file of files.toSorted()) {
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes !== undefined) hash.update(file.slice(root.length)).update('\0').update(bytes).update('\0');
  }
  return hash.digest('hex');
}

/** The packages that the web app may import: all but the store. */
async function packageSources(): Promise<readonly string[]> {
  const names = await readdir(join(root, 'packages')).catch(() => []);
  return names.filter((name) => name !== 'record').map((name) => join(root, 'packages', name, 'src'));
}

function viteBuild(folder: string, signal: AbortSignal): Promise<string | undefined> {
  let vite: string;
  try {
    const manifest = createRequire(join(web, 'package.json')).resolve('vite/package.json');
    vite = join(dirname(manifest), 'bin', 'vite.js');
  } catch {
    return Promise.resolve('Its builder is not installed.');
  }
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'],
      { cwd: web, stdio: ['ignore', 'pipe', 'pipe'], signal },
    );
    let said = '';
    const take = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code) =>
      resolve(code === 0 ? undefined : shortened(said) || `vite ended with ${String(code)}.`),
    );
  });
}

/** What a builder says before its stack, without colours. */
function shortened(said: string): string {
  const lines = said
    .replaceAll(/\u001b\[[\d;]*m/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stack = lines.findIndex((line) => /^\s+at /.test(line));
  return (stack === -1 ? lines : lines.slice(0, stack)).slice(0, 8).join('\n');
}

const squeezeGzip = promisify(gzip);
const squeezeBrotli = promisify(brotliCompress);

/** Compressed once here instead of for each reader. */
async function compressFiles(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|html|svg|json|webmanifest)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = await readFile(file);
    if (bytes.length < 1024) continue;
    await writeFile(`${file}.gz`, await squeezeGzip(bytes, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    await writeFile(`${file}.br`, await squeezeBrotli(bytes, { params }));
  }
}
