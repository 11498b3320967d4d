import { instantOf, type Instant } from '@evenkeel/quantities';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './schema.ts';

const timestamptz = 1184;
const date = 1082;
const dates = 1182;
const bigint = 20;
const numeric = 1700;

/** PostgreSQL prints `2026-11-25 10:05:00.123+00`; we keep canonical instants. */
function readInstant(text: string): Instant {
  return instantOf(Date.parse(`${text.replace(' ', 'T')}${/[+-]\d\d$/.test(text) ? ':00' : ''}`));
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Parsers of this house for one client; the driver's global ones are left alone. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === timestamptz) return readInstant;
      if (oid === date) return (text: string) => text;
      if (oid === dates)
        return (text: string) =>
          text
            .slice(1, -1)
            .split(',')
            .filter((item) => item !== '');
      if (oid === bigint) return Number;
      if (oid === numeric) return trimZeros;
    }
    return pg.types.getTypeParser(oid, format as 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/** A pool whose clients speak UTC and read our types. */
export function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    max: 12,
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: 30_000,
    statement_timeout: 30_000,
    application_name: 'evenkeel',
    ...config,
    types: typeParsers,
    options: '-c timezone=UTC -c datestyle=ISO',
  });
  // An idle client that loses its server says so here; the next query reports it to whoever asked.
  pool.on('error', () => undefined);
  return pool;
}

/** Kysely over a pool. */
export function openKysely(pool: pg.Pool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
