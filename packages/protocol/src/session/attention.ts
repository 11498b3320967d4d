import { elapsedMinutes, elapsedMs, type Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { careWatchRules } from './care-watch-rules.ts';
import { monitoringRules } from './rules.ts';
import type { Attention, DoseState, DueObservation, SessionPhase, SignState } from './session-state.ts';
import { signNames } from './vital-sign.ts';

const rank = { now: 0, due: 1, unknown: 2, note: 3 } as const;

/** Most pressing first; what is equally pressing keeps its order. */
export function mostPressingFirst(list: readonly Attention[]): readonly Attention[] {
  return list.toSorted((a, b) => rank[a.level] - rank[b.level]);
}

const minutes = (count: number) => `${count} ${count === 1 ? 'minute' : 'minutes'}`;

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
  for (const { sign, status, value, entryId } of latest) {
    const name = signNames[sign];
    const where = entryId === undefined ? {} : { entryId };
    if (status === 'act')
      list.push({
        rule: monitoringRules.actValue.id,
        level: 'now',
        sentence: `${name} is ${value}: at the act limit. A person is needed.`,
        ...where,
      });
    else if (status === 'watch')
      list.push({
        rule: monitoringRules.watchValue.id,
        level: 'note',
        sentence: `${name} is ${value}: at the watch limit.`,
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
