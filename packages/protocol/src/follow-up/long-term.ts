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
import { newestHasNoTotal, newestTotal, scaleName } from '../eligibility/newest-total.ts';
import { newestResult } from '../eligibility/work-up.ts';
import type { PatientFacts, TestName, TestResult } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import { jurisdictionRules } from '../policy/jurisdiction-rules.ts';
import type { Policy, ThresholdName } from '../policy/policy.ts';
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
type Scheduled = When & { readonly dueOn: CalendarDate };

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
  const bladder = bladderScores(facts, policy);
  const urine = lastLook(facts, 'urinalysis');
  const schedule = (last: Instant | undefined, everyDays: number, everyMg?: number): Scheduled => {
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
  const scheduleLook = ({ read, unread }: Look, everyDays: number): Scheduled => {
    const when = schedule(read?.takenAt, everyDays);
    return unread ? { ...when, due: true, dueBy: 'calendar', dueOn: today } : when;
  };
  // The first three bladder scores of a course are four weeks apart.
  const bladderEvery =
    bladder.count <= 3 ? Math.min(28, limit(policy, 'bladderEveryDays')) : limit(policy, 'bladderEveryDays');
  const bladderTrigger = urine.read?.clear === 'no' || bladder.triggers.length > 0;
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
  const liverEvery = closerThanWeekly(facts, liverLast)
    ? Math.min(28, limit(policy, 'liverEveryDays'))
    : limit(policy, 'liverEveryDays');
  const moca = facts.totals
    .filter((one) => one.instrument === 'moca' && one.total !== undefined)
    .toSorted((a, b) => (a.answeredAt < b.answeredAt ? -1 : 1));
  const mocaOpen = newestHasNoTotal(facts, 'moca');
  const mocaFall = (moca[0]?.total ?? 0) - (moca.at(-1)?.total ?? 0);
  const complaint = marked(facts, 'evenkeel-side-effects', 'cognition');
  const mocaTrigger = complaint || (moca.length > 1 && mocaFall >= limit(policy, 'cognitionFall'));
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
  const looks = misuseLooks(facts);
  const signals = [
    ...(misuse === undefined ? [] : misuseWords(misuse, policy)),
    ...looks.filter(unexplained).map(({ finding }) => finding),
  ];
  const asked = schedule(misuse?.askedAt, limit(policy, 'monitoringEveryDays'));
  const looked = looks.map((one) => ({
    what: one.what,
    when: scheduleLook(one.look, limit(policy, one.every)),
  }));
  const owed = [{ what: 'the questions', when: asked }, ...looked].flatMap(({ what, when }) =>
    when.due ? [what] : [],
  );
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
      bladder.lastAt !== undefined && !bladder.open,
      bladderTrigger,
      urine.read?.clear === 'no' ? 'The urinalysis has a finding.' : bladder.says,
      'Urine culture; hold the next step up; urology if it lasts four weeks.',
      schedule(bladder.lastAt, bladderEvery, limit(policy, 'bladderEveryBioavailableMg')),
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
      schedule(liverLast, liverEvery, limit(policy, 'liverEveryBioavailableMg')),
    ),
    state(
      longTermRules.cognition,
      'cognition',
      moca.length > 0 && !mocaOpen,
      mocaTrigger,
      `${complaint ? 'Trouble with memory or thinking was told. ' : ''}${
        moca.length === 0
          ? 'No MoCA is recorded.'
          : `${mocaOpen ? 'The newest MoCA has no total. ' : ''}MoCA ${moca.at(-1)?.total}${moca.length > 1 ? `, first ${moca[0]?.total}` : ''}.`
      }`,
      'Review the interval and the dose.',
      schedule(moca.at(-1)?.answeredAt, limit(policy, 'cognitionEveryDays')),
    ),
    state(
      longTermRules.misuse,
      'misuse',
      misuse?.craving !== undefined,
      signals.length > 0,
      `${
        signals.length > 0
          ? `${signals.join(', ')}.`
          : misuse === undefined
            ? 'Misuse was not asked about. It can be misused; risk under supervision appears low but is not well measured.'
            : 'Nothing was told. It can be misused; this goes on being asked.'
      }${owed.length === 0 ? '' : ` Due: ${owed.join(', ')}.`}`,
      'Team review; no dose increase.',
      soonest(asked, ...looked.map(({ when }) => when)),
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

/** The scales that look at the bladder: the published one, and the house's own questions, which the usual schedule sends. */
const bladderScales = Object.freeze([
  { id: 'icsi', act: 'bladderAct', rise: 'bladderRise' },
  { id: 'evenkeel-bladder', act: 'bladderOwnAct' },
] as const satisfies readonly {
  readonly id: string;
  readonly act: ThresholdName;
  readonly rise?: ThresholdName;
}[]);

/** Both bladder scales: each speaks by its own newest answer and its own limits; the last look is the newest of them. */
function bladderScores(facts: PatientFacts, policy: Policy) {
  const found = bladderScales.flatMap((scale) => {
    const all = facts.totals
      .filter((one) => one.instrument === scale.id && one.total !== undefined)
      .toSorted((a, b) => (a.answeredAt < b.answeredAt ? -1 : 1));
    const newest = newestTotal(facts, scale.id);
    const open = newestHasNoTotal(facts, scale.id);
    const blood =
      marked(facts, scale.id, 'bladder') && (newest === undefined || newest.total < limit(policy, scale.act));
    if (newest === undefined && !open) return [];
    const rise = newest === undefined ? 0 : newest.total - Number(all[0]?.total);
    const name = scaleName(scale.id);
    const trigger =
      blood ||
      (newest !== undefined &&
        (newest.total >= limit(policy, scale.act) || ('rise' in scale && rise >= limit(policy, scale.rise))));
    const says = `${open ? `The newest ${name} has no total. ` : ''}${newest === undefined ? '' : `${name} ${newest.total}${rise > 0 ? `, ${rise} above the first` : ''}.`}${blood ? ` ${name}: blood in the urine was told.` : ''}`;
    return [{ newest, open, trigger, says: says.trim(), count: all.length }];
  });
  const lastAt = found
    .flatMap(({ newest }) => (newest === undefined ? [] : [newest.answeredAt]))
    .toSorted()
    .at(-1);
  return {
    lastAt,
    open: found.some(({ open }) => open),
    triggers: found.filter(({ trigger }) => trigger),
    count: found.reduce((sum, one) => sum + one.count, 0),
    says: found.length === 0 ? 'No bladder score is recorded.' : found.map(({ says }) => says).join(' '),
  };
}

/** Whether a scale's newest answer carries a mark of the scale itself; of two at one moment the marked one counts. */
function marked(facts: PatientFacts, instrument: string, flag: string): boolean {
  const own = facts.totals.filter((one) => one.instrument === instrument);
  const newest = own
    .map(({ answeredAt }) => answeredAt)
    .toSorted()
    .at(-1);
  return own.some(({ answeredAt, flags }) => answeredAt === newest && flags?.includes(flag) === true);
}

/** Doses since a look that were given closer together than a week, by the patient's calendar. */
function closerThanWeekly({ doses, timeZone }: PatientFacts, since: Instant | undefined): boolean {
  const days = (doses ?? [])
    .filter(({ at }) => since === undefined || at > since)
    .map(({ at }) => dateIn(timeZone, at))
    .toSorted();
  return days.some((day, place) => {
    const before = days[place - 1];
    return before !== undefined && daysBetween(before, day) < 7;
  });
}

interface MisuseLook {
  readonly what: string;
  readonly finding: string;
  readonly look: Look;
  readonly every: ThresholdName;
}

/** Looks at misuse beside the questions: a drug screen, and prescription monitoring where the country has that duty. */
function misuseLooks(facts: PatientFacts): readonly MisuseLook[] {
  return [
    ...(jurisdictionRules[facts.jurisdiction].prescriptionMonitoring.value
      ? [
          {
            what: 'prescription monitoring',
            finding: 'prescription monitoring has a finding',
            look: lastLook(facts, 'prescriptionMonitoring'),
            every: 'monitoringEveryDays',
          } as const,
        ]
      : []),
    {
      what: 'a drug screen',
      finding: 'a drug screen has a finding without an explanation',
      look: lastLook(facts, 'drugScreen'),
      every: 'drugScreenEveryDays',
    },
  ];
}

/** A finding that nobody explained. */
function unexplained({ look }: MisuseLook): boolean {
  return look.read?.clear === 'no' && (look.read.note ?? '').trim() === '';
}

/** The most pressing of several looks: one that is due before one that is not, then the earliest day. */
function soonest(first: Scheduled, ...rest: readonly Scheduled[]): Scheduled {
  return rest.reduce(
    (best, one) => (best.due === one.due ? (one.dueOn < best.dueOn ? one : best) : one.due ? one : best),
    first,
  );
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
