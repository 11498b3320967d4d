import {
  compare,
  dateIn,
  daysBetween,
  decimal,
  plusDays,
  type CalendarDate,
  type Instant,
} from '@evenkeel/quantities';
import { believableValue } from '../eligibility/believable-result.ts';
import { newestAnswer } from '../eligibility/eligibility-rule.ts';
import { newestHasNoTotal, newestTotal } from '../eligibility/newest-total.ts';
import { newestResult } from '../eligibility/work-up.ts';
import type { PatientFacts, TestName, TestResult } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { implausibleVitals } from '../session/vital-sign.ts';
import { exposureSoFar } from './exposure-so-far.ts';
import { longTermRules } from './follow-up-rules.ts';

/** Signals of misuse as they were asked; an absent member was not asked. */
export interface MisuseSignals {
  readonly askedAt: Instant;
  /** 0 to 10. */
  readonly craving?: number;
  readonly earlyRequests?: boolean;
  readonly lostDoses?: boolean;
  readonly otherPrescribers?: boolean;
}

/** One domain of long-term watching: what was found and when the next is due. */
export interface LongTermState {
  readonly rule: string;
  readonly domain: 'bladder' | 'liver' | 'cognition' | 'misuse' | 'pressure' | 'pregnancy' | 'urinalysis';
  readonly finding: 'nothing' | 'trigger' | 'unknown';
  readonly says: string;
  /** What a trigger asks for. */
  readonly action?: string;
  readonly lastOn?: CalendarDate;
  /** When the last look was; exposure since then counts. */
  readonly lastAt?: Instant;
  readonly dueOn?: CalendarDate;
  /** Overdue, or due before its day because of exposure. */
  readonly due: boolean;
  readonly dueBy: 'calendar' | 'exposure' | 'never' | 'neverDone';
}

type When = Pick<LongTermState, 'lastOn' | 'lastAt' | 'dueOn' | 'due' | 'dueBy'>;

/** The scale that looks at a domain, by id; domains that are tested or asked about have none. */
export const longTermScales: { readonly [D in LongTermState['domain']]?: string } = Object.freeze({
  bladder: 'icsi',
  cognition: 'moca',
});

/**
 * Long-term watching at a moment, by calendar and by what reached the blood since the last look. What was never done is
 * due at once and `unknown`; nothing here says that all is well.
 */
export function longTermStates(
  facts: PatientFacts,
  misuse: MisuseSignals | undefined,
  policy: Policy,
  now: Instant,
): readonly LongTermState[] {
  const today = dateIn(facts.timeZone, now);
  const day = (at: Instant) => dateIn(facts.timeZone, at);
  const bladder = newestTotal(facts, 'icsi');
  const bladderOpen = newestHasNoTotal(facts, 'icsi');
  const bladderBefore = facts.totals
    .filter((one) => one.instrument === 'icsi' && one.total !== undefined)
    .toSorted((a, b) => (a.answeredAt < b.answeredAt ? -1 : 1))[0];
  const urine = lastLook(facts, 'urinalysis');
  const schedule = (last: Instant | undefined, everyDays: number, everyMg?: number): When => {
    if (last === undefined) return { due: true, dueBy: 'neverDone', dueOn: today };
    const dueOn = plusDays(day(last), everyDays);
    const { bioavailableMg } = exposureSoFar(facts.doses ?? [], last);
    if (daysBetween(dueOn, today) >= 0)
      return { lastOn: day(last), lastAt: last, dueOn, due: true, dueBy: 'calendar' };
    if (everyMg !== undefined && compare(bioavailableMg, decimal(String(everyMg))) >= 0)
      return { lastOn: day(last), lastAt: last, dueOn: today, due: true, dueBy: 'exposure' };
    return { lastOn: day(last), lastAt: last, dueOn, due: false, dueBy: 'calendar' };
  };
  // What was taken and not read is owed a reading, whatever was seen before it.
  const scheduleLook = ({ read, unread }: Look, everyDays: number): When => {
    const when = schedule(read?.takenAt, everyDays);
    return unread ? { ...when, due: true, dueBy: 'calendar', dueOn: today } : when;
  };
  // The first three bladder scores of a course are four weeks apart.
  const bladderScores = facts.totals.filter(
    (one) => one.instrument === 'icsi' && one.total !== undefined,
  ).length;
  const bladderEvery =
    bladderScores <= 3 ? Math.min(28, limit(policy, 'bladderEveryDays')) : limit(policy, 'bladderEveryDays');
  const rise =
    bladder === undefined || bladderBefore?.total === undefined ? 0 : bladder.total - bladderBefore.total;
  const bladderTrigger =
    urine.read?.clear === 'no' ||
    (bladder !== undefined &&
      (bladder.total >= limit(policy, 'bladderAct') || rise >= limit(policy, 'bladderRise')));
  const alt = newestResult(facts, 'alt');
  const bilirubin = newestResult(facts, 'bilirubin');
  const [altValue, bilirubinValue] = [believableValue(alt), believableValue(bilirubin)];
  const liverTrigger =
    (altValue ?? 0) > limit(policy, 'altUpperLimits') ||
    (bilirubinValue ?? 0) > limit(policy, 'bilirubinUpperLimits');
  const liverLast =
    alt === undefined || bilirubin === undefined || altValue === undefined || bilirubinValue === undefined
      ? undefined
      : alt.takenAt < bilirubin.takenAt
        ? alt.takenAt
        : bilirubin.takenAt;
  const moca = facts.totals
    .filter((one) => one.instrument === 'moca' && one.total !== undefined)
    .toSorted((a, b) => (a.answeredAt < b.answeredAt ? -1 : 1));
  const mocaOpen = newestHasNoTotal(facts, 'moca');
  const mocaFall = (moca[0]?.total ?? 0) - (moca.at(-1)?.total ?? 0);
  const mocaTrigger = moca.length > 1 && mocaFall >= limit(policy, 'cognitionFall');
  const pressures = facts.pressures.filter(
    (one) => one.beforeDose === true || implausibleVitals(one).length === 0,
  );
  const high = pressures.filter(
    ({ systolic, diastolic }) =>
      systolic >= limit(policy, 'preDoseSystolicHold') || diastolic >= limit(policy, 'preDoseDiastolicHold'),
  );
  const recentPressures = pressures.toSorted((a, b) => (a.measuredAt < b.measuredAt ? -1 : 1)).slice(-3);
  const recentHigh = recentPressures.filter((one) => high.includes(one));
  const pressureTrigger = recentHigh.length >= 2;
  const pressureWords = recentHigh.map(
    ({ systolic, diastolic, measuredAt, beforeDose }) =>
      `${systolic}/${diastolic} on ${day(measuredAt)}${beforeDose === true ? ' before a dose' : ''}`,
  );
  const signals = misuse === undefined ? [] : misuseWords(misuse, policy);
  const state = (
    { id }: { readonly id: string },
    domain: LongTermState['domain'],
    known: boolean,
    trigger: boolean,
    says: string,
    action: string,
    when: When,
  ): LongTermState => ({
    rule: id,
    domain,
    finding: trigger ? 'trigger' : known ? 'nothing' : 'unknown',
    says,
    ...(trigger ? { action } : {}),
    ...when,
  });
  const pregnancy = lastLook(facts, 'pregnancyTest');
  const cannot = facts.sex === 'male' || newestAnswer(facts, 'couldBecomePregnant')?.answer === 'no';
  return [
    state(
      longTermRules.bladder,
      'bladder',
      bladder !== undefined && !bladderOpen,
      bladderTrigger,
      urine.read?.clear === 'no'
        ? 'The urinalysis has a finding.'
        : bladder === undefined
          ? 'No bladder score is recorded.'
          : `${bladderOpen ? 'The newest ICSI has no total. ' : ''}ICSI ${bladder.total}${rise > 0 ? `, ${rise} above the first` : ''}.`,
      'Urine culture; hold the next step up; urology if it lasts four weeks.',
      schedule(bladder?.answeredAt, bladderEvery, limit(policy, 'bladderEveryBioavailableMg')),
    ),
    state(
      longTermRules.liver,
      'liver',
      liverLast !== undefined,
      liverTrigger,
      liverLast === undefined && !liverTrigger
        ? 'ALT and bilirubin are not both recorded with a number that can be believed.'
        : `ALT ${altValue ?? 'not known'} and bilirubin ${bilirubinValue ?? 'not known'} times the upper limit.`,
      'Hold and recheck.',
      schedule(liverLast, limit(policy, 'liverEveryDays'), limit(policy, 'liverEveryBioavailableMg')),
    ),
    state(
      longTermRules.cognition,
      'cognition',
      moca.length > 0 && !mocaOpen,
      mocaTrigger,
      moca.length === 0
        ? 'No MoCA is recorded.'
        : `${mocaOpen ? 'The newest MoCA has no total. ' : ''}MoCA ${moca.at(-1)?.total}${moca.length > 1 ? `, first ${moca[0]?.total}` : ''}.`,
      'Review the interval and the dose.',
      schedule(moca.at(-1)?.answeredAt, limit(policy, 'cognitionEveryDays')),
    ),
    state(
      longTermRules.misuse,
      'misuse',
      misuse?.craving !== undefined,
      signals.length > 0,
      misuse === undefined
        ? 'Misuse was not asked about. It can be misused; risk under supervision appears low but is not well measured.'
        : signals.length > 0
          ? `${signals.join(', ')}.`
          : 'Nothing was told. It can be misused; this goes on being asked.',
      'Team review; no dose increase.',
      schedule(misuse?.askedAt, limit(policy, 'monitoringEveryDays')),
    ),
    state(
      longTermRules.pressure,
      'pressure',
      pressures.length > 0,
      pressureTrigger,
      pressures.length === 0
        ? 'No blood pressure that can be believed is recorded.'
        : `${recentHigh.length} of the last ${recentPressures.length} at or above the hold limit${pressureWords.length === 0 ? '' : `: ${pressureWords.join(', ')}`}.`,
      'Primary care.',
      { due: pressures.length === 0, dueBy: pressures.length === 0 ? 'neverDone' : 'calendar' },
    ),
    state(
      longTermRules.pregnancy,
      'pregnancy',
      cannot || pregnancy.known,
      pregnancy.read?.clear === 'no',
      cannot
        ? 'Does not apply.'
        : pregnancy.read?.clear === 'no'
          ? `The pregnancy test is positive.${pregnancy.unread ? ' A newer one was not read.' : ''}`
          : pregnancy.unread
            ? 'The last pregnancy test was not read: what it shows is not known.'
            : pregnancy.known
              ? 'The last pregnancy test was negative.'
              : 'No pregnancy test is recorded.',
      'Stop the course.',
      cannot ? { due: false, dueBy: 'never' } : scheduleLook(pregnancy, limit(policy, 'monitoringEveryDays')),
    ),
    state(
      longTermRules.urinalysis,
      'urinalysis',
      urine.known,
      urine.read?.clear === 'no',
      urine.read?.clear === 'no'
        ? `The urinalysis has a finding.${urine.unread ? ' A newer one was not read.' : ''}`
        : urine.unread
          ? 'The last urinalysis was not read: what it shows is not known.'
          : urine.known
            ? 'The last urinalysis was without a finding that matters.'
            : 'No urinalysis is recorded.',
      'Urine culture; bladder score.',
      scheduleLook(urine, limit(policy, 'urinalysisEveryDays')),
    ),
  ];
}

/** A test a person reads: the newest that was read, and whether a newer one waits to be read. */
interface Look {
  readonly read?: TestResult;
  readonly unread: boolean;
  /** The newest result was read. */
  readonly known: boolean;
}

/** A newer result that nobody read does not take away what was found before it. */
function lastLook(facts: PatientFacts, test: TestName): Look {
  const newest = newestResult(facts, test);
  const unread = newest?.clear === 'unknown';
  const results = (facts.results ?? []).filter((one) => one.test === test && one.clear !== 'unknown');
  const read = unread ? newestResult({ ...facts, results }, test) : newest;
  return { ...(read === undefined ? {} : { read }), unread, known: newest !== undefined && !unread };
}

/** The signals of misuse in words; empty when nothing was told. */
export function misuseWords(signals: MisuseSignals, policy: Policy): readonly string[] {
  return [
    ...((signals.craving ?? 0) >= limit(policy, 'cravingAct') ? [`craving ${signals.craving} of 10`] : []),
    ...(signals.earlyRequests === true ? ['early requests'] : []),
    ...(signals.lostDoses === true ? ['lost doses'] : []),
    ...(signals.otherPrescribers === true ? ['other prescribers'] : []),
  ];
}
