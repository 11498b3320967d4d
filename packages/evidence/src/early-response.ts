import { elapsedMs } from '@evenkeel/quantities';
import type { FigureId, FigureTold } from './course-figure.ts';
import { untold } from './course-figure.ts';
import { betterWords } from './figure-words.ts';
import { isScored, use, type FollowedCourse } from './followed-course.ts';
import { isBetterBy } from './improvement.ts';
import { outcomeCuts } from './outcome.ts';
import type { ScorePoint } from './course-outcome.ts';

/** Hours after the first dose within which a score stands for a moment, both ends included. Local defaults. */
export interface ScoreWindow {
  readonly says: string;
  readonly atHours: number;
  readonly fromHours: number;
  readonly toHours: number;
}

const hours = (says: string, atHours: number, fromHours: number, toHours: number): ScoreWindow =>
  Object.freeze({ says, atHours, fromHours, toHours });

/** The windows of early response. Local defaults: no source was found for their edges. */
export const earlyWindows: {
  readonly [I in FigureId as I extends `early${string}` ? I : never]: ScoreWindow;
} = Object.freeze({
  early4h: hours('2 to 8 hours', 4, 2, 8),
  early24h: hours('18 to 36 hours', 24, 18, 36),
  earlyDay3: hours('60 to 96 hours', 72, 60, 96),
  earlyDay7: hours('5 to 9 days', 168, 120, 216),
});

/** Scores within a window after the first dose. */
export function scoresWithin(
  { since, firstDoseAt }: FollowedCourse,
  { fromHours, toHours }: ScoreWindow,
): readonly ScorePoint[] {
  if (firstDoseAt === undefined) return [];
  return since.filter(({ at }) => {
    const after = elapsedMs(firstDoseAt, at) / 3_600_000;
    return after >= fromHours && after <= toHours;
  });
}

/** The score nearest to the middle moment of a window, with or without a total; of two alike the later. */
export function nearestWithin(course: FollowedCourse, window: ScoreWindow): ScorePoint | undefined {
  const { firstDoseAt } = course;
  if (firstDoseAt === undefined) return undefined;
  const off = ({ at }: ScorePoint) => Math.abs(elapsedMs(firstDoseAt, at) / 3_600_000 - window.atHours);
  return scoresWithin(course, window).reduce<ScorePoint | undefined>(
    (best, one) => (best === undefined || off(one) <= off(best) ? one : best),
    undefined,
  );
}

/** Response at one early moment: told by the score nearest to it, and unknown when that has no total. */
export function earlyResponse(course: FollowedCourse, window: ScoreWindow): FigureTold {
  const { instrument, baseline, fault, firstDoseAt, now } = course;
  if (firstDoseAt === undefined || baseline === undefined || fault !== undefined)
    return untold(fault ?? 'There is no score from before the first dose.');
  const point = nearestWithin(course, window);
  if (point === undefined)
    return untold(
      elapsedMs(firstDoseAt, now) < window.toHours * 3_600_000
        ? `There is no score ${window.says} after the first dose yet.`
        : `There is no score ${window.says} after the first dose.`,
      [use(baseline, 'baseline')],
    );
  if (!isScored(point))
    return untold(`The answers ${window.says} after the first dose have no total.`, [
      use(baseline, 'baseline'),
    ]);
  const after = elapsedMs(firstDoseAt, point.at) / 3_600_000;
  const told = after < 48 ? `${Math.round(after)} hours` : `${Math.round(after / 24)} days`;
  return {
    state: isBetterBy(instrument, baseline.total, point.total, outcomeCuts.response.percent) ? 'yes' : 'no',
    says: `${betterWords(instrument, baseline.total, point.total)}, ${told} after the first dose.`,
    used: [use(baseline, 'baseline'), use(point, `score after ${told}`)],
  };
}
