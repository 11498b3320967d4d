import type { CourseReviewView } from '@evenkeel/contract';
import {
  adherenceView,
  afterMissedSession,
  allRules,
  completionOf,
  daysCovered,
  dueMeasures,
  homeworkCount,
  missedDosesScale,
  reviewContinuing,
  scheduleFor,
  suicideRiskRules,
  youngWatch,
  type CourseReview,
  type ReviewFacts,
} from '@evenkeel/protocol';
import { ageOn, dateIn, elapsedMs, type CalendarDate } from '@evenkeel/quantities';
import { factsOf, measureChangesOf, measureGround, sessionsOf } from '@evenkeel/record';
import { careSetting } from '../care/care-setting.ts';
import { changeIn, protocolGrounds, scheduleHere } from '../measures/schedule-here.ts';
import { gatherFacts } from '../patients/gather-facts.ts';
import { today, type Ground } from '../patients/ground.ts';
import type { AskedInReview } from './course-review.ts';
import type { DoseHere } from '../patients/given-doses.ts';
import { misuseSignals, type PersonHere } from './people-here.ts';
import { therapyContactsOf } from './therapy-contacts.ts';

const weekMs = 7 * 86_400_000;
const ruleById = new Map(allRules.map((rule) => [rule.id, rule]));

/** What stands beside the voices of a review: eligibility and long-term watching, a young age, what was kept and missed. */
export type GoingOn = Pick<
  CourseReviewView,
  'mostSerious' | 'besides' | 'closerWatch' | 'adherence' | 'missed'
>;

/** Gathers what the record says of going on with a course, beside the review's own voices. */
export async function goingOn(
  ground: Ground,
  person: PersonHere,
  course: readonly DoseHere[],
  { facts, review }: { readonly facts: ReviewFacts; readonly review: CourseReview },
  asked: AskedInReview,
): Promise<GoingOn> {
  const { tx, scope, policy, now } = ground;
  const { patient } = person;
  const day = today(ground);
  const known = await gatherFacts(ground, patient);
  const setting = await careSetting(ground, patient, known, { phase: 'continuing' });
  const { mostSerious, rules, verdict, longTerm } = reviewContinuing(
    known,
    facts,
    misuseSignals(person.misuse),
    policy,
    now,
    setting,
    // As the page Long-term reads the person: with the pressures that were charted before each dose.
    person.facts,
  );
  // What is said of this person today, not what the rule asks for in general.
  const saysOf = new Map([...verdict.findings, ...longTerm].map((one) => [one.rule, one.says]));
  const own = new Set(review.voices.map(({ rule }) => rule));
  const weeksSince = (from: DoseHere | undefined) =>
    from === undefined ? undefined : elapsedMs(from.at, now) / weekMs;
  const changed = course.findLast(
    ({ amountMg }, place) => place > 0 && amountMg !== course[place - 1]?.amountMg,
  );
  const young = youngWatch(
    ageOn(patient.birthDate as CalendarDate, day),
    weeksSince(course[0]) ?? 0,
    weeksSince(changed),
  );
  const last = course.at(-1);
  const booked = (await sessionsOf(tx, scope, patient.patientId)).filter(
    (one) => one.planId === last?.planId && one.state !== 'cancelled' && one.day < day,
  );
  const given = new Set(course.map(({ sessionId }) => sessionId));
  const lastDay = booked.findLast(({ sessionId }) => given.has(sessionId))?.day;
  const measures = await measuresOf(ground, person, last);
  const medicineDays = coveredIn(ground, person, course);
  const homework = await homeworkOf(ground, patient.patientId, course);
  const missed = booked.findLast((one) => one.state === 'booked' && one.day > (lastDay ?? ''));
  return {
    mostSerious,
    besides: rules.flatMap((id) => {
      const rule = ruleById.get(id);
      return own.has(id) || rule === undefined
        ? []
        : [
            {
              rule: id,
              says: saysOf.get(id) ?? rule.statement,
              mark: rule.source.mark,
              citation: rule.source.citation,
            },
          ];
    }),
    ...(young.closer === true ? { closerWatch: suicideRiskRules.young.statement } : {}),
    adherence: adherenceView({
      ...(measures === undefined ? {} : { measures }),
      ...(medicineDays === undefined ? {} : { medicineDays }),
      ...(homework === undefined ? {} : { homework }),
      sessions: {
        planned: booked.length,
        attended: booked.filter(({ sessionId }) => given.has(sessionId)).length,
      },
    }).shares.map((one) => ({ ...one })),
    ...(missed === undefined
      ? {}
      : { missed: { day: missed.day, ...afterMissedSession(asked.worse ?? 'unknown') } }),
  };
}

/** Days of a course covered by a daily medicine, from the answers to the missed-dose question. */
function coveredIn(
  { clinic }: Ground,
  { patient, facts }: PersonHere,
  [first]: readonly DoseHere[],
): ReturnType<typeof daysCovered> {
  if (first === undefined) return undefined;
  const dayOf = (at: DoseHere['at']) => dateIn(patient.timeZone ?? clinic.timeZone, at);
  const answers = facts.totals
    .filter(({ instrument }) => instrument === missedDosesScale)
    .map(({ answeredAt, total }) => ({
      on: dayOf(answeredAt),
      ...(total === undefined ? {} : { missed: total }),
    }));
  return daysCovered(answers, dayOf(first.at));
}

/** Homework agreed and done at the therapy contacts since the first dose of a course. */
async function homeworkOf(
  { tx, scope, clinic }: Ground,
  patientId: string,
  [first]: readonly DoseHere[],
): Promise<ReturnType<typeof homeworkCount>> {
  if (first === undefined) return undefined;
  const from = dateIn(clinic.timeZone, first.at);
  const contacts = therapyContactsOf(await factsOf(tx, scope, patientId, ['therapyContact']));
  return homeworkCount(contacts.filter(({ heldOn }) => heldOn >= from));
}

/** Scales that were asked and answered in the course of a dose, by the patient's schedule; undefined when none was. */
async function measuresOf(
  ground: Ground,
  { patient, facts }: PersonHere,
  last: DoseHere | undefined,
): Promise<ReturnType<typeof completionOf>> {
  const { tx, scope, now, clinic } = ground;
  const { patientId } = patient;
  const [found] = await measureGround(tx, scope, { patientId });
  if (found === undefined || last === undefined) return undefined;
  const { schedule } = await scheduleHere(ground);
  const change = changeIn((await measureChangesOf(tx, scope, [patientId])).get(patientId));
  const own = protocolGrounds(found, patient.timeZone ?? clinic.timeZone, today(ground)).find(({ doses }) =>
    doses.some(({ sessionId }) => sessionId === last.sessionId),
  );
  return own === undefined
    ? undefined
    : completionOf(dueMeasures(scheduleFor(schedule, change, facts.diagnosis?.kind), own, now));
}
