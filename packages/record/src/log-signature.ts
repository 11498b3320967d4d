import type { Instant, Uuid } from '@evenkeel/quantities';
import { CompiledQuery, type Transaction } from 'kysely';
import { auditRows, type AuditLane } from './audit-chain.ts';
import type { Database } from './schema.ts';
import type { Scope } from './scope.ts';

/** What is signed: the log as far as the head the signer saw. */
export interface Signing {
  readonly signatureId: Uuid;
  readonly meaning: string;
  readonly expectedHead: number;
}

/** Signs in a transaction. The same signature sent again is answered with the first. */
export async function signLog(
  tx: Transaction<Database>,
  scope: Scope,
  sessionId: Uuid,
  what: Signing,
  at: Instant,
  lane: AuditLane,
): Promise<
  | { readonly sequence: number; readonly hash: string; readonly at: Instant; readonly lane: AuditLane }
  | undefined
> {
  const row = await tx
    .selectFrom('session')
    .select(['patient_id', 'state', 'head_sequence', 'head_hash'])
    .where('clinic_id', '=', scope.clinicId)
    .where('session_id', '=', sessionId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || (row.state !== 'open' && row.state !== 'signed')) return undefined;
  const before = await tx
    .selectFrom('session_signature')
    .select(['head_sequence', 'head_hash', 'signed_at'])
    .where('clinic_id', '=', scope.clinicId)
    .where('session_id', '=', sessionId)
    .where('signature_id', '=', what.signatureId)
    .executeTakeFirst();
  if (before === undefined && row.head_sequence !== what.expectedHead) return undefined;
  if (before === undefined) {
    await tx
      .insertInto('session_signature')
      .values({
        clinic_id: scope.clinicId,
        session_id: sessionId,
        signature_id: what.signatureId,
        signer_id: scope.actorId,
        meaning: what.meaning,
        head_sequence: row.head_sequence,
        head_hash: row.head_hash,
        signed_at: at,
      })
      .execute();
    await tx
      .updateTable('session')
      .set({ state: 'signed' })
      .where('clinic_id', '=', scope.clinicId)
      .where('session_id', '=', sessionId)
      .execute();
  }
  const note = {
    action: 'signSession',
    kind: 'write' as const,
    patientId: row.patient_id,
    subject: sessionId,
    detail: { meaning: what.meaning },
  };
  const rows = auditRows(lane, [{ scope, notes: [note] }], at);
  if (rows !== undefined)
    await tx.executeQuery(CompiledQuery.raw(rows.statement.text, [...rows.statement.values]));
  const stands = before ?? { ...row, signed_at: at };
  return {
    sequence: stands.head_sequence,
    hash: Buffer.from(stands.head_hash).toString('hex'),
    at: stands.signed_at,
    lane: rows?.lane ?? lane,
  };
}
