import { refuse } from '../refusal.ts';

/** Infusions by the hour they start; everybody with the same calendar shares a mesh. */
export type DosingCalendar = readonly {
  /** h from the start of the plan. */
  readonly at: number;
  readonly durationH: number;
  readonly mgPerKg: number;
}[];

/** The stretches between which the rate of infusion changes. */
export interface Stretches {
  /** Starts, h, rising, the first at 0. */
  readonly starts: Float64Array;
  /** Rate from each start on, mg/kg/h. */
  readonly rates: Float64Array;
}

/** The stretches of a calendar, in whatever order it lists its infusions. Throws SimulationRefusal for what cannot be. */
export function stretchesOf(calendar: DosingCalendar): Stretches {
  for (const { at, durationH, mgPerKg } of calendar)
    if (
      !(
        at >= 0 &&
        Number.isFinite(at) &&
        durationH > 0 &&
        mgPerKg > 0 &&
        Number.isFinite(mgPerKg / durationH)
      )
    )
      refuse(
        'PHA-001',
        'calendar',
        'An infusion starts at 0 h or later, takes some time and gives some amount.',
      );
  const sorted = calendar.toSorted(
    (a, b) => a.at - b.at || a.durationH - b.durationH || a.mgPerKg - b.mgPerKg,
  );
  const starts = [...new Set([0, ...sorted.flatMap(({ at, durationH }) => [at, at + durationH])])].toSorted(
    (a, b) => a - b,
  );
  return {
    starts: Float64Array.from(starts),
    // Summed anew for each stretch, so that the end of the last infusion leaves exactly nothing.
    rates: Float64Array.from(starts, (start) =>
      sorted
        .filter(({ at, durationH }) => at <= start && start < at + durationH)
        .reduce((sum, { durationH, mgPerKg }) => sum + mgPerKg / durationH, 0),
    ),
  };
}
