import { deliveredAmount, ranMs, runningStretches, type InfusionStop } from '@evenkeel/pharmacology';
import {
  compare,
  divide,
  elapsedMs,
  epochMs,
  instantOf,
  type Decimal,
  type Instant,
} from '@evenkeel/quantities';
import type { PlannedDose } from '../regimen/plan.ts';
import { deviceDoseState } from './device-dose.ts';
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
  const { devices } = start.body;
  if (devices !== undefined) return deviceDoseState(start, devices, current, problems);
  const { amountMg, durationMinutes, concentrationMgPerMl, doseMgPerKg, volumeMl } = start.body;
  const head = {
    startedAt: start.clinicalTime,
    drug: start.body.drug,
    route: start.body.route,
    amountMg,
    ...(volumeMl === undefined ? {} : { volumeMl }),
    ...(doseMgPerKg === undefined ? {} : { doseMgPerKg }),
  };
  if (durationMinutes === undefined) {
    if (ends.length > 0 || ofType(current, 'dosePause').length > 0)
      problems.push('The dose was given at once; a pause or an end does not count.');
    const dose: DoseState = {
      ...head,
      endedAt: start.clinicalTime,
      stoppedEarly: false,
      pausedMs: 0,
      segments: [],
      deliveredMg: amountMg,
      ...(volumeMl === undefined ? {} : { deliveredMl: volumeMl }),
    };
    return { dose, paused: false, problems };
  }
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
    ...head,
    durationMinutes,
    plannedEnd: instantOf(epochMs(start.clinicalTime) + plannedMs + (end === undefined ? pausedMs : 0)),
    ...(end === undefined ? {} : { endedAt: end.clinicalTime }),
    stoppedEarly: end?.body.stoppedEarly ?? false,
    pausedMs,
    segments: stretches,
    deliveredMg,
    ...(concentrationMgPerMl === undefined
      ? {}
      : { deliveredMl: divide(deliveredMg, concentrationMgPerMl, 2) }),
  };
  return { dose, paused: end === undefined && !runningAtEnd, problems };
}

/** True when a recorded dose is the plan's, number by number. */
export function isPlannedDose(given: EntryBodies['doseStart'], plan: PlannedDose): boolean {
  return (
    given.drug === plan.drug &&
    given.route === plan.route &&
    same(given.amountMg, plan.amountMg) &&
    same(given.concentrationMgPerMl, plan.concentrationMgPerMl) &&
    same(given.volumeMl, plan.volumeMl) &&
    same(given.doseMgPerKg, plan.doseMgPerKg) &&
    given.durationMinutes === plan.durationMinutes &&
    given.devices === plan.devices
  );
}

/** Two amounts that are equal, or both absent: what is missing never agrees with a number. */
function same(a: Decimal | undefined, b: Decimal | undefined): boolean {
  return a === undefined || b === undefined ? a === b : compare(a, b) === 0;
}

/** True when the infusion was running at a moment; the newest stretch stays open while it runs. */
export function ranAt(
  { segments, startedAt, durationMinutes }: DoseState,
  running: boolean,
  at: Instant,
): boolean {
  if (at < startedAt || durationMinutes === undefined) return false;
  const last = segments.at(-1);
  if (running && (last === undefined || at >= last.from)) return true;
  return segments.some(({ from, to }) => at >= from && at < to);
}
