import type { Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** How many observers were present when somebody counted them. */
export interface StoredObserverCount {
  readonly observers: number;
  readonly countedBy: string;
  readonly countedAt: string;
}

/** The newest count of the clinic, of whatever day. */
export async function newestObserverCount(tx: Tx, scope: Scope): Promise<StoredObserverCount | undefined> {
  const row = await tx
    .selectFrom('observer_count')
    .select(['observers', 'counted_by', 'counted_at'])
    .where('clinic_id', '=', scope.clinicId)
    .orderBy('counted_at', 'desc')
    .orderBy('count_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { observers: row.observers, countedBy: row.counted_by, countedAt: row.counted_at };
}

/** Keeps a count and gives the number that stands under its id: the same id again changes nothing. */
export async function insertObserverCount(
  tx: Tx,
  scope: Scope,
  at: string,
  { countId, observers }: { readonly countId: string; readonly observers: number },
): Promise<number> {
  await tx
    .insertInto('observer_count')
    .values({
      clinic_id: scope.clinicId,
      count_id: countId,
      observers,
      counted_by: scope.actorId,
      counted_at: at,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'count_id']).doNothing())
    .execute();
  const kept = await tx
    .selectFrom('observer_count')
    .select('observers')
    .where('clinic_id', '=', scope.clinicId)
    .where('count_id', '=', countId)
    .executeTakeFirstOrThrow();
  return kept.observers;
}
