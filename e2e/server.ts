import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createServer } from 'node:net';

const root = dirname(import.meta.dirname);
const cli = join(root, 'apps/cli/src/main.ts');

/** A running Evenkeel with its own data folder, as a person would start it. */
export interface Running {
  readonly address: string;
  readonly dataFolder: string;
  readonly output: () => string;
  /** Ends the server and its database without warning, as a power cut of the process would. */
  readonly killHard: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** A new data folder in the system's temporary place. */
export function newDataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'evenkeel-e2e-'));
}

/** Starts `evenkeel start` on a data folder and waits for its address. */
export async function startEvenkeel(dataFolder: string, port?: number): Promise<Running> {
  const chosen = port ?? (await freePort());
  const child = spawn(process.execPath, [cli, 'start'], {
    cwd: root,
    env: {
      ...process.env,
      EVENKEEL_DATA: dataFolder,
      EVENKEEL_PORT: String(chosen),
      EVENKEEL_HOST: '127.0.0.1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const deadline = Date.now() + 120_000;
  const address = `http://127.0.0.1:${chosen}`;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`Evenkeel ended before it was ready:\n${output}`);
    const answer = await fetch(`${address}/readyz`).catch(() => undefined);
    if (answer?.ok === true) {
      return {
        address,
        dataFolder,
        output: () => output,
        killHard: () => killHard(child, dataFolder, exited),
        stop: async () => {
          child.kill('SIGTERM');
          await exited;
        },
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`Evenkeel was not ready after two minutes:\n${output}`);
}

async function killHard(child: ChildProcess, dataFolder: string, exited: Promise<void>): Promise<void> {
  const postmaster = Number(readFileSync(join(dataFolder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  child.kill('SIGKILL');
  if (Number.isInteger(postmaster) && postmaster > 1) process.kill(postmaster, 'SIGKILL');
  await exited;
}

/** Removes a data folder after a test. */
export function removeDataFolder(dataFolder: string): void {
  rmSync(dataFolder, { recursive: true, force: true });
}

/** Runs `evenkeel` with arguments and gives its exit code and output. */
export async function evenkeel(
  dataFolder: string,
  ...args: readonly string[]
): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: root,
    env: { ...process.env, EVENKEEL_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number>((resolve) => child.on('exit', (value) => resolve(value ?? 1)));
  return { code, output };
}
