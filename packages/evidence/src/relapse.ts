import type { Cited, Instrument } from '@evenkeel/instruments';
import type { Instant } from '@evenkeel/quantities';
import type { ScorePoint } from './course-outcome.ts';
import { daysFrom, isScored, type CourseEvent, type FollowedCourse, type Scored } from './followed-course.ts';
import { isBetterBy, isInRemission } from './improvement.ts';
import { outcomeCuts } from './outcome.ts';

/** From which total on a score counts towards a relapse. */
export interface RelapseCut extends Cited {
  readonly instrument: string;
  readonly atLeast: number;
}

/** Cuts of single scales. Any other scale: less than 25 % better than at baseline, a local default. */
export const relapseCuts: readonly RelapseCut[] = Object.freeze([
  Object.freeze({
    instrument: 'madrs',
    atLeast: 22,
    source: 'SUSTAIN-1 (Daly 2019): MADRS of 22 or more',
    mark: 'general knowledge',
  }),
]);

/** The loss that relapse needs where a scale has no cut of its own. */
export const relapseLoss: Cited & { readonly percent: number } = Object.freeze({
  percent: 25,
  source: 'Less than 25 % better than at baseline. Local default',
  mark: 'ours',
});

/** Days that the two scores of a relapse lie apart, both ends included. */
export const relapseApart = Object.freeze({ fromDays: 5, toDays: 15 });

/** What is known of a relapse. */
export interface RelapseFound {
  readonly state: 'yes' | 'no' | 'unknown';
  /** The first response or remission, from which on a relapse can be. */
  readonly from?: Scored;
  /** When it was certain: the second of the two scores, or the event. */
  readonly at?: Instant;
  readonly scores?: readonly [Scored, Scored];
  readonly event?: CourseEvent;
  readonly why?: string;
}

/** The first score that is a response or within remission. */
export function firstBenefit({ instrument, baseline, fault, since }: FollowedCourse): Scored | undefined {
  if (baseline === undefined || fault !== undefined) return undefined;
  return since
    .filter(isScored)
    .find(
      ({ total }) =>
        isInRemission(instrument, total) ||
        isBetterBy(instrument, baseline.total, total, outcomeCuts.response.percent),
    );
}

/** True for a total that counts towards a relapse. One that is still a response does not, however high. */
export function isLoss(instrument: Instrument, baseline: number, total: number): boolean {
  if (isBetterBy(instrument, baseline, total, outcomeCuts.response.percent)) return false;
  if (isInRemission(instrument, total)) return false;
  const cut = relapseCuts.find((one) => one.instrument === instrument.id);
  return cut === undefined
    ? !isBetterBy(instrument, baseline, total, relapseLoss.percent)
    : total >= cut.atLeast;
}

/**
 * Relapse after a response or remission: loss at two scores 5 to 15 days apart with no score between them that is not a
 * loss, or an event. A newest score in loss, and answers without a total that could have made one, leave it unknown.
 */
export function findRelapse(course: FollowedCourse): RelapseFound {
  const { instrument, baseline, fault, since, events } = course;
  if (baseline === undefined || fault !== undefined)
    return { state: 'unknown', why: fault ?? 'There is no score from before the first dose.' };
  const from = firstBenefit(course);
  if (from === undefined)
    return { state: 'unknown', why: 'There has been no response and no remission to lose.' };
  const after = since.filter(({ at }) => at > from.at);
  const lost = ({ total }: ScorePoint) => total !== undefined && isLoss(instrument, baseline.total, total);
  const event = events.find(({ at }) => at > from.at);
  const scored = after.filter(isScored);
  const scores = pairOf(scored, lost);
  if (event !== undefined && (scores === undefined || event.at <= scores[1].at))
    return { state: 'yes', from, at: event.at, event };
  if (scores !== undefined) return { state: 'yes', from, at: scores[1].at, scores };
  if (scored.length === 0) return { state: 'unknown', from, why: 'There is no score since the response.' };
  const newest = scored.at(-1);
  if (newest !== undefined && lost(newest))
    return {
      state: 'unknown',
      from,
      why: 'The newest score is in the range of relapse. A second one 5 to 15 days after it decides.',
    };
  // Answers without a total may have been the first response, or a loss.
  const earliest = since.find(({ total, at }) => total === undefined && at < from.at) ?? from;
  const later = since.filter(({ at }) => at > earliest.at);
  const lostOrMissing = (point: ScorePoint) => point.total === undefined || lost(point);
  if (
    later.at(-1)?.total === undefined ||
    pairOf(later, lostOrMissing) !== undefined ||
    events.some(({ at }) => at > earliest.at)
  )
    return { state: 'unknown', from, why: 'Answers without a total could have shown a relapse.' };
  return { state: 'no', from };
}

/** The first two losses far enough apart with nothing but losses from one to the other. */
function pairOf<P extends ScorePoint>(
  points: readonly P[],
  lost: (point: P) => boolean,
): readonly [P, P] | undefined {
  for (let second = 1; second < points.length; second += 1)
    for (let first = second - 1; first >= -1; first -= 1) {
      const [a, b] = [points[first], points[second]];
      if (a === undefined || b === undefined || !lost(a) || !lost(b)) break;
      const apart = daysFrom(a.at, b.at);
      if (apart > relapseApart.toDays) break;
      if (apart >= relapseApart.fromDays) return [a, b];
    }
  return undefined;
}
