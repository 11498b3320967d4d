import { elapsedMinutes, plusMinutes, type Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { DoseState, DueObservation, Reading, SignState } from './session-state.ts';

/** Minutes a reading counts at a moment of the session: before the dose, while it runs, and in recovery. */
export function readingInterval(dose: DoseState | undefined, policy: Policy): number {
  if (dose === undefined) return limit(policy, 'baselineAgeMinutes');
  return dose.endedAt === undefined
    ? limit(policy, 'observationEveryMinutesDose')
    : limit(policy, 'observationEveryMinutesRecovery');
}

/**
 * [MON-07] What is due next, counted from the newest blood pressure since the start; sooner while a sign is at the watch
 * or act limit [MON-06]. A corrected-away reading does not count. Nothing is due before the dose or after discharge.
 */
export function dueObservations(
  dose: DoseState | undefined,
  discharged: boolean,
  readings: readonly Reading[],
  latest: readonly SignState[],
  policy: Policy,
  now: Instant,
): readonly DueObservation[] {
  if (dose === undefined || discharged) return [];
  const pressing = latest.some(
    ({ status, at }) => (status === 'watch' || status === 'act') && at !== undefined && at >= dose.startedAt,
  );
  const usual = readingInterval(dose, policy);
  const interval = pressing ? Math.min(usual, limit(policy, 'observationEveryMinutesWatch')) : usual;
  const since = readings.filter(
    ({ at, vitals }) =>
      at >= dose.startedAt && vitals.systolic !== undefined && vitals.diastolic !== undefined,
  );
  const dueAt = plusMinutes(since.at(-1)?.at ?? dose.startedAt, interval);
  return [{ what: 'Vital signs', dueAt, overdueMinutes: Math.max(0, elapsedMinutes(dueAt, now)) }];
}
