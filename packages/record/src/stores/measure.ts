import { sql, type Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** A version of a schedule, or of what differs for one patient. */
export interface StoredSchedule {
  readonly version: number;
  readonly body: unknown;
  readonly reason: string;
  readonly madeBy: string;
  readonly madeAt: string;
  /** The second person; absent in a change for one patient, and in schedules of before it was asked. */
  readonly secondBy?: string;
}

interface Row {
  readonly version: number;
  readonly body: unknown;
  readonly reason: string;
  readonly made_by: string;
  readonly made_at: string;
  readonly second_by?: string | null;
}
const scheduleOf = (row: Row): StoredSchedule => ({
  version: row.version,
  body: row.body,
  reason: row.reason,
  madeBy: row.made_by,
  madeAt: row.made_at,
  ...(row.second_by === null || row.second_by === undefined ? {} : { secondBy: row.second_by }),
});

/** The clinic's newest schedule; undefined while it uses the one it started with. */
export async function newestSchedule(tx: Tx, scope: Scope): Promise<StoredSchedule | undefined> {
  const row = await tx
    .selectFrom('measure_schedule')
    .selectAll()
    .where('clinic_id', '=', scope.clinicId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : scheduleOf(row);
}

/** Keeps the next version. False when another was kept in between. */
export async function insertSchedule(
  tx: Tx,
  scope: Scope,
  at: string,
  what: {
    readonly version: number;
    readonly body: unknown;
    readonly reason: string;
    readonly secondBy: string;
  },
): Promise<boolean> {
  const row = await tx
    .insertInto('measure_schedule')
    .values({
      clinic_id: scope.clinicId,
      version: what.version,
      body: JSON.stringify(what.body),
      reason: what.reason,
      made_by: scope.actorId,
      made_at: at,
      second_by: what.secondBy,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst();
  return row !== undefined;
}

/** What differs for some patients, newest version each. */
export async function measureChangesOf(
  tx: Tx,
  scope: Scope,
  patientIds: readonly string[],
): Promise<ReadonlyMap<string, StoredSchedule>> {
  if (patientIds.length === 0) return new Map();
  const { rows } = await sql<Row & { readonly patient_id: string }>`
    select distinct on (patient_id) * from patient_measure_change
    where clinic_id = ${scope.clinicId} and patient_id = any(${[...patientIds]}::uuid[])
    order by patient_id, version desc`.execute(tx);
  return new Map(rows.map((row) => [row.patient_id, scheduleOf(row)]));
}

/** Keeps the next version for one patient. False when another was kept in between. */
export async function insertMeasureChange(
  tx: Tx,
  scope: Scope,
  at: string,
  what: {
    readonly patientId: string;
    readonly version: number;
    readonly body: unknown;
    readonly reason: string;
  },
): Promise<boolean> {
  const row = await tx
    .insertInto('patient_measure_change')
    .values({
      clinic_id: scope.clinicId,
      patient_id: what.patientId,
      version: what.version,
      body: JSON.stringify(what.body),
      reason: what.reason,
      made_by: scope.actorId,
      made_at: at,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'patient_id', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst();
  return row !== undefined;
}

/** What a patient's occasions are reckoned from. */
export interface StoredMeasureGround {
  readonly patientId: string;
  /** By day; cancelled ones tell which plans were replaced. */
  readonly visits: readonly {
    readonly sessionId: string;
    readonly planId: string;
    readonly day: string;
    readonly state: 'booked' | 'open' | 'signed' | 'cancelled';
    readonly doseAt?: string;
  }[];
  readonly responses: readonly {
    readonly responseId: string;
    readonly instrument: string;
    readonly timepoint: string;
    readonly openedAt: string;
    readonly submittedAt?: string;
  }[];
}

/**
 * The ground of several patients in four statements, or of every patient with a visit since a day when none is named.
 * A dose counts from its newest recorded start; one entered in error is not there. A visit that was never signed is
 * still to come only until its day is over: whoever ends a course early leaves booked ones behind.
 */
export async function measureGround(
  tx: Tx,
  scope: Scope,
  who: { readonly patientId: string } | { readonly visitsSince: string },
): Promise<readonly StoredMeasureGround[]> {
  const { clinicId } = scope;
  const condition =
    'patientId' in who
      ? sql`s.patient_id = ${who.patientId}`
      : sql`s.patient_id in (select r.patient_id from session r where r.clinic_id = ${clinicId} and r.day >= ${who.visitsSince}::date)`;
  const { rows: sessions } = await sql<{
    patient_id: string;
    session_id: string;
    plan_id: string;
    day: string;
    state: 'booked' | 'open' | 'signed' | 'cancelled';
    dose_at: string | null;
  }>`
    select s.patient_id, s.session_id, s.plan_id, s.day, s.state,
      (select e.clinical_time from session_entry e
       where e.clinic_id = s.clinic_id and e.session_id = s.session_id and e.type = 'doseStart'
       order by e.sequence desc limit 1) as dose_at
    from session s where s.clinic_id = ${clinicId} and ${condition}
    order by s.patient_id, s.day, s.number`.execute(tx);
  const ids = [...new Set(sessions.map((one) => one.patient_id))];
  if (ids.length === 0) return [];
  const { rows: responses } = await sql<{
    patient_id: string;
    response_id: string;
    instrument: string;
    timepoint: string;
    opened_at: string;
    submitted_at: string | null;
  }>`
    select r.patient_id, r.response_id, r.instrument, r.timepoint, coalesce(r.taken_at, r.opened_at) as opened_at, s.submitted_at
    from response r left join response_submitted s on s.clinic_id = r.clinic_id and s.response_id = r.response_id
    where r.clinic_id = ${clinicId} and r.patient_id = any(${ids}::uuid[])
    order by r.opened_at`.execute(tx);
  const given = Map.groupBy(responses, (one) => one.patient_id);
  const visits = Map.groupBy(sessions, (one) => one.patient_id);
  return ids.map((patientId) => {
    return {
      patientId,
      visits: (visits.get(patientId) ?? []).map((one) => ({
        sessionId: one.session_id,
        planId: one.plan_id,
        day: one.day,
        state: one.state,
        ...(one.dose_at === null ? {} : { doseAt: one.dose_at }),
      })),
      responses: (given.get(patientId) ?? []).map((one) => ({
        responseId: one.response_id,
        instrument: one.instrument,
        timepoint: one.timepoint,
        openedAt: one.opened_at,
        ...(one.submitted_at === null ? {} : { submittedAt: one.submitted_at }),
      })),
    };
  });
}

/** One invitation: an occasion that a patient got a link for. */
export interface StoredInvitation {
  readonly invitationId: string;
  readonly patientId: string;
  readonly occasionKey: string;
  readonly occasion: string;
  readonly sessionId?: string;
  readonly linkId: string;
  readonly dueAt: string;
  readonly expiresAt: string;
  readonly madeAt: string;
}

/** Keeps an invitation. False when this occasion was invited to already. */
export async function insertInvitation(tx: Tx, scope: Scope, what: StoredInvitation): Promise<boolean> {
  const row = await tx
    .insertInto('invitation')
    .values({
      clinic_id: scope.clinicId,
      invitation_id: what.invitationId,
      patient_id: what.patientId,
      occasion_key: what.occasionKey,
      occasion: what.occasion,
      session_id: what.sessionId ?? null,
      link_id: what.linkId,
      due_at: what.dueAt,
      expires_at: what.expiresAt,
      made_at: what.madeAt,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'patient_id', 'occasion_key']).doNothing())
    .returning('invitation_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** How many messages an invitation has had by now. */
export async function messagesOfInvitation(tx: Tx, scope: Scope, invitationId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from message
    where clinic_id = ${scope.clinicId} and invitation_id = ${invitationId}`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Invitations of some patients with the number of messages each has had. */
export async function invitationsOf(
  tx: Tx,
  scope: Scope,
  patientIds: readonly string[],
): Promise<readonly (StoredInvitation & { readonly messages: number })[]> {
  if (patientIds.length === 0) return [];
  const { rows } = await sql<{
    invitation_id: string;
    patient_id: string;
    occasion_key: string;
    occasion: string;
    session_id: string | null;
    link_id: string;
    due_at: string;
    expires_at: string;
    made_at: string;
    messages: number;
  }>`
    select i.*, (select count(*)::int from message m
      where m.clinic_id = i.clinic_id and m.invitation_id = i.invitation_id) as messages
    from invitation i where i.clinic_id = ${scope.clinicId} and i.patient_id = any(${[...patientIds]}::uuid[])
    order by i.made_at`.execute(tx);
  return rows.map((row) => ({
    invitationId: row.invitation_id,
    patientId: row.patient_id,
    occasionKey: row.occasion_key,
    occasion: row.occasion,
    ...(row.session_id === null ? {} : { sessionId: row.session_id }),
    linkId: row.link_id,
    dueAt: row.due_at,
    expiresAt: row.expires_at,
    madeAt: row.made_at,
    messages: row.messages,
  }));
}
