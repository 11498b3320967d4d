import type { CourseReviewView } from '@evenkeel/contract';
import {
  longTermStates,
  maintenanceVisits,
  newestAnswer,
  gainScale,
  newestCourse,
  newestMood,
  pastSessions,
  reviewCourse,
  reviewRules,
  reviewScales,
  scaleName,
  suggestDose,
  suggestInterval,
  templates,
  type Answer,
  type ReviewFacts,
  type ReviewVoice,
} from '@evenkeel/protocol';
import {
  afterDoseContactsOf,
  cancelBooked,
  courseReviewsOf,
  insertCourseReview,
  plansOf,
  staffNames,
} from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import type { DoseHere } from '../patients/given-doses.ts';
import type { Ground } from '../patients/ground.ts';
import { reviewInForce } from './course-halt.ts';
import { goingOn } from './going-on.ts';
import { moodKnown } from './mood-known.ts';
import { consentWithdrawn, misuseSignals, peopleHere, type PersonHere } from './people-here.ts';

/** What is asked in the review, because the record does not hold it. */
export interface AskedInReview {
  readonly intolerable?: Answer | undefined;
  readonly cystitis?: Answer | undefined;
  readonly psychosis?: Answer | undefined;
  readonly wantsToGoOn?: Answer | undefined;
  readonly burdenTooMuch?: Answer | undefined;
  /** Symptoms since a missed session. */
  readonly worse?: Answer | undefined;
}

type VoiceView = CourseReviewView['voices'][number];
const rules = new Map(Object.values(reviewRules).map((rule) => [rule.id, rule]));

const voiceView = ({ rule, domain, speaksFor, says }: ReviewVoice): VoiceView => ({
  rule,
  domain,
  speaksFor,
  says,
  statement: rules.get(rule)?.statement ?? '',
  mark: rules.get(rule)?.source.mark ?? 'localDefault',
  citation: rules.get(rule)?.source.citation ?? '',
});

interface Scores {
  readonly scale: string;
  readonly baseline?: number;
  readonly latest?: number;
  readonly all: readonly { readonly at: PersonHere['doses'][number]['at']; readonly total: number }[];
}

/** Scores of one scale with the last before the course and the newest since. */
function scoresOf(person: PersonHere, course: readonly DoseHere[], scale: string): Scores {
  const all = person.facts.totals.flatMap(({ instrument, total, answeredAt }) =>
    instrument === scale && total !== undefined ? [{ at: answeredAt, total }] : [],
  );
  const first = course[0]?.at;
  const baseline = all.findLast(({ at }) => first === undefined || at <= first)?.total;
  const latest = first === undefined ? undefined : all.findLast(({ at }) => at > first)?.total;
  return {
    scale,
    all,
    ...(baseline === undefined ? {} : { baseline }),
    ...(latest === undefined ? {} : { latest }),
  };
}

/** The review of one patient's course as the record and the answers stand. */
async function judge(ground: Ground, patientId: string, asked: AskedInReview) {
  const { policy, now } = ground;
  const [person] = await peopleHere(ground, { patientIds: [patientId], resting: true });
  if (person === undefined) throw new Refusal('PAT-001');
  const course = newestCourse(person.doses);
  const found = reviewScales.map((scale) => scoresOf(person, course, scale));
  const scores =
    found.find(({ baseline, latest }) => baseline !== undefined && latest !== undefined) ??
    scoresOf(person, course, gainScale);
  const [plan] = (await plansOf(ground.tx, ground.scope, patientId)).filter(({ planId }) =>
    course.some((dose) => dose.planId === planId),
  );
  const acuteEnded =
    plan !== undefined && course.filter(({ planId }) => planId === plan.planId).length >= plan.sessions;
  const states = longTermStates(person.facts, misuseSignals(person.misuse), policy, now);
  const stateOf = (domain: string) => states.find((one) => one.domain === domain);
  const told = (domain: string): Answer | undefined => {
    const state = stateOf(domain);
    if (state?.finding === 'trigger') return 'yes';
    return state?.finding === 'nothing' && !state.due ? 'no' : undefined;
  };
  const first = course[0]?.at;
  const screened = newestAnswer(person.facts, 'psychosis');
  const contacts = await afterDoseContactsOf(ground.tx, ground.scope, [patientId]);
  const known = moodKnown(person, contacts);
  const mood = newestMood(
    {
      ...known,
      // The answer of this review is the newest there is.
      psychosis:
        asked.psychosis === undefined
          ? known.psychosis
          : [{ at: now, answer: asked.psychosis }, ...known.psychosis],
    },
    policy,
  );
  const psychosis =
    asked.psychosis ??
    (screened !== undefined && first !== undefined && screened.answeredAt > first
      ? screened.answer
      : undefined);
  const pregnant = newestAnswer(person.facts, 'pregnant')?.answer === 'yes' ? 'yes' : told('pregnancy');
  const cystitis = told('bladder') === 'yes' ? 'yes' : (asked.cystitis ?? told('bladder'));
  const ymrs = person.facts.totals.findLast(
    ({ instrument, total, answeredAt }) =>
      instrument === 'ymrs' && total !== undefined && first !== undefined && answeredAt > first,
  )?.total;
  const ymrsBefore = person.facts.totals.findLast(
    ({ instrument, total, answeredAt }) =>
      instrument === 'ymrs' && total !== undefined && first !== undefined && answeredAt <= first,
  )?.total;
  const alt = (person.facts.results ?? [])
    .filter(({ test, value }) => test === 'alt' && value !== undefined)
    .toSorted((a, b) => (a.takenAt < b.takenAt ? 1 : -1))
    .flatMap(({ value }) => (value === undefined ? [] : [value]))
    .slice(0, 2);
  const misuse = misuseSignals(person.misuse);
  const scale = scaleName(scores.scale);
  const facts: ReviewFacts = {
    sessions: course.length,
    acuteEnded,
    scale,
    ...(scores.baseline === undefined ? {} : { baseline: scores.baseline }),
    ...(scores.latest === undefined ? {} : { latest: scores.latest }),
    ...(ymrs === undefined ? {} : { ymrs }),
    ...(ymrsBefore === undefined ? {} : { ymrsBefore }),
    ...(mood === undefined ? {} : { mood }),
    ...(psychosis === undefined ? {} : { psychosis }),
    ...(asked.intolerable === undefined ? {} : { intolerable: asked.intolerable }),
    ...(alt.length === 0 ? {} : { alt }),
    ...(cystitis === undefined ? {} : { cystitis }),
    ...(misuse === undefined ? {} : { misuse }),
    ...(pregnant === undefined ? {} : { pregnant }),
    consentWithdrawn: await consentWithdrawn(ground, patientId),
    ...(asked.wantsToGoOn === undefined ? {} : { wantsToGoOn: asked.wantsToGoOn }),
    ...(asked.burdenTooMuch === undefined ? {} : { burdenTooMuch: asked.burdenTooMuch }),
  };
  const review = reviewCourse(facts, policy);
  const beside = await goingOn(ground, person, course, { facts, review }, asked);
  return { facts, course, scores, review, beside };
}

/** The interval and the dose that the record suggests; a prescriber orders. */
function suggestions(
  ground: Ground,
  course: readonly DoseHere[],
  scores: Scores,
  asked: AskedInReview,
): Pick<CourseReviewView, 'interval' | 'dose'> {
  const last = course.at(-1);
  if (last === undefined) return {};
  const { policy } = ground;
  const { visits, currentDays } = maintenanceVisits(
    course.map(({ at }) => at),
    scores.all,
    scores.scale,
    scores.baseline,
    policy,
  );
  const interval = currentDays === undefined ? undefined : suggestInterval(currentDays, visits, policy);
  const template = templates.find(({ drug, route }) => drug === last.drug && route === last.route);
  const lastTolerated: Answer =
    asked.intolerable === 'yes' ? 'no' : asked.intolerable === 'no' ? 'yes' : 'unknown';
  const amountOf = (dose: DoseHere) =>
    template?.basis === 'perKg' ? (dose.doseMgPerKg ?? dose.amountMg) : dose.amountMg;
  const dose =
    template === undefined
      ? undefined
      : suggestDose(
          template,
          pastSessions(
            course.map((one) => ({ at: one.at, amount: amountOf(one), stoppedEarly: one.stoppedEarly })),
            scores.all,
            scores.baseline,
            lastTolerated,
          ),
          policy,
        );
  return {
    ...(interval === undefined || currentDays === undefined
      ? {}
      : {
          interval: {
            rule: interval.rule,
            kind: interval.kind,
            says: interval.says,
            days: interval.days,
            currentDays,
            behind: interval.visits,
          },
        }),
    ...(dose === undefined
      ? {}
      : {
          dose: {
            rule: dose.rule,
            kind: dose.kind,
            says: dose.says,
            behind: dose.sessions,
            unit: template?.basis === 'perKg' ? 'mg/kg' : 'mg',
            ...(dose.amount === undefined ? {} : { amount: dose.amount }),
          },
        }),
  };
}

/** The page of a course's review. */
export async function reviewView(
  ground: Ground,
  patientId: string,
  asked: AskedInReview,
): Promise<CourseReviewView> {
  const { facts, course, scores, review, beside } = await judge(ground, patientId, asked);
  const decisions = await courseReviewsOf(ground.tx, ground.scope, patientId);
  const names = await staffNames(
    ground.tx,
    ground.scope,
    decisions.map((one) => one.decidedBy),
  );
  const standing = await reviewInForce(ground, patientId);
  return {
    timeZone: ground.clinic.timeZone,
    now: ground.now,
    policyVersion: ground.policy.version,
    scale: facts.scale,
    sessions: facts.sessions,
    acuteEnded: facts.acuteEnded,
    ...(review.gainPercent === undefined ? {} : { gainPercent: review.gainPercent }),
    ...beside,
    voices: review.voices.map(voiceView),
    ...suggestions(ground, course, scores, asked),
    ...(standing === undefined ? {} : { inForce: standing.reviewId }),
    decisions: decisions.map((one) => ({
      reviewId: one.reviewId,
      decision: one.decision,
      reason: one.reason,
      byName: names.get(one.decidedBy) ?? 'Unknown person',
      at: one.decidedAt,
      policyVersion: one.policyVersion,
      voices: one.voices as VoiceView[],
      suggestions: one.suggestions as string[],
    })),
  };
}

/** Keeps a decision with the voices and suggestions as they are at this moment. A stop cancels what is booked. */
export async function decideReview(
  ground: Ground,
  patientId: string,
  what: {
    readonly reviewId: string;
    readonly decision: 'continue' | 'hold' | 'stop';
    readonly reason: string;
    readonly asked: AskedInReview;
  },
): Promise<CourseReviewView> {
  const { course, scores, review, beside } = await judge(ground, patientId, what.asked);
  const { interval, dose } = suggestions(ground, course, scores, what.asked);
  const isNew = await insertCourseReview(ground.tx, ground.scope, ground.now, {
    reviewId: what.reviewId,
    patientId,
    decision: what.decision,
    reason: what.reason,
    asked: what.asked,
    voices: review.voices.map(voiceView),
    suggestions: [
      ...[interval, dose, beside.missed].flatMap((one) => (one === undefined ? [] : [one.says])),
      ...beside.besides.map(({ rule, says }) => `${rule}: ${says}`),
    ],
    policyVersion: ground.policy.version,
  });
  // Sent again after a new plan was signed it must not cancel what that plan booked.
  if (isNew && what.decision === 'stop') await cancelBooked(ground.tx, ground.scope, patientId);
  const view = await reviewView(ground, patientId, what.asked);
  if (!view.decisions.some(({ reviewId }) => reviewId === what.reviewId)) throw new Refusal('REC-001');
  return view;
}
