import { newestMood, type MoodWatch } from '@evenkeel/protocol';
import type { Instant } from '@evenkeel/quantities';
import { afterDoseContactsOf, courseReviewsOf, plansOf, type StoredCourseReview } from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import type { Ground } from '../patients/ground.ts';
import { moodKnown } from './mood-known.ts';
import { peopleHere } from './people-here.ts';

/** The newest review of a patient's course, until a plan is signed after it. */
export async function reviewInForce(
  { tx, scope }: Pick<Ground, 'tx' | 'scope'>,
  patientId: string,
): Promise<StoredCourseReview | undefined> {
  const [review] = await courseReviewsOf(tx, scope, patientId);
  if (review === undefined) return undefined;
  const [plan] = await plansOf(tx, scope, patientId);
  return plan !== undefined && plan.signedAt > review.decidedAt ? undefined : review;
}

/** The review in force while it says hold or stop. */
export async function courseHalt(
  ground: Pick<Ground, 'tx' | 'scope'>,
  patientId: string,
): Promise<StoredCourseReview | undefined> {
  const review = await reviewInForce(ground, patientId);
  return review?.decision === 'continue' ? undefined : review;
}

/**
 * [AFT-05] [AFT-06] The mood watch while it says hold or stop. A later rating or check that says otherwise ends it, or a
 * review that says go on; time and a new plan do not.
 */
async function moodHalt(
  ground: Ground,
  review: StoredCourseReview | undefined,
  patientId: string,
): Promise<MoodWatch | undefined> {
  const [person] = await peopleHere(ground, { patientIds: [patientId] });
  if (person === undefined) return undefined;
  const contacts = await afterDoseContactsOf(ground.tx, ground.scope, [patientId]);
  const mood = newestMood(
    {
      ...moodKnown(person, contacts),
      ...(review?.decision === 'continue' ? { settledAt: review.decidedAt as Instant } : {}),
    },
    ground.policy,
  );
  return mood?.level === 'stop' || mood?.level === 'hold' ? mood : undefined;
}

/**
 * Refuses what stands against going on: after a review that says hold or stop a session, after stop a further booking too;
 * a session while the mood watch says hold or stop.
 * @throws Refusal SES-009
 */
export async function checkCourseGoesOn(
  ground: Ground,
  patientId: string,
  what: 'open' | 'book',
): Promise<void> {
  const [review] = await courseReviewsOf(ground.tx, ground.scope, patientId);
  const halt = await courseHalt(ground, patientId);
  if (halt !== undefined && (what === 'open' || halt.decision === 'stop'))
    throw new Refusal('SES-009', {
      detail: `${halt.decision === 'stop' ? 'Stop' : 'Hold'}: ${halt.reason}`,
    });
  const mood = what === 'open' ? await moodHalt(ground, review, patientId) : undefined;
  if (mood !== undefined)
    throw new Refusal('SES-009', {
      detail: `${mood.level === 'stop' ? 'Stop' : 'Hold'}: ${mood.says} (${mood.rule})`,
    });
}
