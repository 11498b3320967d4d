import { daysBetween, plusDays, type CalendarDate } from '@evenkeel/quantities';
import type { LongTermState } from './long-term.ts';

/** Longest time that something due may be put off, days. A local default without a setting. */
export const longestSnoozeDays = 28;

/** One snooze of a domain: put off on a day until another. */
export interface Snooze {
  readonly fromDay: CalendarDate;
  readonly untilDay: CalendarDate;
}

/** The last day until which something that is due may be put off: 28 days from the first snooze since the last look. */
export function latestSnooze(
  state: Pick<LongTermState, 'lastOn'>,
  earlier: readonly Snooze[],
  today: CalendarDate,
): CalendarDate {
  const first = earlier
    .filter(({ fromDay }) => state.lastOn === undefined || fromDay > state.lastOn)
    .map(({ fromDay }) => fromDay)
    .toSorted()[0];
  return plusDays(first ?? today, longestSnoozeDays);
}

/** Why a domain cannot be put off until a day; undefined when it can. */
export function snoozeProblem(
  state: Pick<LongTermState, 'finding' | 'due' | 'lastOn'>,
  earlier: readonly Snooze[],
  untilDay: CalendarDate,
  today: CalendarDate,
): string | undefined {
  if (state.finding === 'trigger') return 'A trigger cannot be put off. Do what it asks for.';
  if (!state.due) return 'This is not due.';
  if (daysBetween(today, untilDay) < 1) return 'Choose a day that is still to come.';
  const latest = latestSnooze(state, earlier, today);
  if (latest <= today) return 'This was put off for 28 days already. Do it now.';
  return untilDay > latest ? `It can be put off until ${latest} at the latest.` : undefined;
}

/** Until when a domain is put off at this moment. A trigger ends every snooze; so does a look that came later. */
export function snoozedUntil(
  state: Pick<LongTermState, 'finding' | 'due' | 'lastOn'>,
  snoozes: readonly Snooze[],
  today: CalendarDate,
): CalendarDate | undefined {
  if (state.finding === 'trigger' || !state.due) return undefined;
  return snoozes
    .filter(
      ({ fromDay, untilDay }) =>
        (state.lastOn === undefined || fromDay >= state.lastOn) && fromDay <= today && untilDay > today,
    )
    .map(({ untilDay }) => untilDay)
    .toSorted()
    .at(-1);
}
