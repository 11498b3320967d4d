import type { MeasureOccasion, MeasureSchedule } from './measure-schedule.ts';

/** What one occasion is in another schedule: added, taken out, or given otherwise, in the words of the schedule. */
export interface ScheduleChange {
  readonly occasion: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Each thing that differs, as it was and as it will be; empty when the occasion was added or taken out. */
  readonly differs: readonly { readonly what: ScheduleField; readonly from: string; readonly to: string }[];
}

export type ScheduleField = 'title' | 'timepoint' | 'when' | 'open' | 'reminders' | 'scales' | 'quiet';

const clock = (minutes: number) =>
  minutes % 1440 === 0 && minutes !== 0 ? `${minutes / 1440} d` : `${Number((minutes / 60).toFixed(2))} h`;

function fieldsOf(one: MeasureOccasion): { readonly [F in Exclude<ScheduleField, 'quiet'>]: string } {
  const { anchor } = one;
  const from = anchor.kind === 'calendar' ? `every ${anchor.everyDays} d` : `${anchor.which} ${anchor.kind}`;
  return {
    title: one.title,
    timepoint: one.timepoint,
    when: `${clock(one.afterMinutes)}, ${from}`,
    open: clock(one.openMinutes),
    reminders: one.remindAfterMinutes.map(clock).join(', ') || 'none',
    scales: one.measures.map(({ instrument, way }) => `${instrument} (${way})`).join(', '),
  };
}

/**
 * What a schedule changes of another: the quiet hours, then its occasions in the order of the new schedule, then those
 * that are taken out. The order of occasions and where they come from change nothing.
 */
export function compareSchedules(before: MeasureSchedule, after: MeasureSchedule): readonly ScheduleChange[] {
  const known = new Map(before.occasions.map((one) => [one.id, one]));
  const kept = new Set(after.occasions.map(({ id }) => id));
  const quiet = ({ quiet: { from, to } }: MeasureSchedule) => `${from} to ${to}`;
  return [
    ...(quiet(before) === quiet(after)
      ? []
      : [
          {
            occasion: '',
            kind: 'changed' as const,
            differs: [{ what: 'quiet' as const, from: quiet(before), to: quiet(after) }],
          },
        ]),
    ...after.occasions.flatMap((one): readonly ScheduleChange[] => {
      const old = known.get(one.id);
      if (old === undefined) return [{ occasion: one.title, kind: 'added', differs: [] }];
      const [was, is] = [fieldsOf(old), fieldsOf(one)];
      const differs = (Object.keys(is) as (keyof typeof is)[])
        .filter((what) => was[what] !== is[what])
        .map((what) => ({ what, from: was[what], to: is[what] }));
      return differs.length === 0 ? [] : [{ occasion: old.title, kind: 'changed', differs }];
    }),
    ...before.occasions
      .filter(({ id }) => !kept.has(id))
      .map(({ title }) => ({ occasion: title, kind: 'removed' as const, differs: [] })),
  ];
}
