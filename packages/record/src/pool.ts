import { instantOf, type Instant } from '@evenkeel/quantities';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types, type PoolConfig, type CustomTypesConfig } from 'pg';
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
export const typeParsers: CustomTypesConfig = {
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
    return types.getTypeParser(oid, format as 'text');
  }) as CustomTypesConfig['getTypeParser'],
};

const settings = '-c timezone=UTC -c datestyle=ISO';

/**
 * Pipelined connections for the session log alone. All its statements go by primary key, so they are planned once and
 * never by what the tables looked like that day.
 */
export function openLogPool(config: PoolConfig): Pool {
  return openPool(
    { ...config, max: 4, pipeline: true },
    `${settings} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off`,
  );
}

/** A pool whose clients speak UTC and read our types. */
export function openPool(config: PoolConfig, options = settings): Pool {
  const pool = new Pool({
    max: 12,
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: 30_000,
    statement_timeout: 30_000,
    application_name: 'evenkeel',
    ...config,
    types: typeParsers,
    options,
  });
  // A client that loses its server says so here, idle or at work; its query reports it to whoever asked. Without a
  // listener on the client itself a cut connection would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Kysely over a pool. */
export function openKysely(pool: Pool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
