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
 * than the policy's hours, or twice the same, has a problem.
 */
export function courseOf(
  template: RegimenTemplate,
  firstDay: CalendarDate,
  chosen: readonly CalendarDate[] | undefined,
  policy: Policy,
): readonly CourseDay[] {
  const days = (chosen ?? templateDays(template, firstDay)).toSorted();
  const start = days[0] ?? firstDay;
  const least = limit(policy, 'minimumHoursBetweenSessions');
  return days.map((day, index): CourseDay => {
    const before = days[index - 1];
    const hours = before === undefined ? undefined : daysBetween(before, day) * 24;
    return {
      number: index + 1,
      day,
      phase: phaseOn(template, start, day),
      ...(hours === undefined ? {} : { hours }),
      ...(hours === undefined || hours >= least
        ? {}
        : {
            problem:
              hours === 0
                ? 'This day is there twice.'
                : `Only ${hours} hours after the session before; at least ${least} are wanted.`,
          }),
    };
  });
}

function phaseOn({ phases }: RegimenTemplate, start: CalendarDate, day: CalendarDate): string {
  let end = start;
  for (const { name, weeks } of phases) {
    end = plusDays(end, weeks * 7);
    if (day < end) return name;
  }
  return phases.at(-1)?.name ?? '';
}
