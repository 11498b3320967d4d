import type { Instant } from '@evenkeel/quantities';
import { attentionOf } from './attention.ts';
import { dischargeCriteria } from './discharge-readiness.ts';
import { doseState } from './dose-state.ts';
import { dueObservations, readingInterval } from './due-observation.ts';
import type { Entry, Recorded } from './entry.ts';
import { latestSigns } from './latest-sign.ts';
import { gateRules } from './rules.ts';
import type { GateState, Reading, SessionContext, SessionPhase, SessionState } from './session-state.ts';
import { buildTimeline, ofType } from './timeline.ts';

/**
 * Everything a screen shows of a session: `state = fold(entries, context, now)`. The same code runs on the tablet and
 * on the server. Order, repetition and lateness of arrival do not matter; what was corrected stays in the timeline.
 */
export function foldSession(
  entries: readonly (Entry & Partial<Recorded>)[],
  context: SessionContext,
  now: Instant,
): SessionState {
  const { policy } = context;
  const timeline = buildTimeline(entries, policy);
  const { current } = timeline;
  const gates = gateStates(current);
  const gatesLeft = gates.filter((gate) => gate.ok !== 'yes').length;
  const { dose, paused, problems: doseProblems } = doseState(current, now);
  const readings = ofType(current, 'vitals').map((entry): Reading => ({
    entryId: entry.id,
    at: entry.clinicalTime,
    vitals: entry.body.vitals,
    confirmedImplausible: entry.body.confirmedImplausible ?? false,
  }));
  const before = dose === undefined ? readings : readings.filter((reading) => reading.at <= dose.startedAt);
  const baseline = mergeBaseline(before);
  const decided = ofType(current, 'discharge')[0];
  const weight = ofType(current, 'weightMeasured').at(-1);
  const escort = ofType(current, 'escortNamed').at(-1);
  const recovery = ofType(current, 'recoveryStart')[0];
  const phase: SessionPhase =
    decided !== undefined
      ? 'discharged'
      : dose === undefined
        ? gatesLeft === 0
          ? 'ready'
          : 'check'
        : dose.endedAt !== undefined
          ? 'recovery'
          : paused
            ? 'paused'
            : 'infusing';
  const interval = readingInterval(dose, decided !== undefined, policy);
  const latest = latestSigns(readings, interval, policy, now);
  const due = dueObservations(dose, decided !== undefined, readings, policy, now);
  const criteria = dischargeCriteria(
    { dose, baseline, readings, current },
    policy,
    decided?.clinicalTime ?? now,
  );
  return {
    phase,
    gates,
    gatesLeft,
    ...(weight === undefined ? {} : { weight: { ...weight.body, at: weight.clinicalTime } }),
    ...(escort === undefined ? {} : { escort: escort.body }),
    readings,
    ...(baseline === undefined ? {} : { baseline }),
    latest,
    ...(dose === undefined ? {} : { dose }),
    ...(recovery === undefined ? {} : { recoveryAt: recovery.clinicalTime }),
    due,
    attention: attentionOf({ phase, latest, due, dose, readings }, policy, now),
    adverseEvents: ofType(current, 'adverseEvent').map((entry) => ({
      entryId: entry.id,
      at: entry.clinicalTime,
      body: entry.body,
    })),
    discharge: {
      criteria,
      allMet: criteria.every((criterion) => criterion.status === 'met'),
      ...(decided === undefined
        ? {}
        : { decided: { at: decided.clinicalTime, by: decided.authorId, body: decided.body } }),
    },
    timeline: timeline.items,
    problems: [...timeline.problems, ...doseProblems],
  };
}

function gateStates(current: readonly Entry[]): readonly GateState[] {
  const answers = ofType(current, 'gateAnswered');
  return gateRules.map((rule): GateState => {
    const answer = answers.findLast((entry) => entry.body.gate === rule.gate);
    const head = { rule: rule.id, gate: rule.gate, question: rule.question };
    if (answer === undefined) return { ...head, ok: 'unknown' };
    return {
      ...head,
      ok: answer.body.ok,
      answeredAt: answer.clinicalTime,
      entryId: answer.id,
      ...(answer.body.note === undefined ? {} : { note: answer.body.note }),
    };
  });
}

/** The newest value of each sign before the dose, named after the newest reading with a blood pressure. */
function mergeBaseline(before: readonly Reading[]): Reading | undefined {
  const newest = before.findLast((reading) => reading.vitals.systolic !== undefined) ?? before.at(-1);
  if (newest === undefined) return undefined;
  const vitals = before.reduce((merged, reading) => ({ ...merged, ...reading.vitals }), {});
  return { ...newest, vitals };
}
