import type { ScorePoint } from './course-outcome.ts';
import { untold, type FigureTold } from './course-figure.ts';
import { nearestWithin, type ScoreWindow } from './early-response.ts';
import { daysFrom, isScored, use, type FollowedCourse, type Scored } from './followed-course.ts';
import { isBetterBy } from './improvement.ts';
import { outcomeCuts } from './outcome.ts';

/** What a sustained response is made of. The words are the reference's; the edges of the windows are local defaults. */
export const sustainedRule = Object.freeze({
  startWindow: Object.freeze<ScoreWindow>({
    says: '36 to 60 hours',
    atHours: 48,
    fromHours: 36,
    toHours: 60,
  }),
  /** Where there is no score at day 2, the first response until this day starts it. */
  startUntilDays: 7,
  /** Day 28 is reached by a score within these days after the first dose. */
  endFromDays: 25,
  endToDays: 31,
  fewestScores: 3,
  mostOut: 1,
});

/**
 * Early response kept to day 28. Two scores out of response end it at once; it is told as kept only when there are
 * enough scores, one of them at day 28, and those without a total could not have ended it.
 */
export function sustainedResponse(course: FollowedCourse): FigureTold {
  const { instrument, baseline, fault, firstDoseAt, since, now } = course;
  if (firstDoseAt === undefined || baseline === undefined || fault !== undefined)
    return untold(fault ?? 'There is no score from before the first dose.');
  const responds = ({ total }: Scored) =>
    isBetterBy(instrument, baseline.total, total, outcomeCuts.response.percent);
  const start = startOf(course, responds);
  if ('state' in start) return { ...start, used: [use(baseline, 'baseline'), ...start.used] };
  const { endFromDays, endToDays, fewestScores, mostOut } = sustainedRule;
  const after = since.filter(({ at }) => at > start.at && daysFrom(firstDoseAt, at) <= endToDays);
  const scored = after.filter(isScored);
  const out = scored.filter((score) => !responds(score));
  const used = [
    use(baseline, 'baseline'),
    use(start, 'start of the response'),
    ...scored.map((score) => use(score, responds(score) ? 'in response' : 'out of response')),
  ];
  const count = `${out.length} of ${scored.length} later scores ${out.length === 1 ? 'was' : 'were'} out of response`;
  if (out.length > mostOut) return { state: 'no', says: `${count}.`, used };
  if (scored.length < fewestScores)
    return untold(
      `There ${scored.length === 1 ? 'is 1 score' : `are ${scored.length} scores`} after the response, and ${fewestScores} are needed.`,
      used,
    );
  if (!scored.some(({ at }) => daysFrom(firstDoseAt, at) >= endFromDays))
    return untold(
      daysFrom(firstDoseAt, now) < endToDays
        ? 'Day 28 is not reached yet.'
        : `There is no score around day 28 (days ${endFromDays} to ${endToDays}).`,
      used,
    );
  const missing = after.length - scored.length;
  if (out.length + missing > mostOut)
    return untold(`${count}, and ${missing} had no total, which could change this.`, used);
  return { state: 'yes', says: `${count}, up to day 28.`, used };
}

/** The score that starts the response, or why there is none. */
function startOf(course: FollowedCourse, responds: (score: Scored) => boolean): Scored | FigureTold {
  const { firstDoseAt, since, now } = course;
  const { startWindow, startUntilDays } = sustainedRule;
  const second: ScorePoint | undefined = nearestWithin(course, startWindow);
  if (second !== undefined) {
    if (!isScored(second)) return untold('The answers at day 2 have no total.');
    if (responds(second)) return second;
    return {
      state: 'no',
      says: 'There was no response at day 2.',
      used: [use(second, 'score at day 2')],
    };
  }
  const early =
    firstDoseAt === undefined ? [] : since.filter(({ at }) => daysFrom(firstDoseAt, at) <= startUntilDays);
  if (early.length === 0) return untold(`There is no score within ${startUntilDays} days of the first dose.`);
  // The one without a total may have been the first response, and what followed would count from there.
  const first = early.find((point) => !isScored(point) || responds(point));
  if (first !== undefined)
    return isScored(first) ? first : untold('Early answers without a total could have been the response.');
  if (firstDoseAt !== undefined && daysFrom(firstDoseAt, now) < startUntilDays)
    return untold('Day 7 is not reached yet.');
  return {
    state: 'no',
    says: `There was no response within ${startUntilDays} days.`,
    used: early.filter(isScored).map((score) => use(score, 'early score')),
  };
}
