import { sql, type Kysely, type Transaction } from 'kysely';
import type pg from 'pg';
import { openKysely, openPool } from './pool.ts';
import type { Database } from './schema.ts';

type Reader = Transaction<Database>;

/** One table of the record as the catalogue has it. `key` is its primary key in order. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly key: readonly string[];
}

/** Runs work on one connection of the database's owner and closes it. */
export async function asOwner<T>(
  owner: pg.ClientConfig,
  work: (db: Kysely<Database>) => Promise<T>,
): Promise<T> {
  const pool = openPool({ ...owner, max: 1, statement_timeout: 0, idle_in_transaction_session_timeout: 0 });
  const db = openKysely(pool);
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** One unchanging view of the whole database, however long the reading takes. */
export async function inSnapshot<T>(owner: pg.ClientConfig, work: (tx: Reader) => Promise<T>): Promise<T> {
  return await asOwner(
    owner,
    async (db) =>
      await db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
  );
}

/** Every table of the record, each after those it refers to. The list of migrations is not part of the record. */
export async function tableShapes(tx: Reader): Promise<readonly TableShape[]> {
  const { rows } = await sql<{
    name: string;
    columns: { name: string; type: string }[];
    key: string[] | null;
    after: string[] | null;
  }>`
    select c.relname::text as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum)
       from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum))
       from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey::int2[])
       where i.indrelid = c.oid and i.indisprimary) as key,
      (select array_agg(distinct f.confrelid::regclass::text)
       from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as after
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migration'
    order by c.relname`.execute(tx);
  const waiting = new Map(rows.map((row) => [row.name, row]));
  const sorted: TableShape[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(
      (row) => !(row.after ?? []).some((name) => waiting.has(name.replaceAll('"', ''))),
    );
    if (free.length === 0) throw new Error('The tables of the record refer to one another in a circle.');
    for (const row of free) {
      waiting.delete(row.name);
      sorted.push({
        name: row.name,
        columns: row.columns,
        key: row.key ?? row.columns.map(({ name }) => name),
      });
    }
  }
  return sorted;
}

/** The order of a table's rows: by key, text by code point whatever the server's language. */
function keyOrder(table: TableShape) {
  return sql.join(
    table.key.map((name) => {
      const column = sql.ref(`row.${name}`);
      const isText = table.columns.find((one) => one.name === name)?.type === 'text';
      return isText ? sql`${column} collate "C"` : column;
    }),
  );
}

const page = 1_000;

/** The rows of a table in the order of their key, each as one line of JSON made by the database (no number is rounded). */
export async function* jsonLines(tx: Reader, table: TableShape): AsyncGenerator<string> {
  yield* cursor(
    tx,
    sql`select row_to_json(row)::text as line from ${sql.table(table.name)} as row order by ${keyOrder(table)}`,
    (row: { line: string }) => row.line,
  );
}

/** The rows of a table in the order of their key, each column as text; null where there is none. */
export async function* textRows(
  tx: Reader,
  table: TableShape,
  columns: readonly string[],
): AsyncGenerator<readonly (string | null)[]> {
  const cells = sql.join(columns.map((name) => sql`to_json(${sql.ref(`row.${name}`)}) #>> '{}'`));
  yield* cursor(
    tx,
    sql`select array[${cells}]::text[] as cells from ${sql.table(table.name)} as row order by ${keyOrder(table)}`,
    (row: { cells: (string | null)[] }) => row.cells,
  );
}

/** Reads a query page by page, so that a large table never stands in memory; `take` reads a row of that query. */
export async function* cursor<T>(
  tx: Reader,
  query: ReturnType<typeof sql>,
  take: (row: never) => T,
): AsyncGenerator<T> {
  await sql`declare reading no scroll cursor for ${query}`.execute(tx);
  for (;;) {
    const { rows } = await sql`fetch ${sql.lit(page)} from reading`.execute(tx);
    for (const row of rows) yield take(row as never);
    if (rows.length < page) break;
  }
  await sql`close reading`.execute(tx);
}
