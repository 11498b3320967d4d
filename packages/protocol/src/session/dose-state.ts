import { deliveredAmount, ranMs, runningStretches, type InfusionStop } from '@evenkeel/pharmacology';
import { compare, divide, elapsedMs, epochMs, instantOf, type Instant } from '@evenkeel/quantities';
import type { PlannedDose } from '../regimen/plan.ts';
import type { Entry, EntryBodies } from './entry.ts';
import type { DoseState } from './session-state.ts';
import { ofType } from './timeline.ts';

/** An end "as planned" with less than this share of the planned time run is worth a second look. */
const planned = 0.9;

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
  const ends = ofType(current, 'doseEnd');
  if (start === undefined) {
    if (ends.length > 0) problems.push('A dose end is recorded without a start.');
    return { paused: false, problems };
  }
  if (starts.length > 1) problems.push('Two dose starts are recorded; the earlier one counts.');
  const end = ends.find((entry) => entry.clinicalTime >= start.clinicalTime);
  if (ends.some((entry) => entry.clinicalTime < start.clinicalTime))
    problems.push('A dose end is recorded before the start and does not count.');
  if (ends.filter((entry) => entry.clinicalTime >= start.clinicalTime).length > 1)
    problems.push('Two dose ends are recorded; the earlier one counts.');
  const until = end?.clinicalTime ?? (now > start.clinicalTime ? now : start.clinicalTime);
  const stops: InfusionStop[] = [
    ...ofType(current, 'dosePause').map((entry) => ({ kind: 'pause' as const, at: entry.clinicalTime })),
    ...ofType(current, 'doseResume').map((entry) => ({ kind: 'resume' as const, at: entry.clinicalTime })),
  ];
  const { stretches, runningAtEnd } = runningStretches(start.clinicalTime, stops, until);
  const { amountMg, durationMinutes, concentrationMgPerMl } = start.body;
  const plannedMs = durationMinutes * 60_000;
  const ran = ranMs(stretches);
  const pausedMs = Math.max(0, elapsedMs(start.clinicalTime, until) - ran);
  const complete = end !== undefined && !end.body.stoppedEarly;
  if (complete && ran < planned * plannedMs)
    problems.push(
      `The dose is recorded as given in full after ${Math.floor(ran / 60_000)} of ${durationMinutes} minutes. Check its end.`,
    );
  const deliveredMg = complete ? amountMg : deliveredAmount(amountMg, ran, plannedMs);
  const dose: DoseState = {
    startedAt: start.clinicalTime,
    amountMg,
    volumeMl: start.body.volumeMl,
    doseMgPerKg: start.body.doseMgPerKg,
    durationMinutes,
    plannedEnd: instantOf(epochMs(start.clinicalTime) + plannedMs + (end === undefined ? pausedMs : 0)),
    ...(end === undefined ? {} : { endedAt: end.clinicalTime }),
    stoppedEarly: end?.body.stoppedEarly ?? false,
    pausedMs,
    segments: stretches,
    deliveredMg,
    deliveredMl: divide(deliveredMg, concentrationMgPerMl, 2),
  };
  return { dose, paused: end === undefined && !runningAtEnd, problems };
}

/** True when a recorded dose is the plan's, number by number. */
export function isPlannedDose(given: EntryBodies['doseStart'], plan: PlannedDose): boolean {
  return (
    compare(given.amountMg, plan.amountMg) === 0 &&
    compare(given.concentrationMgPerMl, plan.concentrationMgPerMl) === 0 &&
    compare(given.volumeMl, plan.volumeMl) === 0 &&
    compare(given.doseMgPerKg, plan.doseMgPerKg) === 0 &&
    given.durationMinutes === plan.durationMinutes
  );
}

/** True when the infusion was running at a moment; the newest stretch stays open while it runs. */
export function ranAt({ segments, startedAt }: DoseState, running: boolean, at: Instant): boolean {
  if (at < startedAt) return false;
  const last = segments.at(-1);
  if (running && (last === undefined || at >= last.from)) return true;
  return segments.some(({ from, to }) => at >= from && at < to);
}
