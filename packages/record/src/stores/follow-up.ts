import { doseEntries, type RecordedEntry } from '@evenkeel/protocol';
import { sql, type Selectable, type Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import { entryOfRow } from '../entry-row.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** A session with the entries of its dose and of the vital signs before it, in the server's order. */
export interface StoredDoseSession {
  readonly sessionId: string;
  readonly patientId: string;
  readonly planId: string;
  readonly number: number;
  readonly entries: readonly RecordedEntry[];
}

/** Which sessions are read. */
export interface DoseSessionsAsked {
  readonly patientIds?: readonly string[];
  /** Only sessions with a dose from then on. */
  readonly since?: string;
  /** Also the vital signs before the dose, and sessions that have nothing but vital signs. */
  readonly resting?: boolean;
}

/** Sessions with a dose of some patients or of all of the clinic, with the entries of the dose; in two statements, by day. */
export async function doseSessions(
  tx: Tx,
  scope: Scope,
  { patientIds, since, resting = false }: DoseSessionsAsked = {},
): Promise<readonly StoredDoseSession[]> {
  const { clinicId } = scope;
  const who = patientIds === undefined ? sql`true` : sql`s.patient_id = any(${[...patientIds]}::uuid[])`;
  const begins = resting ? sql`e.type in ('doseStart', 'vitals')` : sql`e.type = 'doseStart'`;
  // An entry that was corrected is there twice; either of the two keeps its session.
  const when = since === undefined ? sql`true` : sql`e.clinical_time >= ${since}`;
  const { rows: sessions } = await sql<{
    session_id: string;
    patient_id: string;
    plan_id: string;
    number: number;
  }>`
    select s.session_id, s.patient_id, s.plan_id, s.number from session s
    where s.clinic_id = ${clinicId} and ${who} and exists (select 1 from session_entry e
      where e.clinic_id = s.clinic_id and e.session_id = s.session_id and ${begins} and ${when})
    order by s.day, s.number, s.session_id`.execute(tx);
  const ids = sessions.map((one) => one.session_id);
  const own = sql`e.clinic_id = ${clinicId} and e.session_id = any(${ids}::uuid[])`;
  // Written out, so that the index of these types answers it.
  const ofDose = sql`e.type in (${sql.join(doseEntries.map((type) => sql.lit(type)))})`;
  // A correction or a retraction of an entry belongs to it; a correction may carry a later time than what it corrects.
  const before = resting
    ? sql`union all select e.* from session_entry e
        left join (select e.session_id, max(e.clinical_time) as at from session_entry e
          where ${own} and e.type = 'doseStart' group by e.session_id) start on start.session_id = e.session_id
        where ${own} and e.type = 'vitals'
          and (start.at is null or e.clinical_time <= start.at or e.corrects is not null)`
    : sql``;
  const { rows: entries } = await sql<Selectable<Database['session_entry']>>`
    select e.* from session_entry e where ${own} and ${ofDose} ${before}
    order by session_id, sequence`.execute(tx);
  const bySession = Map.groupBy(entries, (row) => row.session_id);
  return sessions.map((row) => ({
    sessionId: row.session_id,
    patientId: row.patient_id,
    planId: row.plan_id,
    number: row.number,
    entries: (bySession.get(row.session_id) ?? []).map(entryOfRow),
  }));
}

/** A total of one scale; `at` is when it was taken. */
export interface StoredTotal {
  readonly instrument: string;
  readonly at: string;
  readonly total?: number;
  readonly flags: readonly string[];
}

/** Totals of several patients in one statement, by patient, oldest first. */
export async function totalsOfPatients(
  tx: Tx,
  scope: Scope,
  patientIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredTotal[]>> {
  if (patientIds.length === 0) return new Map();
  const { rows } = await sql<{
    patient_id: string;
    instrument: string;
    at: string;
    total: number | null;
    flags: string[];
  }>`
    select r.patient_id, r.instrument, coalesce(r.taken_at, s.submitted_at) as at, s.total, s.flags
    from response_submitted s join response r on r.clinic_id = s.clinic_id and r.response_id = s.response_id
    where s.clinic_id = ${scope.clinicId} and s.patient_id = any(${[...patientIds]}::uuid[]) order by 3`.execute(
    tx,
  );
  return new Map(
    [...Map.groupBy(rows, (row) => row.patient_id)].map(([id, own]) => [
      id,
      own.map(({ instrument, at, total, flags }) => ({
        instrument,
        at,
        flags,
        ...(total === null ? {} : { total }),
      })),
    ]),
  );
}

/** Misuse as it was asked about; an absent member was not asked. */
export interface StoredMisuseCheck {
  readonly checkId: string;
  readonly patientId: string;
  readonly version: number;
  readonly state: 'current' | 'enteredInError';
  readonly stateReason?: string;
  readonly craving?: number;
  readonly earlyRequests?: boolean;
  readonly lostDoses?: boolean;
  readonly otherPrescribers?: boolean;
  readonly note?: string;
  readonly askedAt: string;
  readonly recordedBy: string;
  readonly recordedAt: string;
}

/** Newest versions of the misuse checks of some patients, newest first. */
export async function misuseChecksOf(
  tx: Tx,
  scope: Scope,
  patientIds: readonly string[],
): Promise<readonly StoredMisuseCheck[]> {
  if (patientIds.length === 0) return [];
  const { rows } = await sql<Selectable<Database['misuse_check']>>`
    select * from (select distinct on (check_id) * from misuse_check
      where clinic_id = ${scope.clinicId} and patient_id = any(${[...patientIds]}::uuid[])
      order by check_id, version desc) newest
    order by asked_at desc, check_id desc`.execute(tx);
  return rows.map((row) => ({
    checkId: row.check_id,
    patientId: row.patient_id,
    version: row.version,
    state: row.state,
    ...(row.state_reason === null ? {} : { stateReason: row.state_reason }),
    ...(row.craving === null ? {} : { craving: row.craving }),
    ...(row.early_requests === null ? {} : { earlyRequests: row.early_requests }),
    ...(row.lost_doses === null ? {} : { lostDoses: row.lost_doses }),
    ...(row.other_prescribers === null ? {} : { otherPrescribers: row.other_prescribers }),
    ...(row.note === null ? {} : { note: row.note }),
    askedAt: row.asked_at,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
  }));
}

/** Keeps a version of a misuse check. False when that version is there already. */
export async function insertMisuseCheck(
  tx: Tx,
  scope: Scope,
  at: string,
  check: Omit<StoredMisuseCheck, 'recordedBy' | 'recordedAt'>,
): Promise<boolean> {
  const row = await tx
    .insertInto('misuse_check')
    .values({
      clinic_id: scope.clinicId,
      patient_id: check.patientId,
      check_id: check.checkId,
      version: check.version,
      state: check.state,
      state_reason: check.stateReason ?? null,
      craving: check.craving ?? null,
      early_requests: check.earlyRequests ?? null,
      lost_doses: check.lostDoses ?? null,
      other_prescribers: check.otherPrescribers ?? null,
      note: check.note ?? null,
      asked_at: check.askedAt,
      recorded_by: scope.actorId,
      recorded_at: at,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'check_id', 'version']).doNothing())
    .returning('check_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Something due, put off with a reason. */
export interface StoredSnooze {
  readonly snoozeId: string;
  readonly patientId: string;
  readonly domain: string;
  readonly fromDay: string;
  readonly untilDay: string;
  readonly reason: string;
  readonly madeBy: string;
  readonly madeAt: string;
}

/** Snoozes of some patients, newest first. */
export async function snoozesOf(
  tx: Tx,
  scope: Scope,
  patientIds: readonly string[],
): Promise<readonly StoredSnooze[]> {
  if (patientIds.length === 0) return [];
  const rows = await tx
    .selectFrom('long_term_snooze')
    .selectAll()
    .where('clinic_id', '=', scope.clinicId)
    .where('patient_id', 'in', [...patientIds])
    .orderBy('made_at', 'desc')
    .orderBy('snooze_id', 'desc')
    .execute();
  return rows.map((row) => ({
    snoozeId: row.snooze_id,
    patientId: row.patient_id,
    domain: row.domain,
    fromDay: row.from_day,
    untilDay: row.until_day,
    reason: row.reason,
    madeBy: row.made_by,
    madeAt: row.made_at,
  }));
}

/** Keeps a snooze. The same id again changes nothing. */
export async function insertSnooze(
  tx: Tx,
  scope: Scope,
  at: string,
  what: Omit<StoredSnooze, 'madeBy' | 'madeAt'>,
): Promise<void> {
  await tx
    .insertInto('long_term_snooze')
    .values({
      clinic_id: scope.clinicId,
      patient_id: what.patientId,
      snooze_id: what.snoozeId,
      domain: what.domain,
      from_day: what.fromDay,
      until_day: what.untilDay,
      reason: what.reason,
      made_by: scope.actorId,
      made_at: at,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'snooze_id']).doNothing())
    .execute();
}

/** A try to reach a patient for a check after a dose. */
export interface StoredAfterDoseContact {
  readonly contactId: string;
  readonly patientId: string;
  readonly sessionId: string;
  readonly hours: number;
  readonly reached: boolean;
  readonly way: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly note?: string;
  readonly at: string;
  readonly recordedBy: string;
}

/** Tries of some patients, oldest first. */
export async function afterDoseContactsOf(
  tx: Tx,
  scope: Scope,
  patientIds: readonly string[],
): Promise<readonly StoredAfterDoseContact[]> {
  if (patientIds.length === 0) return [];
  const rows = await tx
    .selectFrom('after_dose_contact')
    .selectAll()
    .where('clinic_id', '=', scope.clinicId)
    .where('patient_id', 'in', [...patientIds])
    .orderBy('at')
    .orderBy('contact_id')
    .execute();
  return rows.map((row) => ({
    contactId: row.contact_id,
    patientId: row.patient_id,
    sessionId: row.session_id,
    hours: row.hours,
    reached: row.reached,
    way: row.way,
    answers: row.answers as StoredAfterDoseContact['answers'],
    ...(row.note === null ? {} : { note: row.note }),
    at: row.at,
    recordedBy: row.recorded_by,
  }));
}

/** Keeps a try. The same id again changes nothing. */
export async function insertAfterDoseContact(
  tx: Tx,
  scope: Scope,
  recordedAt: string,
  what: Omit<StoredAfterDoseContact, 'recordedBy'>,
): Promise<void> {
  await tx
    .insertInto('after_dose_contact')
    .values({
      clinic_id: scope.clinicId,
      patient_id: what.patientId,
      session_id: what.sessionId,
      contact_id: what.contactId,
      hours: what.hours,
      reached: what.reached,
      way: what.way,
      answers: JSON.stringify(what.answers),
      note: what.note ?? null,
      at: what.at,
      recorded_by: scope.actorId,
      recorded_at: recordedAt,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'contact_id']).doNothing())
    .execute();
}

/** What a prescriber decided about a course, with the voices as they were. */
export interface StoredCourseReview {
  readonly reviewId: string;
  readonly patientId: string;
  readonly decision: 'continue' | 'hold' | 'stop';
  readonly reason: string;
  readonly asked: unknown;
  readonly voices: unknown;
  readonly suggestions: unknown;
  readonly policyVersion: number;
  readonly decidedBy: string;
  readonly decidedAt: string;
}

/** Reviews of one patient, newest first. */
export async function courseReviewsOf(
  tx: Tx,
  scope: Scope,
  patientId: string,
): Promise<readonly StoredCourseReview[]> {
  const rows = await tx
    .selectFrom('course_review')
    .selectAll()
    .where('clinic_id', '=', scope.clinicId)
    .where('patient_id', '=', patientId)
    .orderBy('decided_at', 'desc')
    .orderBy('review_id', 'desc')
    .execute();
  return rows.map((row) => ({
    reviewId: row.review_id,
    patientId: row.patient_id,
    decision: row.decision,
    reason: row.reason,
    asked: row.asked,
    voices: row.voices,
    suggestions: row.suggestions,
    policyVersion: row.policy_version,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  }));
}

/** Keeps a review. The same id again changes nothing; false then. */
export async function insertCourseReview(
  tx: Tx,
  scope: Scope,
  at: string,
  what: Omit<StoredCourseReview, 'decidedBy' | 'decidedAt'>,
): Promise<boolean> {
  const row = await tx
    .insertInto('course_review')
    .values({
      clinic_id: scope.clinicId,
      patient_id: what.patientId,
      review_id: what.reviewId,
      decision: what.decision,
      reason: what.reason,
      asked: JSON.stringify(what.asked),
      voices: JSON.stringify(what.voices),
      suggestions: JSON.stringify(what.suggestions),
      policy_version: what.policyVersion,
      decided_by: scope.actorId,
      decided_at: at,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'review_id']).doNothing())
    .returning('review_id')
    .executeTakeFirst();
  return row !== undefined;
}
