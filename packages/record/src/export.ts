import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { tablesInOrder } from './backup.ts';

/** Columns that are keys to doors, not facts about care; they never leave. */
const kept: { readonly [table: string]: readonly string[] } = Object.freeze({
  staff: ['password_hash', 'pin_hash', 'totp_secret', 'totp_last_step'],
  passkey: ['public_key', 'credential_id', 'counter'],
});
const tablesKept: ReadonlySet<string> = new Set([
  'sign_in_session',
  'sign_in_try',
  'sign_in_name',
  'device',
  'patient_link',
]);

/**
 * Everything a clinic may take with it, as tidy tables in CSV (one row a fact, item answers and log entries included)
 * and a list of tables with their columns. Passwords, codes and sign-ins stay behind.
 */
export async function exportAll(
  owner: pg.ClientConfig,
  folder: string,
  progress: (table: string) => void = () => undefined,
): Promise<{ readonly tables: number; readonly rows: number }> {
  await mkdir(folder, { recursive: true });
  const client = new pg.Client({ ...owner, types: { getTypeParser: () => (text: string) => text } });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query('set local timezone to UTC');
    await client.query('set local datestyle to ISO');
    const described: { name: string; columns: string[]; rows: number }[] = [];
    for (const name of await tablesInOrder(client as pg.Client)) {
      if (tablesKept.has(name)) continue;
      progress(name);
      const { rows: columnRows } = await client.query<{ column_name: string }>(
        `select column_name from information_schema.columns where table_schema = 'public' and table_name = $1 order by ordinal_position`,
        [name],
      );
      const columns = columnRows
        .map((row) => row.column_name)
        .filter((column) => !(kept[name] ?? []).includes(column));
      const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
      let rows = 0;
      const lines = async function* () {
        yield `${columns.join(',')}\n`;
        await client.query(`declare rows_of cursor for select ${list} from ${client.escapeIdentifier(name)}`);
        for (;;) {
          const { rows: chunk } =
            await client.query<Record<string, string | null>>('fetch 1000 from rows_of');
          for (const row of chunk) {
            rows += 1;
            yield `${columns.map((column) => csvField(row[column] ?? null)).join(',')}\n`;
          }
          if (chunk.length < 1000) break;
        }
        await client.query('close rows_of');
      };
      await pipeline(Readable.from(lines()), createWriteStream(join(folder, `${name}.csv`)));
      described.push({ name, columns, rows });
    }
    await client.query('commit');
    await writeFile(
      join(folder, 'tables.json'),
      `${JSON.stringify({ format: 'evenkeel-export-1', tables: described }, undefined, 2)}\n`,
    );
    return { tables: described.length, rows: described.reduce((sum, table) => sum + table.rows, 0) };
  } finally {
    await client.end();
  }
}

/** RFC 4180; an absent value is an empty field, an empty text is `""`. A leading =, +, - or @ of free text is kept as it is. */
function csvField(value: string | null): string {
  if (value === null) return '';
  return value === '' || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
