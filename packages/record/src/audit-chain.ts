import type { Instant, Json } from '@evenkeel/quantities';
import { sql, type Transaction } from 'kysely';
import type { AnchorHead } from './anchor.ts';
import type { AuditNote, Scope } from './door.ts';
import { chainHash, noHash } from './hash.ts';
import type { Database } from './schema.ts';

/** One writer of audit rows: a process. Each has its own chain in each clinic, so writers never wait for one another. */
export interface ChainWriter {
  readonly chainId: string;
  /** Clinics whose chain row is known to exist. */
  readonly begun: Set<string>;
}

/** What an audit row's hash covers. */
export function auditContent(row: {
  readonly clinicId: string;
  readonly chainId: string;
  readonly sequence: number;
  readonly at: string;
  readonly actorId: string;
  readonly actorRole: string;
  readonly action: string;
  readonly kind: string;
  readonly patientId?: string;
  readonly subject?: string;
  readonly allowed: boolean;
  readonly detail: Json;
}): Json {
  return { ...row };
}

/** Acts of one clinic that go into one commit. */
export interface AuditAct {
  readonly scope: Scope;
  readonly notes: readonly AuditNote[];
}

/**
 * Appends audit rows to the writer's chain. The chain's row is locked last and held to the commit, so rows of one writer
 * are numbered without gaps. All acts must be of one clinic.
 */
export async function appendAudit(
  tx: Transaction<Database>,
  writer: ChainWriter,
  acts: readonly AuditAct[],
  at: Instant,
): Promise<AnchorHead | undefined> {
  const clinicId = acts[0]?.scope.clinicId;
  if (clinicId === undefined || acts.every((act) => act.notes.length === 0)) return undefined;
  const head = await lockHead(tx, writer, clinicId, at);
  let { sequence, hash } = head;
  const values = [];
  for (const { scope, notes } of acts) {
    for (const note of notes) {
      sequence += 1;
      const previous = hash;
      const optional = {
        ...(note.patientId === undefined ? {} : { patientId: note.patientId }),
        ...(note.subject === undefined ? {} : { subject: note.subject }),
      };
      const detail: Json = note.detail ?? {};
      hash = chainHash(
        previous,
        auditContent({
          clinicId,
          chainId: writer.chainId,
          sequence,
          at,
          actorId: scope.actorId,
          actorRole: scope.actorRole,
          action: note.action,
          kind: note.kind,
          ...optional,
          allowed: note.allowed ?? true,
          detail,
        }),
      );
      values.push({
        clinic_id: clinicId,
        chain_id: writer.chainId,
        sequence,
        at,
        actor_id: scope.actorId,
        actor_role: scope.actorRole,
        action: note.action,
        kind: note.kind,
        patient_id: note.patientId ?? null,
        subject: note.subject ?? null,
        allowed: note.allowed ?? true,
        detail: JSON.stringify(detail),
        previous_hash: previous,
        hash,
      });
    }
  }
  await tx.insertInto('audit').values(values).execute();
  await tx
    .updateTable('audit_chain')
    .set({ head_sequence: sequence, head_hash: hash })
    .where('clinic_id', '=', clinicId)
    .where('chain_id', '=', writer.chainId)
    .execute();
  return { kind: 'audit', clinicId, id: writer.chainId, sequence, hash: hash.toString('hex') };
}

async function lockHead(
  tx: Transaction<Database>,
  writer: ChainWriter,
  clinicId: string,
  at: Instant,
): Promise<{ sequence: number; hash: Buffer }> {
  const find = async () =>
    await tx
      .selectFrom('audit_chain')
      .select(['head_sequence', 'head_hash'])
      .where('clinic_id', '=', clinicId)
      .where('chain_id', '=', writer.chainId)
      .forUpdate()
      .executeTakeFirst();
  if (!writer.begun.has(clinicId)) {
    await sql`insert into audit_chain (clinic_id, chain_id, started_at, head_sequence, head_hash)
      values (${clinicId}, ${writer.chainId}, ${at}, 0, ${noHash}) on conflict do nothing`.execute(tx);
  }
  const row = await find();
  if (row === undefined) throw new Error('The audit chain of this writer is gone.');
  // Only a later transaction may skip the insert: this one may still be rolled back.
  if (row.head_sequence > 0) writer.begun.add(clinicId);
  return { sequence: row.head_sequence, hash: Buffer.from(row.head_hash) };
}
