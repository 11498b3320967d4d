import { authorise } from '@evenkeel/contract';
import type { ClinicPolicy } from '@evenkeel/protocol';
import { dateIn, type CalendarDate, type Instant, type Uuid } from '@evenkeel/quantities';
import type { Database, Scope } from '@evenkeel/record';
import type { Transaction } from 'kysely';
import type { Context, Note } from '../http/handler.ts';
import type { Post } from '../messages/post.ts';
import type { ClinicHere } from '../site.ts';

/** What a piece of clinical work stands on: one transaction of one clinic at one moment. */
export interface Ground {
  readonly tx: Transaction<Database>;
  readonly scope: Scope;
  readonly now: Instant;
  newId(): Uuid;
  /** The clinic's policy in force. */
  readonly policy: ClinicPolicy;
  /** The version a plan was signed or a session ran under. */
  policyAt(version: number): Promise<ClinicPolicy>;
  readonly clinic: ClinicHere;
  readonly post: Post;
}

/** Runs work on the ground of a request, with the route's audit row in the same transaction. */
export async function onGround<T>(
  c: Context,
  work: (ground: Ground) => Promise<T>,
  note?: Note | readonly Note[] | ((result: T) => Note | readonly Note[]),
): Promise<T> {
  const clinic = await c.site.clinicOf(c.scope.clinicId);
  const { scope, now, site } = c;
  return c.transact(
    async (tx) =>
      work({
        tx,
        scope,
        now,
        newId: () => site.store.newId(),
        ...(await site.policies.of(tx, scope, clinic)),
        clinic,
        post: site.post,
      }),
    note,
  );
}

/** The clinic's day. */
export function today(ground: Pick<Ground, 'clinic' | 'now'>): CalendarDate {
  return dateIn(ground.clinic.timeZone, ground.now);
}

/** True when the asker may also read the clinical record, not only names and dates. */
export function mayReadClinical(c: Pick<Context, 'actor'>): boolean {
  return authorise(c.actor, 'patient.clinical.read').allowed;
}

/** An audit note for a list: each patient in it can be asked for. */
export function listed(patientIds: readonly string[]): Note {
  return { detail: { patients: [...new Set(patientIds)] } };
}
