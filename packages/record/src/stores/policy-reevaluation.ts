import { sql, type Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** How far the judging of a clinic's patients under a new policy has come. */
export interface StoredReevaluation {
  readonly version: number;
  readonly beforeVersion: number;
  readonly stage: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
  /** The moment that both policies judge at. */
  readonly judgedAt: string;
  readonly total: number;
  readonly done: number;
  readonly changed: number;
  /** Where the next batch begins. */
  readonly lastPatient?: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly endedBy?: string;
}

/** A patient whose summary a new policy changes. */
export interface StoredReevaluated {
  readonly patientId: string;
  readonly before: string;
  readonly after: string;
  readonly rules: unknown;
}

/** Patients with a plan or a decision on eligibility: those whom a policy speaks of. */
const judged = (scope: Scope) => sql`(
  select patient_id from plan where clinic_id = ${scope.clinicId}
  union select patient_id from eligibility_decision where clinic_id = ${scope.clinicId})`;

/** Asks for a judging of everybody, in the transaction that puts the version in force. */
export async function insertReevaluation(
  tx: Tx,
  scope: Scope,
  at: string,
  what: { readonly version: number; readonly beforeVersion: number },
): Promise<void> {
  await sql`insert into policy_reevaluation (clinic_id, version, before_version, stage, judged_at, total, done, changed, asked_by)
    select ${scope.clinicId}::uuid, ${what.version}::integer, ${what.beforeVersion}::integer, 'waiting', ${at}::timestamptz,
      (select count(*)::integer from ${judged(scope)} who), 0, 0, ${scope.actorId}::uuid`.execute(tx);
}

/** The judging that belongs to a version, or to the newest version that has one. */
export async function findReevaluation(
  tx: Tx,
  scope: Scope,
  version?: number,
): Promise<StoredReevaluation | undefined> {
  let query = tx.selectFrom('policy_reevaluation').selectAll().where('clinic_id', '=', scope.clinicId);
  if (version !== undefined) query = query.where('version', '=', version);
  const row = await query.orderBy('version', 'desc').limit(1).executeTakeFirst();
  return row === undefined
    ? undefined
    : {
        version: row.version,
        beforeVersion: row.before_version,
        stage: row.stage,
        judgedAt: row.judged_at,
        total: row.total,
        done: row.done,
        changed: row.changed,
        ...(row.last_patient === null ? {} : { lastPatient: row.last_patient }),
        ...(row.started_at === null ? {} : { startedAt: row.started_at }),
        ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
        ...(row.ended_by === null ? {} : { endedBy: row.ended_by }),
      };
}

/** The next patients to judge, in the order of their ids. */
export async function patientsToJudge(
  tx: Tx,
  scope: Scope,
  after: string | undefined,
  limit: number,
): Promise<readonly string[]> {
  // Each arm stops at the limit by its own index, so that a batch does not read the whole clinic.
  const arm = (table: 'plan' | 'eligibility_decision') => sql`(
    select distinct patient_id from ${sql.table(table)} where clinic_id = ${scope.clinicId}
      and patient_id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid
    order by patient_id limit ${limit})`;
  const { rows } = await sql<{ patient_id: string }>`
    select patient_id from (${arm('plan')} union ${arm('eligibility_decision')}) who
    order by patient_id limit ${limit}`.execute(tx);
  return rows.map((row) => row.patient_id);
}

/**
 * Keeps what a batch found and moves on. False when somebody cancelled, or another server judged this batch: then nothing
 * of it is kept.
 */
export async function advanceReevaluation(
  tx: Tx,
  scope: Scope,
  at: string,
  from: StoredReevaluation,
  batch: {
    readonly patientIds: readonly string[];
    readonly changed: readonly StoredReevaluated[];
    readonly isLast: boolean;
  },
): Promise<boolean> {
  const { rows } = await sql`update policy_reevaluation set
      stage = ${batch.isLast ? 'done' : 'running'}, done = done + ${batch.patientIds.length}::integer,
      total = case when ${batch.isLast}::boolean then done + ${batch.patientIds.length}::integer else greatest(total, done + ${batch.patientIds.length}::integer) end,
      changed = changed + ${batch.changed.length}::integer,
      last_patient = coalesce(${batch.patientIds.at(-1) ?? null}::uuid, last_patient),
      started_at = coalesce(started_at, ${at}::timestamptz),
      ended_at = case when ${batch.isLast}::boolean then ${at}::timestamptz end
    where clinic_id = ${scope.clinicId} and version = ${from.version} and stage in ('waiting', 'running', 'failed')
      and last_patient is not distinct from ${from.lastPatient ?? null}::uuid
    returning version`.execute(tx);
  if (rows.length === 0) return false;
  if (batch.changed.length > 0)
    await tx
      .insertInto('policy_reevaluation_patient')
      .values(
        batch.changed.map((one) => ({
          clinic_id: scope.clinicId,
          version: from.version,
          patient_id: one.patientId,
          summary_before: one.before,
          summary_after: one.after,
          rules: JSON.stringify(one.rules),
        })),
      )
      .execute();
  return true;
}

/** Ends a judging that is not done. False when there is none to end. */
export async function endReevaluation(
  tx: Tx,
  scope: Scope,
  at: string,
  version: number,
  stage: 'cancelled' | 'failed',
): Promise<boolean> {
  const { rows } =
    await sql`update policy_reevaluation set stage = ${stage}, ended_at = ${at}, ended_by = ${scope.actorId}
    where clinic_id = ${scope.clinicId} and version = ${version} and stage in ('waiting', 'running') returning version`.execute(
      tx,
    );
  return rows.length > 0;
}

/** The patients found so far, in the order of their ids, one page. */
export async function reevaluatedPatients(
  tx: Tx,
  scope: Scope,
  version: number,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly StoredReevaluated[]> {
  let query = tx
    .selectFrom('policy_reevaluation_patient')
    .selectAll()
    .where('clinic_id', '=', scope.clinicId)
    .where('version', '=', version);
  if (page.after !== undefined) query = query.where('patient_id', '>', page.after);
  const rows = await query.orderBy('patient_id').limit(page.limit).execute();
  return rows.map((row) => ({
    patientId: row.patient_id,
    before: row.summary_before,
    after: row.summary_after,
    rules: row.rules,
  }));
}

/** What a judging needs of many patients besides their facts. */
export interface StoredPerson {
  readonly patientId: string;
  readonly birthDate: string;
  readonly sex: string;
  /** Drug, route and template of the newest plan. */
  readonly plan?: { readonly drug: string; readonly route: string; readonly template?: string };
  readonly totals: readonly {
    readonly responseId: string;
    readonly instrument: string;
    readonly at: string;
    readonly total?: number;
  }[];
}

/** Birth date, sex, newest plan and the totals of submitted questionnaires of many patients, in two statements. */
export async function peopleToJudge(
  tx: Tx,
  scope: Scope,
  patientIds: readonly string[],
): Promise<readonly StoredPerson[]> {
  if (patientIds.length === 0) return [];
  const ids = [...patientIds];
  const { rows: people } = await sql<{
    patient_id: string;
    birth_date: string;
    sex: string;
    drug: string | null;
    route: string | null;
    template: string | null;
  }>`
    select distinct on (p.patient_id) p.patient_id, p.birth_date, p.sex, newest.drug, newest.route, newest.template
    from patient p
    left join lateral (select drug, route, template from plan
      where plan.clinic_id = p.clinic_id and plan.patient_id = p.patient_id
      order by signed_at desc, plan_id desc limit 1) newest on true
    where p.clinic_id = ${scope.clinicId} and p.patient_id = any(${ids}::uuid[])
    order by p.patient_id, p.version desc`.execute(tx);
  const { rows: totals } = await sql<{
    patient_id: string;
    response_id: string;
    instrument: string;
    at: string;
    total: number | null;
  }>`
    select r.patient_id, r.response_id, r.instrument, coalesce(r.taken_at, s.submitted_at) as at, s.total
    from response_submitted s join response r on r.clinic_id = s.clinic_id and r.response_id = s.response_id
    where s.clinic_id = ${scope.clinicId} and s.patient_id = any(${ids}::uuid[])
    order by r.opened_at, r.response_id`.execute(tx);
  const totalsOf = Map.groupBy(totals, (one) => one.patient_id);
  return people.map((one) => ({
    patientId: one.patient_id,
    birthDate: one.birth_date,
    sex: one.sex,
    ...(one.drug === null || one.route === null
      ? {}
      : {
          plan: {
            drug: one.drug,
            route: one.route,
            ...(one.template === null ? {} : { template: one.template }),
          },
        }),
    totals: (totalsOf.get(one.patient_id) ?? []).map(({ response_id, instrument, at, total }) => ({
      responseId: response_id,
      instrument,
      at,
      ...(total === null ? {} : { total }),
    })),
  }));
}
