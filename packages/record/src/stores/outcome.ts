import { standingEntries, type RecordedEntry } from '@evenkeel/protocol';
import { sql, type Selectable, type Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import { entryOfRow } from '../entry-row.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** One person's course on one scale, as counted in the clinic's outcomes. */
export interface StoredOutcomeRow {
  readonly patientId: string;
  readonly instrument: string;
  readonly diagnosis: string;
  readonly route: string;
  readonly regimen: string;
  readonly baseline: number | null;
  readonly weeks: readonly (number | null)[];
  readonly firstDoseAt: string;
  readonly relapseDays: number | null;
  readonly relapsed: boolean;
}

/** Marks a person's rollup as out of date. */
export async function markOutcomeStale(tx: Tx, scope: Scope, at: string, patientId: string): Promise<void> {
  await tx
    .insertInto('outcome_stale')
    .values({ clinic_id: scope.clinicId, patient_id: patientId, since: at })
    // Locks the row that is there, so that a count which takes it off the list meanwhile cannot lose this mark.
    .onConflict((clash) =>
      clash
        .columns(['clinic_id', 'patient_id'])
        .doUpdateSet((set) => ({ since: set.ref('outcome_stale.since') })),
    )
    .execute();
}

/** People whose rollup is out of date, oldest first; their rows wait for one another between servers. */
export async function staleOutcomes(tx: Tx, scope: Scope, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ patient_id: string }>`
    select patient_id from outcome_stale where clinic_id = ${scope.clinicId}
    order by since limit ${limit} for update skip locked`.execute(tx);
  return rows.map((row) => row.patient_id);
}

/** Puts the rows of some people in place of what was there, and takes them off the list of the out-of-date. */
export async function replaceOutcomes(
  tx: Tx,
  scope: Scope,
  at: string,
  patientIds: readonly string[],
  rows: readonly StoredOutcomeRow[],
): Promise<void> {
  if (patientIds.length === 0) return;
  for (const table of ['outcome_row', 'outcome_stale'] as const)
    await tx
      .deleteFrom(table)
      .where('clinic_id', '=', scope.clinicId)
      .where('patient_id', 'in', [...patientIds])
      .execute();
  for (let start = 0; start < rows.length; start += 1000)
    await tx
      .insertInto('outcome_row')
      .values(
        rows.slice(start, start + 1000).map((row) => ({
          clinic_id: scope.clinicId,
          patient_id: row.patientId,
          instrument: row.instrument,
          diagnosis: row.diagnosis,
          route: row.route,
          regimen: row.regimen,
          baseline: row.baseline,
          weeks: JSON.stringify(row.weeks),
          first_dose_at: row.firstDoseAt,
          relapse_days: row.relapseDays,
          relapsed: row.relapsed,
          computed_at: at,
        })),
      )
      .execute();
}

/** The rows of one scale, of all people or of one diagnosis, route or regimen. */
export async function outcomeRows(
  tx: Tx,
  scope: Scope,
  which: {
    readonly instrument: string;
    readonly diagnosis?: string | undefined;
    readonly route?: string | undefined;
    readonly regimen?: string | undefined;
  },
): Promise<
  readonly Omit<StoredOutcomeRow, 'patientId' | 'instrument' | 'diagnosis' | 'route' | 'regimen'>[]
> {
  let query = tx
    .selectFrom('outcome_row')
    .select(['baseline', 'weeks', 'first_dose_at', 'relapse_days', 'relapsed'])
    .where('clinic_id', '=', scope.clinicId)
    .where('instrument', '=', which.instrument);
  if (which.diagnosis !== undefined) query = query.where('diagnosis', '=', which.diagnosis);
  if (which.route !== undefined) query = query.where('route', '=', which.route);
  if (which.regimen !== undefined) query = query.where('regimen', '=', which.regimen);
  const rows = await query.execute();
  return rows.map((row) => ({
    baseline: row.baseline,
    weeks: row.weeks as readonly (number | null)[],
    firstDoseAt: row.first_dose_at,
    relapseDays: row.relapse_days,
    relapsed: row.relapsed,
  }));
}

/** What the clinic's outcomes can be divided by, with the number of people in each. */
export async function outcomeGroups(
  tx: Tx,
  scope: Scope,
): Promise<
  readonly {
    readonly instrument: string;
    readonly diagnosis: string;
    readonly route: string;
    readonly regimen: string;
    readonly people: number;
  }[]
> {
  const { rows } = await sql<{
    instrument: string;
    diagnosis: string;
    route: string;
    regimen: string;
    people: number;
  }>`select instrument, diagnosis, route, regimen, count(*)::int as people from outcome_row
     where clinic_id = ${scope.clinicId} group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(tx);
  return rows;
}

/**
 * Sessions with a dose, and their adverse events by kind and severity, since a day. Counted is what stands in the log: the
 * newest version of each entry, and nothing that was entered in error. The same kind twice in one session is one session
 * with it.
 */
export async function sessionSafety(
  tx: Tx,
  scope: Scope,
  since: string,
): Promise<{
  readonly sessions: number;
  readonly people: number;
  readonly events: readonly { readonly kind: string; readonly severity: string; readonly sessions: number }[];
}> {
  const { rows } = await sql<Selectable<Database['session_entry']> & { patient_id: string }>`
    select e.*, s.patient_id from session_entry e
    join session s on s.clinic_id = e.clinic_id and s.session_id = e.session_id
    where e.clinic_id = ${scope.clinicId} and s.day >= ${since}::date
      and e.type in ('doseStart', 'adverseEvent', 'retraction')`.execute(tx);
  const patientOf = new Map(rows.map((row) => [row.session_id, row.patient_id]));
  const standing = standingEntries(rows.map(entryOfRow));
  const exposed = new Set(standing.filter(({ type }) => type === 'doseStart').map((one) => one.sessionId));
  const sessionsWith = new Map<string, { kind: string; severity: string; sessions: Set<string> }>();
  for (const entry of standing) {
    if (entry.type !== 'adverseEvent') continue;
    const { kind, severity } = entry.body;
    const key = `${kind} ${severity}`;
    const known = sessionsWith.get(key) ?? { kind, severity, sessions: new Set<string>() };
    known.sessions.add(entry.sessionId);
    sessionsWith.set(key, known);
  }
  return {
    sessions: exposed.size,
    people: new Set([...exposed].map((sessionId) => patientOf.get(sessionId))).size,
    events: [...sessionsWith.entries()]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { kind, severity, sessions }]) => ({ kind, severity, sessions: sessions.size })),
  };
}

/** What one person's outcomes are computed from, besides the diagnosis and the trials. */
export interface StoredOutcomeGround {
  readonly patientId: string;
  readonly route: string;
  /** The dose and the number of sessions of the first plan, such as "0.5 mg/kg, 6 sessions" or "56 mg, 8 sessions". */
  readonly regimen: string;
  readonly doses: readonly string[];
  readonly scores: readonly { readonly instrument: string; readonly at: string; readonly total?: number }[];
}

/** The ground of several people in three statements. */
export async function outcomeGround(
  tx: Tx,
  scope: Scope,
  patientIds: readonly string[],
): Promise<readonly StoredOutcomeGround[]> {
  const { clinicId } = scope;
  const ids = [...patientIds];
  if (ids.length === 0) return [];
  const { rows: people } = await sql<{
    patient_id: string;
    route: string;
    mg_per_kg: string | null;
    mg: string;
    sessions: number;
  }>`
    select distinct on (patient_id) patient_id, route, trim_scale(dose_mg_per_kg)::text as mg_per_kg,
      trim_scale(amount_mg)::text as mg, sessions
    from plan where clinic_id = ${clinicId} and patient_id = any(${ids}::uuid[]) order by patient_id, signed_at`.execute(
    tx,
  );
  const { rows: starts } = await sql<Selectable<Database['session_entry']> & { patient_id: string }>`
    select e.*, s.patient_id from session s
    join session_entry e on e.clinic_id = s.clinic_id and e.session_id = s.session_id
    where s.clinic_id = ${clinicId} and s.patient_id = any(${ids}::uuid[]) and e.type in ('doseStart', 'retraction')`.execute(
    tx,
  );
  const { rows: scores } = await sql<{
    patient_id: string;
    instrument: string;
    at: string;
    total: number | null;
  }>`
    select r.patient_id, r.instrument, coalesce(r.taken_at, s.submitted_at) as at, s.total
    from response_submitted s join response r on r.clinic_id = s.clinic_id and r.response_id = s.response_id
    where s.clinic_id = ${clinicId} and s.patient_id = any(${ids}::uuid[]) order by 3`.execute(tx);
  const startsOf = Map.groupBy(starts, (one) => one.patient_id);
  const scoresOf = Map.groupBy(scores, (one) => one.patient_id);
  return people.map((one) => ({
    patientId: one.patient_id,
    route: one.route,
    // A fixed amount, such as that of a nasal device, has no mg/kg.
    regimen: `${one.mg_per_kg === null ? `${one.mg} mg` : `${one.mg_per_kg} mg/kg`}, ${one.sessions} sessions`,
    doses: firstStarts((startsOf.get(one.patient_id) ?? []).map(entryOfRow)),
    scores: (scoresOf.get(one.patient_id) ?? []).map(({ instrument, at, total }) => ({
      instrument,
      at,
      ...(total === null ? {} : { total }),
    })),
  }));
}

/** When the dose of each session began, oldest first; of two starts that stand the earlier one counts. */
function firstStarts(entries: readonly RecordedEntry[]): readonly string[] {
  const starts = standingEntries(entries).filter(({ type }) => type === 'doseStart');
  return [...Map.groupBy(starts, ({ sessionId }) => sessionId).values()]
    .flatMap(([first]) => (first === undefined ? [] : [first.clinicalTime]))
    .toSorted();
}

/** How many people are out of date. */
export async function countStale(tx: Tx, scope: Scope): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from outcome_stale where clinic_id = ${scope.clinicId}`.execute(tx);
  return rows[0]?.n ?? 0;
}
