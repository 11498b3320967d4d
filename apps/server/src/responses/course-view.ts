import type { CourseSeries, CourseView } from '@evenkeel/contract';
import {
  courseFigures,
  courseOutcome,
  courseSentence,
  meaningfulChangeOf,
  outcomeMarks,
  type CourseOutcome,
  type ScorePoint,
} from '@evenkeel/evidence';
import { domainOf, instruments, phq9, type Instrument } from '@evenkeel/instruments';
import {
  courseRuns,
  homeworkDoubt,
  therapyRules,
  therapyTiming,
  weeklyTherapy,
  type SessionState,
  type TherapyContact,
} from '@evenkeel/protocol';
import type { Instant } from '@evenkeel/quantities';
import {
  answeredAt,
  factsOf,
  goalsOf,
  responsesOf,
  sessionsOf,
  type StoredFact,
  type StoredPatient,
  type StoredResponse,
} from '@evenkeel/record';
import { therapyContactsOf } from '../follow-up/therapy-contacts.ts';
import { dueOf } from '../measures/patient-measures.ts';
import { factText } from '../patients/fact-text.ts';
import { diagnosisOf } from '../patients/gather-facts.ts';
import { today, type Ground } from '../patients/ground.ts';
import { summaryOf } from '../patients/patient-view.ts';
import { foldSessions, type FoldedSession } from '../sessions/fold-sessions.ts';

interface Point extends ScorePoint {
  readonly response: StoredResponse;
}

type Dose = CourseView['doses'][number];

/** Doses, medicines, therapy and scores of one patient on one time axis. */
export async function courseView(ground: Ground, patient: StoredPatient): Promise<CourseView> {
  const { tx, scope, now } = ground;
  const { patientId } = patient;
  const sessions = await sessionsOf(tx, scope, patientId);
  const folded = await foldSessions(ground, sessions);
  const doses = folded.flatMap(doseOf).toSorted(byTime);
  const responses = await responsesOf(tx, scope, patientId);
  const facts = (await factsOf(tx, scope, patientId, ['diagnosis', 'medicine', 'therapyContact'])).filter(
    (fact) => fact.state === 'current',
  );
  const contacts = therapyContactsOf(facts);
  const due = await dueOf(ground, patient);
  return {
    patient: summaryOf(patient, today(ground)),
    timeZone: patient.timeZone ?? ground.clinic.timeZone,
    now,
    doses,
    planned: sessions
      .filter((one) => one.state === 'booked')
      .map((one) => ({ day: one.day, number: one.number })),
    series: seriesOf(responses, doses, now),
    medicines: facts
      .filter((fact) => fact.kind === 'medicine')
      .map((fact) => ({
        name: factText(fact, 'name'),
        ...(fact.body['since'] === undefined ? {} : { since: factText(fact, 'since') }),
        status: factText(fact, 'status'),
      })),
    therapy: contacts.map((one) => contactView(one, contacts)),
    ...windowOf(folded, now),
    ...weeklyOf(ground, contacts, facts, doses),
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
    missed: due
      .filter(({ state }) => state === 'expired')
      .map(({ dueAt, occasion, scales }) => ({
        at: dueAt,
        title: occasion.title,
        instruments: scales.filter(({ state }) => state === 'expired').map(({ instrument }) => instrument),
      })),
    goals: (await goalsOf(tx, scope, patientId)).map(({ goalId, version, wording, state, marks }) => ({
      goalId,
      version,
      wording,
      state,
      marks: [...marks],
    })),
    sentence: sentenceOf(outcomeOfResponses(responses, doses), doses),
  };
}

/** Where this moment lies after the newest dose that has ended. */
function windowOf(
  folded: readonly { readonly state: SessionState }[],
  now: Instant,
): Pick<CourseView, 'therapyWindow'> {
  const ends = folded.flatMap(({ state: { dose } }) => (dose?.endedAt === undefined ? [] : [dose.endedAt]));
  const { place, opensAt, closesAt, says } = therapyTiming(ends, now);
  return place === 'noDose' || opensAt === undefined || closesAt === undefined
    ? {}
    : { therapyWindow: { place, opensAt, closesAt, says } };
}

/** The weekly therapy of bipolar disorder, while a course runs: no longer than a pause since its last dose. */
function weeklyOf(
  ground: Ground,
  contacts: readonly TherapyContact[],
  facts: readonly StoredFact[],
  doses: readonly Dose[],
): Pick<CourseView, 'weeklyTherapy'> {
  const last = doses.at(-1)?.at as Instant | undefined;
  if (!courseRuns(last, ground.now)) return {};
  const found = weeklyTherapy(contacts, diagnosisOf(facts)?.kind, today(ground), ground.policy);
  if (found === undefined) return {};
  const { rule, state, says } = found;
  return { weeklyTherapy: { rule, state, says, ...therapyRules.weekly.source } };
}

function contactView(
  contact: TherapyContact & { readonly minutes?: number; readonly note?: string },
  contacts: readonly TherapyContact[],
): CourseView['therapy'][number] {
  const { heldOn, state: _, ...written } = contact;
  const homeworkDoubtful = homeworkDoubt(contact, contacts);
  return {
    day: heldOn,
    ...written,
    ...(homeworkDoubtful === undefined ? {} : { homeworkDoubt: homeworkDoubtful }),
  };
}

function doseOf({ session, state: { dose } }: FoldedSession): Dose[] {
  if (dose === undefined) return [];
  return [
    {
      sessionId: session.sessionId,
      at: dose.startedAt,
      drug: dose.drug,
      ...(dose.doseMgPerKg === undefined ? {} : { doseMgPerKg: dose.doseMgPerKg }),
      // What went in, which is less than planned when the dose was stopped early or still runs.
      amountMg: dose.deliveredMg,
      route: dose.route,
      stoppedEarly: dose.stoppedEarly,
      number: session.number,
    },
  ];
}

/** Scores of one scale in time order; a form that gives no total stays as a point without one. */
function pointsOf(responses: readonly StoredResponse[], instrument: string): Point[] {
  return responses.flatMap((response): Point[] => {
    const { submitted } = response;
    const at = answeredAt(response);
    if (at === undefined || submitted === undefined || response.instrument !== instrument) return [];
    return [
      {
        at: at as Instant,
        total: submitted.total,
        prorated: submitted.prorated,
        response,
      },
    ];
  });
}

/** Judges the scores of one scale of a patient against the baseline before the first dose. */
export function outcomeOfResponses(
  responses: readonly StoredResponse[],
  doses: readonly { readonly at: string }[],
  instrument: Instrument = phq9,
): CourseOutcome<Point> {
  const first = doses[0]?.at;
  return courseOutcome(
    instrument,
    pointsOf(responses, instrument.id),
    first === undefined ? {} : { firstDoseAt: first as Instant },
  );
}

/** Every scale that was ever answered, in the order of the library. */
function seriesOf(
  responses: readonly StoredResponse[],
  doses: readonly Dose[],
  now: Instant,
): CourseSeries[] {
  const given = new Set(
    responses.filter(({ submitted }) => submitted !== undefined).map(({ instrument }) => instrument),
  );
  return instruments
    .filter(({ id, scoring }) => given.has(id) && scoring.kind !== 'none')
    .map((instrument) => oneSeries(instrument, responses, doses, now));
}

function oneSeries(
  instrument: Instrument,
  responses: readonly StoredResponse[],
  doses: readonly Dose[],
  now: Instant,
): CourseSeries {
  const { remission } = instrument;
  const outcome = outcomeOfResponses(responses, doses, instrument);
  const { baseline, latest, points } = outcome;
  const marks: { readonly response?: number } =
    remission === undefined || instrument.direction === 'higherIsBetter'
      ? {}
      : outcomeMarks(instrument as Parameters<typeof outcomeMarks>[0], baseline?.total);
  const current = latest?.outcome === 'baseline' ? undefined : latest?.point.total;
  const meant = meaningfulChangeOf(instrument, baseline?.total, current);
  return {
    instrument: instrument.id,
    shortTitle: instrument.shortTitle,
    title: instrument.title,
    domain: domainOf(instrument.id) ?? 'longTerm',
    direction: instrument.direction,
    range: { ...instrument.range },
    bands: instrument.bands.map(({ from, to, label }) => ({ from, to, label })),
    scores: points.map(({ point, outcome: word, change }) => ({
      responseId: point.response.responseId,
      at: point.at,
      ...(point.total === undefined ? {} : { total: point.total }),
      prorated: point.prorated === true,
      totalOnly: point.response.submitted?.totalOnly === true,
      timepoint: point.response.timepoint,
      ...(change === undefined ? {} : { change: change.change }),
      ...(change?.percent === undefined ? {} : { changePercent: change.percent }),
      outcome: word,
      flags: [...(point.response.submitted?.flags ?? [])],
    })),
    ...(baseline?.total === undefined ? {} : { baseline: { total: baseline.total, at: baseline.at } }),
    marks: {
      ...(marks.response === undefined ? {} : { response: marks.response }),
      ...(remission === undefined
        ? {}
        : { remission: remission.atMost, remissionSource: remission.citation }),
    },
    figures: courseFigures({
      instrument,
      points: points.map(({ point }) => point),
      doses: doses.map(({ at }) => ({ at: at as Instant })),
      now,
    }).map(({ source, used, ...figure }) => ({
      ...figure,
      source: { mark: source.mark, citation: source.source },
      used: used.map((one) => ({ ...one })),
    })),
    ...(meant.points === undefined
      ? {}
      : {
          meaningful: {
            points: meant.points,
            reached: meant.reached,
            ...(baseline?.total === undefined || current === undefined
              ? {}
              : { change: current - baseline.total }),
            source: meant.source?.source ?? '',
          },
        }),
  };
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
