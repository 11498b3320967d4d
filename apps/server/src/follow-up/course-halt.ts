import { courseReviewsOf, plansOf, type StoredCourseReview } from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import type { Ground } from '../patients/ground.ts';

/** The newest review of a patient's course, while it says hold or stop and no plan was signed after it. */
async function courseHalt(
  { tx, scope }: Pick<Ground, 'tx' | 'scope'>,
  patientId: string,
): Promise<StoredCourseReview | undefined> {
  const [review] = await courseReviewsOf(tx, scope, patientId);
  if (review === undefined || review.decision === 'continue') return undefined;
  const [plan] = await plansOf(tx, scope, patientId);
  return plan !== undefined && plan.signedAt > review.decidedAt ? undefined : review;
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
