import type { Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** A patient's own goal, newest wording, with its marks from 0 (far away) to 10 (there), oldest first. */
export interface StoredGoal {
  readonly goalId: string;
  readonly version: number;
  readonly wording: string;
  readonly state: 'current' | 'reached' | 'laidDown';
  readonly recordedAt: string;
  readonly marks: readonly { readonly mark: number; readonly at: string }[];
}

/** The goals of one patient in the order they were first written down. */
export async function goalsOf(tx: Tx, scope: Scope, patientId: string): Promise<readonly StoredGoal[]> {
  const rows = await tx
    .selectFrom('goal')
    .selectAll()
    .where('clinic_id', '=', scope.clinicId)
    .where('patient_id', '=', patientId)
    .orderBy('goal_id')
    .orderBy('version')
    .execute();
  const marks = await tx
    .selectFrom('goal_mark')
    .select(['goal_id', 'mark', 'given_at'])
    .where('clinic_id', '=', scope.clinicId)
    .where('patient_id', '=', patientId)
    .orderBy('given_at')
    .execute();
  const newest = new Map(rows.map((row) => [row.goal_id, row]));
  return [...newest.values()].map((row) => ({
    goalId: row.goal_id,
    version: row.version,
    wording: row.wording,
    state: row.state,
    recordedAt: row.recorded_at,
    marks: marks
      .filter((one) => one.goal_id === row.goal_id)
      .map((one) => ({ mark: one.mark, at: one.given_at })),
  }));
}

/** Keeps a wording or a state of a goal as its next version. False when that version is there already. */
export async function insertGoal(
  tx: Tx,
  scope: Scope,
  at: string,
  what: {
    readonly patientId: string;
    readonly goalId: string;
    readonly version: number;
    readonly wording: string;
    readonly state: StoredGoal['state'];
  },
): Promise<boolean> {
  const row = await tx
    .insertInto('goal')
    .values({
      clinic_id: scope.clinicId,
      patient_id: what.patientId,
      goal_id: what.goalId,
      version: what.version,
      wording: what.wording,
      state: what.state,
      recorded_by: scope.actorId,
      recorded_at: at,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'goal_id', 'version']).doNothing())
    .returning('goal_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps one mark. The same id again changes nothing. */
export async function insertGoalMark(
  tx: Tx,
  scope: Scope,
  at: string,
  what: {
    readonly patientId: string;
    readonly goalId: string;
    readonly markId: string;
    readonly mark: number;
  },
): Promise<void> {
  await tx
    .insertInto('goal_mark')
    .values({
      clinic_id: scope.clinicId,
      patient_id: what.patientId,
      goal_id: what.goalId,
      mark_id: what.markId,
      mark: what.mark,
      given_by: scope.actorId,
      given_at: at,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'mark_id']).doNothing())
    .execute();
}
