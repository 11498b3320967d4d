import { elapsedMinutes, plusMinutes, type Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { DoseState, DueObservation, Reading } from './session-state.ts';

/** Minutes between readings at a moment of the session; undefined while none are due. */
export function readingInterval(
  dose: DoseState | undefined,
  discharged: boolean,
  policy: Policy,
): number | undefined {
  if (dose === undefined || discharged) return undefined;
  return dose.endedAt === undefined
    ? limit(policy, 'observationEveryMinutesDose')
    : limit(policy, 'observationEveryMinutesRecovery');
}

/** [MON-07] What is due next, counted from the newest reading since the start. A corrected-away reading does not count. */
export function dueObservations(
  dose: DoseState | undefined,
  discharged: boolean,
  readings: readonly Reading[],
  policy: Policy,
  now: Instant,
): readonly DueObservation[] {
  const interval = readingInterval(dose, discharged, policy);
  if (dose === undefined || interval === undefined) return [];
  const since = readings.filter(
    (reading) => reading.at >= dose.startedAt && reading.vitals.systolic !== undefined,
  );
  const last = since.at(-1)?.at ?? dose.startedAt;
  const dueAt = plusMinutes(last, interval);
  return [{ what: 'Vital signs', dueAt, overdueMinutes: Math.max(0, elapsedMinutes(dueAt, now)) }];
}
