import { daysBetween, type CalendarDate } from '@evenkeel/quantities';

/** The scale that asks it; its total is days missed of the last seven, 0 to 7. */
export const missedDosesScale = 'evenkeel-missed-doses';

/** One answer to how many of the last seven days a daily medicine was missed. */
export interface MissedDaysAnswer {
  readonly on: CalendarDate;
  /** Days, 0 to 7; absent where the answer gave no number. */
  readonly missed?: number;
}

/** Days that one answer speaks for. */
const daysAsked = 7;

/**
 * [AFT-09] Days of a course that were asked about, and those of them on which no dose was missed. Each answer speaks for the
 * seven days before it. Of answers whose days overlap the newest counts, and one whose days begin before the course does not:
 * on which of its days a dose was missed is not known. Undefined when no answer counts. `answers` oldest first.
 */
export function daysCovered(
  answers: readonly MissedDaysAnswer[],
  courseFrom: CalendarDate,
): { readonly days: number; readonly covered: number } | undefined {
  const counted: { readonly on: CalendarDate; readonly missed: number }[] = [];
  const newestFirst = answers.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).toReversed();
  for (const { on, missed } of newestFirst) {
    const next = counted.at(-1)?.on;
    const apart = next === undefined || daysBetween(on, next) >= daysAsked;
    if (missed !== undefined && apart && daysBetween(courseFrom, on) >= daysAsked)
      counted.push({ on, missed });
  }
  return counted.length === 0
    ? undefined
    : {
        days: counted.length * daysAsked,
        covered: counted.reduce((sum, { missed }) => sum + daysAsked - missed, 0),
      };
}
