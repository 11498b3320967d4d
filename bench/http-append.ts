// How fast whole appends over HTTP become durable (sign-in, validation, permission, audit and hash included), against
// pgbench doing one single-row insert per transaction, both at 50 clients on the same server, in turns. The server is a
// process of its own, as people run it. Prints one JSON value. `--rounds=3 --seconds=4 --clients=50`.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { instantOf, plusMinutes, uuidV7 } from '@evenkeel/quantities';
import {
  besideRunning,
  findClinicHere,
  findStaffByLogin,
  insertSignIn,
  openStore,
  type OpenedDatabase,
  type Store,
} from '@evenkeel/record';
import pg from 'pg';
import { median } from './run.ts';

const option = (name: string, otherwise: number): number => {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return given === undefined ? otherwise : Number(given.slice(name.length + 3));
};
const rounds = option('rounds', 3);
const seconds = option('seconds', 4);
const clients = option('clients', 50);
const root = dirname(import.meta.dirname);

const newId = () => uuidV7(Date.now(), randomBytes(10));
const now = () => instantOf(Date.now());

function findPgbench(): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'pgbench'));
  return [...onPath, ...globSync('/usr/lib/postgresql/*/bin/pgbench').toReversed()].find(existsSync);
}

const vitals = (turn: number) => ({
  vitals: {
    systolic: 120 + (turn % 30),
    diastolic: 80,
    heartRate: 70,
    spo2: 98,
    respiratoryRate: 14,
    moaas: 5,
  },
});

async function pgbenchRate(pgbench: string, database: OpenedDatabase, folder: string): Promise<number> {
  const script = join(folder, 'insert.sql');
  await writeFile(
    script,
    `insert into bench_event values ('${randomUUID()}', gen_random_uuid(), gen_random_uuid(), 'vitals', now(), gen_random_uuid(), now(), '${JSON.stringify(vitals(1)).padEnd(300)}');\n`,
  );
  const { owner } = database;
  const { stdout } = await promisify(execFile)(
    pgbench,
    // prettier-ignore
    ['-n', '-M', 'prepared', '-c', String(clients), '-j', String(availableParallelism()), '-T', String(seconds), '-f', script,
      '-h', String(owner.host), '-p', String(owner.port), '-U', String(owner.user), String(owner.database)],
    { env: { ...process.env, PGPASSWORD: String(owner.password) } },
  );
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
}

/** Starts the real command and waits for its address. */
async function startServer(dataFolder: string) {
  const child = spawn(process.execPath, [join(root, 'apps/cli/src/main.ts'), 'start'], {
    env: { ...process.env, EVENKEEL_DATA: dataFolder, EVENKEEL_PORT: '0', EVENKEEL_PAGES: 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<URL>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(new URL(line)));
    child.once('exit', (code) => reject(new Error(`The server ended with ${String(code)}.`)));
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      child.removeAllListeners('exit');
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  return { port: Number(address.port), stop, pid: child.pid ?? 0 };
}

/** Milliseconds of processor time of a process so far, where the system tells. */
async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Sets the clinic up over HTTP, as a person would. */
async function setUp(port: number): Promise<void> {
  const host = `http://localhost:${port}`;
  const password = 'correct horse battery';
  const answer = await fetch(`${host}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      clinicName: 'Bench',
      timeZone: 'Europe/London',
      jurisdiction: 'UK',
      administrator: { login: 'admin', name: 'Admin', password },
      people: [{ login: 'nurse', name: 'Nurse', password, roles: ['nurse'], licensed: true }],
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Waits until the server's idle connections are closed, so that pgbench has room for all of its own. */
async function roomFor(owner: pg.Client): Promise<void> {
  for (let waited = 0; waited < 30; waited += 1) {
    const { rows } = await owner.query<{ free: number }>(
      `select current_setting('max_connections')::int - 3 - count(*)::int as free from pg_stat_activity where backend_type = 'client backend'`,
    );
    if ((rows[0]?.free ?? 0) >= clients) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

interface Client {
  readonly sessionId: string;
  readonly authorId: string;
  readonly cookie: string;
}

/** One open session and one sign-in for each client, put beside the running server. */
async function makeClients(store: Store): Promise<readonly Client[]> {
  const clinic = await store.beforeClinic(findClinicHere);
  const nurse = await store.beforeClinic((tx) => findStaffByLogin(tx, 'nurse'));
  if (clinic === undefined || nurse === undefined) throw new Error('The clinic was not set up.');
  const { clinic_id } = clinic;
  const scope = { clinicId: clinic_id, actorId: nurse.staff_id, actorRole: 'nurse' };
  const planId = newId();
  const zero = Buffer.alloc(32);
  const made = Array.from({ length: clients }, () => ({
    sessionId: newId(),
    authorId: nurse.staff_id,
    cookie: randomBytes(32).toString('base64url'),
  }));
  await store.inClinic(scope, [], async (tx) => {
    await tx
      .insertInto('plan')
      .values({
        clinic_id,
        plan_id: planId,
        patient_id: newId(),
        drug: 'ketamine',
        route: 'iv',
        dose_mg_per_kg: '0.5',
        weight_kg: '70',
        weight_measured_at: now(),
        amount_mg: '35',
        product_id: 'ketamine-10',
        concentration_mg_per_ml: '10',
        volume_ml: '3.5',
        duration_minutes: 40,
        rate_ml_per_hour: '5.3',
        sessions: clients,
        days: ['2026-01-01'],
        sentence: 'bench',
        policy_version: 1,
        signed_by: nurse.staff_id,
        signed_meaning: 'bench',
        signed_at: now(),
        signed_hash: zero,
      })
      .execute();
    for (const [index, { sessionId, cookie }] of made.entries()) {
      await tx
        .insertInto('session')
        .values({
          clinic_id,
          session_id: sessionId,
          patient_id: newId(),
          plan_id: planId,
          number: index + 1,
          day: '2026-01-01',
          policy_version: 1,
          state: 'open',
          head_hash: zero,
        })
        .execute();
      await insertSignIn(tx, {
        clinicId: clinic_id,
        sessionKey: newId(),
        tokenHash: createHash('sha256').update(cookie).digest(),
        staffId: nurse.staff_id,
        strength: 'full',
        at: now(),
        expiresAt: plusMinutes(now(), 600),
      });
    }
  });
  return made;
}

/** Sends one request on a kept connection and reads its whole answer; lean, so that the load costs little itself. */
function exchange(socket: Socket, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const take = (chunk: Buffer) => {
      heard += chunk.toString('latin1');
      const end = heard.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = Number(/content-length: (\d+)/i.exec(heard)?.[1]);
      if (heard.length < end + 4 + length) return;
      socket.off('data', take);
      socket.off('close', fail);
      resolve(heard);
    };
    const fail = () => reject(new Error('The connection was closed.'));
    socket.on('data', take);
    socket.once('close', fail);
    socket.write(request);
  });
}

interface Rate {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
}

/** The rate of acknowledged appends: every client waits for its own entry before it sends the next. */
async function httpRate(port: number, all: readonly Client[]): Promise<Rate> {
  const waits: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1_000;
  await Promise.all(
    all.map(async ({ sessionId, authorId, cookie }, client) => {
      const socket = connect(port, '127.0.0.1');
      socket.setNoDelay(true);
      const deviceId = newId();
      for (let turn = 0; performance.now() < until; turn += 1) {
        const begun = performance.now();
        const at = now();
        const body = JSON.stringify({
          entries: [
            {
              id: newId(),
              sessionId,
              type: 'vitals',
              clinicalTime: at,
              deviceTime: at,
              deviceId,
              deviceSequence: turn,
              authorId,
              body: vitals(turn + client),
            },
          ],
        });
        const answer = await exchange(
          socket,
          `POST /api/sessions/${sessionId}/entries HTTP/1.1\r\nHost: localhost:${port}\r\nCookie: ek=${cookie}\r\n` +
            `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        );
        if (!answer.startsWith('HTTP/1.1 200') || answer.includes('"entries":[]')) throw new Error(answer);
        waits.push(performance.now() - begun);
      }
      socket.destroy();
    }),
  );
  const perSecond = (waits.length / (performance.now() - started)) * 1_000;
  waits.sort((a, b) => a - b);
  const at = (share: number) => Math.round((waits[Math.floor(waits.length * share)] ?? 0) * 10) / 10;
  return { perSecond, p50: at(0.5), p99: at(0.99), count: waits.length };
}

const pgbench = findPgbench();
if (pgbench === undefined) {
  console.log(
    JSON.stringify({
      bench: 'http-append',
      skipped: 'There is no pgbench on this machine, so there is nothing to compare with.',
    }),
  );
  process.exit(0);
}
const folder = await mkdtemp(join(tmpdir(), 'evenkeel-bench-'));
const server = await startServer(folder);
try {
  await setUp(server.port);
  const beside = await besideRunning({ dataFolder: folder });
  if (beside === undefined) throw new Error('The running database was not found.');
  const database = await beside.open('evenkeel');
  const owner = new pg.Client(database.owner);
  owner.on('error', () => undefined);
  await owner.connect();
  await owner.query(
    `create table bench_event (clinic_id uuid not null, session_id uuid not null, entry_id uuid primary key, type text not null,
       clinical_time timestamptz not null, author_id uuid not null, server_time timestamptz not null, body jsonb not null)`,
  );
  await owner.query('create index on bench_event (clinic_id, session_id, server_time)');
  // A small pool: the connections are for pgbench's clients.
  const app = { ...database.app, max: 2 };
  const store = await openStore({
    ...database,
    app,
    anchorFile: join(folder, 'bench-anchors.jsonl'),
    now,
    newId,
  });
  const base: number[] = [];
  const ours: Rate[] = [];
  let spent = 0;
  await httpRate(server.port, await makeClients(store));
  for (let round = 0; round < rounds; round += 1) {
    const fresh = await makeClients(store);
    await roomFor(owner);
    base.push(await pgbenchRate(pgbench, database, folder));
    const before = await processorMs(server.pid);
    ours.push(await httpRate(server.port, fresh));
    spent += (await processorMs(server.pid)) - before;
  }
  await store.close();
  await owner.end();
  const ratios = ours.map((rate, round) => rate.perSecond / (base[round] ?? Number.NaN));
  console.log(
    JSON.stringify({
      bench: 'http-append',
      clients,
      rounds,
      pgbench: execFileSync(pgbench, ['--version'], { encoding: 'utf8' }).trim(),
      pgbenchPerSecond: Math.round(median(base)),
      httpPerSecond: Math.round(median(ours.map((rate) => rate.perSecond))),
      p50Ms: median(ours.map((rate) => rate.p50)),
      p99Ms: median(ours.map((rate) => rate.p99)),
      serverMsEach: Math.round((spent / ours.reduce((sum, rate) => sum + rate.count, 0)) * 1_000) / 1_000,
      ratio: Math.round(median(ratios) * 100) / 100,
      ratios: ratios.map((ratio) => Math.round(ratio * 100) / 100),
      gate: 0.4,
    }),
  );
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
