import { daysBetween, plusDays, type CalendarDate } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { RegimenTemplate } from './template.ts';
import { templateDays } from './titration.ts';

/** One planned day of a course. */
export interface CourseDay {
  readonly number: number;
  readonly day: CalendarDate;
  /** Name of the template's phase this day lies in. */
  readonly phase: string;
  /** Hours since the day before, counted in whole days; absent for the first. */
  readonly hours?: number;
  /** Why this day cannot stand. */
  readonly problem?: string;
}

/**
 * The days of a course with their phases: the template's own, or those a person chose. A day closer to the one before
 * than the policy's hours, or twice the same, has a problem; so has a first day that close to the last dose of whichever
 * course, on `lastDoseDay`.
 */
export function courseOf(
  template: RegimenTemplate,
  firstDay: CalendarDate,
  chosen: readonly CalendarDate[] | undefined,
  policy: Policy,
  lastDoseDay?: CalendarDate,
): readonly CourseDay[] {
  const days = (chosen ?? templateDays(template, firstDay)).toSorted();
  const start = days[0] ?? firstDay;
  const least = limit(policy, 'minimumHoursBetweenSessions');
  return days.map((day, index): CourseDay => {
    const before = days[index - 1];
    const hours = before === undefined ? undefined : daysBetween(before, day) * 24;
    const problem =
      before === undefined && lastDoseDay !== undefined
        ? tooSoon(daysBetween(lastDoseDay, day) * 24, least, 'A dose was given on this day.', 'the last dose')
        : hours === undefined
          ? undefined
          : tooSoon(hours, least, 'This day is there twice.', 'the session before');
    return {
      number: index + 1,
      day,
      phase: phaseOn(template, start, day),
      ...(hours === undefined ? {} : { hours }),
      ...(problem === undefined ? {} : { problem }),
    };
  });
}

function tooSoon(hours: number, least: number, sameDay: string, what: string): string | undefined {
  if (hours >= least) return undefined;
  return hours <= 0 ? sameDay : `Only ${hours} hours after ${what}; at least ${least} are wanted.`;
}

function phaseOn({ phases }: RegimenTemplate, start: CalendarDate, day: CalendarDate): string {
  let end = start;
  for (const { name, weeks } of phases) {
    end = plusDays(end, weeks * 7);
    if (day < end) return name;
  }
  return phases.at(-1)?.name ?? '';
}
