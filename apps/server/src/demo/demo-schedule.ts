import { defaultMeasureSchedule, type MeasureSchedule, type ScheduledMeasure } from '@evenkeel/protocol';

const set: readonly ScheduledMeasure[] = ['phq9', 'gad7', 'evenkeel-sleep'].map((instrument) => ({
  instrument,
  way: 'link',
}));
const kept: Readonly<Record<string, readonly ScheduledMeasure[]>> = {
  baseline: set,
  plus24h: set.slice(0, 1),
  endOfCourse: set,
  monthly: set,
};

/** What the demo clinic asks and when: fewer occasions than a clinic starts with, so that its pictures are easy to read. */
export const demoSchedule: MeasureSchedule = {
  ...defaultMeasureSchedule,
  occasions: defaultMeasureSchedule.occasions.flatMap((occasion) => {
    const measures = kept[occasion.id];
    return measures === undefined
      ? []
      : [
          {
            ...occasion,
            measures,
            ...(occasion.id === 'endOfCourse'
              ? { afterMinutes: 6 * 24 * 60, openMinutes: 7 * 24 * 60 }
              : occasion.id === 'plus24h'
                ? {
                    title: 'The day after the first dose',
                    anchor: { kind: 'dose' as const, which: 'first' as const },
                  }
                : {}),
          },
        ];
  }),
};
