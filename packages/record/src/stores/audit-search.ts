import { sql, type Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** One audit row as an auditor reads it. */
export interface StoredAuditRow {
  readonly sequence: number;
  readonly chainId: string;
  readonly at: string;
  readonly actorId: string;
  readonly actorRole: string;
  readonly action: string;
  readonly kind: 'read' | 'write' | 'none';
  readonly patientId?: string;
  readonly subject?: string;
  readonly allowed: boolean;
}

/** Where a page of the audit ends: continue before this. */
export interface AuditPlace {
  readonly at: string;
  readonly chainId: string;
  readonly sequence: number;
}

/** Writes a place as text for a query string. */
export function auditPlaceText(place: AuditPlace): string {
  return `${place.at}_${place.chainId}_${place.sequence}`;
}

/** Reads it back; undefined when it is not one. */
export function parseAuditPlace(text: string): AuditPlace | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})_(\d{1,15})$/.exec(text);
  if (match === null) return undefined;
  return { at: match[1] ?? '', chainId: match[2] ?? '', sequence: Number(match[3]) };
}

/** Newest rows first, one page; a row that read a list of patients is found by each of them. */
export async function searchAudit(
  tx: Tx,
  scope: Scope,
  what: {
    readonly patientId?: string | undefined;
    readonly actorId?: string | undefined;
    readonly before?: AuditPlace | undefined;
    readonly limit: number;
  },
): Promise<readonly StoredAuditRow[]> {
  const { patientId, before } = what;
  let query = tx
    .selectFrom('audit')
    .select([
      'sequence',
      'chain_id',
      'at',
      'actor_id',
      'actor_role',
      'action',
      'kind',
      'patient_id',
      'subject',
      'allowed',
    ])
    .where('clinic_id', '=', scope.clinicId)
    .orderBy('at', 'desc')
    .orderBy('chain_id')
    .orderBy('sequence', 'desc')
    .limit(what.limit);
  if (what.actorId !== undefined) query = query.where('actor_id', '=', what.actorId);
  if (patientId !== undefined) {
    query = query.where((where) =>
      where.or([
        where('patient_id', '=', patientId),
        sql<boolean>`detail @> ${JSON.stringify({ patients: [patientId] })}::jsonb`,
      ]),
    );
  }
  if (before !== undefined) {
    query = query.where(
      sql<boolean>`(at < ${before.at}::timestamptz or (at = ${before.at}::timestamptz and
        (chain_id > ${before.chainId}::uuid or (chain_id = ${before.chainId}::uuid and sequence < ${before.sequence}))))`,
    );
  }
  const rows = await query.execute();
  return rows.map((row) => ({
    sequence: row.sequence,
    chainId: row.chain_id,
    at: row.at,
    actorId: row.actor_id,
    actorRole: row.actor_role,
    action: row.action,
    kind: row.kind as StoredAuditRow['kind'],
    ...(row.patient_id === null ? {} : { patientId: row.patient_id }),
    ...(row.subject === null ? {} : { subject: row.subject }),
    allowed: row.allowed,
  }));
}

/** Names of people of the clinic by id. */
export async function staffNames(
  tx: Tx,
  scope: Scope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await tx
    .selectFrom('staff')
    .select(['staff_id', 'name'])
    .where('clinic_id', '=', scope.clinicId)
    .where('staff_id', 'in', wanted)
    .execute();
  return new Map(rows.map((row) => [row.staff_id, row.name]));
}
