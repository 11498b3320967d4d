import type { Drug, Route } from '@evenkeel/pharmacology';
import { elapsedMs, plusMinutes, type Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';

export type ObservationKind = 'vitals' | 'sedationAndDissociation';

/** One observation that is owed, in minutes from the start of the dose. */
export interface PlannedObservation {
  readonly what: ObservationKind;
  readonly minute: number;
}

/** How a planned observation stands at a moment. */
export interface ObservationState extends PlannedObservation {
  readonly dueAt: Instant;
  readonly state: 'notYet' | 'due' | 'late' | 'escalate' | 'done' | 'missed';
  readonly doneAt?: Instant;
}

const scales = Object.freeze([20, 40, 60, 80, 120]);
/** Widest gap between two of them, minutes: 80 to 120. */
export const widestScaleGap = 40;

/** Minutes of the vital signs where they do not follow from the infusion. */
const grids: { readonly [R in Route]?: readonly number[] } = Object.freeze({
  'nasal-device': [0, 20, 40, 60, 90, 120],
  im: [0, 10, 20, 30, 45, 60, 90, 120],
  sc: [0, 15, 30, 45, 60, 90, 120],
  'oral-solution': [0, 30, 60, 90, 120, 150, 180],
  sublingual: [0, 20, 40, 60, 90, 120],
  'nasal-spray': [0, 15, 30, 45, 60, 90, 120],
});

/** The moments of a route that has its own, with the widest gap between two of them, minutes. */
export function gridOf(
  route: Route,
): { readonly minutes: readonly number[]; readonly widest: number } | undefined {
  const minutes = grids[route];
  if (minutes === undefined) return undefined;
  let widest = 0;
  let before = 0;
  for (const minute of minutes) {
    widest = Math.max(widest, minute - before);
    before = minute;
  }
  return { minutes, widest };
}

/** Least minutes from the start to leaving: the drug's own time, and never before the last planned observation. */
export function recoveryMinutes(drug: Drug, route: Route, policy: Policy): number {
  const least = limit(
    policy,
    drug === 'esketamine' ? 'esketamineRecoveryMinutes' : 'recoveryMinutesFromStart',
  );
  return Math.max(least, gridOf(route)?.minutes.at(-1) ?? 0);
}

/**
 * [MON-15] The observations of a dose by drug and route: an infusion every ten minutes while it runs and every fifteen
 * after; esketamine on the label's grid; the other grids are local defaults. Until at least the time of leaving.
 */
export function observationPlan(
  drug: Drug,
  route: Route,
  durationMinutes: number,
  policy: Policy,
): readonly PlannedObservation[] {
  const until = recoveryMinutes(drug, route, policy);
  const vitals = new Set<number>();
  const grid = grids[route];
  if (grid === undefined) {
    const during = limit(policy, 'observationEveryMinutesDose');
    const after = limit(policy, 'observationEveryMinutesRecovery');
    for (let minute = 0; minute <= durationMinutes; minute += during) vitals.add(minute);
    for (let minute = durationMinutes; minute < until; minute += after) vitals.add(minute);
  } else for (const minute of grid) vitals.add(minute);
  vitals.add(until);
  return [
    ...[...vitals].map((minute) => ({ what: 'vitals' as const, minute })),
    ...[...new Set([...scales.filter((minute) => minute <= until), until])].map((minute) => ({
      what: 'sedationAndDissociation' as const,
      minute,
    })),
  ].toSorted((a, b) => a.minute - b.minute);
}

/**
 * How each planned observation stands. One that was done counts for the newest moment of its kind that had come, from
 * five minutes before it; a moment that the next one overtook without an observation is missed and stays so.
 */
export function observationStates(
  plan: readonly PlannedObservation[],
  startedAt: Instant,
  done: readonly { readonly what: ObservationKind; readonly at: Instant }[],
  policy: Policy,
  now: Instant,
): readonly ObservationState[] {
  const early = 5;
  return plan.map((planned): ObservationState => {
    const dueAt = plusMinutes(startedAt, planned.minute);
    const next = plan.find((one) => one.what === planned.what && one.minute > planned.minute);
    const from = plusMinutes(dueAt, -early);
    const until = next === undefined ? undefined : plusMinutes(startedAt, next.minute - early);
    const found = done
      .filter(
        ({ what, at }) =>
          what === planned.what && at >= from && at <= now && (until === undefined || at < until),
      )
      .map(({ at }) => at)
      .toSorted()[0];
    const head = { ...planned, dueAt };
    if (found !== undefined) return { ...head, state: 'done', doneAt: found };
    const late = elapsedMs(dueAt, now);
    if (late < 0) return { ...head, state: 'notYet' };
    if (until !== undefined && now >= until) return { ...head, state: 'missed' };
    if (late >= limit(policy, 'overdueEscalateMinutes') * 60_000) return { ...head, state: 'escalate' };
    return { ...head, state: late >= limit(policy, 'observationGraceMinutes') * 60_000 ? 'late' : 'due' };
  });
}
