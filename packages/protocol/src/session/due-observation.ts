import { elapsedMinutes, plusMinutes, type Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import {
  gridOf,
  observationPlan,
  observationStates,
  type ObservationKind,
  type ObservationState,
} from './observation-plan.ts';
import type { DissociationRating, DoseState, DueObservation, Reading, SignState } from './session-state.ts';

/** Minutes a reading counts at a moment of the session: before the dose, while it runs, and in recovery. */
export function readingInterval(dose: DoseState | undefined, policy: Policy): number {
  if (dose === undefined) return limit(policy, 'baselineAgeMinutes');
  const grid = gridOf(dose.route);
  if (grid !== undefined) return grid.widest;
  return dose.endedAt === undefined
    ? limit(policy, 'observationEveryMinutesDose')
    : limit(policy, 'observationEveryMinutesRecovery');
}

/** What was looked at in a session: vital signs, and dissociation as the patient rated it. */
export interface Observed {
  readonly readings: readonly Reading[];
  readonly dissociation: readonly DissociationRating[];
}

/**
 * [MON-07] What is due next: vital signs counted from the newest blood pressure since the start, sooner while a sign is at
 * the watch or act limit [MON-06], and the scales at their own minutes [MON-15]. A corrected-away reading does not count. Nothing is due before the dose or after discharge.
 */
export function dueObservations(
  dose: DoseState | undefined,
  discharged: boolean,
  { readings, dissociation }: Observed,
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
  const scales = scalesDue(dose, { readings, dissociation }, policy, now);
  if (grid !== undefined) return inTime([vitalsOnGrid(dose, readings, pressing, policy, now), scales]);
  const since = readings.filter(
    ({ at, vitals }) =>
      at >= dose.startedAt && vitals.systolic !== undefined && vitals.diastolic !== undefined,
  );
  const dueAt = plusMinutes(since.at(-1)?.at ?? dose.startedAt, interval);
  return inTime([dueAs('Vital signs', dueAt, now), scales]);
}

/** Earliest first; of two at one moment the vital signs. */
const inTime = (list: readonly DueObservation[]): readonly DueObservation[] =>
  list.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));

const dueAs = (what: string, dueAt: Instant, now: Instant): DueObservation => ({
  what,
  dueAt,
  overdueMinutes: Math.max(0, elapsedMinutes(dueAt, now)),
});

/** How the planned moments of one kind stand, the one at the start left out: the baseline is a condition of the start. */
function standing(
  what: ObservationKind,
  { drug, route, startedAt }: DoseState,
  done: readonly Instant[],
  policy: Policy,
  now: Instant,
): readonly ObservationState[] {
  const plan = observationPlan(drug, route, 0, policy).filter((one) => one.minute > 0 && one.what === what);
  return observationStates(
    plan,
    startedAt,
    done.map((at) => ({ what, at })),
    policy,
    now,
  );
}

const isOpen = ({ state }: ObservationState) => state !== 'done' && state !== 'missed';

/**
 * [MON-15] Off an infusion the moments of the vital signs are those of the drug and route. A moment that the next one
 * overtook is missed and no longer asked; past the last one the recovery interval goes on until somebody decides about
 * leaving.
 */
function vitalsOnGrid(
  dose: DoseState,
  readings: readonly Reading[],
  pressing: boolean,
  policy: Policy,
  now: Instant,
): DueObservation {
  const done = readings
    .filter(({ at, vitals }) => {
      const { systolic, diastolic } = vitals;
      return at >= dose.startedAt && at <= now && systolic !== undefined && diastolic !== undefined;
    })
    .map(({ at }) => at);
  const newest = done.at(-1) ?? dose.startedAt;
  const open = standing('vitals', dose, done, policy, now).find(isOpen)?.dueAt;
  const usual = open ?? plusMinutes(newest, limit(policy, 'observationEveryMinutesRecovery'));
  const sooner = plusMinutes(newest, limit(policy, 'observationEveryMinutesWatch'));
  return dueAs('Vital signs', pressing && sooner < usual ? sooner : usual, now);
}

/**
 * [MON-15] Sedation and dissociation, on every route: a moment is done when both a MOAA/S and a rating were taken for it.
 * What was taken alone is not asked again.
 */
function scalesDue(
  dose: DoseState,
  { readings, dissociation }: Observed,
  policy: Policy,
  now: Instant,
): DueObservation {
  const within = (at: Instant) => at >= dose.startedAt && at <= now;
  const scored = readings
    .filter(({ at, vitals }) => within(at) && vitals.moaas !== undefined)
    .map(({ at }) => at);
  const rated = dissociation.filter(({ at }) => within(at)).map(({ at }) => at);
  const kind = 'sedationAndDissociation';
  const ofSedation = standing(kind, dose, scored, policy, now);
  const ofDissociation = standing(kind, dose, rated, policy, now);
  const place = ofSedation.findIndex(
    (one, at) => isOpen(one) || ofDissociation.slice(at, at + 1).some(isOpen),
  );
  const sedation = ofSedation[place];
  const dissociated = ofDissociation[place];
  if (sedation !== undefined && dissociated !== undefined) {
    const what = !isOpen(sedation)
      ? 'Dissociation ratings'
      : isOpen(dissociated)
        ? 'Sedation (MOAA/S) and dissociation'
        : 'Sedation scores (MOAA/S)';
    return dueAs(what, sedation.dueAt, now);
  }
  // Both were taken for the last moment; the older of the two counts.
  const newest = (times: readonly Instant[]) => times.reduce((_, at) => at, dose.startedAt);
  const [first, second] = [newest(scored), newest(rated)];
  const last = first < second ? first : second;
  return dueAs(
    'Sedation (MOAA/S) and dissociation',
    plusMinutes(last, limit(policy, 'observationEveryMinutesRecovery')),
    now,
  );
}
