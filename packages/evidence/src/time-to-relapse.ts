import { atRiskAt, kaplanMeier, type SurvivalCurve } from './kaplan-meier.ts';
import type { OutcomeRow } from './outcome-row.ts';
import { hiddenUnder, type Shown } from './small-group.ts';

/** Weeks after the first response at which the numbers at risk are told. */
const riskWeeks = [0, 4, 8, 12, 26, 52] as const;

/** Time from the first response or remission to relapse, by Kaplan-Meier, censored at the last score. */
export interface TimeToRelapse {
  readonly n: number;
  /** The share without relapse from each day on, starting at 1. It ends where too few remain. */
  readonly curve: readonly {
    readonly days: number;
    readonly survival: number;
    readonly low?: number;
    readonly high?: number;
  }[];
  /** Absent when half have not relapsed by the end of the curve. */
  readonly medianDays?: number;
  readonly medianInterval?: SurvivalCurve['medianInterval'];
  readonly atRisk: readonly { readonly weeks: number; readonly n: Shown<number> }[];
}

/** Time to relapse of those who had a response. Nothing is told from where fewer than `smallest` are at risk. */
export function timeToRelapse(
  rows: readonly OutcomeRow[],
  smallest: number,
  level?: number,
): Shown<TimeToRelapse> {
  const times = rows.flatMap(({ relapseDays, relapsed }) =>
    relapseDays === null || !(relapseDays >= 0) ? [] : [{ time: Math.round(relapseDays), event: relapsed }],
  );
  if (times.length < smallest) return hiddenUnder(smallest);
  const { steps, median, medianInterval } = kaplanMeier(times, level === undefined ? {} : { level });
  // Whoever remains after a step can be told from its size, so they have to be enough as well.
  const told = steps.filter(({ atRisk, events }) => events > 0 && atRisk - events >= smallest);
  const end = told.at(-1)?.time ?? 0;
  const within = (days: number | undefined) => (days !== undefined && days <= end ? days : undefined);
  const [medianDays, low, high] = [within(median), within(medianInterval?.low), within(medianInterval?.high)];
  const counts = atRiskAt(
    times,
    riskWeeks.map((weeks) => 7 * weeks),
  );
  return {
    n: times.length,
    curve: told.map(({ time, survival, low, high }) => ({
      days: time,
      survival,
      ...(low === undefined ? {} : { low }),
      ...(high === undefined ? {} : { high }),
    })),
    ...(medianDays === undefined ? {} : { medianDays }),
    ...(low === undefined && high === undefined
      ? {}
      : {
          medianInterval: {
            ...(low === undefined ? {} : { low }),
            ...(high === undefined ? {} : { high }),
          },
        }),
    atRisk: riskWeeks.map((weeks, place) => {
      const n = counts[place] ?? 0;
      return { weeks, n: n < smallest ? hiddenUnder(smallest) : n };
    }),
  };
}
