import type { Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** The row of a session; its log is read through the store's session log. Hashes are lower-case hex. */
export interface StoredSession {
  readonly sessionId: string;
  readonly patientId: string;
  readonly planId: string;
  readonly number: number;
  readonly day: string;
  readonly policyVersion: number;
  readonly state: 'booked' | 'open' | 'signed' | 'cancelled';
  readonly chair?: string;
  readonly openedAt?: string;
  readonly headSequence: number;
  readonly headHash: string;
}

function sessionOf(row: {
  readonly session_id: string;
  readonly patient_id: string;
  readonly plan_id: string;
  readonly number: number;
  readonly day: string;
  readonly policy_version: number;
  readonly state: string;
  readonly chair: string | null;
  readonly opened_at: string | null;
  readonly head_sequence: number;
  readonly head_hash: Uint8Array;
}): StoredSession {
  return {
    sessionId: row.session_id,
    patientId: row.patient_id,
    planId: row.plan_id,
    number: row.number,
    day: row.day,
    policyVersion: row.policy_version,
    state: row.state as StoredSession['state'],
    ...(row.chair === null ? {} : { chair: row.chair }),
    ...(row.opened_at === null ? {} : { openedAt: row.opened_at }),
    headSequence: row.head_sequence,
    headHash: Buffer.from(row.head_hash).toString('hex'),
  };
}

function select(tx: Tx, scope: Scope) {
  return tx.selectFrom('session').selectAll().where('clinic_id', '=', scope.clinicId);
}

/** One session of this clinic. */
export async function findSession(
  tx: Tx,
  scope: Scope,
  sessionId: string,
): Promise<StoredSession | undefined> {
  const row = await select(tx, scope).where('session_id', '=', sessionId).executeTakeFirst();
  return row === undefined ? undefined : sessionOf(row as never);
}

/** One session with its row locked until the transaction ends. */
export async function lockSession(
  tx: Tx,
  scope: Scope,
  sessionId: string,
): Promise<StoredSession | undefined> {
  const row = await select(tx, scope).where('session_id', '=', sessionId).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : sessionOf(row as never);
}

/** Sessions of one patient by day and number. */
export async function sessionsOf(tx: Tx, scope: Scope, patientId: string): Promise<readonly StoredSession[]> {
  const rows = await select(tx, scope)
    .where('patient_id', '=', patientId)
    .orderBy('day')
    .orderBy('number')
    .execute();
  return rows.map((row) => sessionOf(row as never));
}

/** Sessions of a day, and those still open from other days. */
export async function sessionsOfDay(
  tx: Tx,
  scope: Scope,
  day: string,
  withOpen: boolean,
): Promise<readonly StoredSession[]> {
  const rows = await select(tx, scope)
    .where((where) => where.or([where('day', '=', day), ...(withOpen ? [where('state', '=', 'open')] : [])]))
    .orderBy('day')
    .orderBy('session_id')
    .execute();
  return rows.map((row) => sessionOf(row as never));
}

/** Chairs used lately, by name. */
export async function chairsUsed(tx: Tx, scope: Scope, since: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('session')
    .select('chair')
    .distinct()
    .where('clinic_id', '=', scope.clinicId)
    .where('day', '>=', since)
    .where('chair', 'is not', null)
    .orderBy('chair')
    .limit(50)
    .execute();
  return rows.flatMap((row) => (row.chair === null ? [] : [row.chair]));
}

/** Books sessions; one whose id or number in its plan is there already is left as it is. Gives the ids that are new. */
export async function bookSessions(
  tx: Tx,
  scope: Scope,
  sessions: readonly {
    readonly sessionId: string;
    readonly patientId: string;
    readonly planId: string;
    readonly number: number;
    readonly day: string;
    readonly policyVersion: number;
  }[],
): Promise<readonly string[]> {
  if (sessions.length === 0) return [];
  const rows = await tx
    .insertInto('session')
    .values(
      sessions.map((one) => ({
        clinic_id: scope.clinicId,
        session_id: one.sessionId,
        patient_id: one.patientId,
        plan_id: one.planId,
        number: one.number,
        day: one.day,
        policy_version: one.policyVersion,
        state: 'booked' as const,
        head_hash: Buffer.alloc(32),
      })),
    )
    .onConflict((clash) => clash.doNothing())
    .returning('session_id')
    .execute();
  return rows.map((row) => row.session_id);
}

/** Cancels what is booked for a patient: all of it, or all but what rests on a newer plan. */
export async function cancelBooked(
  tx: Tx,
  scope: Scope,
  patientId: string,
  exceptPlanId?: string,
): Promise<void> {
  const booked = tx
    .updateTable('session')
    .set({ state: 'cancelled' })
    .where('clinic_id', '=', scope.clinicId)
    .where('patient_id', '=', patientId)
    .where('state', '=', 'booked');
  await (exceptPlanId === undefined ? booked : booked.where('plan_id', '<>', exceptPlanId)).execute();
}

/** The open session of this patient or at this chair, if there is one. */
export async function openSessionOf(
  tx: Tx,
  scope: Scope,
  who: { readonly patientId: string; readonly chair: string },
): Promise<StoredSession | undefined> {
  const row = await select(tx, scope)
    .where('state', '=', 'open')
    .where((where) => where.or([where('patient_id', '=', who.patientId), where('chair', '=', who.chair)]))
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : sessionOf(row as never);
}

/** Opens a booked session at a chair, under the policy in force. The caller holds the row's lock. */
export async function openSessionAt(
  tx: Tx,
  scope: Scope,
  at: string,
  sessionId: string,
  chair: string,
  policyVersion?: number,
): Promise<void> {
  await tx
    .updateTable('session')
    .set({
      state: 'open',
      chair,
      opened_at: at,
      ...(policyVersion === undefined ? {} : { policy_version: policyVersion }),
    })
    .where('clinic_id', '=', scope.clinicId)
    .where('session_id', '=', sessionId)
    .where('state', '=', 'booked')
    .execute();
}

/** A signature of a session. */
export interface StoredSignature {
  readonly signatureId: string;
  readonly signerId: string;
  readonly meaning: string;
  readonly at: string;
  readonly headSequence: number;
  readonly hash: string;
}

/** Signatures of a session, oldest first. */
export async function signaturesOf(
  tx: Tx,
  scope: Scope,
  sessionId: string,
): Promise<readonly StoredSignature[]> {
  const rows = await tx
    .selectFrom('session_signature')
    .selectAll()
    .where('clinic_id', '=', scope.clinicId)
    .where('session_id', '=', sessionId)
    .orderBy('signed_at')
    .execute();
  return rows.map((row) => ({
    signatureId: row.signature_id,
    signerId: row.signer_id,
    meaning: row.meaning,
    at: row.signed_at,
    headSequence: row.head_sequence,
    hash: Buffer.from(row.head_hash).toString('hex'),
  }));
}
