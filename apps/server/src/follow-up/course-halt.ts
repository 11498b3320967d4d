import { courseReviewsOf, plansOf, type StoredCourseReview } from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import type { Ground } from '../patients/ground.ts';

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
 * Refuses what a decision on the course stands against: a session after hold or stop, a further booking after stop.
 * @throws Refusal SES-009
 */
export async function checkCourseGoesOn(
  ground: Pick<Ground, 'tx' | 'scope'>,
  patientId: string,
  what: 'open' | 'book',
): Promise<void> {
  const halt = await courseHalt(ground, patientId);
  if (halt === undefined || (what === 'book' && halt.decision === 'hold')) return;
  throw new Refusal('SES-009', {
    detail: `${halt.decision === 'stop' ? 'Stop' : 'Hold'}: ${halt.reason}`,
  });
}
