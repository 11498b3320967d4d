import type { Instrument } from '@evenkeel/instruments';
import { elapsedMs, type Instant } from '@evenkeel/quantities';
import { courseOutcome, type ScorePoint } from './course-outcome.ts';
import type { UsedScore } from './course-figure.ts';
import { baselineFault } from './improvement.ts';

/** A score with a total. */
export interface Scored extends ScorePoint {
  readonly total: number;
}

/** What happened to a person that ends a benefit whatever the scores say. */
export interface CourseEvent {
  readonly at: Instant;
  readonly kind: 'hospitalisation' | 'suicideAttempt' | 'other';
}

/** What a course's figures are made from. What lies after `now` is left out. */
export interface CourseGiven {
  readonly instrument: Instrument;
  readonly points: readonly ScorePoint[];
  readonly doses: readonly { readonly at: Instant }[];
  readonly events?: readonly CourseEvent[];
  readonly now: Instant;
}

/** A course in time order, cut at its first dose. */
export interface FollowedCourse {
  readonly instrument: Instrument;
  readonly now: Instant;
  readonly firstDoseAt?: Instant;
  readonly lastDoseAt?: Instant;
  readonly baseline?: Scored;
  /** Why no gain can be told: there is no dose, no baseline, or one that leaves nothing to gain. */
  readonly fault?: string;
  /** All scores, also those without a total. */
  readonly points: readonly ScorePoint[];
  /** Those after the first dose. */
  readonly since: readonly ScorePoint[];
  readonly events: readonly CourseEvent[];
}

/** True for a point that has a total. */
export function isScored(point: ScorePoint): point is Scored {
  return point.total !== undefined;
}

/** Puts a course in order and finds its baseline, which is that of `courseOutcome`. */
export function followCourse({ instrument, points, doses, events = [], now }: CourseGiven): FollowedCourse {
  const given = doses
    .map(({ at }) => at)
    .filter((at) => at <= now)
    .toSorted();
  const [firstDoseAt, lastDoseAt] = [given[0], given.at(-1)];
  const told = { instrument, now, events: events.filter(({ at }) => at <= now).toSorted(byTime) };
  const past = points.filter(({ at }) => at <= now);
  if (firstDoseAt === undefined || lastDoseAt === undefined)
    return {
      ...told,
      fault: 'No dose has been given yet.',
      points: courseOutcome(instrument, past).points.map(({ point }) => point),
      since: [],
    };
  const course = courseOutcome(instrument, past, { firstDoseAt });
  const ordered = course.points.map(({ point }) => point);
  const baseline = course.baseline !== undefined && isScored(course.baseline) ? course.baseline : undefined;
  const fault =
    baseline === undefined
      ? 'There is no score from before the first dose.'
      : baselineFault(instrument, baseline.total);
  return {
    ...told,
    firstDoseAt,
    lastDoseAt,
    ...(baseline === undefined ? {} : { baseline }),
    ...(fault === undefined ? {} : { fault }),
    points: ordered,
    since: ordered.filter(({ at }) => at > firstDoseAt),
  };
}

/** Days from one instant to another, with their fraction. */
export function daysFrom(from: Instant, to: Instant): number {
  return elapsedMs(from, to) / 86_400_000;
}

/** A score as a figure names it, with a mark when it was made up for unanswered items. */
export function use({ at, total, prorated }: Scored, as: string): UsedScore {
  return { at, total, as: prorated === true ? `${as} (prorated)` : as };
}

function byTime(a: { readonly at: Instant }, b: { readonly at: Instant }): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}
