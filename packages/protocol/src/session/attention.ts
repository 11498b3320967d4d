import { elapsedMinutes, elapsedMs, type Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { careWatchRules } from './care-watch-rules.ts';
import { monitoringRules } from './rules.ts';
import type { Attention, DoseState, DueObservation, SessionPhase, SignState } from './session-state.ts';
import { isDangerouslyLow, signIs, signNames, type VitalSign } from './vital-sign.ts';

const rank = { now: 0, due: 1, unknown: 2, note: 3 } as const;

/** Most pressing first; what is equally pressing keeps its order. */
export function mostPressingFirst(list: readonly Attention[]): readonly Attention[] {
  return list.toSorted((a, b) => rank[a.level] - rank[b.level]);
}

const minutes = (count: number) => `${count} ${count === 1 ? 'minute' : 'minutes'}`;

/**
 * What the Act column of the session table says of a sign. Reminders for licensed people: nothing here orders a
 * treatment.
 */
const actions: { readonly [S in VitalSign]: (value: number) => string } = Object.freeze({
  systolic: pressureAction,
  diastolic: () => 'Repeat; stop, call, treat by order.',
  heartRate: () => 'Stop the dose, look for a pulse, call.',
  spo2: () => 'Stop the dose, give oxygen, open the airway, call.',
  respiratoryRate: (value: number) =>
    value === 0
      ? 'Not breathing: stop the dose, open the airway, help breathing, call.'
      : 'Stop the dose, stimulate, open the airway, call.',
  moaas: (value: number) =>
    value <= emergencyMoaas
      ? 'This is an emergency: stop the dose, open the airway, call for help, stay at the bedside.'
      : 'Stop the dose, stay at the bedside.',
});

/** MOAA/S at which the person no longer answers to shaking. Session table: 0 to 1 is an emergency. */
const emergencyMoaas = 1;

function pressureAction(value: number): string {
  return isDangerouslyLow('systolic', value)
    ? 'Stop the dose, lay flat, call, treat by order.'
    : 'Repeat; stop, call, treat by order.';
}

/** "SpO2 is 88: at the act limit." and what to do; of a value too low to be believed the patient comes first. */
function actSentence({ sign, confirmed }: SignState, value: number): string {
  const says = signIs(sign, value);
  const head = !isDangerouslyLow(sign, value)
    ? `${says}: at the act limit.`
    : confirmed === true
      ? `${says}, and was confirmed.`
      : `${says}: look at the patient first, then confirm the number.`;
  return `${head} ${actions[sign](value)}`;
}

/** What a person should look at, value by value and moment by moment. Sentences say the fact first: "Vital signs are 14 minutes late". */
export function attentionOf(
  state: {
    readonly phase: SessionPhase;
    readonly latest: readonly SignState[];
    readonly due: readonly DueObservation[];
    readonly dose: DoseState | undefined;
  },
  policy: Policy,
  now: Instant,
): readonly Attention[] {
  const { phase, latest, due, dose } = state;
  if (phase === 'discharged') return [];
  const list: Attention[] = [];
  for (const one of latest) {
    const { sign, status, value, entryId } = one;
    const name = signNames[sign];
    const where = entryId === undefined ? {} : { entryId };
    if (status === 'act' && value !== undefined)
      list.push({
        rule: monitoringRules.actValue.id,
        level: 'now',
        sentence: actSentence(one, value),
        ...where,
      });
    else if (status === 'watch' && value !== undefined)
      list.push({
        rule: monitoringRules.watchValue.id,
        level: 'note',
        sentence: `${signIs(sign, value)}: at the watch limit.`,
        ...where,
      });
    else if (status === 'implausible')
      list.push({
        rule: monitoringRules.watchValue.id,
        level: 'unknown',
        sentence: `${name} ${value} is hard to believe. Measure again or confirm it.`,
        ...where,
      });
  }
  const quiet = (wanted: SignState['status'], start: string) => {
    const names = latest.filter(({ status }) => status === wanted).map(({ sign }) => signNames[sign]);
    if (names.length > 0)
      list.push({
        rule: monitoringRules.staleValue.id,
        level: 'unknown',
        sentence: `${start}: ${names.join(', ')}.`,
      });
  };
  if (dose !== undefined) quiet('notMeasured', 'Not measured');
  quiet('stale', 'Too old to count');
  for (const item of due) {
    const late = elapsedMs(item.dueAt, now);
    const says = `${item.what} are ${minutes(elapsedMinutes(item.dueAt, now))} late.`;
    if (late >= limit(policy, 'overdueEscalateMinutes') * 60_000) {
      list.push({
        rule: careWatchRules.escalate.id,
        level: 'now',
        sentence: `${says} Tell a second person.`,
      });
    } else if (late >= limit(policy, 'observationGraceMinutes') * 60_000) {
      list.push({ rule: monitoringRules.observationDue.id, level: 'due', sentence: says });
    } else if (late >= 0) {
      list.push({
        rule: monitoringRules.observationDue.id,
        level: 'due',
        sentence: `${item.what} are due now.`,
      });
    }
  }
  if (
    dose !== undefined &&
    dose.endedAt === undefined &&
    phase === 'infusing' &&
    dose.plannedEnd !== undefined &&
    now >= dose.plannedEnd
  ) {
    list.push({
      rule: monitoringRules.observationDue.id,
      level: 'due',
      sentence: 'The planned end of the dose has come. Record the end.',
    });
  }
  if (dose?.devices?.next !== undefined && now >= dose.devices.next.from) {
    list.push({
      rule: monitoringRules.observationDue.id,
      level: 'due',
      sentence: `Device ${dose.devices.next.device} of ${dose.devices.planned} can be given: five minutes have passed.`,
    });
  }
  return list;
}
