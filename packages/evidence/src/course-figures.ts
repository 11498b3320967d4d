import type { CourseFigure, FigureId, FigureTold } from './course-figure.ts';
import { untold } from './course-figure.ts';
import { earlyResponse, earlyWindows } from './early-response.ts';
import { figureDefinition } from './figure-definition.ts';
import { betterWords, changeWords, daysWords, pointsWords } from './figure-words.ts';
import {
  daysFrom,
  followCourse,
  isScored,
  use,
  type CourseGiven,
  type FollowedCourse,
  type Scored,
} from './followed-course.ts';
import { isBetterBy, isInRemission, percentBetter, toTenths } from './improvement.ts';
import { timeToLossOfBenefit } from './loss-of-benefit.ts';
import { outcomeCuts } from './outcome.ts';
import { findRelapse } from './relapse.ts';
import { reliableChange } from './reliable-change.ts';
import { sustainedResponse } from './sustained-response.ts';

const noBaseline = 'There is no score from before the first dose.';

const tellers: { readonly [I in FigureId]: (course: FollowedCourse) => FigureTold } = {
  changeSinceBaseline,
  changeSinceLastDose,
  response: (course) =>
    newestJudged(course, ({ instrument }, baseline, newest) =>
      isBetterBy(instrument, baseline.total, newest.total, outcomeCuts.response.percent),
    ),
  partialResponse: (course) =>
    newestJudged(
      course,
      ({ instrument }, baseline, newest) =>
        isBetterBy(instrument, baseline.total, newest.total, outcomeCuts.partial.percent) &&
        !isBetterBy(instrument, baseline.total, newest.total, outcomeCuts.response.percent),
    ),
  remission,
  early4h: (course) => earlyResponse(course, earlyWindows.early4h),
  early24h: (course) => earlyResponse(course, earlyWindows.early24h),
  earlyDay3: (course) => earlyResponse(course, earlyWindows.earlyDay3),
  earlyDay7: (course) => earlyResponse(course, earlyWindows.earlyDay7),
  sustainedResponse,
  relapse,
  reliableChange: reliable,
  timeToLossOfBenefit,
};

/** The ids of all figures, in the order they are shown. */
export const figureIds: readonly FigureId[] = Object.freeze(Object.keys(tellers) as FigureId[]);

/**
 * Every figure of one course on one scale: its sentence, its definition and the scores it rests on. What cannot be told is
 * unknown with the reason; answers without a total never count as a "no". Scores, doses and events after `now` are left out.
 */
export function courseFigures(given: CourseGiven): readonly CourseFigure[] {
  const course = followCourse(given);
  return figureIds.map((id) => ({ id, ...figureDefinition(id, course.instrument), ...tellers[id](course) }));
}

/** The newest score since the first dose, or why it tells nothing. A newest one without a total is not passed over. */
function newestOf({ since }: FollowedCourse): Scored | string {
  const newest = since.at(-1);
  if (newest === undefined) return 'There is no score since the first dose.';
  return isScored(newest) ? newest : 'The newest answers have no total.';
}

function changeSinceBaseline(course: FollowedCourse): FigureTold {
  const { instrument, baseline, fault } = course;
  if (baseline === undefined) return untold(fault ?? noBaseline);
  const newest = newestOf(course);
  if (typeof newest === 'string') return untold(newest, [use(baseline, 'baseline')]);
  return changed(instrument, baseline, newest, 'at baseline', 'baseline');
}

function changeSinceLastDose({ instrument, points, lastDoseAt, fault }: FollowedCourse): FigureTold {
  if (lastDoseAt === undefined) return untold(fault ?? noBaseline);
  const before = points.findLast(({ at }) => at <= lastDoseAt);
  if (before === undefined) return untold('There is no score from before the last dose.');
  if (!isScored(before)) return untold('The answers before the last dose have no total.');
  const used = [use(before, 'newest before the last dose')];
  const newest = points.findLast(({ at }) => at > lastDoseAt);
  if (newest === undefined) return untold('There is no score since the last dose.', used);
  if (!isScored(newest)) return untold('The newest answers have no total.', used);
  return changed(instrument, before, newest, 'before the last dose', 'newest before the last dose');
}

function changed(
  instrument: FollowedCourse['instrument'],
  from: Scored,
  to: Scored,
  what: string,
  as: string,
): FigureTold {
  return {
    state: 'number',
    says: `${changeWords(instrument, from.total, to.total, what)}.`,
    value: toTenths(10 * (to.total - from.total)),
    unit: 'points',
    used: [use(from, as), use(to, 'newest score')],
  };
}

function newestJudged(
  course: FollowedCourse,
  judge: (course: FollowedCourse, baseline: Scored, newest: Scored) => boolean,
): FigureTold {
  const { instrument, baseline, fault } = course;
  if (baseline === undefined || fault !== undefined) return untold(fault ?? noBaseline);
  const newest = newestOf(course);
  if (typeof newest === 'string') return untold(newest, [use(baseline, 'baseline')]);
  const percent = percentBetter(instrument, baseline.total, newest.total);
  return {
    state: judge(course, baseline, newest) ? 'yes' : 'no',
    says: `${betterWords(instrument, baseline.total, newest.total)}.`,
    ...(percent === undefined ? {} : { value: percent, unit: '% better' }),
    used: [use(baseline, 'baseline'), use(newest, 'newest score')],
  };
}

function remission(course: FollowedCourse): FigureTold {
  const { instrument, baseline, fault } = course;
  if (instrument.remission === undefined)
    return untold(`There is no stored cut for remission on ${instrument.shortTitle}.`);
  if (baseline === undefined || fault !== undefined) return untold(fault ?? noBaseline);
  const newest = newestOf(course);
  if (typeof newest === 'string') return untold(newest, [use(baseline, 'baseline')]);
  const side = instrument.direction === 'higherIsWorse' ? 'or less' : 'or more';
  return {
    state: isInRemission(instrument, newest.total) ? 'yes' : 'no',
    says: `The newest total is ${newest.total}; remission is ${instrument.remission.atMost} ${side}.`,
    value: newest.total,
    unit: 'points',
    used: [use(baseline, 'baseline'), use(newest, 'newest score')],
  };
}

function relapse(course: FollowedCourse): FigureTold {
  const { state, from, at, scores, event, why } = findRelapse(course);
  const { baseline } = course;
  const used = [
    ...(baseline === undefined ? [] : [use(baseline, 'baseline')]),
    ...(from === undefined ? [] : [use(from, 'first response or remission')]),
    ...(scores === undefined ? [] : scores.map((score) => use(score, 'score in relapse'))),
  ];
  if (state === 'unknown') return untold(why ?? noBaseline, used);
  if (state === 'no' || from === undefined || at === undefined)
    return { state: 'no', says: 'No relapse up to the newest score.', used };
  const days = daysFrom(from.at, at);
  return {
    state: 'yes',
    says: `Relapse ${daysWords(days)} after the first response or remission${event === undefined ? '' : `: ${eventWords[event.kind]}`}.`,
    value: toTenths(10 * days),
    unit: 'days',
    used,
  };
}

const eventWords = Object.freeze({
  hospitalisation: 'admission to hospital',
  suicideAttempt: 'suicide attempt',
  other: 'another clinically relevant event',
});

function reliable(course: FollowedCourse): FigureTold {
  const { instrument, baseline, fault } = course;
  if (baseline === undefined) return untold(fault ?? noBaseline);
  const newest = newestOf(course);
  if (typeof newest === 'string') return untold(newest, [use(baseline, 'baseline')]);
  const used = [use(baseline, 'baseline'), use(newest, 'newest score')];
  const { state, index, limit, whyUnknown } = reliableChange(instrument, baseline.total, newest.total);
  if (state === 'unknown' || index === undefined || limit === undefined)
    return untold(whyUnknown ?? noBaseline, used);
  const moved = pointsWords(Math.abs(newest.total - baseline.total));
  const way = index > 0 ? ' better' : index < 0 ? ' worse' : '';
  return {
    state,
    says: `${moved}${way}; a change is reliable from ${pointsWords(limit)} on.`,
    value: Math.round(100 * index) / 100,
    unit: 'standard errors of a difference',
    used,
  };
}
