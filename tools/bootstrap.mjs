// Installs what the lock files name, and nothing when that is done already. Plain JavaScript: any Node from 20 runs it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const withBrowser = process.argv.includes('--with-browser');
const withMutation = process.argv.includes('--with-mutation');

/** npm hands its own settings down to scripts; a nested npm must start clean. */
function cleanEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(lifecycle|package|command)/i.test(name)),
  );
}

function stampOf(folder) {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(folder, 'package-lock.json')));
  hash.update(`${process.platform}-${process.arch}`);
  return hash.digest('hex');
}

function isInstalled(folder, stamp) {
  try {
    return readFileSync(join(folder, 'node_modules', '.evenkeel-installed'), 'utf8') === stamp;
  } catch {
    return false;
  }
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** One install at a time: the lock is a folder, taken over when its maker is gone. */
async function withLock(folder, work) {
  const lock = join(folder, '.evenkeel-installing');
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
      else await wait(500);
    }
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function isAbandoned(lock) {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'));
    try {
      process.kill(pid, 0);
      return false;
    } catch (error) {
      return error.code === 'ESRCH';
    }
  } catch {
    try {
      return Date.now() - statSync(lock).mtimeMs > 5_000;
    } catch {
      return false;
    }
  }
}

function run(command, args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: cleanEnvironment(),
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

async function install(folder, what) {
  const stamp = stampOf(folder);
  if (isInstalled(folder, stamp)) return;
  await withLock(folder, async () => {
    if (isInstalled(folder, stamp)) return;
    console.error(`Installing ${what} (about a minute on the first run) ...`);
    const started = Date.now();
    const flags = ['ci', '--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund'];
    const code = await run('npm', flags, folder);
    if (code !== 0) {
      console.error(
        `${what} could not be installed (npm ended with ${code}). Nothing else was changed. ` +
          'Check that the npm registry can be reached, then run the same command again.',
      );
      process.exit(1);
    }
    writeFileSync(join(folder, 'node_modules', '.evenkeel-installed'), stamp);
    console.error(`Installed ${what} in ${Math.round((Date.now() - started) / 1000)} s.`);
  });
}

await install(root, 'the packages of Evenkeel');
if (withBrowser) await install(join(root, 'e2e'), 'the browser for tests');
if (withMutation) await install(join(root, 'tools', 'mutation'), 'the mutation tool');
