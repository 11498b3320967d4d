// How fast the store makes session entries durable, against pgbench doing one single-row insert per transaction, both
// at 50 clients on the same server, in turns. Prints one JSON value. `--rounds=8 --seconds=2 --clients=50`.
import { execFile, execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { openServer, openStore, type OpenedDatabase, type Store } from '@evenkeel/record';
import type { Entry } from '@evenkeel/protocol';
import { instantOf, uuidV7 } from '@evenkeel/quantities';
import { Client } from 'pg';
import { median } from './run.ts';

const option = (name: string, otherwise: number): number => {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return given === undefined ? otherwise : Number(given.slice(name.length + 3));
};
const rounds = option('rounds', 8);
const seconds = option('seconds', 2);
const clients = option('clients', 50);

const newId = () => uuidV7(Date.now(), randomBytes(10));
const now = () => instantOf(Date.now());

function findPgbench(): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'pgbench'));
  return [...onPath, ...globSync('/usr/lib/postgresql/*/bin/pgbench').toReversed()].find(existsSync);
}

/** The rate of one durable insert of a 300-byte event per transaction. */
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
  const rate = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  if (!Number.isFinite(rate) || rate <= 0)
    throw new Error('The machine is too busy: pgbench did not get to run. Use more --seconds.');
  return rate;
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
  note: 'Measured at the left arm, the patient sits comfortably and answers at once.',
});

interface StoreRate {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** The rate of acknowledged appends: every client waits for its own entry before it sends the next. */
async function storeRate(store: Store): Promise<StoreRate> {
  const { scope, ids } = await clinic(store);
  const until = performance.now() + seconds * 1_000;
  const waits: number[] = [];
  const started = performance.now();
  await Promise.all(
    ids.map(async (sessionId, client) => {
      const deviceId = newId();
      for (let turn = 0; performance.now() < until; turn += 1) {
        const begun = performance.now();
        const { recorded } = await store.log.append(
          scope,
          sessionId,
          [
            {
              id: newId(),
              sessionId,
              type: 'vitals',
              clinicalTime: now(),
              deviceTime: now(),
              deviceId,
              deviceSequence: turn,
              authorId: scope.actorId,
              body: vitals(turn + client),
            } as Entry,
          ],
          () => undefined,
        );
        if (recorded.length !== 1) throw new Error('An entry was not recorded.');
        waits.push(performance.now() - begun);
      }
    }),
  );
  const perSecond = (waits.length / (performance.now() - started)) * 1_000;
  waits.sort((a, b) => a - b);
  const at = (share: number) => Math.round((waits[Math.floor(waits.length * share)] ?? 0) * 10) / 10;
  return { perSecond, p50: at(0.5), p99: at(0.99) };
}

async function clinic(store: Store) {
  const scope = { clinicId: newId(), actorId: newId(), actorRole: 'nurse' };
  const planId = newId();
  const ids = Array.from({ length: clients }, newId);
  const zero = Buffer.alloc(32);
  const clinic_id = scope.clinicId;
  await store.inClinic(scope, [], async (tx) => {
    await tx
      .insertInto('clinic')
      .values({
        clinic_id,
        name: 'Bench',
        time_zone: 'UTC',
        jurisdiction: 'UK',
        origin: 'synthetic',
        created_at: now(),
      })
      .execute();
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
        product_id: 'bench',
        concentration_mg_per_ml: '10',
        volume_ml: '3.5',
        duration_minutes: 40,
        rate_ml_per_hour: '5.3',
        sessions: clients,
        days: ['2026-01-01'],
        sentence: 'bench',
        policy_version: 1,
        signed_by: scope.actorId,
        signed_meaning: 'bench',
        signed_at: now(),
        signed_hash: zero,
      })
      .execute();
    await tx
      .insertInto('session')
      .values(
        ids.map((session_id, index) => ({
          clinic_id,
          session_id,
          patient_id: newId(),
          plan_id: planId,
          number: index + 1,
          day: '2026-01-01',
          policy_version: 1,
          state: 'open' as const,
          head_hash: zero,
        })),
      )
      .execute();
  });
  return { scope, ids };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const pgbench = findPgbench();
if (pgbench === undefined) {
  console.log(
    JSON.stringify({
      bench: 'append',
      skipped: 'There is no pgbench on this machine, so there is nothing to compare with.',
    }),
  );
  process.exit(0);
}
const folder = await mkdtemp(join(tmpdir(), 'evenkeel-bench-'));
const databaseUrl = process.env['BENCH_DATABASE_URL'];
const server = await openServer({
  dataFolder: folder,
  ...(databaseUrl === undefined ? {} : { databaseUrl }),
});
try {
  const database = await server.open('evenkeel');
  const owner = new Client(database.owner);
  await owner.connect();
  await owner.query('drop table if exists bench_event');
  await owner.query(
    `create table bench_event (clinic_id uuid not null, session_id uuid not null, entry_id uuid primary key, type text not null,
       clinical_time timestamptz not null, author_id uuid not null, server_time timestamptz not null, body jsonb not null)`,
  );
  await owner.query('create index on bench_event (clinic_id, session_id, server_time)');
  const store = await openStore({ ...database, now, newId });
  const base: number[] = [];
  const ours: StoreRate[] = [];
  await storeRate(store);
  for (let round = 0; round < rounds; round += 1) {
    base.push(await pgbenchRate(pgbench, database, folder));
    ours.push(await storeRate(store));
  }
  await store.close();
  await owner.query('drop table bench_event');
  await owner.end();
  const ratios = ours.map((rate, round) => rate.perSecond / (base[round] ?? Number.NaN));
  console.log(
    JSON.stringify({
      bench: 'append',
      clients,
      rounds,
      pgbench: execFileSync(pgbench, ['--version'], { encoding: 'utf8' }).trim(),
      pgbenchPerSecond: Math.round(median(base)),
      storePerSecond: Math.round(median(ours.map((rate) => rate.perSecond))),
      p50Ms: median(ours.map((rate) => rate.p50)),
      p99Ms: median(ours.map((rate) => rate.p99)),
      // Of the sums: on a busy machine single rounds are luck.
      ratio: Math.round((sum(ours.map((rate) => rate.perSecond)) / sum(base)) * 100) / 100,
      ratios: ratios.map((ratio) => Math.round(ratio * 100) / 100),
      gate: 1,
      aim: 2,
    }),
  );
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
