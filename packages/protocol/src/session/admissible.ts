import { compare, daysBetween, elapsedMinutes, type CalendarDate, type Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Entry } from './entry.ts';
import { logRules, monitoringRules } from './rules.ts';
import type { SessionContext, SessionState } from './session-state.ts';

/** Why an entry cannot stand yet. `code` is a rule's id. */
export interface EntryProblem {
  readonly code: string;
  readonly sentence: string;
}

const say = (code: string, sentence: string): EntryProblem => ({ code, sentence });

/**
 * Looks at one new entry against the fold so far. Observations, notes and corrections always stand: nothing typed is
 * lost. Only acts that need an order (start, pause, end, discharge) can be refused.
 */
export function entryProblem(
  state: SessionState,
  entry: Entry,
  context: SessionContext,
  now: Instant,
): EntryProblem | undefined {
  if (entry.corrects !== undefined || entry.type === 'retraction') return correctionProblem(state, entry);
  switch (entry.type) {
    case 'doseStart':
      return startProblem(state, entry.body, context, now);
    case 'dosePause':
      return state.phase === 'infusing'
        ? undefined
        : say(logRules.oneStart.id, 'Only a running dose can be paused.');
    case 'doseResume':
      return state.phase === 'paused'
        ? undefined
        : say(logRules.oneStart.id, 'Only a paused dose can be resumed.');
    case 'doseEnd':
      if (state.dose === undefined) return say(logRules.oneStart.id, 'No dose was started.');
      return state.dose.endedAt === undefined
        ? undefined
        : say(logRules.oneStart.id, 'The dose has ended already.');
    case 'recoveryStart':
      return state.dose?.endedAt === undefined
        ? say(logRules.afterDischarge.id, 'Recovery starts after the dose ended.')
        : undefined;
    case 'discharge':
      return dischargeProblem(state, entry.body);
    default:
      return undefined;
  }
}

function correctionProblem(state: SessionState, entry: Entry): EntryProblem | undefined {
  const target = state.timeline.find((item) => item.entry.id === entry.corrects)?.entry;
  if (target === undefined) return say('DOS-01', 'What this corrects is not in the session.');
  if ((entry.reason ?? '').trim() === '') return say('DOS-01', 'A correction needs a reason.');
  if (entry.type !== 'retraction' && entry.type !== target.type)
    return say('DOS-01', 'A correction is of the same kind as what it corrects.');
  if (entry.type === 'retraction' && (target.type === 'doseStart' || target.type === 'discharge')) {
    return say('DOS-01', 'A dose start or a discharge cannot be taken back; correct it or add a note.');
  }
  return undefined;
}

function dischargeProblem(
  state: SessionState,
  body: Extract<Entry, { type: 'discharge' }>['body'],
): EntryProblem | undefined {
  const rule = logRules.afterDischarge.id;
  if (state.discharge.decided !== undefined) return say(rule, 'The discharge is decided already.');
  if (state.dose !== undefined && state.dose.endedAt === undefined)
    return say(rule, 'The dose has not ended.');
  const open = state.discharge.criteria
    .filter((criterion) => criterion.status !== 'met')
    .map((criterion) => criterion.id);
  const named = new Set(body.unmet);
  if (open.some((id) => !named.has(id)))
    return say(rule, `Not met or unknown, and not named: ${open.filter((id) => !named.has(id)).join(', ')}.`);
  if (open.length > 0 && (body.reason ?? '').trim() === '')
    return say(rule, 'Criteria are not met; a reason is needed.');
  return undefined;
}

function startProblem(
  state: SessionState,
  body: Extract<Entry, { type: 'doseStart' }>['body'],
  { plan, policy }: SessionContext,
  now: Instant,
): EntryProblem | undefined {
  if (state.dose !== undefined)
    return say(logRules.oneStart.id, 'A dose was started already in this session.');
  const shut = state.gates.find((gate) => gate.ok !== 'yes');
  if (shut !== undefined) return say(shut.rule, `A gate is not open: ${shut.question}.`);
  const weight = state.weight;
  const weightAge = daysBetween(
    plan.weightMeasuredAt.slice(0, 10) as CalendarDate,
    now.slice(0, 10) as CalendarDate,
  );
  if (weight?.estimated === true)
    return say(monitoringRules.weightForDose.id, 'The weight is an estimate. Measure it.');
  if (weight === undefined && weightAge > limit(policy, 'weightAgeDays')) {
    return say(
      monitoringRules.weightForDose.id,
      `The weight of the plan is ${weightAge} days old. Measure one today.`,
    );
  }
  const planned =
    compare(body.amountMg, plan.amountMg) === 0 &&
    compare(body.concentrationMgPerMl, plan.concentrationMgPerMl) === 0 &&
    compare(body.volumeMl, plan.volumeMl) === 0 &&
    compare(body.doseMgPerKg, plan.doseMgPerKg) === 0 &&
    body.durationMinutes === plan.durationMinutes;
  if (!planned)
    return say(
      logRules.doseAsPlanned.id,
      'The dose is not the dose of the signed plan. A new plan is needed to change it.',
    );
  return baselineProblem(state, { plan, policy }, now);
}

function baselineProblem(
  state: SessionState,
  { policy }: SessionContext,
  now: Instant,
): EntryProblem | undefined {
  const vitals = state.baseline?.vitals ?? {};
  const { systolic, diastolic, heartRate, spo2, moaas } = vitals;
  if (
    systolic === undefined ||
    diastolic === undefined ||
    heartRate === undefined ||
    spo2 === undefined ||
    moaas === undefined
  ) {
    return say(
      monitoringRules.baselineBeforeDose.id,
      'Baseline is incomplete: blood pressure, heart rate, saturation and MOAA/S are needed.',
    );
  }
  if (state.baseline !== undefined && elapsedMinutes(state.baseline.at, now) > 60) {
    return say(
      monitoringRules.baselineBeforeDose.id,
      'The baseline blood pressure is more than an hour old. Measure again.',
    );
  }
  if (
    systolic >= limit(policy, 'preDoseSystolicHold') ||
    diastolic >= limit(policy, 'preDoseDiastolicHold')
  ) {
    return say(
      monitoringRules.pressureBeforeDose.id,
      `Blood pressure is ${systolic}/${diastolic}: at or above the hold limit. Rest, repeat, ask the prescriber.`,
    );
  }
  if (heartRate < limit(policy, 'preDoseHeartRateLow') || heartRate > limit(policy, 'preDoseHeartRateHigh')) {
    return say(
      monitoringRules.heartRateBeforeDose.id,
      `Heart rate is ${heartRate}: outside the limits before a dose.`,
    );
  }
  if (spo2 < limit(policy, 'preDoseSpo2'))
    return say(
      monitoringRules.oxygenBeforeDose.id,
      `Saturation is ${spo2} %: below the limit before a dose.`,
    );
  if (moaas < 5)
    return say(monitoringRules.alertBeforeDose.id, `MOAA/S is ${moaas}: not fully alert before the dose.`);
  return undefined;
}
