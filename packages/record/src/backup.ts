import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip, createGzip } from 'node:zlib';
import type { Instant } from '@evenkeel/quantities';
import { sql, type Transaction } from 'kysely';
import type pg from 'pg';
import { mergeAnchors } from './anchor.ts';
import { migrate, migrations } from './migrate.ts';
import type { OpenedDatabase } from './open-databases.ts';
import { asOwner, inSnapshot, jsonLines, tableShapes, type TableShape } from './owner-database.ts';
import { RecordProblem } from './record-problem.ts';
import type { Database } from './schema.ts';

/** One table in a backup. `sha256` is over its lines, before compression, in lower-case hex. */
export interface BackedUpTable {
  readonly name: string;
  readonly rows: number;
  readonly sha256: string;
}

/** What a backup holds; `manifest.json`, written last, so that a backup without it was not finished. */
export interface BackupManifest {
  readonly format: 'evenkeel-backup-1';
  readonly madeAt: Instant;
  /** The step of the schema it was made at. */
  readonly schema: number;
  /** Steps of the schema, oldest first, with the hash of each file. */
  readonly migrations: readonly { readonly number: number; readonly name: string; readonly sha256: string }[];
  readonly tables: readonly BackedUpTable[];
  readonly anchors: { readonly lines: number; readonly sha256: string };
}

type Place = Pick<OpenedDatabase, 'owner' | 'anchorFile'>;

const manifestFile = 'manifest.json';
const anchorsFile = 'anchors.jsonl';
const fileOf = (folder: string, table: string): string => join(folder, `${table}.jsonl.gz`);

/**
 * Writes every table as compressed JSON lines into a new or empty folder, from one snapshot, while the house goes on
 * working. The anchor file is copied before the snapshot, so no head in it is newer than the rows.
 * @throws RecordProblem DB-BACKUP-001 when the folder holds something
 */
export async function backup(
  from: Place,
  folder: string,
  now: Instant,
  progress: (table: string) => void = () => undefined,
): Promise<BackupManifest> {
  await emptyFolder(folder);
  const anchors = await readOrEmpty(from.anchorFile);
  await writeFile(join(folder, anchorsFile), anchors, { mode: 0o600, flush: true });
  const manifest = await inSnapshot(from.owner, async (tx): Promise<BackupManifest> => {
    const { rows: steps } = await sql<{ number: number; name: string; sha256: Buffer }>`
      select number, name, sha256 from schema_migration order by number`.execute(tx);
    const tables: BackedUpTable[] = [];
    for (const table of await tableShapes(tx)) {
      progress(table.name);
      tables.push(await writeTable(tx, folder, table));
    }
    return {
      format: 'evenkeel-backup-1',
      madeAt: now,
      schema: steps.at(-1)?.number ?? 0,
      migrations: steps.map((step) => ({ ...step, sha256: step.sha256.toString('hex') })),
      tables,
      anchors: { lines: anchors.split('\n').length - 1, sha256: hashOf(anchors) },
    };
  });
  await writeFile(join(folder, `${manifestFile}.new`), `${JSON.stringify(manifest, undefined, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
  await rename(join(folder, `${manifestFile}.new`), join(folder, manifestFile));
  await syncFolder(folder);
  return manifest;
}

/**
 * Fills a database that has no row yet, from a backup of this or an older schema, and brings it to this version's.
 * Every hash is checked before the first row is written and again from the rows themselves; all or nothing. The backup's
 * anchors are added to the anchor file.
 * @throws RecordProblem DB-RESTORE-001 not a whole backup, 002 made by another version, 003 the database has rows,
 * 005 a file is changed or cut off, 006 the rows came out other than they went in
 */
export async function restore(
  into: Place & Pick<OpenedDatabase, 'app'>,
  folder: string,
  progress: (table: string) => void = () => undefined,
): Promise<BackupManifest> {
  const manifest = await readManifest(folder);
  checkLevel(manifest);
  await checkFiles(folder, manifest);
  const { owner, app } = into;
  const appRole = { name: String(app.user), password: String(app.password) };
  await asOwner(owner, (db) => db.transaction().execute((tx) => clear(tx, manifest.schema)));
  await migrate(owner, appRole, manifest.schema);
  await asOwner(owner, (db) =>
    db.transaction().execute(async (tx) => {
      const shapes = await tableShapes(tx);
      await requireEmpty(tx, shapes);
      for (const table of shapes) {
        const wanted = manifest.tables.find((one) => one.name === table.name);
        if (wanted === undefined) continue;
        progress(table.name);
        await fillTable(tx, folder, table);
        const got = await hashTable(tx, table);
        if (got.sha256 !== wanted.sha256 || got.rows !== wanted.rows)
          throw new RecordProblem(
            'DB-RESTORE-006',
            `The table ${table.name} did not come out as it went in.`,
            'The database has no rows, as before; the backup is as it was.',
            'Restore into a database server of the version the backup was made on, and report this.',
          );
      }
    }),
  );
  await migrate(owner, appRole);
  await mergeAnchors(into.anchorFile, await readFile(join(folder, anchorsFile), 'utf8'));
  return manifest;
}

/** Hashes of every table as a backup would have them, to compare two databases. */
export async function tableHashes(owner: pg.ClientConfig): Promise<readonly BackedUpTable[]> {
  return await inSnapshot(owner, async (tx) => {
    const tables: BackedUpTable[] = [];
    for (const table of await tableShapes(tx)) tables.push(await hashTable(tx, table));
    return tables;
  });
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function readOrEmpty(path: string): Promise<string> {
  try {
    const text = await readFile(path, 'utf8');
    return text.slice(0, text.lastIndexOf('\n') + 1);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Makes a folder for this user only, or takes an empty one. */
export async function emptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0)
    throw new RecordProblem(
      'DB-BACKUP-001',
      `The folder ${folder} is not empty.`,
      'Nothing was written.',
      'Name a new folder.',
    );
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Lines through a hash, counted. */
async function* hashed(lines: AsyncIterable<string>, hash: Hash, count: { rows: number }) {
  for await (const line of lines) {
    const text = `${line}\n`;
    hash.update(text);
    count.rows += 1;
    yield text;
  }
}

async function writeTable(
  tx: Transaction<Database>,
  folder: string,
  table: TableShape,
): Promise<BackedUpTable> {
  const hash = createHash('sha256');
  const count = { rows: 0 };
  await pipeline(
    Readable.from(hashed(jsonLines(tx, table), hash, count)),
    createGzip({ level: 6 }),
    createWriteStream(fileOf(folder, table.name), { mode: 0o600, flush: true }),
  );
  return { name: table.name, rows: count.rows, sha256: hash.digest('hex') };
}

async function hashTable(tx: Transaction<Database>, table: TableShape): Promise<BackedUpTable> {
  const hash = createHash('sha256');
  const count = { rows: 0 };
  for await (const line of hashed(jsonLines(tx, table), hash, count)) void line;
  return { name: table.name, rows: count.rows, sha256: hash.digest('hex') };
}

async function readManifest(folder: string): Promise<BackupManifest> {
  let manifest: Partial<BackupManifest>;
  try {
    manifest = JSON.parse(await readFile(join(folder, manifestFile), 'utf8')) as Partial<BackupManifest>;
  } catch (error) {
    throw notWhole(folder, error);
  }
  if (
    manifest.format !== 'evenkeel-backup-1' ||
    !Array.isArray(manifest.tables) ||
    !Array.isArray(manifest.migrations) ||
    typeof manifest.schema !== 'number' ||
    typeof manifest.anchors !== 'object' ||
    !manifest.tables.every((table: BackedUpTable) => /^[a-z_]+$/.test(table.name))
  )
    throw notWhole(folder);
  return manifest as BackupManifest;
}

function notWhole(folder: string, cause?: unknown): RecordProblem {
  return new RecordProblem(
    'DB-RESTORE-001',
    `The folder ${folder} holds no complete backup.`,
    'Nothing was changed.',
    'Name the folder that `evenkeel backup` wrote.',
    cause,
  );
}

/** This version must know every step of the schema the backup was made at. */
function checkLevel(manifest: BackupManifest): void {
  const known = new Map(migrations().map((step) => [step.number, step.sha256.toString('hex')]));
  const strange = manifest.migrations.find((step) => known.get(step.number) !== step.sha256);
  if (strange !== undefined)
    throw new RecordProblem(
      'DB-RESTORE-002',
      `The backup was made by another Evenkeel: this version does not know its schema step ${strange.number} (${strange.name}).`,
      'Nothing was changed.',
      'Restore it with the version that made it, or a newer one.',
    );
}

async function checkFiles(folder: string, manifest: BackupManifest): Promise<void> {
  for (const table of manifest.tables) {
    const hash = createHash('sha256');
    let rows = 0;
    try {
      for await (const line of linesOf(folder, table.name)) {
        hash.update(`${line}\n`);
        rows += 1;
      }
    } catch (error) {
      throw changed(`${table.name}.jsonl.gz`, error);
    }
    if (hash.digest('hex') !== table.sha256 || rows !== table.rows) throw changed(`${table.name}.jsonl.gz`);
  }
  const anchors = await readFile(join(folder, anchorsFile), 'utf8').catch((error: unknown) => {
    throw changed(anchorsFile, error);
  });
  if (hashOf(anchors) !== manifest.anchors.sha256) throw changed(anchorsFile);
}

function changed(file: string, cause?: unknown): RecordProblem {
  return new RecordProblem(
    'DB-RESTORE-005',
    `The file ${file} of the backup is missing, cut off or was changed after it was made.`,
    'Nothing was changed.',
    'Use another copy of the backup.',
    cause,
  );
}

async function requireEmpty(tx: Transaction<Database>, shapes: readonly TableShape[]): Promise<void> {
  for (const { name } of shapes) {
    await sql`lock table ${sql.table(name)} in access exclusive mode`.execute(tx);
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(tx);
    if (rows.length > 0)
      throw new RecordProblem(
        'DB-RESTORE-003',
        `The database is not empty: it has rows in ${name}.`,
        'Nothing was changed.',
        'Restore into a new data folder or a new database.',
      );
  }
}

/** A database without a row but with another level of the schema starts from nothing again. */
async function clear(tx: Transaction<Database>, level: number): Promise<void> {
  const { rows: has } = await sql<{ has: boolean }>`
    select to_regclass('public.schema_migration') is not null as has`.execute(tx);
  await requireEmpty(tx, await tableShapes(tx));
  if (has[0]?.has !== true) return;
  const { rows } = await sql<{ level: number | null }>`
    select max(number) as level from schema_migration`.execute(tx);
  if (rows[0]?.level === level) return;
  await sql`drop schema public cascade`.execute(tx);
  await sql`create schema public authorization pg_database_owner`.execute(tx);
  await sql`grant usage on schema public to public`.execute(tx);
}

/** The lines of a table's file; throws when it is missing, cut off or not what was packed. */
async function* linesOf(folder: string, table: string): AsyncGenerator<string> {
  const unpacked = createGunzip();
  const whole = pipeline(createReadStream(fileOf(folder, table)), unpacked);
  whole.catch(() => undefined);
  let rest = '';
  const decoder = new StringDecoder('utf8');
  for await (const chunk of unpacked) {
    const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  await whole;
  if (rest !== '') throw new Error('The last line has no end.');
}

async function fillTable(tx: Transaction<Database>, folder: string, table: TableShape): Promise<void> {
  let waiting: string[] = [];
  let size = 0;
  const write = async () => {
    if (waiting.length === 0) return;
    await sql`insert into ${sql.table(table.name)}
      select * from json_populate_recordset(null::${sql.table(table.name)}, ${`[${waiting.join(',')}]`}::json)`.execute(
      tx,
    );
    waiting = [];
    size = 0;
  };
  for await (const line of linesOf(folder, table.name)) {
    waiting.push(line);
    size += line.length;
    if (waiting.length >= 1_000 || size > 4_000_000) await write();
  }
  await write();
}
