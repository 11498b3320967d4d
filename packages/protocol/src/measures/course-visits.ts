import { daysBetween, type CalendarDate, type Instant } from '@evenkeel/quantities';
import { pauseDays } from '../follow-up/past-sessions.ts';

/** One visit of a patient, under whichever plan; cancelled ones tell whether a plan ran to its end. */
export interface PlannedVisit {
  readonly sessionId: string;
  readonly planId: string;
  readonly day: string;
  readonly state: 'booked' | 'open' | 'signed' | 'cancelled';
  readonly doseAt?: Instant;
}

/** The visits of one course, oldest first, none of them cancelled. */
export interface VisitCourse {
  readonly visits: readonly PlannedVisit[];
  /** True once no visit of the course is still to come: each is signed, or its day is over. */
  readonly done: boolean;
  /** First day of the course after it. */
  readonly nextCourseDay?: string;
}

const byDay = (a: PlannedVisit, b: PlannedVisit) =>
  a.day < b.day ? -1 : a.day > b.day ? 1 : a.sessionId < b.sessionId ? -1 : 1;

/**
 * The courses of a patient, oldest first. A plan goes on with the course before it when it took the place of a plan that
 * had not run to its end, as a changed dose does. It begins a new course after one that had, or after a long pause.
 * Local default. Whoever ends a course early leaves booked visits behind: they count until their day is over.
 */
export function coursesOfVisits(visits: readonly PlannedVisit[], today: string): readonly VisitCourse[] {
  const plans = [...Map.groupBy(visits, ({ planId }) => planId).values()]
    .map((own) => ({
      held: own.filter(({ state }) => state !== 'cancelled').toSorted(byDay),
      replaced: own.some(({ state }) => state === 'cancelled'),
    }))
    .flatMap(({ held, replaced }) => {
      const [first, last] = [held[0], held.at(-1)];
      return first === undefined || last === undefined ? [] : [{ held, replaced, first, last }];
    })
    .toSorted((a, b) => byDay(a.first, b.first));
  const courses: PlannedVisit[][] = [];
  for (const [index, { held, first }] of plans.entries()) {
    const before = plans[index - 1];
    const goesOn =
      before !== undefined &&
      before.replaced &&
      daysBetween(before.last.day as CalendarDate, first.day as CalendarDate) <= pauseDays;
    const course = courses.at(-1);
    if (goesOn && course !== undefined) course.push(...held);
    else courses.push([...held]);
  }
  return courses.map((own, index): VisitCourse => {
    const next = courses[index + 1]?.[0]?.day;
    return {
      visits: own.toSorted(byDay),
      done: own.every(({ state, day }) => state === 'signed' || day < today),
      ...(next === undefined ? {} : { nextCourseDay: next }),
    };
  });
}
