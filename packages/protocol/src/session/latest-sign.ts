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
  baseline: Reading | undefined,
  intervalMinutes: number,
  policy: Policy,
  now: Instant,
): readonly SignState[] {
  const allowedMs = (intervalMinutes + limit(policy, 'observationGraceMinutes')) * 60_000;
  return vitalSigns.map(({ sign }): SignState => {
    const reading = readings.findLast((candidate) => candidate.vitals[sign] !== undefined);
    const value = reading?.vitals[sign];
    if (reading === undefined || value === undefined) return { sign, status: 'notMeasured' };
    const before = baseline === undefined || reading.at <= baseline.at ? undefined : baseline.vitals[sign];
    const judged = vitalStatus(sign, value, policy, reading.confirmedImplausible, before);
    const stale = elapsedMs(reading.at, now) > allowedMs;
    const status = stale && judged !== 'act' && judged !== 'implausible' ? 'stale' : judged;
    return {
      sign,
      status,
      value,
      at: reading.at,
      entryId: reading.entryId,
      ...(reading.confirmedImplausible ? { confirmed: true as const } : {}),
    };
  });
}
