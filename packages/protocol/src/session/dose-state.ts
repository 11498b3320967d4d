import {
  compare,
  decimal,
  divide,
  elapsedMs,
  epochMs,
  instantOf,
  multiply,
  round,
  type Decimal,
  type Instant,
} from '@evenkeel/quantities';
import type { Entry } from './entry.ts';
import type { DoseState } from './session-state.ts';
import { ofType } from './timeline.ts';

/**
 * The dose as the log tells it: a constant rate from the start, less the pauses, never more than the amount. Computed at
 * `now`; a timer is never counted (promise 4).
 */
export function doseState(
  current: readonly Entry[],
  now: Instant,
): { dose?: DoseState; paused: boolean; problems: string[] } {
  const starts = ofType(current, 'doseStart');
  const start = starts[0];
  const problems: string[] = [];
  if (start === undefined) {
    if (current.some((entry) => entry.type === 'doseEnd'))
      problems.push('A dose end is recorded without a start.');
    return { paused: false, problems };
  }
  if (starts.length > 1) problems.push('Two dose starts are recorded; the earlier one counts.');
  const ends = ofType(current, 'doseEnd');
  const end = ends[0];
  if (ends.length > 1) problems.push('Two dose ends are recorded; the earlier one counts.');
  const stops = current.filter((entry) => entry.type === 'dosePause' || entry.type === 'doseResume');
  const until = end?.clinicalTime ?? now;
  const segments: { from: Instant; to: Instant }[] = [];
  let runningFrom: Instant | undefined = start.clinicalTime;
  for (const entry of stops) {
    if (entry.clinicalTime < start.clinicalTime || entry.clinicalTime > until) continue;
    if (entry.type === 'dosePause' && runningFrom !== undefined) {
      segments.push({ from: runningFrom, to: entry.clinicalTime });
      runningFrom = undefined;
    } else if (entry.type === 'doseResume' && runningFrom === undefined) {
      runningFrom = entry.clinicalTime;
    }
  }
  const paused = runningFrom === undefined && end === undefined;
  if (runningFrom !== undefined && until > runningFrom) segments.push({ from: runningFrom, to: until });
  const plannedMs = start.body.durationMinutes * 60_000;
  const ranMs = segments.reduce((sum, segment) => sum + elapsedMs(segment.from, segment.to), 0);
  const pausedMs = Math.max(0, elapsedMs(start.clinicalTime, until) - ranMs);
  const deliveredMg =
    end !== undefined && !end.body.stoppedEarly
      ? start.body.amountMg
      : share(start.body.amountMg, ranMs, plannedMs, 1);
  const dose: DoseState = {
    startedAt: start.clinicalTime,
    amountMg: start.body.amountMg,
    volumeMl: start.body.volumeMl,
    doseMgPerKg: start.body.doseMgPerKg,
    durationMinutes: start.body.durationMinutes,
    plannedEnd: instantOf(epochMs(start.clinicalTime) + plannedMs + (end === undefined ? pausedMs : 0)),
    ...(end === undefined ? {} : { endedAt: end.clinicalTime }),
    stoppedEarly: end?.body.stoppedEarly ?? false,
    pausedMs,
    segments,
    deliveredMg,
    deliveredMl: round(divide(deliveredMg, start.body.concentrationMgPerMl, 4), 2),
  };
  return { dose, paused, problems };
}

/** amount x ran / planned, capped at the amount, to `places` decimals. */
function share(amount: Decimal, ranMs: number, plannedMs: number, places: number): Decimal {
  if (ranMs >= plannedMs) return amount;
  const part = divide(
    multiply(amount, decimal(String(Math.max(0, Math.round(ranMs))))),
    decimal(String(plannedMs)),
    places,
  );
  return compare(part, amount) > 0 ? amount : part;
}
