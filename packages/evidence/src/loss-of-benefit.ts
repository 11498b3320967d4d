import { untold, type FigureTold } from './course-figure.ts';
import { daysWords } from './figure-words.ts';
import { daysFrom, isScored, use, type FollowedCourse } from './followed-course.ts';
import { isBetterBy, toTenths } from './improvement.ts';
import { outcomeCuts } from './outcome.ts';

/** Days from the first response to the first later score that is none; a lower limit while there is no such score. */
export function timeToLossOfBenefit({ instrument, baseline, fault, since }: FollowedCourse): FigureTold {
  if (baseline === undefined || fault !== undefined)
    return untold(fault ?? 'There is no score from before the first dose.');
  const responds = (total: number) =>
    isBetterBy(instrument, baseline.total, total, outcomeCuts.response.percent);
  const scored = since.filter(isScored);
  const first = scored.find(({ total }) => responds(total));
  if (first === undefined) return untold('There has been no response to lose.', [use(baseline, 'baseline')]);
  const later = scored.filter(({ at }) => at > first.at);
  const lost = later.find(({ total }) => !responds(total));
  const last = lost ?? later.at(-1);
  if (last === undefined)
    return untold('There is no score since the response.', [
      use(baseline, 'baseline'),
      use(first, 'first response'),
    ]);
  const missing = since.filter(
    (point) => !isScored(point) && point.at > first.at && (lost === undefined || point.at < lost.at),
  ).length;
  const days = daysFrom(first.at, last.at);
  const says =
    lost === undefined
      ? `Still in response at the last score, ${daysWords(days)} after the first response.`
      : `The first score out of response came ${daysWords(days)} after the first response.`;
  return {
    state: 'number',
    value: toTenths(10 * days),
    unit: 'days',
    ...(lost === undefined ? { atLeast: true } : {}),
    says:
      missing === 0
        ? says
        : `${says} Of the answers in this time ${missing} had no total and may have come out of response earlier.`,
    used: [
      use(baseline, 'baseline'),
      use(first, 'first response'),
      use(last, lost === undefined ? 'last score' : 'first score out of response'),
    ],
  };
}
