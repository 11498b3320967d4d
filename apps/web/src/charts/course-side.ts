import type { CourseSeries } from '@evenkeel/contract';
import { courseWords } from '../words/course-en.ts';

const t = courseWords.sides;

/** The sides of a life that stand beside mood. Suicide and mania have no benefit to show and are not among them. */
export const sides = Object.freeze(['mood', 'anxiety', 'sleep', 'function', 'qualityOfLife'] as const);

/** One scale's change from baseline in units of its own meaningful change. */
export interface CourseSide {
  readonly instrument: string;
  readonly shortTitle: string;
  readonly domain: string;
  readonly baseline?: number;
  readonly newest?: number;
  /** Positive is better, whichever way the scale runs; absent without a unit or a change. */
  readonly units?: number;
  readonly says: string;
  readonly source?: string;
}

/** What one scale says beside the others. Without a baseline, a later score or a unit it says which is missing. */
export function courseSide(series: CourseSeries): CourseSide {
  const { instrument, shortTitle, domain, baseline, meaningful, direction } = series;
  const newest = series.scores.findLast(
    ({ total, at }) => total !== undefined && (baseline === undefined || at > baseline.at),
  )?.total;
  const told = {
    instrument,
    shortTitle,
    domain,
    ...(baseline === undefined ? {} : { baseline: baseline.total }),
    ...(newest === undefined ? {} : { newest }),
    ...(meaningful === undefined ? {} : { source: meaningful.source }),
  };
  if (baseline === undefined) return { ...told, says: t.noBaseline };
  if (newest === undefined) return { ...told, says: t.noLater };
  const change = newest - baseline.total;
  const better = direction === 'higherIsWorse' ? -change : change;
  const way = better > 0 ? t.better : t.worse;
  const moved = change === 0 ? t.points(0) : `${t.points(change)}, ${way}`;
  if (meaningful === undefined || !(meaningful.points > 0)) return { ...told, says: `${moved}. ${t.noUnit}` };
  const units = better / meaningful.points;
  if (change === 0) return { ...told, units: 0, says: `${moved}.` };
  const times = String(Math.round(10 * Math.abs(units)) / 10);
  return {
    ...told,
    units,
    says: `${moved}: ${t.times(times, meaningful.points)}, ${t.reached[meaningful.reached]}.`,
  };
}

/** How far the bars reach to each side, in units: at least two, so that a small change looks small. */
export function sideReach(rows: readonly CourseSide[]): number {
  return Math.max(2, Math.ceil(Math.max(0, ...rows.map(({ units = 0 }) => Math.abs(units)))));
}
