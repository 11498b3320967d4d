import type { CourseView } from '@evenkeel/contract';
import {
  courseOutcome,
  courseSentence,
  outcomeMarks,
  type CourseOutcome,
  type ScorePoint,
} from '@evenkeel/evidence';
import { phq9 } from '@evenkeel/instruments';
import { foldSession, type SessionState } from '@evenkeel/protocol';
import type { Instant } from '@evenkeel/quantities';
import {
  entriesOfSessions,
  factsOf,
  findPlans,
  responsesOf,
  sessionsOf,
  type StoredPatient,
  type StoredResponse,
  type StoredSession,
} from '@evenkeel/record';
import { factText } from '../patients/fact-text.ts';
import { today, type Ground } from '../patients/ground.ts';
import { summaryOf } from '../patients/patient-view.ts';
import { contextOfPlan } from '../sessions/session-context.ts';

/** The item of the PHQ-9 that asks about thoughts of death and self-harm. */
const selfHarmItem = 8;

interface Point extends ScorePoint {
  readonly response: StoredResponse;
}

type Dose = CourseView['doses'][number];

/** Doses and scores of one patient on one time axis. */
export async function courseView(ground: Ground, patient: StoredPatient): Promise<CourseView> {
  const { tx, scope } = ground;
  const { patientId } = patient;
  const sessions = await sessionsOf(tx, scope, patientId);
  const folded = await foldSessions(ground, sessions);
  const doses = folded.flatMap(({ session, state }) => doseOf(session, state)).toSorted(byTime);
  const outcome = outcomeOfResponses(await responsesOf(tx, scope, patientId), doses);
  const facts = await factsOf(tx, scope, patientId, ['medicine']);
  const { baseline } = outcome;
  const marks = outcomeMarks(phq9, baseline?.total);
  return {
    patient: summaryOf(patient, today(ground)),
    timeZone: patient.timeZone ?? ground.clinic.timeZone,
    doses,
    planned: sessions
      .filter((one) => one.state === 'booked')
      .map((one) => ({ day: one.day, number: one.number })),
    scores: scoresOf(outcome),
    medicines: facts
      .filter((fact) => fact.state === 'current')
      .map((fact) => ({
        name: factText(fact, 'name'),
        ...(fact.body['since'] === undefined ? {} : { since: factText(fact, 'since') }),
        status: factText(fact, 'status'),
      })),
    adverseEvents: folded
      .flatMap(({ session, state }) =>
        state.adverseEvents.map(({ at, body }) => ({
          at,
          kind: body.kind,
          severity: body.severity,
          sessionId: session.sessionId,
        })),
      )
      .toSorted(byTime),
    ...(baseline?.total === undefined ? {} : { baseline: { total: baseline.total, at: baseline.at } }),
    marks: {
      ...(marks.response === undefined ? {} : { response: marks.response }),
      remission: marks.remission,
    },
    sentence: sentenceOf(outcome, doses),
  };
}

async function foldSessions(
  ground: Ground,
  sessions: readonly StoredSession[],
): Promise<readonly { readonly session: StoredSession; readonly state: SessionState }[]> {
  const begun = sessions.filter((one) => one.headSequence > 0);
  const plans = new Map(
    (await findPlans(ground.tx, ground.scope, [...new Set(begun.map((one) => one.planId))])).map((one) => [
      one.planId,
      one,
    ]),
  );
  const entries = await entriesOfSessions(
    ground.tx,
    ground.scope,
    begun.map((one) => one.sessionId),
  );
  return begun.flatMap((session) => {
    const plan = plans.get(session.planId);
    if (plan === undefined) return [];
    const log = entries.get(session.sessionId) ?? [];
    return [{ session, state: foldSession(log, contextOfPlan(ground, plan), ground.now) }];
  });
}

function doseOf(session: StoredSession, { dose }: SessionState): Dose[] {
  if (dose === undefined) return [];
  return [
    {
      sessionId: session.sessionId,
      at: dose.startedAt,
      doseMgPerKg: dose.doseMgPerKg,
      // What went in, which is less than planned when the dose was stopped early or still runs.
      amountMg: dose.deliveredMg,
      route: 'iv',
      stoppedEarly: dose.stoppedEarly,
      number: session.number,
    },
  ];
}

/** Judges the PHQ-9 scores of a patient against the baseline before the first dose. */
export function outcomeOfResponses(
  responses: readonly StoredResponse[],
  doses: readonly { readonly at: string }[],
): CourseOutcome<Point> {
  const points = responses.flatMap((response): Point[] => {
    const { submitted } = response;
    if (submitted === undefined || response.instrument !== phq9.id) return [];
    return [{ at: submitted.at as Instant, total: submitted.total, prorated: submitted.prorated, response }];
  });
  const first = doses[0]?.at;
  return courseOutcome(phq9, points, first === undefined ? {} : { firstDoseAt: first as Instant });
}

function scoresOf(outcome: CourseOutcome<Point>): CourseView['scores'] {
  return outcome.points.flatMap(({ point, outcome: word, change }) => {
    const { response, total } = point;
    if (total === undefined) return [];
    return [
      {
        responseId: response.responseId,
        instrument: response.instrument,
        at: point.at,
        total,
        prorated: point.prorated === true,
        timepoint: response.timepoint,
        ...(change === undefined ? {} : { change: change.change }),
        ...(change?.percent === undefined ? {} : { changePercent: change.percent }),
        outcome: word,
        item9: response.submitted?.answers[selfHarmItem] ?? null,
      },
    ];
  });
}

function sentenceOf({ baseline, latest }: CourseOutcome<Point>, doses: readonly Dose[]): string {
  const since = latest?.outcome === 'baseline' ? undefined : latest;
  return courseSentence({
    instrumentTitle: phq9.shortTitle,
    baseline: totalOf(baseline),
    latest: totalOf(since?.point),
    sessions: since === undefined ? 0 : doses.filter((one) => one.at <= since.point.at).length,
    ...(since === undefined ? {} : { outcome: since.outcome }),
  });
}

function totalOf(
  point: Point | undefined,
): { readonly total: number; readonly prorated: boolean } | undefined {
  return point?.total === undefined ? undefined : { total: point.total, prorated: point.prorated === true };
}

function byTime(a: { readonly at: string }, b: { readonly at: string }): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}
