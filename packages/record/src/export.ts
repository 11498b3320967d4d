import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql, type Transaction } from 'kysely';
import type pg from 'pg';
import { emptyFolder } from './backup.ts';
import { cursor, inSnapshot, tableShapes, textRows, type TableShape } from './owner-database.ts';
import type { Database } from './schema.ts';

/** One exported table. */
export interface ExportedTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** What an export holds: `tables.json`. */
export interface ExportManifest {
  readonly format: 'evenkeel-export-1';
  readonly tables: readonly ExportedTable[];
}

/** Secrets and running sign-ins open doors and say nothing about care: they stay. */
const leftOut: Readonly<Record<string, readonly string[] | 'all'>> = Object.freeze({
  sign_in_session: 'all',
  sign_in_try: 'all',
  staff: ['password_hash', 'pin_hash', 'totp_secret', 'totp_last_step'],
  passkey: ['public_key', 'counter', 'credential_id'],
  device: ['token_hash'],
  patient_link: ['token_hash'],
});

/**
 * Writes everything for people who leave: every table as CSV (RFC 4180, UTF-8, one row a line, an empty cell for what is
 * not known) and as JSON, the vital signs as a tidy table, and a list of columns. From one snapshot; `folder` is new or
 * empty. Passwords, keys and tokens are left out.
 */
export async function exportAll(
  owner: pg.ClientConfig,
  folder: string,
  progress: (table: string) => void = () => undefined,
): Promise<{ readonly tables: number; readonly rows: number }> {
  await emptyFolder(folder);
  const tables = await inSnapshot(owner, async (tx) => {
    const done: ExportedTable[] = [];
    for (const table of await tableShapes(tx)) {
      const hidden = leftOut[table.name] ?? [];
      if (hidden === 'all') continue;
      progress(table.name);
      const columns = table.columns.filter(({ name }) => !hidden.includes(name));
      done.push(await exportTable(tx, folder, table, columns));
    }
    progress('vital_sign');
    done.push(await exportVitals(tx, folder));
    return done;
  });
  const manifest: ExportManifest = { format: 'evenkeel-export-1', tables };
  await writeFile(join(folder, 'tables.json'), `${JSON.stringify(manifest, undefined, 2)}\n`, {
    mode: 0o600,
  });
  return { tables: tables.length, rows: tables.reduce((sum, table) => sum + table.rows, 0) };
}

/** One cell by RFC 4180. */
function cell(text: string | null): string {
  if (text === null) return '';
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const csvLine = (cells: readonly (string | null)[]): string => `${cells.map(cell).join(',')}\r\n`;

async function exportTable(
  tx: Transaction<Database>,
  folder: string,
  table: TableShape,
  columns: TableShape['columns'],
): Promise<ExportedTable> {
  const names = columns.map(({ name }) => name);
  const rows = await writeLines(folder, `${table.name}.csv`, csvOf(names, textRows(tx, table, names)));
  const picked = sql.join(names.flatMap((name) => [sql.lit(name), sql.ref(`row.${name}`)]));
  const order = sql.join(table.key.map((name) => sql.ref(`row.${name}`)));
  await writeLines(
    folder,
    `${table.name}.json`,
    jsonOf(
      cursor(
        tx,
        sql`select json_build_object(${picked})::text as line from ${sql.table(table.name)} as row order by ${order}`,
        (row: { line: string }) => row.line,
      ),
    ),
  );
  return { name: table.name, rows, columns };
}

/** One measured value a row, with the entry it stands in; corrected and retracted ones too, named by `corrected_by`. */
async function exportVitals(tx: Transaction<Database>, folder: string): Promise<ExportedTable> {
  const columns = [
    { name: 'clinic_id', type: 'uuid' },
    { name: 'patient_id', type: 'uuid' },
    { name: 'session_id', type: 'uuid' },
    { name: 'entry_id', type: 'uuid' },
    { name: 'clinical_time', type: 'timestamp with time zone' },
    { name: 'sign', type: 'text' },
    { name: 'value', type: 'numeric' },
    { name: 'corrected_by', type: 'uuid' },
  ];
  const query = sql`
    select array[e.clinic_id::text, s.patient_id::text, e.session_id::text, e.entry_id::text,
      to_json(e.clinical_time) #>> '{}', v.key, v.value,
      (select c.entry_id::text from session_entry c
       where c.clinic_id = e.clinic_id and c.session_id = e.session_id and c.corrects = e.entry_id
       order by c.sequence desc limit 1)] as cells
    from session_entry e
    join session s on s.clinic_id = e.clinic_id and s.session_id = e.session_id
    cross join lateral jsonb_each_text(e.body -> 'vitals') v
    where e.type = 'vitals'
    order by e.clinic_id, e.session_id, e.sequence, v.key`;
  const rows = await writeLines(
    folder,
    'vital_sign.csv',
    csvOf(
      columns.map(({ name }) => name),
      cursor(tx, query, (row: { cells: (string | null)[] }) => row.cells),
    ),
  );
  return { name: 'vital_sign', rows, columns };
}

async function* csvOf(
  header: readonly string[],
  rows: AsyncIterable<readonly (string | null)[]>,
): AsyncGenerator<string> {
  yield csvLine(header);
  for await (const row of rows) yield csvLine(row);
}

async function* jsonOf(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const line of lines) {
    yield `${before}${line}`;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

/** Writes chunks; gives the number of chunks after the first. */
async function writeLines(folder: string, file: string, chunks: AsyncIterable<string>): Promise<number> {
  let count = 0;
  await pipeline(
    Readable.from(
      (async function* () {
        for await (const chunk of chunks) {
          count += 1;
          yield chunk;
        }
      })(),
    ),
    createWriteStream(join(folder, file), { mode: 0o600 }),
  );
  return count - 1;
}
