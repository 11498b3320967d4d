import type { Drug } from '@evenkeel/pharmacology';
import { elapsedMinutes, elapsedMs, type Instant } from '@evenkeel/quantities';
import { heard } from './baseline.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { DischargeCheck, Entry, EntryBodies, LeavingScale } from './entry.ts';
import { furtherLeaveCriteria, furtherLeaveRules, leavingScoreOf } from './leaving.ts';
import { gridOf, recoveryMinutes, widestScaleGap } from './observation-plan.ts';
import { dischargeRules, type DischargeMeasure } from './rules.ts';
import type { CriterionState, DissociationRating, DoseState, Reading } from './session-state.ts';
import { ofType } from './timeline.ts';
import type { VitalSign } from './vital-sign.ts';

type Judged = Pick<CriterionState, 'status' | 'says'>;

const notSure = 'Answered “unknown”.';

const unknown = (says: string): Judged => ({ status: 'unknown', says });
const judge = (met: boolean, says: string): Judged => ({ status: met ? 'met' : 'unmet', says });

/** What the criteria look at. */
export interface DischargeFacts {
  readonly dose: DoseState | undefined;
  readonly baseline: Reading | undefined;
  readonly readings: readonly Reading[];
  readonly current: readonly Entry[];
  /** Recovery scores that were rated in this session, also those taken back. */
  readonly ratedOnce: ReadonlySet<LeavingScale>;
  /** Ratings of dissociation, oldest first, and the moments of those that were made, also those taken back. */
  readonly dissociation: readonly DissociationRating[];
  readonly dissociationOnce: readonly Instant[];
  /** The decision, once it was made. */
  readonly decided: EntryBodies['discharge'] | undefined;
  /** What the plan orders. */
  readonly drug: Drug;
}

/** Each criterion with its grounds. Nothing here decides: a licensed person does (DIS rules, `rules.ts`). */
export function dischargeCriteria(
  facts: DischargeFacts,
  policy: Policy,
  now: Instant,
): readonly CriterionState[] {
  const end = facts.dose?.endedAt;
  const after =
    end === undefined
      ? []
      : facts.readings
          .filter((reading) => reading.at >= end && reading.at <= now)
          .map((reading) => ({ ...reading, vitals: heard(reading) }));
  const usual = dischargeRules.map((rule) => ({
    id: rule.id,
    statement: rule.statement,
    source: rule.source,
    ...(rule.check === undefined
      ? measured(rule.measured, facts, after, policy, now)
      : {
          check: rule.check,
          ...(rule.check === 'dissociationGone'
            ? dissociationGone(answered(rule.check, facts), facts, policy, now)
            : answered(rule.check, facts)),
        }),
  }));
  const drug = facts.dose?.drug ?? facts.drug;
  const [aldrete, padss] = (['aldrete', 'padss'] as const).map((scale) =>
    leavingScoreOf(facts.current, scale),
  );
  const further = furtherLeaveCriteria(
    {
      drug,
      startedAt: facts.dose?.startedAt,
      endedAt: end,
      readings: after,
      ...(aldrete === undefined ? {} : { aldrete }),
      ...(padss === undefined ? {} : { padss }),
    },
    policy,
    now,
  );
  // The label's two hours from the first device stand for the general time; pressure has to be falling for every drug.
  const { deviceTime, falling } = furtherLeaveRules;
  // A decision from before racemic ketamine was asked for it reads as it did.
  const { decided } = facts;
  const asksFalling = decided === undefined || (decided.criteria ?? decided.unmet).includes(falling.id);
  const always = drug === 'esketamine' ? [deviceTime.id, falling.id] : asksFalling ? [falling.id] : [];
  // A score is an aid: it is a criterion once it was rated, and taking it back leaves it unknown.
  const scored = (['aldrete', 'padss'] as const)
    .filter((scale) => facts.ratedOnce.has(scale))
    .map((scale) => furtherLeaveRules[scale].id);
  return [
    ...further.filter(({ id }) => always.includes(id)),
    ...usual.filter(({ id }) => drug !== 'esketamine' || id !== 'DIS-01'),
    ...further.filter(({ id }) => scored.includes(id)),
  ];
}

/** Checks of the person's own state: an answer from before the end of the dose says nothing about leaving. */
const needsRecovery: ReadonlySet<DischargeCheck> = new Set<DischargeCheck>([
  'oriented',
  'steadyGait',
  'dissociationGone',
  'noSevereNausea',
  'suicidalityNotHigh',
]);

/** The newest reading that has these signs, unless it is too old to speak for now. */
function newestWith(
  after: readonly Reading[],
  signs: readonly VitalSign[],
  policy: Policy,
  now: Instant,
  interval = limit(policy, 'observationEveryMinutesRecovery'),
): { readonly reading?: Reading; readonly stale: boolean } {
  const reading = after.findLast(({ vitals }) => signs.every((sign) => vitals[sign] !== undefined));
  if (reading === undefined) return { stale: false };
  const allowed = interval + limit(policy, 'observationGraceMinutes');
  return { reading, stale: elapsedMs(reading.at, now) > allowed * 60_000 };
}

const tooOld = (what: string, { at }: Reading, now: Instant): Judged =>
  unknown(`The newest ${what} is ${elapsedMinutes(at, now)} minutes old. Measure again.`);

function answered(check: DischargeCheck, { current, dose }: DischargeFacts): Judged {
  const answer = ofType(current, 'dischargeCheck').findLast((entry) => entry.body.check === check);
  if (answer === undefined) return unknown('Not asked yet.');
  if (dose !== undefined && answer.clinicalTime < dose.startedAt)
    return unknown('Asked before the dose; ask again.');
  if (dose?.endedAt !== undefined && answer.clinicalTime < dose.endedAt && needsRecovery.has(check))
    return unknown('Asked before the dose ended; ask again.');
  if (answer.body.ok === 'unknown') return unknown(notSure);
  return judge(answer.body.ok === 'yes', answer.body.ok === 'yes' ? 'Answered yes.' : 'Answered no.');
}

/**
 * [DIS-07] The nurse's answer beside the patient's own newest rating since the dose ended. A rating above the limit and
 * above the one before the dose is not met, whatever was answered; a good one stands for an answer that is not there, never for one that is unknown.
 */
function dissociationGone(
  answer: Judged,
  { dose, dissociation, dissociationOnce }: DischargeFacts,
  policy: Policy,
  now: Instant,
): Judged {
  const end = dose?.endedAt;
  if (dose === undefined || end === undefined) return answer;
  const rated = dissociation.findLast(({ at }) => at >= end && at <= now);
  if (rated === undefined) {
    const takenBack = dissociationOnce.some((at) => at >= end && at <= now);
    return takenBack && answer.status === 'met'
      ? unknown('The rating of dissociation was taken back; rate again.')
      : answer;
  }
  const { score, at } = rated;
  const first = dissociation.findLast((one) => one.at <= dose.startedAt)?.score ?? 0;
  const least = Math.max(limit(policy, 'dissociationLeave'), first);
  const says = `Rated ${score} of 10; ${least} is allowed.`;
  if (score > least)
    return judge(false, answer.status === 'met' ? `${says} The check says yes: rate again.` : says);
  if (answer.status === 'unmet') return judge(false, `${says} The check says no: ask again.`);
  if (answer.status === 'met') return judge(true, `${answer.says} ${says}`);
  // A nurse who is not sure is asked again; a number does not overrule that.
  if (answer.says === notSure) return unknown(`${says} The check says unknown: ask again.`);
  const allowed = widestScaleGap + limit(policy, 'observationGraceMinutes');
  return elapsedMs(at, now) > allowed * 60_000
    ? unknown(`The newest rating is ${elapsedMinutes(at, now)} minutes old. Rate again.`)
    : judge(true, says);
}

function measured(
  what: DischargeMeasure,
  facts: DischargeFacts,
  after: readonly Reading[],
  policy: Policy,
  now: Instant,
): Judged {
  const { dose, baseline } = facts;
  const interval = dose === undefined ? undefined : gridOf(dose.route)?.widest;
  switch (what) {
    case 'time': {
      if (dose === undefined) return unknown('No dose was started.');
      const wanted = recoveryMinutes(dose.drug, dose.route, policy);
      const passed = Math.max(0, elapsedMinutes(dose.startedAt, now));
      return judge(passed >= wanted, `${passed} of ${wanted} minutes since the dose started.`);
    }
    case 'bloodPressure': {
      const { reading, stale } = newestWith(after, ['systolic', 'diastolic'], policy, now, interval);
      const base = baseline?.vitals;
      if (reading === undefined) return unknown('No blood pressure since the dose ended.');
      if (base?.systolic === undefined || base.diastolic === undefined)
        return unknown('No baseline blood pressure.');
      if (stale) return tooOld('blood pressure', reading, now);
      const share = limit(policy, 'dischargePressurePercent');
      const { systolic = 0, diastolic = 0 } = reading.vitals;
      const within = (value: number, from: number) => Math.abs(value - from) * 100 <= share * from;
      return judge(
        within(systolic, base.systolic) && within(diastolic, base.diastolic),
        `${systolic}/${diastolic} against ${base.systolic}/${base.diastolic} before the dose; ${share} % is allowed.`,
      );
    }
    case 'saturation': {
      const { reading, stale } = newestWith(after, ['spo2'], policy, now, interval);
      const value = reading?.vitals.spo2;
      const base = baseline?.vitals.spo2;
      if (reading === undefined || value === undefined) return unknown('No saturation since the dose ended.');
      if (base === undefined) return unknown('No baseline saturation.');
      if (stale) return tooOld('saturation', reading, now);
      // The instrument's own spread is about 2 points; a fall within it is not a fall.
      return judge(
        value >= Math.min(base, 100) - 2 && value >= limit(policy, 'watchSpo2'),
        `${value} % against ${base} % before the dose.`,
      );
    }
    case 'alertness': {
      const { reading, stale } = newestWith(after, ['moaas'], policy, now, interval);
      if (reading === undefined) return unknown('MOAA/S was not taken since the dose ended.');
      if (stale) return tooOld('MOAA/S', reading, now);
      return judge(reading.vitals.moaas === 5, `MOAA/S ${reading.vitals.moaas}.`);
    }
  }
}
