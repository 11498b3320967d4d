import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { RecordProblem } from './record-problem.ts';

/** One numbered step of the schema. Never edited once released. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  /** True when a server that does not know it must not run on it. */
  readonly breaking: boolean;
  readonly text: string;
  readonly sha256: Buffer;
}

const folder = join(import.meta.dirname, '../migrations');

/** The migrations of this version, in order. */
export function migrations(): readonly Migration[] {
  return globSync('*.sql', { cwd: folder })
    .map((file) => {
      const match = /^(\d{4})_([a-z0-9-]+)\.(compatible|breaking)\.sql$/.exec(basename(file));
      if (match === null)
        throw new Error(`A migration is named NNNN_word.compatible.sql or .breaking.sql, not ${file}`);
      const text = readFileSync(join(folder, file), 'utf8');
      return {
        number: Number(match[1]),
        name: match[2] ?? '',
        breaking: match[3] === 'breaking',
        text,
        sha256: createHash('sha256').update(text).digest(),
      };
    })
    .toSorted((a, b) => a.number - b.number);
}

/** The lowest server the schema rules are written for. */
const lowestServer = 150_000;
/** Any number: all starters of one database wait on the same lock. */
const lockKey = 6_842_019;

/**
 * Brings a database to this version's schema, connected as its owner. Two starters wait for one another. Makes the
 * application's role with the password given. A newer compatible schema is accepted; a newer breaking one is refused.
 * With `upTo` it stops at that step, so that an older backup can be filled in.
 */
export async function migrate(
  owner: ClientConfig,
  appRole: { readonly name: string; readonly password: string },
  upTo = Infinity,
): Promise<{ readonly applied: readonly number[] }> {
  const client = new Client(owner);
  await client.connect();
  try {
    const { rows: version } = await client.query<{ server_version_num: string }>('show server_version_num');
    if (Number(version[0]?.server_version_num) < lowestServer) {
      throw new RecordProblem(
        'DB-MIGRATE-001',
        'The database server is older than PostgreSQL 15.',
        'Nothing was changed.',
        'Use PostgreSQL 15 or newer.',
      );
    }
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await makeRole(client, appRole);
    await client.query(`create table if not exists schema_migration (
      number integer primary key, name text not null, breaking boolean not null, sha256 bytea not null, applied_at timestamptz not null default now())`);
    return { applied: await applyMissing(client, upTo) };
  } finally {
    await client.end();
  }
}

/** Errors of two starters that make or change the same role at the same moment. */
const raced: ReadonlySet<string | undefined> = new Set(['42710', '23505', 'XX000']);

async function makeRole(
  client: Client,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<void> {
  const role = client.escapeIdentifier(name);
  const secret = client.escapeLiteral(password);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { rows } = await client.query<{ above: boolean }>(
        'select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as above from pg_roles where rolname = $1',
        [name],
      );
      if (rows[0]?.above === true)
        throw new RecordProblem(
          'DB-MIGRATE-004',
          `The role ${name} of the database server can do more than the application may.`,
          'Nothing was changed.',
          `Take superuser, bypassrls, createrole and createdb from ${name}, or remove it, and start again.`,
        );
      await client.query(
        `${rows.length === 0 ? 'create' : 'alter'} role ${role} with login password ${secret}`,
      );
      return;
    } catch (error) {
      if (attempt >= 20 || !raced.has((error as { code?: string }).code)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 * attempt));
    }
  }
}

async function applyMissing(client: Client, upTo: number): Promise<readonly number[]> {
  const known = migrations();
  const { rows } = await client.query<{ number: number; name: string; breaking: boolean; sha256: Buffer }>(
    'select number, name, breaking, sha256 from schema_migration order by number',
  );
  const done = new Map(rows.map((row) => [row.number, row]));
  const newest = known.at(-1)?.number ?? 0;
  const tooNew = rows.find((row) => row.number > newest && row.breaking);
  if (tooNew !== undefined) {
    throw new RecordProblem(
      'DB-MIGRATE-002',
      `The database was changed by a newer Evenkeel (step ${tooNew.number}, ${tooNew.name}) in a way this version cannot work with.`,
      'Nothing was changed.',
      'Start the newer version, or restore a backup made by this one.',
    );
  }
  const applied: number[] = [];
  for (const migration of known) {
    if (migration.number > upTo) break;
    const before = done.get(migration.number);
    if (before !== undefined) {
      if (!before.sha256.equals(migration.sha256)) {
        throw new RecordProblem(
          'DB-MIGRATE-003',
          `Step ${migration.number} of the schema is not the one this database was made with.`,
          'Nothing was changed.',
          'Use the released files; a migration is never edited.',
        );
      }
      continue;
    }
    await client.query('begin');
    try {
      await client.query(
        'insert into schema_migration (number, name, breaking, sha256) values ($1, $2, $3, $4)',
        [migration.number, migration.name, migration.breaking, migration.sha256],
      );
      await client.query(migration.text);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
    applied.push(migration.number);
  }
  return applied;
}
