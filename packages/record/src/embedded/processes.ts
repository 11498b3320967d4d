import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { systemCode } from './embedded-problem.ts';

const LINUX = process.platform === 'linux';

/** One process: its number and when it started, so that a reused number is not taken for it. */
export interface ProcessMark {
  readonly pid: number;
  readonly start: string | null;
}

const ps = (...args: readonly string[]): string => {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
};

/** State and start of a process from the kernel; null when there is none. A dead one not yet reaped counts as none. */
function linuxStat(pid: number): { readonly start: string } | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  if (state === 'Z' || state === 'X' || state === 'x') return null;
  return { start: fields[19] ?? '' };
}

/** The mark of a running process, or null when no such process runs. */
export function markProcess(pid: number): ProcessMark | null {
  if (LINUX) {
    const stat = linuxStat(pid);
    return stat === null ? null : { pid, start: stat.start };
  }
  if (!isAlive({ pid, start: null })) return null;
  return { pid, start: ps('-o', 'lstart=', '-p', String(pid)) || null };
}

/** Whether the marked process still runs. */
export function isAlive(mark: ProcessMark): boolean {
  if (LINUX) {
    const stat = linuxStat(mark.pid);
    return stat !== null && (mark.start === null || stat.start === mark.start);
  }
  try {
    process.kill(mark.pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

/** Sends a signal; false when the process is gone. */
export function sendSignal(mark: ProcessMark, signal: NodeJS.Signals): boolean {
  if (!isAlive(mark)) return false;
  try {
    process.kill(mark.pid, signal);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ESRCH') return false;
    throw error;
  }
}

const argumentsOf = (pid: number): readonly string[] => {
  if (!LINUX) return ps('-o', 'command=', '-p', String(pid)).split(' ');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
};

/**
 * Whether a process is the server of this cluster. `unknown`: it is some PostgreSQL, but whose cannot be told.
 * The command line is asked first: it is readable in a container where the working folder is not.
 */
export function serverOf(pid: number, cluster: string): 'ours' | 'other' | 'unknown' {
  const args = argumentsOf(pid);
  if (!LINUX) {
    const line = args.join(' ');
    if (line.includes(`-D ${cluster}`)) return 'ours';
    return /\b(postgres|postmaster)\b/.test(line) ? 'unknown' : 'other';
  }
  if (args.some((arg, i) => arg === cluster && args[i - 1] === '-D')) return 'ours';
  if (!/^(postgres|postmaster)/.test(basename(args[0] ?? ''))) return 'other';
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster ? 'ours' : 'other';
  } catch {
    return 'unknown';
  }
}

/** Every process of this cluster, the server's children included, and programs that are creating it. */
export function processesOf(cluster: string, clusterTag: string): readonly ProcessMark[] {
  const own = process.pid;
  const pids = LINUX
    ? readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    : ps('-axo', 'pid=')
        .split('\n')
        .map((line) => line.trim());
  const found: ProcessMark[] = [];
  for (const name of pids) {
    const pid = Number(name);
    if (!(pid > 1) || pid === own) continue;
    const args = argumentsOf(pid);
    const matches = LINUX
      ? args.some((arg, i) => arg === cluster && args[i - 1] === '-D') ||
        (args[0] ?? '').startsWith(`postgres: ${clusterTag}`)
      : args.join(' ').includes(`-D ${cluster}`) || args.join(' ').startsWith(`postgres: ${clusterTag}`);
    const mark = matches ? markProcess(pid) : null;
    if (mark !== null) found.push(mark);
  }
  return found;
}

/** Waits until a condition holds, or the time is over; tells which. */
export async function waitUntil(holds: () => boolean, withinMs: number, everyMs = 20): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() >= until) return false;
    await pause(everyMs);
  }
  return true;
}

/** A pause that keeps the process alive, so that a stop in progress is finished. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
