import { plusDays, type CalendarDate } from '@evenkeel/quantities';

/**
 * The days of a course: `sessions` spread evenly over `lengthDays`, the first on `firstDay`. Six in 21 days gives days
 * 0, 4, 7, 11, 14, 18 (twice weekly, as in ELEKT-D); the spacing is three or four days each time.
 */
export function courseDays(
  firstDay: CalendarDate,
  sessions: number,
  lengthDays: number,
): readonly CalendarDate[] {
  return Object.freeze(
    Array.from({ length: sessions }, (_, index) =>
      plusDays(firstDay, Math.ceil((index * lengthDays) / sessions)),
    ),
  );
}
