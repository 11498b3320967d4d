import { sql, type Kysely, type Transaction } from 'kysely';
import type { Database } from '../schema.ts';

/** When a job ran last. */
export interface JobRun {
  readonly job: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly outcome: 'running' | 'ok' | 'failed';
  readonly detail: string;
}

/** Writes down that a job began or ended; one row a job. */
export async function noteJobRun(db: Kysely<Database> | Transaction<Database>, run: JobRun): Promise<void> {
  const row = {
    started_at: run.startedAt,
    ended_at: run.endedAt ?? null,
    outcome: run.outcome,
    detail: run.detail,
  };
  await db
    .insertInto('job_run')
    .values({ job: run.job, ...row })
    .onConflict((clash) => clash.column('job').doUpdateSet(row))
    .execute();
}

/** The last run of each job. */
export async function jobRuns(db: Kysely<Database> | Transaction<Database>): Promise<readonly JobRun[]> {
  const rows = await db.selectFrom('job_run').selectAll().orderBy('job').execute();
  return rows.map((row) => ({
    job: row.job,
    startedAt: row.started_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    outcome: row.outcome,
    detail: row.detail,
  }));
}

/** Every clinic of the database, for jobs that go from one to the next; nothing else of them is told. */
export async function clinicsOfDatabase(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ clinic_id: string }>`select clinic_id from clinics_of_database()`.execute(db);
  return rows.map((row) => row.clinic_id);
}
