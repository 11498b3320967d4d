import { sql, type Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** What happened to an alert, as stored. */
export interface StoredAlertEvent {
  readonly type: 'owned' | 'acknowledged' | 'escalated' | 'note' | 'contact' | 'closed';
  readonly body: Readonly<Record<string, unknown>>;
  readonly byId: string;
  readonly at: string;
}

/** An alert with its log, oldest event first. */
export interface StoredAlert {
  readonly alertId: string;
  readonly patientId: string;
  /** The questionnaire, or the contact after a dose, that it came from. */
  readonly responseId: string;
  readonly kind: 'suicidality' | 'mania';
  readonly flag: string;
  readonly level: 'high' | 'moderate' | 'low' | 'answer' | 'unanswered';
  readonly instrument: string;
  readonly says: string;
  readonly ladder: unknown;
  readonly openedAt: string;
  readonly events: readonly StoredAlertEvent[];
}

/** Opens an alert; the same flag of the same questionnaire opens one only. False when it was open already. */
export async function insertAlert(
  tx: Tx,
  scope: Scope,
  alert: Omit<StoredAlert, 'events'>,
): Promise<boolean> {
  const row = await tx
    .insertInto('risk_alert')
    .values({
      clinic_id: scope.clinicId,
      alert_id: alert.alertId,
      patient_id: alert.patientId,
      response_id: alert.responseId,
      kind: alert.kind,
      flag: alert.flag,
      level: alert.level,
      instrument: alert.instrument,
      says: alert.says,
      ladder: JSON.stringify(alert.ladder),
      opened_at: alert.openedAt,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'response_id', 'flag']).doNothing())
    .returning('alert_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Waits for whoever writes to the same alert, until the transaction ends. */
export async function lockAlert(tx: Tx, scope: Scope, alertId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${scope.clinicId} ${alertId}`}, 17))`.execute(
    tx,
  );
}

/** Adds to an alert's log. The caller holds the lock. */
export async function insertAlertEvents(
  tx: Tx,
  scope: Scope,
  alertId: string,
  events: readonly StoredAlertEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(
    ({ type, body, byId, at }, index) =>
      sql`(${index + 1}::integer, ${type}::text, ${JSON.stringify(body)}::jsonb, ${byId}::uuid, ${at}::timestamptz)`,
  );
  await sql`insert into risk_alert_event (clinic_id, alert_id, sequence, type, body, by_id, at)
    select ${scope.clinicId}::uuid, ${alertId}::uuid, last.sequence + e.place, e.type, e.body, e.by_id, e.at
    from (select coalesce(max(sequence), 0) as sequence from risk_alert_event
          where clinic_id = ${scope.clinicId} and alert_id = ${alertId}) last,
      (values ${sql.join(rows)}) as e(place, type, body, by_id, at)`.execute(tx);
}

interface Row {
  readonly alert_id: string;
  readonly patient_id: string;
  readonly response_id: string;
  readonly kind: StoredAlert['kind'];
  readonly flag: string;
  readonly level: StoredAlert['level'];
  readonly instrument: string;
  readonly says: string;
  readonly ladder: unknown;
  readonly opened_at: string;
  readonly events:
    | readonly {
        readonly type: StoredAlertEvent['type'];
        readonly body: Readonly<Record<string, unknown>>;
        readonly by: string;
        readonly at: string;
      }[]
    | null;
}

async function read(
  tx: Tx,
  scope: Scope,
  condition: ReturnType<typeof sql>,
): Promise<readonly StoredAlert[]> {
  const { rows } = await sql<Row>`
    select a.*,
      (select jsonb_agg(jsonb_build_object('type', e.type, 'body', e.body, 'by', e.by_id,
         'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by e.sequence)
       from risk_alert_event e where e.clinic_id = a.clinic_id and e.alert_id = a.alert_id) as events
    from risk_alert a where a.clinic_id = ${scope.clinicId} and ${condition}
    order by a.opened_at desc, a.alert_id`.execute(tx);
  return rows.map((row) => ({
    alertId: row.alert_id,
    patientId: row.patient_id,
    responseId: row.response_id,
    kind: row.kind,
    flag: row.flag,
    level: row.level,
    instrument: row.instrument,
    says: row.says,
    ladder: row.ladder,
    openedAt: row.opened_at,
    events: (row.events ?? []).map(({ type, body, by, at }) => ({ type, body, byId: by, at })),
  }));
}

const isOpen = sql`not exists (select 1 from risk_alert_event e
  where e.clinic_id = a.clinic_id and e.alert_id = a.alert_id and e.type = 'closed')`;

/** Alerts that nobody has closed, newest first. */
export function openAlerts(tx: Tx, scope: Scope): Promise<readonly StoredAlert[]> {
  return read(tx, scope, isOpen);
}

/** Alerts closed since a moment, newest first. */
export function closedAlerts(tx: Tx, scope: Scope, since: string): Promise<readonly StoredAlert[]> {
  return read(
    tx,
    scope,
    sql`exists (select 1 from risk_alert_event e where e.clinic_id = a.clinic_id and e.alert_id = a.alert_id
      and e.type = 'closed' and e.at >= ${since}::timestamptz)`,
  );
}

/** Alerts of one patient, newest first. */
export function alertsOf(tx: Tx, scope: Scope, patientId: string): Promise<readonly StoredAlert[]> {
  return read(tx, scope, sql`a.patient_id = ${patientId}`);
}

/** One alert of this clinic. */
export async function findAlert(tx: Tx, scope: Scope, alertId: string): Promise<StoredAlert | undefined> {
  const [found] = await read(tx, scope, sql`a.alert_id = ${alertId}`);
  return found;
}

/** How many alerts are open, and how many of them nobody has taken on. */
export async function countAlerts(
  tx: Tx,
  scope: Scope,
): Promise<{ readonly open: number; readonly waiting: number; readonly oldest?: string }> {
  const { rows } = await sql<{ open: number; waiting: number; oldest: string | null }>`
    select count(*)::int as open,
      count(*) filter (where not taken)::int as waiting,
      min(opened_at) filter (where not taken) as oldest
    from (
      select a.opened_at, exists (select 1 from risk_alert_event e
        where e.clinic_id = a.clinic_id and e.alert_id = a.alert_id and e.type = 'acknowledged') as taken
      from risk_alert a where a.clinic_id = ${scope.clinicId} and ${isOpen}) open_ones`.execute(tx);
  const [row] = rows;
  return {
    open: row?.open ?? 0,
    waiting: row?.waiting ?? 0,
    ...(row?.oldest === null || row?.oldest === undefined ? {} : { oldest: row.oldest }),
  };
}
