import { sql, type Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** A version of a clinic's policy with what became of it. */
export interface StoredPolicyVersion {
  readonly version: number;
  readonly basedOn: number;
  readonly body: unknown;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly withdrawn?: { readonly by: string; readonly at: string; readonly reason: string };
  readonly activated?: { readonly by: string; readonly at: string; readonly scenarios: unknown };
}

/** All versions of a clinic, oldest first. Version 1, the default, has no row. */
export async function policyVersionsOf(tx: Tx, scope: Scope): Promise<readonly StoredPolicyVersion[]> {
  const rows = await tx
    .selectFrom('policy_version as v')
    .leftJoin('policy_withdrawal as w', (join) =>
      join.onRef('w.clinic_id', '=', 'v.clinic_id').onRef('w.version', '=', 'v.version'),
    )
    .leftJoin('policy_activation as a', (join) =>
      join.onRef('a.clinic_id', '=', 'v.clinic_id').onRef('a.version', '=', 'v.version'),
    )
    .select([
      'v.version',
      'v.based_on',
      'v.body',
      'v.reason',
      'v.proposed_by',
      'v.proposed_at',
      'w.withdrawn_by',
      'w.withdrawn_at',
      'w.reason as withdrawn_reason',
      'a.activated_by',
      'a.activated_at',
      'a.scenarios',
    ])
    .where('v.clinic_id', '=', scope.clinicId)
    .orderBy('v.version')
    .execute();
  return rows.map((row) => ({
    version: row.version,
    basedOn: row.based_on,
    body: row.body,
    reason: row.reason,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    ...(row.withdrawn_by === null || row.withdrawn_at === null
      ? {}
      : { withdrawn: { by: row.withdrawn_by, at: row.withdrawn_at, reason: row.withdrawn_reason ?? '' } }),
    ...(row.activated_by === null || row.activated_at === null
      ? {}
      : { activated: { by: row.activated_by, at: row.activated_at, scenarios: row.scenarios } }),
  }));
}

/** The versions that were put in force, newest last; the last one is in force. */
export async function policiesInForce(
  tx: Tx,
  scope: Scope,
): Promise<readonly { readonly version: number; readonly body: unknown }[]> {
  return await tx
    .selectFrom('policy_activation as a')
    .innerJoin('policy_version as v', (join) =>
      join.onRef('v.clinic_id', '=', 'a.clinic_id').onRef('v.version', '=', 'a.version'),
    )
    .select(['v.version', 'v.body'])
    .where('a.clinic_id', '=', scope.clinicId)
    .orderBy('v.version')
    .execute();
}

/** Changes of a clinic's policy wait for one another until the transaction ends. */
export async function lockPolicy(tx: Tx, scope: Scope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${scope.clinicId}, 17))`.execute(tx);
}

/** Keeps a proposal under the next number. The caller holds the lock. */
export async function insertPolicyVersion(
  tx: Tx,
  scope: Scope,
  at: string,
  what: { readonly basedOn: number; readonly body: unknown; readonly reason: string },
): Promise<number> {
  const newest = await tx
    .selectFrom('policy_version')
    .select((select) => select.fn.max('version').as('version'))
    .where('clinic_id', '=', scope.clinicId)
    .executeTakeFirst();
  const version = (newest?.version ?? 1) + 1;
  await tx
    .insertInto('policy_version')
    .values({
      clinic_id: scope.clinicId,
      version,
      based_on: what.basedOn,
      body: JSON.stringify(what.body),
      reason: what.reason,
      proposed_by: scope.actorId,
      proposed_at: at,
    })
    .execute();
  return version;
}

/** Withdraws a proposal. The caller holds the lock and has seen that it is open. */
export async function insertPolicyWithdrawal(
  tx: Tx,
  scope: Scope,
  at: string,
  what: { readonly version: number; readonly reason: string },
): Promise<void> {
  await tx
    .insertInto('policy_withdrawal')
    .values({
      clinic_id: scope.clinicId,
      version: what.version,
      reason: what.reason,
      withdrawn_by: scope.actorId,
      withdrawn_at: at,
    })
    .execute();
}

/**
 * Puts a proposal in force. The database refuses it for the person who proposed it and a second time. The caller holds
 * the lock.
 */
export async function insertPolicyActivation(
  tx: Tx,
  scope: Scope,
  at: string,
  what: { readonly version: number; readonly proposedBy: string; readonly scenarios: unknown },
): Promise<void> {
  await tx
    .insertInto('policy_activation')
    .values({
      clinic_id: scope.clinicId,
      version: what.version,
      proposed_by: what.proposedBy,
      activated_by: scope.actorId,
      activated_at: at,
      scenarios: JSON.stringify(what.scenarios),
    })
    .execute();
}
