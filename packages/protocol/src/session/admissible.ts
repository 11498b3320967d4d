import {
  compare,
  daysBetween,
  decimal,
  weightChangePercent,
  type CalendarDate,
  type Instant,
} from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { PlannedDose } from '../regimen/plan.ts';
import { baselineOf } from './baseline.ts';
import { raisedPressure, readingsBeforeDose, type RaisedPressure } from './raised-pressure.ts';
import { isPlannedDose, ranAt } from './dose-state.ts';
import type { Entry } from './entry.ts';
import { logRules, monitoringRules } from './rules.ts';
import type { SessionContext, SessionState } from './session-state.ts';
import { isDangerouslyLow, signIs, vitalSigns, type VitalSign } from './vital-sign.ts';

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
      return startProblem(state, entry, context, now);
    case 'deviceGiven':
      return deviceProblem(state, entry);
    case 'dosePause':
      return state.dose !== undefined && ranAt(state.dose, state.phase === 'infusing', entry.clinicalTime)
        ? undefined
        : say(logRules.oneStart.id, 'Only a running dose can be paused.');
    case 'doseResume':
      return isPausedAt(state, entry.clinicalTime)
        ? undefined
        : say(logRules.oneStart.id, 'Only a paused dose can be resumed.');
    case 'doseEnd':
      if (state.dose === undefined) return say(logRules.oneStart.id, 'No dose was started.');
      if (entry.clinicalTime < state.dose.startedAt)
        return say(logRules.oneStart.id, 'The end lies before the start of the dose.');
      return state.dose.endedAt === undefined
        ? undefined
        : say(logRules.oneStart.id, 'The dose has ended already.');
    case 'recoveryStart':
      return state.dose?.endedAt === undefined
        ? say(logRules.afterDischarge.id, 'Recovery starts after the dose ended.')
        : undefined;
    case 'discharge':
      return dischargeProblem(state, entry);
    default:
      return undefined;
  }
}

/** A device counts once, after the first and among those that were planned; a late one is still written down. */
function deviceProblem(
  { dose }: SessionState,
  { body, clinicalTime }: Extract<Entry, { type: 'deviceGiven' }>,
): EntryProblem | undefined {
  const rule = logRules.oneStart.id;
  if (dose === undefined) return say(rule, 'No dose was started.');
  if (dose.devices === undefined) return say(rule, 'This dose has no devices.');
  if (clinicalTime < dose.startedAt) return say(rule, 'The device lies before the first one.');
  if (body.device < 2 || body.device > dose.devices.planned)
    return say(rule, `The plan has ${dose.devices.planned}; device ${body.device} is not one of the rest.`);
  if (dose.devices.next === undefined) return say(rule, 'The dose has ended already.');
  if (body.device !== dose.devices.next.device)
    return say(rule, `The next device is device ${dose.devices.next.device}.`);
  if (!body.taken && (body.reason ?? '').trim() === '') return say(rule, 'Say why the device was not taken.');
  return undefined;
}

/** Stopped at a moment between its start and its end. */
function isPausedAt({ dose, phase }: SessionState, at: Instant): boolean {
  if (dose?.durationMinutes === undefined || at < dose.startedAt) return false;
  if (dose.endedAt !== undefined && at > dose.endedAt) return false;
  return !ranAt(dose, phase === 'infusing', at);
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
  { body, clinicalTime }: Extract<Entry, { type: 'discharge' }>,
): EntryProblem | undefined {
  const rule = logRules.afterDischarge.id;
  if (state.discharge.decided !== undefined) return say(rule, 'The discharge is decided already.');
  if (state.dose !== undefined && state.dose.endedAt === undefined)
    return say(rule, 'The dose has not ended.');
  if (state.dose?.endedAt !== undefined && clinicalTime < state.dose.endedAt)
    return say(rule, 'The discharge lies before the end of the dose.');
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
  { body, clinicalTime }: Extract<Entry, { type: 'doseStart' }>,
  { plan, policy }: SessionContext,
  now: Instant,
): EntryProblem | undefined {
  if (state.dose !== undefined)
    return say(logRules.oneStart.id, 'A dose was started already in this session.');
  if (state.discharge.decided !== undefined)
    return say(logRules.oneStart.id, 'The patient was discharged; a dose needs a new session.');
  const shut = state.gates.find((gate) => gate.ok !== 'yes');
  if (shut !== undefined) return say(shut.rule, `A gate is not open: ${shut.question}.`);
  // What is charted without the network arrives later: the readings are judged at the time the dose started.
  const at = clinicalTime < now ? clinicalTime : now;
  return (
    weightProblem(state, plan, policy, at) ??
    (isPlannedDose(body, plan)
      ? undefined
      : say(
          logRules.doseAsPlanned.id,
          'The dose is not the dose of the signed plan. A new plan is needed to change it.',
        )) ??
    baselineProblem(state, policy, at, body.reason)
  );
}

/** [MON-09] A measured weight within its age, and not far from the one the plan was computed from. */
function weightProblem(
  { weight }: SessionState,
  plan: PlannedDose,
  policy: Policy,
  at: Instant,
): EntryProblem | undefined {
  const rule = monitoringRules.weightForDose.id;
  // A fixed dose does not rest on a weight.
  if (plan.weightKg === undefined) return undefined;
  const planned = plan.measuredWeightKg ?? plan.weightKg;
  if (weight?.estimated === true) return say(rule, 'The weight is an estimate. Measure it.');
  if (weight !== undefined) {
    const change = weightChangePercent(planned, weight.kilograms);
    return compare(change, decimal(String(limit(policy, 'weightChangePercent')))) > 0
      ? say(
          rule,
          `The weight is ${weight.kilograms} kg; the plan was made for ${planned} kg, ${change} % away. Weigh again in kilograms, or ask for a new plan.`,
        )
      : undefined;
  }
  if (plan.weightMeasuredAt === undefined)
    return say(rule, 'When the weight of the plan was measured is not known. Measure one today.');
  const age = daysBetween(
    plan.weightMeasuredAt.slice(0, 10) as CalendarDate,
    at.slice(0, 10) as CalendarDate,
  );
  return age > limit(policy, 'weightAgeDays')
    ? say(rule, `The weight of the plan is ${age} days old. Measure one today.`)
    : undefined;
}

const needed = Object.freeze([
  'systolic',
  'diastolic',
  'heartRate',
  'spo2',
  'respiratoryRate',
  'moaas',
] as const);

/** The rule that holds a start for a value too low to be believed; the pair of a pressure stands under its systolic. */
const lowRules: readonly (readonly [VitalSign, { readonly id: string }])[] = Object.freeze([
  ['systolic', monitoringRules.pressureBeforeDose],
  ['heartRate', monitoringRules.heartRateBeforeDose],
  ['spo2', monitoringRules.oxygenBeforeDose],
  ['respiratoryRate', monitoringRules.breathingBeforeDose],
] as const);

/** [MON-01] Above the limit to consider: a second pressure after rest, and a reason while it stays above. */
function raisedProblem(
  raised: RaisedPressure | undefined,
  reason: string | undefined,
  policy: Policy,
): EntryProblem | undefined {
  if (raised === undefined) return undefined;
  const rule = monitoringRules.pressureBeforeDose.id;
  const says = `Blood pressure is ${raised.systolic}/${raised.diastolic}, above ${limit(policy, 'systolicConsider')}/${limit(policy, 'diastolicConsider')}`;
  if (!raised.repeated)
    return say(
      rule,
      `${says}. Rest, and measure again at least ${limit(policy, 'pressureRepeatMinutes')} minutes after the first raised one.`,
    );
  return (reason ?? '').trim() === ''
    ? say(rule, `${says}, also after rest. The clinician decides: write down why the dose is given.`)
    : undefined;
}

function baselineProblem(
  state: SessionState,
  policy: Policy,
  at: Instant,
  reason: string | undefined,
): EntryProblem | undefined {
  const window = limit(policy, 'baselineAgeMinutes');
  const recent = readingsBeforeDose(state.readings, policy, at);
  for (const [sign, rule] of lowRules) {
    const value = recent.findLast(({ vitals }) => vitals[sign] !== undefined)?.vitals[sign];
    // An older value that can be believed does not stand for it.
    if (value !== undefined && isDangerouslyLow(sign, value))
      return say(rule.id, `${signIs(sign, value)}: look at the patient first, then measure again.`);
  }
  const { systolic, diastolic, heartRate, spo2, respiratoryRate, moaas } = baselineOf(recent)?.vitals ?? {};
  if (
    systolic === undefined ||
    diastolic === undefined ||
    heartRate === undefined ||
    spo2 === undefined ||
    respiratoryRate === undefined ||
    moaas === undefined
  ) {
    const values = { systolic, diastolic, heartRate, spo2, respiratoryRate, moaas };
    const names = vitalSigns
      .filter(({ sign }) => needed.some((one) => one === sign && values[one] === undefined))
      .map(({ name }) => name);
    return say(
      monitoringRules.baselineBeforeDose.id,
      `Baseline is incomplete: ${names.join(', ')} within the last ${window} minutes.`,
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
  if (respiratoryRate < limit(policy, 'preDoseRespiratoryRate'))
    return say(
      monitoringRules.breathingBeforeDose.id,
      `Breaths are ${respiratoryRate} a minute: below the limit before a dose.`,
    );
  if (moaas < 5)
    return say(monitoringRules.alertBeforeDose.id, `MOAA/S is ${moaas}: not fully alert before the dose.`);
  return raisedProblem(raisedPressure(recent, policy), reason, policy);
}
