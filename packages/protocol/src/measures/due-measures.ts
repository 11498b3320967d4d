import { clockTime, dateIn, instantOf, plusMinutes, type Instant } from '@evenkeel/quantities';
import { coursesOfVisits, type PlannedVisit } from './course-visits.ts';
import type { MeasureOccasion, MeasureSchedule, MeasureWay } from './measure-schedule.ts';

/** What a person's measures are reckoned from. Times of doses and visits of one course, in any order. */
export interface MeasureGround {
  readonly zone: string;
  readonly doses: readonly { readonly sessionId: string; readonly at: Instant }[];
  /** Days of visits, booked or held; cancelled ones are left out. */
  readonly visits: readonly { readonly sessionId: string; readonly day: string }[];
  /** True once no visit of the course is still to come. */
  readonly courseDone: boolean;
  /** First day of the course after it, from which its calendar no longer asks. */
  readonly nextCourseDay?: string;
  readonly responses: readonly {
    readonly responseId: string;
    readonly instrument: string;
    readonly timepoint: string;
    readonly openedAt: Instant;
    readonly submittedAt?: Instant;
  }[];
}

export type MeasureState = 'coming' | 'due' | 'started' | 'answered' | 'expired';

export interface DueScale {
  readonly instrument: string;
  readonly way: MeasureWay;
  readonly state: MeasureState;
  readonly responseId?: string;
}

/** One occasion of one person. Derived from the record each time, never stored. */
export interface DueMeasure {
  /** The same occasion has the same key, however often it is reckoned: `day3 <session>`, `monthly 2`. */
  readonly key: string;
  readonly occasion: MeasureOccasion;
  readonly sessionId?: string;
  readonly dueAt: Instant;
  readonly expiresAt: Instant;
  /** That of the scale furthest behind. */
  readonly state: MeasureState;
  readonly scales: readonly DueScale[];
}

const visitClock = '08:00';

/** The moment of a clock time on a day in a zone. */
function momentOf(zone: string, day: string, clock: string): Instant {
  const wanted = Date.parse(`${day}T${clock}:00Z`);
  let guess = wanted;
  for (let round = 0; round < 3; round += 1) {
    const at = instantOf(guess);
    const shown = Date.parse(`${dateIn(zone, at)}T${clockTime(zone, at)}:00Z`);
    if (shown === wanted) break;
    guess += wanted - shown;
  }
  return instantOf(guess);
}

interface Anchored {
  readonly key: string;
  readonly at: Instant;
  readonly sessionId?: string;
}

function anchorsOf(occasion: MeasureOccasion, ground: MeasureGround, until: Instant): readonly Anchored[] {
  const { anchor, id } = occasion;
  if (anchor.kind === 'visit') {
    const visits = ground.visits.toSorted((a, b) => (a.day < b.day ? -1 : 1));
    return (anchor.which === 'first' ? visits.slice(0, 1) : visits).map(({ sessionId, day }) => ({
      key: `${id} ${sessionId}`,
      at: momentOf(ground.zone, day, visitClock),
      sessionId,
    }));
  }
  const doses = ground.doses.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const last = doses.at(-1);
  if (anchor.kind === 'dose') {
    const chosen =
      anchor.which === 'first'
        ? doses.slice(0, 1)
        : anchor.which === 'each'
          ? doses
          : ground.courseDone && last !== undefined
            ? [last]
            : [];
    return chosen.map(({ sessionId, at }) => ({ key: `${id} ${sessionId}`, at, sessionId }));
  }
  if (last === undefined || !(anchor.everyDays > 0)) return [];
  const { nextCourseDay, zone } = ground;
  if (anchor.from === 'eachDose') return betweenDoses(id, anchor.everyDays, doses, until);
  if (!ground.courseDone) return [];
  const asks = (at: Instant) =>
    at <= until && (nextCourseDay === undefined || dateIn(zone, at) < nextCourseDay);
  const turnAt = (turn: number) => plusMinutes(last.at, turn * anchor.everyDays * 24 * 60);
  const found: Anchored[] = [];
  for (let turn = 1, at = turnAt(1); asks(at); turn += 1, at = turnAt(turn))
    found.push({ key: `${id} ${turn} ${last.sessionId}`, at });
  return found;
}

/** So long after the last dose a weekly watch goes on, days. Local default. */
export const watchAfterLastDoseDays = 28;

/** Turns after each dose until the next, from the second on: the first has its own occasion after the dose. */
function betweenDoses(
  id: string,
  everyDays: number,
  doses: MeasureGround['doses'],
  until: Instant,
): readonly Anchored[] {
  return doses.flatMap(({ sessionId, at: from }, place) => {
    const next = doses[place + 1]?.at ?? plusMinutes(from, watchAfterLastDoseDays * 24 * 60 + 1);
    const turnAt = (turn: number) => plusMinutes(from, turn * everyDays * 24 * 60);
    const found: Anchored[] = [];
    for (let turn = 2, at = turnAt(2); at < next && at <= until; turn += 1, at = turnAt(turn))
      found.push({ key: `${id} ${turn} ${sessionId}`, at, sessionId });
    return found;
  });
}

/** Short of answered, the state furthest behind first. */
const behind: readonly MeasureState[] = ['expired', 'coming', 'due', 'started'];

/** The grounds of a person's courses, oldest first; the responses are the person's, whichever course they belong to. */
export function courseGrounds(
  zone: string,
  today: string,
  visits: readonly PlannedVisit[],
  responses: MeasureGround['responses'],
): readonly MeasureGround[] {
  return coursesOfVisits(visits, today).map(({ visits: own, done, nextCourseDay }) => ({
    zone,
    doses: own.flatMap(({ sessionId, doseAt }) => (doseAt === undefined ? [] : [{ sessionId, at: doseAt }])),
    visits: own.map(({ sessionId, day }) => ({ sessionId, day })),
    courseDone: done,
    ...(nextCourseDay === undefined ? {} : { nextCourseDay }),
    responses,
  }));
}

/** Every occasion of all courses of a person, oldest first; see {@link dueMeasures}. */
export function dueOfCourses(
  schedule: MeasureSchedule,
  grounds: readonly MeasureGround[],
  now: Instant,
  aheadDays = 7,
): readonly DueMeasure[] {
  return grounds.flatMap((ground) => dueMeasures(schedule, ground, now, aheadDays)).toSorted(byDue);
}

const byDue = (a: DueMeasure, b: DueMeasure) =>
  a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : a.key < b.key ? -1 : 1;

/**
 * Every occasion of one course that is not more than `aheadDays` away, oldest first. An answer belongs to the occasion
 * of its time point whose window it was opened in; a missing answer stays missing and is never carried over.
 */
export function dueMeasures(
  schedule: MeasureSchedule,
  ground: MeasureGround,
  now: Instant,
  aheadDays = 7,
): readonly DueMeasure[] {
  const until = plusMinutes(now, aheadDays * 24 * 60);
  const found: DueMeasure[] = [];
  for (const occasion of schedule.occasions) {
    for (const { key, at, sessionId } of anchorsOf(occasion, ground, until)) {
      const dueAt = plusMinutes(at, occasion.afterMinutes);
      if (dueAt > until) continue;
      const expiresAt = plusMinutes(dueAt, occasion.openMinutes);
      const scales = occasion.measures.map(({ instrument, way }): DueScale => {
        const given = ground.responses.filter(
          (one) =>
            one.instrument === instrument &&
            one.timepoint === occasion.timepoint &&
            one.openedAt >= plusMinutes(dueAt, -60) &&
            one.openedAt <= expiresAt,
        );
        const answer = given.find((one) => one.submittedAt !== undefined) ?? given.at(-1);
        const state =
          answer?.submittedAt !== undefined
            ? 'answered'
            : now > expiresAt
              ? 'expired'
              : answer !== undefined
                ? 'started'
                : now < dueAt
                  ? 'coming'
                  : 'due';
        return {
          instrument,
          way,
          state,
          ...(answer === undefined ? {} : { responseId: answer.responseId }),
        };
      });
      const state = behind.find((one) => scales.some((scale) => scale.state === one)) ?? 'answered';
      found.push({
        key,
        occasion,
        ...(sessionId === undefined ? {} : { sessionId }),
        dueAt,
        expiresAt,
        state,
        scales,
      });
    }
  }
  return found.toSorted(byDue);
}

/**
 * [AFT-09] Of the scales whose time is over or that were answered: how many were asked and how many answered. What is
 * still open is neither. Undefined when nothing was asked so far: that is not known, never all.
 */
export function completionOf(
  measures: readonly DueMeasure[],
): { readonly asked: number; readonly completed: number } | undefined {
  const states = measures.flatMap(({ scales }) => scales.map(({ state }) => state));
  const completed = states.filter((one) => one === 'answered').length;
  const asked = completed + states.filter((one) => one === 'expired').length;
  return asked === 0 ? undefined : { asked, completed };
}
