import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import test from 'node:test';
import { randomStream } from '@evenkeel/quantities';
import type { Entry } from '@evenkeel/protocol';
import { openStore } from './door.ts';
import { openServer } from './open-databases.ts';
import { allow, now, testClinic } from './testing/clinic.ts';
import type { KillWriterLine, KillWriterTask } from './testing/kill-writer.ts';
import { verifyAll } from './verify.ts';

const rounds = 20;
const seed = process.env['KILL_SEED'] ?? 'kill 1';
const program = join(import.meta.dirname, 'testing/kill-writer.ts');

/** What is known of every entry that was ever sent, over all rounds. */
interface Ledger {
  readonly sent: Map<string, Entry>;
  readonly acknowledged: Map<string, number>;
}

/** The moments of one round, in milliseconds. */
interface Moments {
  /** From the program's start, or from its first append when `afterReady`. */
  readonly wait: number;
  readonly afterReady: boolean;
  readonly first: 'server' | 'program';
  readonly between: number;
}

const sleep = async (ms: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms));

function killed(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

/** The server of this folder. A number left over in its file may be another process's by now: its command must name the folder. */
function serverPid(dataFolder: string): number | undefined {
  try {
    const [pid = ''] = readFileSync(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
    const command = execFileSync('ps', ['-o', 'command=', '-p', pid], { encoding: 'utf8' });
    return command.includes(basename(dataFolder)) ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}

/** One life of the program: begun, let write, killed with its server. Resolves to whether it came as far as writing. */
async function round(task: KillWriterTask, moments: Moments, ledger: Ledger): Promise<boolean> {
  const child = spawn(process.execPath, [program, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let ready = false;
  let dying = false;
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const started = Promise.withResolvers<void>();
  const early = Promise.withResolvers<never>();
  child.once('exit', (code) => {
    if (!dying) early.reject(new Error(`The program ended by itself with ${code}: ${said}`));
  });
  early.promise.catch(() => undefined);
  createInterface({ input: child.stdout }).on('line', (text) => {
    let line: KillWriterLine;
    try {
      line = JSON.parse(text) as KillWriterLine;
    } catch {
      return; // The last line of a killed program may be cut short: what it was about to say was not said.
    }
    if ('sent' in line) ledger.sent.set(line.sent.id, line.sent);
    else if ('acknowledged' in line) ledger.acknowledged.set(line.acknowledged, line.sequence);
    else {
      ready = true;
      started.resolve();
    }
  });
  try {
    await Promise.race([early.promise, moments.afterReady ? started.promise : undefined]);
    await Promise.race([early.promise, sleep(moments.wait)]);
  } finally {
    dying = true;
    const killServer = () => killed(serverPid(task.dataFolder));
    const killProgram = () => child.kill('SIGKILL');
    const [one, other] = moments.first === 'server' ? [killServer, killProgram] : [killProgram, killServer];
    one();
    await sleep(moments.between);
    other();
  }
  await closed;
  return ready;
}

test(
  `[P1] ${rounds} times killed with its server at a random moment: no acknowledged entry is lost, none is doubled`,
  { timeout: 240_000 },
  async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'evenkeel-test-'));
    const ledger: Ledger = { sent: new Map(), acknowledged: new Map() };
    const unanswered = () => [...ledger.sent.values()].filter((entry) => !ledger.acknowledged.has(entry.id));
    const open = async () => {
      const server = await openServer({ dataFolder });
      const database = await server.open('evenkeel');
      const store = await openStore({
        app: database.app,
        anchorFile: database.anchorFile,
        now,
        newId: randomUUID,
      });
      return { server, database, store };
    };
    try {
      const first = await open();
      const { scope, ids } = await testClinic(first, 2);
      await first.store.close();
      await first.server.stop();

      let wrote = 0;
      let sentAgain = 0;
      for (let turn = 0; turn < rounds; turn += 1) {
        const random = randomStream(seed, String(turn), 'moments');
        // Every fifth is killed wherever it happens to be in starting and recovering.
        const afterReady = turn % 5 !== 4;
        const again = unanswered();
        sentAgain += again.length;
        const moments: Moments = {
          afterReady,
          wait: random.integer(0, afterReady ? 500 : 1_500),
          first: random.next() < 0.5 ? 'server' : 'program',
          between: random.next() < 0.5 ? 0 : random.integer(1, 60),
        };
        if (await round({ dataFolder, scope, sessionIds: ids, unanswered: again }, moments, ledger))
          wrote += 1;
      }
      assert.ok(wrote >= rounds / 2, `only ${wrote} rounds came as far as writing`);
      assert.ok(ledger.acknowledged.size >= 5 * rounds, `only ${ledger.acknowledged.size} entries`);
      assert.ok(sentAgain > 0, 'no kill fell between sending and answering');

      const last = await open();
      try {
        for (const id of ids) {
          const again = unanswered().filter((entry) => entry.sessionId === id);
          const { recorded } = await last.store.log.append(scope, id, again, allow);
          for (const entry of recorded) ledger.acknowledged.set(entry.id, entry.sequence);
        }
        const stored = (
          await Promise.all(ids.map(async (id) => await last.store.log.read(scope, id)))
        ).flat();
        const at = new Map(stored.map((entry) => [entry.id, entry]));
        assert.equal(at.size, stored.length, 'none is doubled');
        assert.deepEqual(
          [...ledger.acknowledged].filter(([id, sequence]) => at.get(id)?.sequence !== sequence),
          [],
          'none is lost, or stands elsewhere than was said',
        );
        assert.deepEqual(
          stored.filter((entry) => !ledger.sent.has(entry.id)),
          [],
          'none is there that nobody sent',
        );
        assert.equal(stored.length, ledger.sent.size, 'everything that was sent is there in the end');
        for (const entry of stored) assert.deepEqual(entry, { ...entry, ...ledger.sent.get(entry.id) });
        await last.store.anchors.write(now());
        const found = await verifyAll(last.database.owner, last.database.anchorFile);
        assert.deepEqual(found.faults, []);
        assert.equal(found.entries, stored.length);
        assert.ok(found.anchors > rounds, 'anchors were written between the kills');
      } finally {
        await last.store.close();
        await last.server.stop();
      }
    } finally {
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
);
