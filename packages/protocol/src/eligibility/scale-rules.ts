import { ageOn, type Instant } from '@evenkeel/quantities';
import type { EvidenceMark, Source } from '../evidence-mark.ts';
import type { RuleClass } from '../finding.ts';
import type { InstrumentTotal, PatientFacts } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy, ThresholdName } from '../policy/policy.ts';
import { lastReviewed, type AppliesTo, type RuleRecord } from '../rule.ts';
import {
  datum,
  daysSince,
  isRecent,
  today,
  type EligibilityRule,
  type Judgement,
} from './eligibility-rule.ts';
import { newestHasNoTotal, newestTotal, scaleName } from './newest-total.ts';

type Total = InstrumentTotal & { readonly total: number };
const isTotal = (one: InstrumentTotal): one is Total => Number.isFinite(one.total);

/** A rule on the newest total of a scale, with its window. */
interface ScaleRule {
  readonly id: string;
  readonly version?: number;
  readonly title: string;
  readonly statement: string;
  readonly ruleClass: RuleClass;
  readonly classFor?: RuleRecord['classFor'];
  readonly appliesTo?: AppliesTo;
  readonly source: Source;
  readonly instruments: readonly string[];
  readonly window: ThresholdName;
  /** Why a total fails the rule; undefined when it passes. */
  readonly against: (total: Total, policy: Policy, facts: PatientFacts) => string | undefined;
  /** What of a total that passes is not known, with what to ask. */
  readonly open?: (
    total: Total,
    policy: Policy,
    facts: PatientFacts,
  ) => { readonly says: string; readonly missing: string } | undefined;
  /** The class of a total so high that it weighs more than the rule's own. */
  readonly classAt?: (total: Total, policy: Policy) => RuleClass | undefined;
  readonly skip?: (facts: PatientFacts, policy: Policy, now: Instant) => string | undefined;
  readonly wouldChange: string;
}

const local = (citation: string): Source => ({ mark: 'localDefault', citation });
const from = (mark: EvidenceMark, citation: string): Source => ({ mark, citation });

const bipolar: AppliesTo = Object.freeze({ diagnoses: Object.freeze(['bipolarI', 'bipolarII'] as const) });

function scaleRule({ appliesTo, classFor, version, ...what }: ScaleRule): EligibilityRule {
  return Object.freeze({
    id: what.id,
    version: version ?? 1,
    title: what.title,
    statement: what.statement,
    ruleClass: what.ruleClass,
    ...(classFor === undefined ? {} : { classFor }),
    source: Object.freeze(what.source),
    appliesTo: appliesTo ?? {},
    inputs: Object.freeze([{ what: `total of ${what.instruments.join(' or ')}`, window: what.window }]),
    reviewed: lastReviewed,
    judge: (facts: PatientFacts, policy: Policy, now: Instant) => judgeScale(what, facts, policy, now),
  });
}

function judgeScale(
  what: Omit<ScaleRule, 'appliesTo' | 'classFor' | 'version'>,
  facts: PatientFacts,
  policy: Policy,
  now: Instant,
): Judgement {
  const names = what.instruments.map(scaleName).join(' or ');
  // A newer response without a total says that an older total no longer speaks for today.
  const open = what.instruments.filter((one) => newestHasNoTotal(facts, one));
  const last =
    newestTotal(facts, ...what.instruments.filter((one) => !open.includes(one))) ??
    newestTotal(facts, ...what.instruments);
  // Of several at one moment one that fails counts, whichever scale it is of.
  const failing = facts.totals.filter(
    (one) =>
      one.answeredAt === last?.answeredAt && isTotal(one) && what.against(one, policy, facts) !== undefined,
  );
  const newest = newestTotal({ ...facts, totals: failing }, ...what.instruments) ?? last;
  const { wouldChange } = what;
  const skipped = newest === undefined ? what.skip?.(facts, policy, now) : undefined;
  if (skipped !== undefined) return { verdict: 'met', says: skipped, used: [], missing: [], wouldChange };
  if (newest === undefined)
    return {
      verdict: 'unknown',
      says: `No total of ${names} is recorded.`,
      used: [],
      missing: [`Rate ${names}.`],
      wouldChange,
    };
  const days = limit(policy, what.window);
  const name = scaleName(newest.instrument);
  const used = [datum(facts, now, name, `${newest.total} points`, newest.answeredAt, days)];
  const age = daysSince(facts, newest.answeredAt, now);
  if (!isRecent(age, days))
    return {
      verdict: 'unknown',
      says: `The newest ${name} is ${age} days old; ${days} are allowed.`,
      used,
      missing: [`Rate ${names} again.`],
      wouldChange,
    };
  const against = what.against(newest, policy, facts);
  const heavier = what.classAt?.(newest, policy);
  if (against === undefined && open.includes(newest.instrument))
    return {
      verdict: 'unknown',
      says: `The newest ${name} has no total; the one before was ${newest.total}.`,
      used,
      missing: [`Complete ${name} or rate it again.`],
      wouldChange,
    };
  const notKnown = against === undefined ? what.open?.(newest, policy, facts) : undefined;
  if (notKnown !== undefined)
    return { verdict: 'unknown', says: notKnown.says, used, missing: [notKnown.missing], wouldChange };
  return against === undefined
    ? {
        verdict: 'met',
        says: `${name} ${newest.total}.`,
        used,
        missing: [],
        wouldChange: `Another total of ${name}.`,
      }
    : {
        verdict: 'notMet',
        says: against,
        used,
        missing: [],
        wouldChange,
        ...(heavier === undefined ? {} : { ruleClass: heavier }),
      };
}

const younger = (facts: PatientFacts, policy: Policy, now: Instant): string | undefined => {
  const from = limit(policy, 'olderFromAge');
  const age = facts.birthDate === undefined ? undefined : ageOn(facts.birthDate, today(facts, now));
  return age !== undefined && age >= 0 && age < from ? `Not asked below ${from} years.` : undefined;
};

/** Rules that rest on rating scales. */
export const scaleRules: readonly EligibilityRule[] = Object.freeze([
  scaleRule({
    id: 'WRK-11',
    version: 2,
    title: 'Depression rated by a clinician',
    statement:
      'A baseline MADRS or HAM-D17 within two weeks, of moderate severity or more before the first dose.',
    ruleClass: 'hold',
    appliesTo: { phases: ['firstDose'] },
    source: local('Moderate to severe episode with a clinician’s rating'),
    instruments: ['madrs', 'ham-d17'],
    window: 'scaleAgeDays',
    against: ({ instrument, total }, policy) => {
      const cut = limit(
        policy,
        instrument === 'madrs' ? 'depressionSeverityMadrs' : 'depressionSeverityHamd17',
      );
      return total < cut ? `${scaleName(instrument)} ${total}: below ${cut}, less than moderate.` : undefined;
    },
    wouldChange: 'A MADRS or HAM-D17 of moderate severity or more.',
  }),
  scaleRule({
    id: 'WRK-12',
    version: 2,
    title: 'Depression rated by the patient',
    statement: 'A baseline PHQ-9 or QIDS-SR within the policy’s days, two weeks unless changed.',
    ruleClass: 'caution',
    appliesTo: { phases: ['firstDose'] },
    source: local('A patient’s own rating beside the clinician’s'),
    instruments: ['phq9', 'qids-sr16'],
    window: 'phq9AgeDays',
    against: () => undefined,
    wouldChange: 'A PHQ-9 or QIDS-SR.',
  }),
  scaleRule({
    id: 'WRK-13',
    version: 2,
    title: 'Cognition from 65 years',
    statement:
      'From 65 years MoCA within a year; at any age a MoCA that was rated is not below the policy’s limit.',
    ruleClass: 'hardStop',
    classFor: { esketamine: 'hold' },
    source: local('MoCA below 23: a cut of ours; a Toronto clinic excludes dementia'),
    instruments: ['moca'],
    window: 'cognitionAgeDays',
    skip: younger,
    against: ({ total }, policy) =>
      total < limit(policy, 'mocaHold') ? `MoCA ${total}: below ${limit(policy, 'mocaHold')}.` : undefined,
    wouldChange: 'A higher MoCA, or the grounds for the low one.',
  }),
  scaleRule({
    id: 'WRK-14',
    title: 'Bladder at baseline',
    statement: 'A bladder symptom score at baseline, so that a later rise can be seen.',
    ruleClass: 'caution',
    appliesTo: { phases: ['firstDose'] },
    source: from('label', 'US esketamine label: monitor urinary symptoms; the scale is a local default'),
    instruments: ['icsi', 'evenkeel-bladder'],
    window: 'bladderAgeDays',
    against: () => undefined,
    wouldChange: 'A bladder symptom score.',
  }),
  scaleRule({
    id: 'SUI-01',
    title: 'Suicidality asked, and a plan when it is high',
    statement:
      'Suicidality was asked within seven days. High risk holds the dose until there is a plan for afterwards; it is a reason for urgency, never an exclusion.',
    ruleClass: 'hold',
    source: local('Suicidality is an indication for urgency and needs a plan for observation'),
    instruments: ['c-ssrs-screener'],
    window: 'suicidalityAgeDays',
    against: ({ total }) =>
      total >= 3
        ? 'The C-SSRS screener says high. Do not leave the patient alone; a psychiatric evaluation is urgent and needs a plan for after the session.'
        : undefined,
    wouldChange: 'An evaluation with a plan, and the screener asked again.',
  }),
  scaleRule({
    id: 'BIP-01',
    version: 2,
    title: 'No sign of mania by rating',
    statement:
      'In bipolar depression YMRS is below the policy’s limit before the dose, and has not risen by the policy’s points since before the last dose.',
    ruleClass: 'hold',
    appliesTo: bipolar,
    source: local('YMRS below 12 before each dose; a rise of 8 or more holds'),
    instruments: ['ymrs'],
    window: 'suicidalityAgeDays',
    against: (newest, policy, facts) => {
      const { total } = newest;
      if (total >= limit(policy, 'maniaHoldYmrs'))
        return `YMRS ${total}: at or above ${limit(policy, 'maniaHoldYmrs')}${total >= limit(policy, 'maniaStopYmrs') ? '; the course stops and the patient is seen urgently' : ''}.`;
      const before = ratedBeforeDose(newest, facts);
      return typeof before === 'number' && total - before >= limit(policy, 'maniaRiseYmrs')
        ? `YMRS rose from ${before} before the last dose to ${total}: by ${limit(policy, 'maniaRiseYmrs')} or more.`
        : undefined;
    },
    // A lower total than the rise itself cannot have risen so far, whatever it was before.
    open: (newest, policy, facts) =>
      newest.total >= limit(policy, 'maniaRiseYmrs') && ratedBeforeDose(newest, facts) === 'notRated'
        ? {
            says: `YMRS ${newest.total}; there is none from before the last dose, so whether it rose is not known.`,
            missing: 'Rate YMRS again, or enter the rating from before the last dose.',
          }
        : undefined,
    classAt: ({ total }, policy) => (total >= limit(policy, 'maniaStopYmrs') ? 'hardStop' : undefined),
    wouldChange: 'A YMRS below the limit that has not risen so far.',
  }),
]);

/** The YMRS before the dose that a newer one followed; `noDose` when none lies between or before. */
function ratedBeforeDose(newest: Total, facts: PatientFacts): number | 'notRated' | 'noDose' {
  const last = (facts.doses ?? [])
    .map(({ at }) => at)
    .filter((at) => at < newest.answeredAt)
    .toSorted()
    .at(-1);
  if (last === undefined) return 'noDose';
  const totals = facts.totals.filter(({ answeredAt }) => answeredAt <= last);
  return newestTotal({ ...facts, totals }, 'ymrs')?.total ?? 'notRated';
}
