import { elapsedMs, type Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { believable } from './baseline.ts';
import type { Reading } from './session-state.ts';

/** A pressure before the dose above the limit to consider (label: 140/90 mmHg). */
export interface RaisedPressure {
  readonly systolic: number;
  readonly diastolic: number;
  /** True when a raised pressure was taken again after at least the policy's minutes of rest and is raised still. */
  readonly repeated: boolean;
}

/** The readings that speak for a start at a moment: within the policy's window, and at most a minute ahead of it. */
export function readingsBeforeDose(
  readings: readonly Reading[],
  policy: Policy,
  at: Instant,
): readonly Reading[] {
  const windowMs = limit(policy, 'baselineAgeMinutes') * 60_000;
  return readings.filter((reading) => {
    const age = elapsedMs(reading.at, at);
    return age <= windowMs && age >= -60_000;
  });
}

/**
 * The newest whole pressure when it lies above the limit to consider; undefined when it does not or there is none. The
 * rest is counted from the first of the raised pressures that follow one another up to the newest.
 */
export function raisedPressure(readings: readonly Reading[], policy: Policy): RaisedPressure | undefined {
  const whole = readings.flatMap((reading) => {
    const { systolic, diastolic } = believable(reading);
    return systolic === undefined || diastolic === undefined ? [] : [{ at: reading.at, systolic, diastolic }];
  });
  const isRaised = ({ systolic, diastolic }: { readonly systolic: number; readonly diastolic: number }) =>
    systolic > limit(policy, 'systolicConsider') || diastolic > limit(policy, 'diastolicConsider');
  const run = whole.slice(whole.findLastIndex((one) => !isRaised(one)) + 1);
  const [first] = run;
  const last = run.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const { systolic, diastolic } = last;
  const rested = elapsedMs(first.at, last.at) >= limit(policy, 'pressureRepeatMinutes') * 60_000;
  return { systolic, diastolic, repeated: rested };
}
