import type { CourseView } from '@evenkeel/contract';
import { clockTime, dateIn, instantOf } from '@evenkeel/quantities';

/** A stretch of time, milliseconds since 1970. */
export type Stretch = readonly [from: number, to: number];

/** Milliseconds of a day. */
export const day = 86_400_000;
/** The closest look at a course. */
export const shortestStretch = 2 * day;

/** Looks at a course by name, in days. */
export const looks = Object.freeze({ year: 365, quarter: 91, month: 30, week: 7, twoDays: 2 });
export type Look = keyof typeof looks;

const minute = 60_000;

/** How far the clocks of a zone are ahead of UTC at a moment, milliseconds. */
export function zoneShift(zone: string, at: number): number {
  const whole = Math.floor(at / minute) * minute;
  const instant = instantOf(whole);
  return Date.parse(`${dateIn(zone, instant)}T${clockTime(zone, instant)}:00Z`) - whole;
}

/** Noon of a calendar day in a zone: where a thing that has a day and no hour stands. */
export function noonOf(date: string, zone: string): number {
  const noon = Date.parse(`${date}T12:00:00Z`);
  return noon - zoneShift(zone, noon);
}

/** When a medicine began, from text such as 2026, 2026-03 or 2026-03-09; undefined when it does not say. */
export function sinceMs(since: string | undefined): number | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(since ?? '');
  if (match === null) return undefined;
  const ms = Date.UTC(Number(match[1]), Number(match[2] ?? '1') - 1, Number(match[3] ?? '1'));
  return Number.isNaN(ms) ? undefined : ms;
}

/** All that is recorded and planned, with a little room at both ends. A medicine that began long ago does not widen it. */
export function wholeStretch(course: CourseView): Stretch {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const take = (at: number) => {
    if (at < first) first = at;
    if (at > last) last = at;
  };
  for (const { at } of course.doses) take(Date.parse(at));
  for (const { scores } of course.series) for (const { at } of scores) take(Date.parse(at));
  for (const { at } of course.adverseEvents) take(Date.parse(at));
  for (const { at } of course.missed) take(Date.parse(at));
  for (const one of [...course.planned, ...course.therapy]) take(noonOf(one.day, course.timeZone));
  for (const { marks } of course.goals) for (const { at } of marks) take(Date.parse(at));
  if (first > last) {
    const now = Date.parse(course.now);
    return [now - shortestStretch, now + shortestStretch];
  }
  const room = Math.max(day, (last - first) * 0.03);
  return [first - room, last + room];
}

/** A stretch of a length that lies within the whole, moved and shortened or lengthened as little as that takes. */
export function held([from, to]: Stretch, whole: Stretch): Stretch {
  const span = whole[1] - whole[0];
  const length = Math.min(span, Math.max(Math.min(shortestStretch, span), to - from));
  const middle = (from + to) / 2;
  const start = Math.min(whole[1] - length, Math.max(whole[0], middle - length / 2));
  return length === span ? whole : [start, start + length];
}

/** So many days around a moment. */
export function lookAt(days: number, around: number, whole: Stretch): Stretch {
  return held([around - (days * day) / 2, around + (days * day) / 2], whole);
}

/** Closer (a factor under 1) or further, with a moment staying where it is. */
export function zoomed([from, to]: Stretch, factor: number, around: number, whole: Stretch): Stretch {
  const length = Math.max(shortestStretch, (to - from) * factor);
  const share = (around - from) / (to - from);
  return held([around - share * length, around + (1 - share) * length], whole);
}

/** The same length, moved by a share of it. */
export function moved([from, to]: Stretch, share: number, whole: Stretch): Stretch {
  const by = (to - from) * share;
  return held([from + by, to + by], whole);
}

/** The same length, moved only when a moment lies outside it. */
export function including(stretch: Stretch, at: number, whole: Stretch): Stretch {
  const [from, to] = stretch;
  return at >= from && at <= to ? stretch : held([at - (to - from) / 2, at + (to - from) / 2], whole);
}
