import type { Instant } from '@evenkeel/quantities';
import { attentionOf, mostPressingFirst } from './attention.ts';
import { baselineOf } from './baseline.ts';
import { careWatch } from './care-watch.ts';
import { dischargeCriteria } from './discharge-readiness.ts';
import { doseState, isPlannedDose } from './dose-state.ts';
import { dueObservations, readingInterval } from './due-observation.ts';
import type { Entry, Recorded } from './entry.ts';
import { latestSigns } from './latest-sign.ts';
import { sessionGates } from './session-gates.ts';
import type {
  CriterionState,
  DissociationRating,
  GateState,
  Reading,
  SessionContext,
  SessionPhase,
  SessionState,
} from './session-state.ts';
import { symptomsOf } from './symptom.ts';
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
  const gates = gateStates(current, context);
  const gatesLeft = gates.filter((gate) => gate.ok !== 'yes').length;
  const { dose, paused, problems: doseProblems } = doseState(current, now);
  const readings = ofType(current, 'vitals').map((entry): Reading => ({
    entryId: entry.id,
    at: entry.clinicalTime,
    vitals: entry.body.vitals,
    confirmedImplausible: entry.body.confirmedImplausible ?? false,
  }));
  const dissociation = ofType(current, 'dissociationRated').map(
    ({ id, clinicalTime, body }): DissociationRating => ({
      entryId: id,
      at: clinicalTime,
      score: body.score,
      ...(body.cadss6 === undefined ? {} : { cadss6: body.cadss6 }),
    }),
  );
  const before = dose === undefined ? readings : readings.filter((reading) => reading.at <= dose.startedAt);
  const baseline = baselineOf(before);
  const decided = ofType(current, 'discharge')[0];
  const weight = ofType(current, 'weightMeasured').at(-1);
  const escort = ofType(current, 'escortNamed').at(-1);
  const recovery = ofType(current, 'recoveryStart')[0];
  const counted = ofType(current, 'drugCount').at(-1);
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
  // After discharge the picture stays as it was then: nothing becomes better by waiting.
  const at = decided?.clinicalTime ?? now;
  const intervalMinutes = readingInterval(dose, policy);
  const latest = latestSigns(readings, baseline, intervalMinutes, policy, at);
  const due = dueObservations(dose, decided !== undefined, { readings, dissociation }, latest, policy, now);
  const everything = timeline.items.map((item): Entry => item.entry);
  const ratedOnce = new Set(ofType(everything, 'leavingScore').map(({ body }) => body.scale));
  const criteria = dischargeCriteria(
    {
      dose,
      baseline,
      readings,
      current,
      ratedOnce,
      dissociation,
      dissociationOnce: ofType(everything, 'dissociationRated').map(({ clinicalTime }) => clinicalTime),
      decided: decided?.body,
      drug: context.plan.drug,
    },
    policy,
    at,
  );
  const watched =
    decided === undefined
      ? careWatch(
          { readings, intervalMinutes, symptoms: symptomsOf(current), ratings: dissociation },
          policy,
          now,
        )
      : [];
  return {
    phase,
    gates,
    gatesLeft,
    ...(weight === undefined ? {} : { weight: { ...weight.body, at: weight.clinicalTime } }),
    ...(escort === undefined ? {} : { escort: escort.body }),
    readings,
    dissociation,
    ...(baseline === undefined ? {} : { baseline }),
    latest,
    ...(dose === undefined ? {} : { dose }),
    ...(recovery === undefined ? {} : { recoveryAt: recovery.clinicalTime }),
    ...(counted === undefined ? {} : { drugCount: counted.body }),
    due,
    attention: mostPressingFirst([...watched, ...attentionOf({ phase, latest, due, dose }, policy, now)]),
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
    problems: [
      ...timeline.problems,
      ...doseProblems,
      ...planProblems(current, context),
      ...dischargeProblems(criteria, current),
    ],
  };
}

/** The dose of a session and nothing else of it, for who reads the sessions of a whole clinic. */
export function foldDose(
  entries: readonly (Entry & Partial<Recorded>)[],
  { policy }: Pick<SessionContext, 'policy'>,
  now: Instant,
): SessionState['dose'] {
  return doseState(buildTimeline(entries, policy).current, now).dose;
}

function gateStates(current: readonly Entry[], { plan, jurisdiction }: SessionContext): readonly GateState[] {
  const answers = ofType(current, 'gateAnswered');
  return sessionGates(plan.drug, plan.route, jurisdiction).map((rule): GateState => {
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

/** [DOS-03] A dose written down otherwise than planned is kept as written, and said. */
function planProblems(current: readonly Entry[], { plan }: SessionContext): readonly string[] {
  const start = ofType(current, 'doseStart')[0];
  return start === undefined || isPlannedDose(start.body, plan)
    ? []
    : ['The dose recorded is not the dose of the signed plan.'];
}

/** [DOS-02] What arrived after the discharge can open it again: a criterion that now fails and was not named. */
function dischargeProblems(
  criteria: readonly CriterionState[],
  current: readonly Entry[],
): readonly string[] {
  const discharges = ofType(current, 'discharge');
  const [decided] = discharges;
  if (decided === undefined) return [];
  const unnamed = criteria
    .filter(({ id, status }) => status !== 'met' && !decided.body.unmet.includes(id))
    .map(({ id }) => id);
  return [
    ...(discharges.length > 1 ? ['Two discharges are recorded; the earlier one counts.'] : []),
    ...(unnamed.length > 0
      ? [`By the log as it is now, not met at discharge and not named then: ${unnamed.join(', ')}.`]
      : []),
  ];
}
