import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Instant } from '@evenkeel/quantities';
import pg from 'pg';
import { migrations } from './migrate.ts';
import { RecordProblem } from './record-problem.ts';

/** What stands beside the files of a backup. */
export interface BackupManifest {
  readonly format: 'evenkeel-backup-1';
  readonly madeAt: Instant;
  readonly schema: number;
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly sha256: string }[];
}

const manifestFile = 'manifest.json';
const page = 1_000;

/**
 * Writes every table as compressed JSON lines, all from one moment, with a manifest of counts and hashes. Works beside
 * a running server. The folder must be new or empty, so that a backup is never mixed with another.
 */
export async function backup(
  owner: pg.ClientConfig,
  folder: string,
  now: Instant,
  progress: (table: string) => void = () => undefined,
): Promise<BackupManifest> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) {
    throw new RecordProblem(
      'DB-BACKUP-001',
      `The folder ${folder} is not empty.`,
      'Nothing was written.',
      'Name a new folder.',
    );
  }
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query('set local timezone to UTC');
    const { rows: level } = await client.query<{ number: number }>(
      'select max(number) as number from schema_migration',
    );
    const tables: BackupManifest['tables'][number][] = [];
    for (const name of await tablesInOrder(client)) {
      progress(name);
      const hash = createHash('sha256');
      let rows = 0;
      const lines = async function* () {
        await client.query(
          `declare rows_of cursor for select row_to_json(t)::text as line from ${client.escapeIdentifier(name)} t`,
        );
        for (;;) {
          const { rows: chunk } = await client.query<{ line: string }>(`fetch ${page} from rows_of`);
          for (const { line } of chunk) {
            rows += 1;
            const text = `${line}\n`;
            hash.update(text);
            yield text;
          }
          if (chunk.length < page) break;
        }
        await client.query('close rows_of');
      };
      await pipeline(
        Readable.from(lines()),
        createGzip(),
        createWriteStream(join(folder, `${name}.jsonl.gz`), { flush: true }),
      );
      tables.push({ name, rows, sha256: hash.digest('hex') });
    }
    await client.query('commit');
    const manifest: BackupManifest = {
      format: 'evenkeel-backup-1',
      madeAt: now,
      schema: level[0]?.number ?? 0,
      tables,
    };
    // The manifest comes last: a folder without one is not a backup.
    await writeFile(join(folder, `${manifestFile}.new`), `${JSON.stringify(manifest, undefined, 2)}\n`, {
      flush: true,
    });
    await rename(join(folder, `${manifestFile}.new`), join(folder, manifestFile));
    return manifest;
  } finally {
    await client.end();
  }
}

/** Fills an empty, migrated database from a backup, in one transaction, after checking every hash. */
export async function restore(
  owner: pg.ClientConfig,
  folder: string,
  progress: (table: string) => void = () => undefined,
): Promise<BackupManifest> {
  const manifest = await readManifest(folder);
  const newest = migrations().at(-1)?.number ?? 0;
  if (manifest.schema > newest) {
    throw new RecordProblem(
      'DB-RESTORE-002',
      'The backup was made by a newer Evenkeel.',
      'Nothing was changed.',
      'Use that version to restore it.',
    );
  }
  await checkHashes(folder, manifest);
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const { rows: clinics } = await client.query('select 1 from clinic limit 1');
    if (clinics.length > 0) {
      throw new RecordProblem(
        'DB-RESTORE-003',
        'The database holds a clinic already.',
        'Nothing was changed.',
        'Restore into a new data folder or an empty database.',
      );
    }
    await client.query('begin');
    await client.query('set local timezone to UTC');
    for (const { name, rows } of manifest.tables) {
      progress(name);
      const table = client.escapeIdentifier(name);
      let count = 0;
      let lines: string[] = [];
      const insert = async () => {
        if (lines.length === 0) return;
        await client.query(
          `insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`,
          [`[${lines.join(',')}]`],
        );
        count += lines.length;
        lines = [];
      };
      for await (const line of linesOf(folder, name)) {
        lines.push(line);
        if (lines.length >= page) await insert();
      }
      await insert();
      if (count !== rows)
        throw new RecordProblem(
          'DB-RESTORE-004',
          `The table ${name} has ${count} rows, the manifest says ${rows}.`,
          'Nothing was changed.',
          'Use another copy of the backup.',
        );
    }
    await client.query('commit');
    return manifest;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

/** Tables of the schema, those that others refer to first; the list of migrations is the database's own. */
export async function tablesInOrder(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; needs: string[] }>(
    `select c.relname as name, coalesce(array_agg(distinct f.relname) filter (where f.relname is not null), '{}')::text[] as needs
     from pg_class c
     left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid
     left join pg_class f on f.oid = k.confrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'schema_migration'
     group by c.relname order by c.relname`,
  );
  const done: string[] = [];
  let left = rows;
  while (left.length > 0) {
    const ready = left.filter((table) => table.needs.every((need) => done.includes(need)));
    if (ready.length === 0) throw new Error('Tables refer to one another in a circle.');
    done.push(...ready.map((table) => table.name));
    left = left.filter((table) => !ready.includes(table));
  }
  return done;
}

async function readManifest(folder: string): Promise<BackupManifest> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, manifestFile), 'utf8')) as BackupManifest;
    if (
      manifest.format === 'evenkeel-backup-1' &&
      manifest.tables.every((table) => /^[a-z_]+$/.test(table.name))
    )
      return manifest;
  } catch {
    // Told below.
  }
  throw new RecordProblem(
    'DB-RESTORE-001',
    `The folder ${folder} holds no complete backup.`,
    'Nothing was changed.',
    'Name the folder that `evenkeel backup` wrote.',
  );
}

async function checkHashes(folder: string, manifest: BackupManifest): Promise<void> {
  for (const table of manifest.tables) {
    const hash = createHash('sha256');
    try {
      for await (const line of linesOf(folder, table.name)) hash.update(`${line}\n`);
    } catch (error) {
      throw new RecordProblem(
        'DB-RESTORE-005',
        `The file of ${table.name} cannot be read whole.`,
        'Nothing was changed.',
        'Use another copy of the backup.',
        error,
      );
    }
    if (hash.digest('hex') !== table.sha256) {
      throw new RecordProblem(
        'DB-RESTORE-006',
        `The file of ${table.name} is not the one that was written.`,
        'Nothing was changed.',
        'Use another copy of the backup.',
      );
    }
  }
}

async function* linesOf(folder: string, table: string): AsyncGenerator<string> {
  const stream = createReadStream(join(folder, `${table}.jsonl.gz`));
  const unpacked = createGunzip();
  const failed = pipeline(stream, unpacked);
  failed.catch(() => undefined);
  for await (const line of createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY }))
    yield line;
  await failed;
}
