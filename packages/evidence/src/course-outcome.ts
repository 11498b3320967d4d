import type { Instrument } from '@evenkeel/instruments';
import { epochMs, type Instant } from '@evenkeel/quantities';
import { changeSinceBaseline, outcomeOf, type Change, type Outcome } from './outcome.ts';

/** One score on the course's time axis. A missing total is kept as a point without a total. */
export interface ScorePoint {
  readonly at: Instant;
  readonly total: number | undefined;
  readonly prorated?: boolean;
}

/** A point with what it says against the baseline. */
export interface JudgedPoint<P extends ScorePoint> {
  readonly point: P;
  readonly outcome: Outcome;
  readonly change?: Change;
}

/** A course's scores in time order with the outcome of each. */
export interface CourseOutcome<P extends ScorePoint> {
  readonly points: readonly JudgedPoint<P>[];
  readonly baseline?: P;
  /** The newest point that has a total. */
  readonly latest?: JudgedPoint<P>;
  readonly firstResponse?: P;
  readonly firstRemission?: P;
}

/**
 * Judges a course. The baseline is the last total at or before the first dose; without a dose yet, the newest total.
 * A total older than `baselineDays` before the first dose is no baseline.
 */
export function courseOutcome<P extends ScorePoint>(
  instrument: Instrument,
  points: readonly P[],
  options: { readonly firstDoseAt?: Instant; readonly baselineDays?: number } = {},
): CourseOutcome<P> {
  const { firstDoseAt, baselineDays } = options;
  // Of two scores at one moment the higher comes last, so that order of arrival decides nothing.
  const ordered = points.toSorted((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : (a.total ?? -1) - (b.total ?? -1),
  );
  const baseline = ordered.findLast(
    ({ at, total }) =>
      total !== undefined &&
      (firstDoseAt === undefined ||
        (at <= firstDoseAt && withinDays(at, firstDoseAt, baselineDays ?? Number.POSITIVE_INFINITY))),
  );
  const judged = ordered.map((point): JudgedPoint<P> => {
    if (point === baseline) return { point, outcome: 'baseline' };
    if (baseline === undefined || firstDoseAt === undefined || point.at <= firstDoseAt)
      return { point, outcome: 'unknown' };
    const change = changeSinceBaseline(baseline.total, point.total);
    return {
      point,
      outcome: outcomeOf(instrument, baseline.total, point.total).outcome,
      ...(change === undefined ? {} : { change }),
    };
  });
  const latest = judged.findLast(({ point }) => point.total !== undefined);
  const firstResponse = judged.find(
    ({ outcome }) => outcome === 'response' || outcome === 'remission',
  )?.point;
  const firstRemission = judged.find(({ outcome }) => outcome === 'remission')?.point;
  return {
    points: judged,
    ...(baseline === undefined ? {} : { baseline }),
    ...(latest === undefined ? {} : { latest }),
    ...(firstResponse === undefined ? {} : { firstResponse }),
    ...(firstRemission === undefined ? {} : { firstRemission }),
  };
}

function withinDays(from: Instant, to: Instant, days: number): boolean {
  return epochMs(to) - epochMs(from) <= days * 86_400_000;
}
