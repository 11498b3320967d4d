import { elapsedMinutes, plusMinutes, type Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { gridOf, observationPlan, observationStates, type ObservationKind } from './observation-plan.ts';
import type { DoseState, DueObservation, Reading, SignState } from './session-state.ts';

/** Minutes a reading counts at a moment of the session: before the dose, while it runs, and in recovery. */
export function readingInterval(dose: DoseState | undefined, policy: Policy): number {
  if (dose === undefined) return limit(policy, 'baselineAgeMinutes');
  const grid = gridOf(dose.route);
  if (grid !== undefined) return grid.widest;
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
  const grid = gridOf(dose.route);
  const pressing = latest.some(
    ({ status, at }) => (status === 'watch' || status === 'act') && at !== undefined && at >= dose.startedAt,
  );
  const usual = readingInterval(dose, policy);
  const interval = pressing ? Math.min(usual, limit(policy, 'observationEveryMinutesWatch')) : usual;
  if (grid !== undefined) return gridDue(dose, readings, pressing, policy, now);
  const since = readings.filter(
    ({ at, vitals }) =>
      at >= dose.startedAt && vitals.systolic !== undefined && vitals.diastolic !== undefined,
  );
  const dueAt = plusMinutes(since.at(-1)?.at ?? dose.startedAt, interval);
  return [{ what: 'Vital signs', dueAt, overdueMinutes: Math.max(0, elapsedMinutes(dueAt, now)) }];
}

const names: { readonly [K in ObservationKind]: string } = Object.freeze({
  vitals: 'Vital signs',
  sedationAndDissociation: 'Sedation (MOAA/S) and dissociation',
});

/**
 * [MON-15] Off an infusion the moments are those of the drug and route. The one at the start is the baseline, which is
 * a condition of the start. A moment that the next one overtook is missed and no longer asked; past the last one the
 * recovery interval goes on until somebody decides about leaving.
 */
function gridDue(
  dose: DoseState,
  readings: readonly Reading[],
  pressing: boolean,
  policy: Policy,
  now: Instant,
): readonly DueObservation[] {
  const { startedAt } = dose;
  const plan = observationPlan(dose.drug, dose.route, 0, policy).filter(({ minute }) => minute > 0);
  const done = readings
    .filter(({ at }) => at >= startedAt && at <= now)
    .flatMap(({ at, vitals }) => [
      ...(vitals.systolic === undefined || vitals.diastolic === undefined
        ? []
        : [{ what: 'vitals' as const, at }]),
      ...(vitals.moaas === undefined ? [] : [{ what: 'sedationAndDissociation' as const, at }]),
    ]);
  const states = observationStates(plan, startedAt, done, policy, now);
  const kinds: readonly ObservationKind[] = ['vitals', 'sedationAndDissociation'];
  return kinds
    .map((what): DueObservation => {
      const newest = done.filter((one) => one.what === what).at(-1)?.at ?? startedAt;
      const open = states.find(
        (one) => one.what === what && one.state !== 'done' && one.state !== 'missed',
      )?.dueAt;
      const usual = open ?? plusMinutes(newest, limit(policy, 'observationEveryMinutesRecovery'));
      const sooner = plusMinutes(newest, limit(policy, 'observationEveryMinutesWatch'));
      const dueAt = what === 'vitals' && pressing && sooner < usual ? sooner : usual;
      return { what: names[what], dueAt, overdueMinutes: Math.max(0, elapsedMinutes(dueAt, now)) };
    })
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
}
