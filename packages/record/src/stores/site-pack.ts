import type { Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** The newest pack of each scale that is in use. */
export async function sitePacksOf(
  tx: Tx,
  scope: Scope,
): Promise<
  readonly {
    readonly instrument: string;
    readonly version: number;
    readonly pack: unknown;
    readonly acceptedBy: string;
    readonly acceptedAt: string;
  }[]
> {
  const rows = await tx
    .selectFrom('site_pack')
    .distinctOn('instrument')
    .selectAll()
    .where('clinic_id', '=', scope.clinicId)
    .orderBy('instrument')
    .orderBy('version', 'desc')
    .execute();
  return rows
    .filter((row) => row.state === 'current')
    .map((row) => ({
      instrument: row.instrument,
      version: row.version,
      pack: row.pack,
      acceptedBy: row.accepted_by,
      acceptedAt: row.accepted_at,
    }));
}

/** Loads a pack, or withdraws it, as the next version of its scale. */
export async function insertSitePack(
  tx: Tx,
  scope: Scope,
  at: string,
  what: { readonly instrument: string; readonly state: 'current' | 'withdrawn'; readonly pack: unknown },
): Promise<void> {
  const newest = await tx
    .selectFrom('site_pack')
    .select((select) => select.fn.max('version').as('version'))
    .where('clinic_id', '=', scope.clinicId)
    .where('instrument', '=', what.instrument)
    .executeTakeFirst();
  await tx
    .insertInto('site_pack')
    .values({
      clinic_id: scope.clinicId,
      instrument: what.instrument,
      version: (newest?.version ?? 0) + 1,
      state: what.state,
      pack: JSON.stringify(what.pack),
      accepted_by: scope.actorId,
      accepted_at: at,
    })
    .execute();
}
