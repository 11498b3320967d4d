import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';
import { randomStream } from '@evenkeel/quantities';
import { openStore } from './door.ts';
import { openServer } from './open-databases.ts';
import { now } from './testing/clinic.ts';
import { verifyAll } from './verify.ts';

const rounds = 20;
const devices = 4;
const child = join(import.meta.dirname, 'testing/charting-child.ts');

/** The processes of the folder's PostgreSQL, its first one first. */
async function serverProcesses(folder: string): Promise<readonly number[]> {
  try {
    const first = Number((await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
    const all = stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number));
    return [first, ...all.flatMap(([pid, parent]) => (parent === first && pid !== undefined ? [pid] : []))];
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was gone already.
  }
}

/** One life of the house, ended with SIGKILL a while after it is ready, or after it was started. */
async function live(
  folder: string,
  args: readonly string[],
  end: { readonly after: 'start' | 'ready'; readonly ms: number },
): Promise<{ readonly lines: readonly string[]; readonly ready: boolean; readonly complaint: string }> {
  const house = spawn(process.execPath, [child, folder, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let complaint = '';
  let ready = false;
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<void>((resolve) => house.on('close', () => resolve()));
  let struck: Promise<void> | undefined;
  const strike = () => {
    struck ??= serverProcesses(folder).then((server) => {
      for (const pid of [house.pid, ...server]) if (pid !== undefined) kill(pid);
    });
  };
  if (end.after === 'start') timer = setTimeout(strike, end.ms);
  house.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  house.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (ready || !output.startsWith('ready\n')) return;
    ready = true;
    if (end.after === 'ready') timer = setTimeout(strike, end.ms);
  });
  const patience = setTimeout(strike, 60_000);
  await ended;
  await struck;
  clearTimeout(timer);
  clearTimeout(patience);
  return { lines: output.split('\n').slice(ready ? 1 : 0, -1), ready, complaint };
}

test(`[P1] house and database are killed ${rounds} times while charting: nothing acknowledged is lost, nothing doubled`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-kill-'));
  const random = randomStream('kill', 'house', 'moments');
  const clinicId = randomUUID();
  const acknowledged = Array.from({ length: devices }, () => 0);
  let lives = 0;
  let chartedLives = 0;
  try {
    for (let round = 0; round < rounds; round += 1) {
      // Each device sends again what was not acknowledged, and the last one that was, as after a lost answer.
      const next = acknowledged.map((last) => String(Math.max(1, last)));
      // Every fifth is struck while it starts or recovers, the others while they chart.
      const end =
        round % 5 === 4
          ? ({ after: 'start', ms: random.integer(50, 1_500) } as const)
          : ({ after: 'ready', ms: random.integer(5, 400) } as const);
      const { lines, ready, complaint } = await live(folder, [clinicId, ...next], end);
      lives += 1;
      if (lines.length > 0) chartedLives += 1;
      if (end.after === 'ready') assert.ok(ready, `round ${round} did not open: ${complaint}`);
      for (const line of lines) {
        const [device = -1, number = 0] = line.split(' ').map(Number);
        assert.ok(number <= (acknowledged[device] ?? 0) + 1, 'acknowledged in order');
        acknowledged[device] = Math.max(acknowledged[device] ?? 0, number);
      }
    }
    assert.equal(lives, rounds);
    assert.ok(chartedLives >= rounds / 2, `only ${chartedLives} lives got to chart`);

    const server = await openServer({ dataFolder: folder });
    try {
      const database = await server.open('evenkeel');
      const store = await openStore({ ...database, now, newId: randomUUID });
      const scope = { clinicId, actorId: randomUUID(), actorRole: 'nurse' };
      const sessions = await store.inClinic(scope, [], (tx) =>
        tx.selectFrom('session').select('session_id').orderBy('number').execute(),
      );
      assert.equal(sessions.length, devices);
      for (const [device, { session_id }] of sessions.entries()) {
        const entries = await store.log.read(scope, session_id);
        const numbers = entries.map((entry) => entry.deviceSequence);
        assert.deepEqual(
          numbers,
          numbers.map((_, index) => index + 1),
          `device ${device}: each entry once, in order`,
        );
        assert.ok(
          numbers.length >= (acknowledged[device] ?? 0),
          `device ${device}: ${acknowledged[device]} acknowledged, ${numbers.length} there`,
        );
      }
      await store.close();
      const proof = await verifyAll(database.owner, database.anchorFile);
      assert.deepEqual(proof.faults, [], 'every chain holds, and no anchor is ahead of the disk');
      assert.ok(proof.anchors > 0);
    } finally {
      await server.stop();
    }
  } finally {
    for (const pid of await serverProcesses(folder)) kill(pid);
    await rm(folder, { recursive: true, force: true });
  }
});
