import { elapsedMs, type Instant } from '@evenkeel/quantities';
import type { Policy } from '../policy/policy.ts';
import { limit } from '../policy/default-policy.ts';
import type { Reading, SignState } from './session-state.ts';
import { vitalSigns, vitalStatus } from './vital-sign.ts';

/**
 * The newest value of each sign with its status. [MON-08] A value older than its interval and the policy's grace is
 * stale, unless it asked for action: an act value stays act until a newer one replaces it.
 */
export function latestSigns(
  readings: readonly Reading[],
  intervalMinutes: number | undefined,
  policy: Policy,
  now: Instant,
): readonly SignState[] {
  return vitalSigns.map(({ sign }): SignState => {
    const reading = readings.findLast((candidate) => candidate.vitals[sign] !== undefined);
    const value = reading?.vitals[sign];
    if (reading === undefined || value === undefined) return { sign, status: 'notMeasured' };
    const judged = vitalStatus(sign, value, policy, reading.confirmedImplausible);
    const allowed = (intervalMinutes ?? 0) + limit(policy, 'observationGraceMinutes');
    const stale = intervalMinutes !== undefined && elapsedMs(reading.at, now) > allowed * 60_000;
    const status = stale && judged !== 'act' && judged !== 'implausible' ? 'stale' : judged;
    return { sign, status, value, at: reading.at, entryId: reading.entryId };
  });
}
