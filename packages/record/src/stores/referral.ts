import { sql, type Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** A received file and the patient it was joined to, if any. */
export interface StoredReferral {
  readonly referralId: string;
  readonly fileName?: string;
  readonly receivedAt: string;
  readonly receivedBy: string;
  readonly patientId?: string;
}

/** What was decided of one item. */
export interface StoredReferralDecision {
  readonly itemKey: string;
  readonly decision: 'taken' | 'declined' | 'alreadyInRecord';
  readonly factId?: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
}

function headOf(row: {
  readonly referral_id: string;
  readonly file_name: string | null;
  readonly received_at: string;
  readonly received_by: string;
  readonly patient_id: string | null;
}): StoredReferral {
  return {
    referralId: row.referral_id,
    ...(row.file_name === null ? {} : { fileName: row.file_name }),
    receivedAt: row.received_at,
    receivedBy: row.received_by,
    ...(row.patient_id === null ? {} : { patientId: row.patient_id }),
  };
}

function heads(tx: Tx, scope: Scope) {
  return tx
    .selectFrom('referral as r')
    .leftJoin('referral_patient as p', (join) =>
      join.onRef('p.clinic_id', '=', 'r.clinic_id').onRef('p.referral_id', '=', 'r.referral_id'),
    )
    .select(['r.referral_id', 'r.file_name', 'r.received_at', 'r.received_by', 'p.patient_id'])
    .where('r.clinic_id', '=', scope.clinicId);
}

/**
 * Keeps a file whole. The same text (by its SHA-256) is one referral: then nothing is written and `seenBefore` is true.
 */
export async function keepReferral(
  tx: Tx,
  scope: Scope,
  at: string,
  what: {
    readonly referralId: string;
    readonly fingerprint: Buffer;
    readonly fileName?: string | undefined;
    readonly bundle: string;
  },
): Promise<{ readonly referralId: string; readonly seenBefore: boolean }> {
  const inserted = await tx
    .insertInto('referral')
    .values({
      clinic_id: scope.clinicId,
      referral_id: what.referralId,
      fingerprint: what.fingerprint,
      file_name: what.fileName ?? null,
      bundle: what.bundle,
      received_by: scope.actorId,
      received_at: at,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'fingerprint']).doNothing())
    .returning('referral_id')
    .executeTakeFirst();
  if (inserted !== undefined) return { referralId: what.referralId, seenBefore: false };
  const first = await tx
    .selectFrom('referral')
    .select('referral_id')
    .where('clinic_id', '=', scope.clinicId)
    .where('fingerprint', '=', what.fingerprint)
    .executeTakeFirstOrThrow();
  return { referralId: first.referral_id, seenBefore: true };
}

/** One referral of this clinic. */
export async function findReferral(
  tx: Tx,
  scope: Scope,
  referralId: string,
): Promise<StoredReferral | undefined> {
  const row = await heads(tx, scope).where('r.referral_id', '=', referralId).executeTakeFirst();
  return row === undefined ? undefined : headOf(row as never);
}

/** The text of one referral exactly as received. */
export async function referralText(tx: Tx, scope: Scope, referralId: string): Promise<string> {
  const row = await tx
    .selectFrom('referral')
    .select('bundle')
    .where('clinic_id', '=', scope.clinicId)
    .where('referral_id', '=', referralId)
    .executeTakeFirstOrThrow();
  return row.bundle;
}

/** Newest first. */
export async function listReferrals(tx: Tx, scope: Scope, limit: number): Promise<readonly StoredReferral[]> {
  const rows = await heads(tx, scope)
    .orderBy('r.received_at', 'desc')
    .orderBy('r.referral_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => headOf(row as never));
}

/** Joins a referral to a patient, once. Gives the patient it is joined to, which may be another one. */
export async function joinReferral(
  tx: Tx,
  scope: Scope,
  at: string,
  referralId: string,
  patientId: string,
): Promise<string> {
  await tx
    .insertInto('referral_patient')
    .values({
      clinic_id: scope.clinicId,
      referral_id: referralId,
      patient_id: patientId,
      joined_by: scope.actorId,
      joined_at: at,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'referral_id']).doNothing())
    .execute();
  const row = await tx
    .selectFrom('referral_patient')
    .select('patient_id')
    .where('clinic_id', '=', scope.clinicId)
    .where('referral_id', '=', referralId)
    .executeTakeFirstOrThrow();
  return row.patient_id;
}

/** What was decided of the items of some referrals, by referral id. */
export async function referralDecisions(
  tx: Tx,
  scope: Scope,
  referralIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredReferralDecision[]>> {
  const found = new Map<string, StoredReferralDecision[]>();
  if (referralIds.length === 0) return found;
  const rows = await tx
    .selectFrom('referral_decision')
    .selectAll()
    .where('clinic_id', '=', scope.clinicId)
    .where('referral_id', 'in', [...referralIds])
    .execute();
  for (const row of rows) {
    const list = found.get(row.referral_id) ?? [];
    list.push({
      itemKey: row.item_key,
      decision: row.decision as StoredReferralDecision['decision'],
      ...(row.fact_id === null ? {} : { factId: row.fact_id }),
      decidedBy: row.decided_by,
      decidedAt: row.decided_at,
    });
    found.set(row.referral_id, list);
  }
  return found;
}

/** Items taken for this patient from any referral: key to fact. */
export async function takenItems(
  tx: Tx,
  scope: Scope,
  patientId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('referral_taken')
    .select(['item_key', 'fact_id'])
    .where('clinic_id', '=', scope.clinicId)
    .where('patient_id', '=', patientId)
    .execute();
  return new Map(rows.map((row) => [row.item_key, row.fact_id]));
}

/** Notes which resources of this patient are in the record now, so that no other file brings them again. */
export async function noteTaken(
  tx: Tx,
  scope: Scope,
  patientId: string,
  items: readonly { readonly itemKey: string; readonly factId: string }[],
): Promise<void> {
  for (let from = 0; from < items.length; from += 1000) {
    await tx
      .insertInto('referral_taken')
      .values(
        items.slice(from, from + 1000).map((item) => ({
          clinic_id: scope.clinicId,
          patient_id: patientId,
          item_key: item.itemKey,
          fact_id: item.factId,
        })),
      )
      .execute();
  }
}

/** Keeps decisions; one made before stays as it was. */
export async function noteReferralDecisions(
  tx: Tx,
  scope: Scope,
  at: string,
  referralId: string,
  decisions: readonly Pick<StoredReferralDecision, 'itemKey' | 'decision' | 'factId'>[],
): Promise<void> {
  for (let from = 0; from < decisions.length; from += 1000) {
    await tx
      .insertInto('referral_decision')
      .values(
        decisions.slice(from, from + 1000).map((one) => ({
          clinic_id: scope.clinicId,
          referral_id: referralId,
          item_key: one.itemKey,
          decision: one.decision,
          fact_id: one.factId ?? null,
          decided_by: scope.actorId,
          decided_at: at,
        })),
      )
      .onConflict((clash) => clash.columns(['clinic_id', 'referral_id', 'item_key']).doNothing())
      .execute();
  }
}

/** Two people who take from the referrals of one patient wait for one another. */
export async function lockReferrals(tx: Tx, scope: Scope, patientId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${scope.clinicId} ${patientId}`}, 11))`.execute(
    tx,
  );
}
