import { elapsedMs, type Decimal, type Instant } from '@evenkeel/quantities';
import type { Answer } from '../patient-facts.ts';
import type { PastSession } from '../regimen/titration.ts';

/** A pause longer than this between two doses ends a course, days. A local default. */
export const pauseDays = 90;

/** Whether a course still runs: its last dose is no further back than a pause. */
export function courseRuns(lastDoseAt: Instant | undefined, now: Instant): boolean {
  return lastDoseAt !== undefined && elapsedMs(lastDoseAt, now) <= pauseDays * 86_400_000;
}

/** The scale a gain is read from: every schedule asks it before a dose. A local default. */
export const gainScale = 'phq9';

/** The doses of the newest course, oldest first: those since the last long pause. */
export function newestCourse<T extends { readonly at: Instant }>(doses: readonly T[]): readonly T[] {
  const given = doses.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const start = given.findLastIndex((dose, index) => {
    const before = given[index - 1];
    return !courseRuns(before?.at, dose.at);
  });
  return given.slice(Math.max(0, start));
}

/**
 * Sessions as titration sees them. A session is taken as tolerated when the next dose was given and it was not stopped
 * early; the last one only when somebody asked. Its gain is that of the newest score before the next dose.
 */
export function pastSessions(
  doses: readonly { readonly at: Instant; readonly amount: Decimal; readonly stoppedEarly: boolean }[],
  scores: readonly { readonly at: Instant; readonly total: number }[],
  baseline: number | undefined,
  lastTolerated: Answer,
): readonly PastSession[] {
  return doses.map(({ at, amount, stoppedEarly }, index): PastSession => {
    const next = doses[index + 1];
    const score = scores
      .filter((one) => one.at > at && (next === undefined || one.at <= next.at))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .at(-1)?.total;
    return {
      amount,
      tolerated: stoppedEarly ? 'no' : next === undefined ? lastTolerated : 'yes',
      ...(score === undefined || baseline === undefined || !(baseline > 0)
        ? {}
        : { gainPercent: Math.round((1000 * (baseline - score)) / baseline) / 10 }),
    };
  });
}
