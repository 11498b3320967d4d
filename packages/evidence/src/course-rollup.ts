import type { Instrument } from '@evenkeel/instruments';
import type { Instant } from '@evenkeel/quantities';
import { daysFrom, followCourse, isScored, type CourseGiven } from './followed-course.ts';
import { isBetterBy, isInRemission, pointsGained } from './improvement.ts';
import { outcomeCuts } from './outcome.ts';
import { findRelapse, firstBenefit } from './relapse.ts';

/** Weeks after the first dose that a rollup keeps. */
const rolledWeeks = 12;

/** One course on one scale in a few numbers, plain enough to be stored as a row. What is not known is absent or null. */
export interface CourseRollup {
  readonly firstDoseAt: Instant;
  readonly baseline?: number;
  readonly baselineAt?: Instant;
  /** For weeks 1 to 12 after the first dose the last total within it; day 7 belongs to week 1. */
  readonly weeks: readonly (number | null)[];
  /** Week of the first score that is a response, or within remission; also beyond week 12. */
  readonly responseWeek?: number;
  readonly remissionWeek?: number;
  /** The best total since the first dose. */
  readonly best?: number;
  /** Whole days from the first response or remission to relapse, or to the last score without one. */
  readonly relapse?: { readonly days: number; readonly event: boolean };
}

/** The row of a course: undefined without a dose. What lies after `now` is left out. */
export function courseRollup(given: CourseGiven): CourseRollup | undefined {
  const course = followCourse(given);
  const { instrument, firstDoseAt, baseline, fault, since } = course;
  if (firstDoseAt === undefined) return undefined;
  const scored = since.filter(isScored);
  const weekOf = (at: Instant) => Math.ceil(daysFrom(firstDoseAt, at) / 7);
  const weeks: (number | null)[] = Array.from({ length: rolledWeeks }, () => null);
  for (const { at, total } of scored) if (weekOf(at) <= rolledWeeks) weeks[weekOf(at) - 1] = total;
  const judged = baseline === undefined || fault !== undefined ? [] : scored;
  const response = judged.find(
    ({ total }) =>
      baseline !== undefined && isBetterBy(instrument, baseline.total, total, outcomeCuts.response.percent),
  );
  const remission = judged.find(({ total }) => isInRemission(instrument, total));
  const best = bestOf(
    instrument,
    scored.map(({ total }) => total),
  );
  const from = firstBenefit(course);
  const relapse = findRelapse(course);
  const until = relapse.at ?? scored.at(-1)?.at;
  return {
    firstDoseAt,
    ...(baseline === undefined ? {} : { baseline: baseline.total, baselineAt: baseline.at }),
    weeks,
    ...(response === undefined ? {} : { responseWeek: weekOf(response.at) }),
    ...(remission === undefined ? {} : { remissionWeek: weekOf(remission.at) }),
    ...(best === undefined ? {} : { best }),
    ...(from === undefined || until === undefined
      ? {}
      : { relapse: { days: Math.round(daysFrom(from.at, until)), event: relapse.state === 'yes' } }),
  };
}

/** Whole weeks since the first dose. It grows with time, so it is computed when asked and not kept in a row. */
export function weeksPassedSince(firstDoseAt: Instant, now: Instant): number {
  return Math.max(0, Math.floor(daysFrom(firstDoseAt, now) / 7));
}

function bestOf(instrument: Instrument, totals: readonly number[]): number | undefined {
  return totals.reduce<number | undefined>(
    (best, total) => (best === undefined || pointsGained(instrument, best, total) > 0 ? total : best),
    undefined,
  );
}
