import { sql, type Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

export type MessageOutcome = 'sent' | 'failed' | 'dead' | 'notConfigured' | 'cancelled' | 'queuedAgain';

/** A message that is to leave, with the tries so far. The secret of its link is not in it. */
export interface StoredMessage {
  readonly messageId: string;
  readonly patientId?: string;
  readonly staffId?: string;
  readonly purpose: 'invitation' | 'reminder' | 'riskAlert';
  readonly channel: 'email' | 'text' | 'none';
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly linkId?: string;
  readonly invitationId?: string;
  readonly notBefore: string;
  readonly expiresAt: string;
  readonly madeAt: string;
  readonly attempts: readonly {
    readonly outcome: MessageOutcome;
    readonly detail: string;
    readonly at: string;
  }[];
}

/** Puts a message into the outbox. */
export async function insertMessage(
  tx: Tx,
  scope: Scope,
  message: Omit<StoredMessage, 'attempts'>,
): Promise<void> {
  await tx
    .insertInto('message')
    .values({
      clinic_id: scope.clinicId,
      message_id: message.messageId,
      patient_id: message.patientId ?? null,
      staff_id: message.staffId ?? null,
      purpose: message.purpose,
      channel: message.channel,
      recipient: message.recipient,
      subject: message.subject,
      body: message.body,
      link_id: message.linkId ?? null,
      invitation_id: message.invitationId ?? null,
      not_before: message.notBefore,
      expires_at: message.expiresAt,
      made_by: scope.actorId,
      made_at: message.madeAt,
    })
    .execute();
}

/** Waits for whoever works on the same message, until the transaction ends. */
export async function lockMessage(tx: Tx, scope: Scope, messageId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${scope.clinicId} ${messageId}`}, 19))`.execute(
    tx,
  );
}

/** Writes one try down. The caller holds the lock. */
export async function insertAttempt(
  tx: Tx,
  scope: Scope,
  at: string,
  what: { readonly messageId: string; readonly outcome: MessageOutcome; readonly detail: string },
): Promise<void> {
  await sql`insert into message_attempt (clinic_id, message_id, attempt, outcome, detail, at)
    select ${scope.clinicId}::uuid, ${what.messageId}::uuid, count(*)::int + 1, ${what.outcome}, ${what.detail}, ${at}::timestamptz
    from message_attempt where clinic_id = ${scope.clinicId} and message_id = ${what.messageId}`.execute(tx);
}

interface Row {
  readonly message_id: string;
  readonly patient_id: string | null;
  readonly staff_id: string | null;
  readonly purpose: StoredMessage['purpose'];
  readonly channel: StoredMessage['channel'];
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly link_id: string | null;
  readonly invitation_id: string | null;
  readonly not_before: string;
  readonly expires_at: string;
  readonly made_at: string;
  readonly attempts: StoredMessage['attempts'] | null;
}

async function read(
  tx: Tx,
  scope: Scope,
  condition: ReturnType<typeof sql>,
  limit: number,
): Promise<readonly StoredMessage[]> {
  const { rows } = await sql<Row>`
    select m.*,
      (select jsonb_agg(jsonb_build_object('outcome', t.outcome, 'detail', t.detail,
         'at', to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by t.attempt)
       from message_attempt t where t.clinic_id = m.clinic_id and t.message_id = m.message_id) as attempts
    from message m where m.clinic_id = ${scope.clinicId} and ${condition}
    order by m.made_at desc, m.message_id limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    messageId: row.message_id,
    ...(row.patient_id === null ? {} : { patientId: row.patient_id }),
    ...(row.staff_id === null ? {} : { staffId: row.staff_id }),
    purpose: row.purpose,
    channel: row.channel,
    recipient: row.recipient,
    subject: row.subject,
    body: row.body,
    ...(row.link_id === null ? {} : { linkId: row.link_id }),
    ...(row.invitation_id === null ? {} : { invitationId: row.invitation_id }),
    notBefore: row.not_before,
    expiresAt: row.expires_at,
    madeAt: row.made_at,
    attempts: row.attempts ?? [],
  }));
}

const lastOutcome = sql`(select t.outcome from message_attempt t
  where t.clinic_id = m.clinic_id and t.message_id = m.message_id order by t.attempt desc limit 1)`;

/** True of a message that could still go: its try did not decide it, and its time is not over. */
const isWaiting = (now: string) =>
  sql`(last in ('queuedAgain', 'failed', 'notConfigured') and expires_at > ${now}::timestamptz)`;
/** True of a message that was given up: after its last try, or because its time was over before it went. */
const isGivenUp = (now: string) =>
  sql`(last = 'dead' or (last in ('queuedAgain', 'failed') and expires_at <= ${now}::timestamptz))`;

/** The outbox, newest first: all of it, or what waits, or what was given up. */
export function messagesOf(
  tx: Tx,
  scope: Scope,
  which: 'all' | 'waiting' | 'sent' | 'dead',
  { limit, now }: { readonly limit: number; readonly now: string },
): Promise<readonly StoredMessage[]> {
  const having = (wanted: ReturnType<typeof sql>) =>
    sql`exists (select 1 from (select coalesce(${lastOutcome}, 'queuedAgain') as last, m.expires_at) tried where ${wanted})`;
  const condition =
    which === 'all'
      ? sql`true`
      : having(which === 'sent' ? sql`last = 'sent'` : which === 'dead' ? isGivenUp(now) : isWaiting(now));
  return read(tx, scope, condition, limit);
}

/** One message of this clinic. */
export async function findMessage(
  tx: Tx,
  scope: Scope,
  messageId: string,
): Promise<StoredMessage | undefined> {
  const [found] = await read(tx, scope, sql`m.message_id = ${messageId}`, 1);
  return found;
}

/** Messages of one patient, newest first. */
export function messagesOfPatient(
  tx: Tx,
  scope: Scope,
  patientId: string,
): Promise<readonly StoredMessage[]> {
  return read(tx, scope, sql`m.patient_id = ${patientId}`, 200);
}

/**
 * Messages that should have been on their way since before `due`, and were never tried: their job was lost. Alerts first,
 * and sooner.
 */
export async function neverTried(
  tx: Tx,
  scope: Scope,
  due: { readonly alerts: string; readonly others: string },
  now: string,
): Promise<readonly Pick<StoredMessage, 'messageId' | 'purpose'>[]> {
  const { rows } = await sql<{ message_id: string; purpose: StoredMessage['purpose'] }>`
    select m.message_id, m.purpose from message m
    where m.clinic_id = ${scope.clinicId} and m.expires_at > ${now}::timestamptz
      and greatest(m.made_at, m.not_before) <
        case m.purpose when 'riskAlert' then ${due.alerts}::timestamptz else ${due.others}::timestamptz end
      and not exists (select 1 from message_attempt t where t.clinic_id = m.clinic_id and t.message_id = m.message_id)
    order by m.purpose = 'riskAlert' desc, m.not_before limit 200`.execute(tx);
  return rows.map((row) => ({ messageId: row.message_id, purpose: row.purpose }));
}

/** Counts for the status page. */
export async function countMessages(
  tx: Tx,
  scope: Scope,
  { since, now }: { readonly since: string; readonly now: string },
): Promise<{ readonly waiting: number; readonly dead: number; readonly sent: number }> {
  const { rows } = await sql<{ waiting: number; dead: number; sent: number }>`
    select count(*) filter (where ${isWaiting(now)})::int as waiting,
      count(*) filter (where ${isGivenUp(now)})::int as dead, count(*) filter (where last = 'sent')::int as sent
    from (select coalesce(${lastOutcome}, 'queuedAgain') as last, m.expires_at from message m
      where m.clinic_id = ${scope.clinicId} and m.made_at >= ${since}::timestamptz) counted`.execute(tx);
  return rows[0] ?? { waiting: 0, dead: 0, sent: 0 };
}
