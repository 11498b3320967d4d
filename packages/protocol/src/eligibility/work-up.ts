import { ageOn, type Instant } from '@evenkeel/quantities';
import { jurisdictions, type EvidenceMark, type Source } from '../evidence-mark.ts';
import type { RuleClass } from '../finding.ts';
import type { PatientFacts, TestName, TestResult } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import { jurisdictionRules } from '../policy/jurisdiction-rules.ts';
import type { Policy, ThresholdName } from '../policy/policy.ts';
import { lastReviewed, type AppliesTo, type RuleRecord } from '../rule.ts';
import { resultDoubt } from './believable-result.ts';
import { conditionsLike, conditionTerms } from './condition-terms.ts';
import {
  datum,
  daysSince,
  isRecent,
  newestAnswer,
  today,
  type EligibilityRule,
  type Judgement,
} from './eligibility-rule.ts';

/** A rule on one test with a window: present and recent, and its result within its limit. */
interface WorkUp {
  readonly id: string;
  readonly version?: number;
  readonly title: string;
  readonly statement: string;
  readonly ruleClass: RuleClass;
  readonly classFor?: RuleRecord['classFor'];
  /** The class of a result past its limit, where one that is not there weighs more. */
  readonly classWhenPast?: RuleClass;
  readonly appliesTo?: AppliesTo;
  readonly source: Source;
  readonly test: TestName;
  /** The name in sentences: "ECG". */
  readonly name: string;
  readonly window: ThresholdName;
  /** The limit a value must stay within; without one, a person's reading of the result counts. */
  readonly limit?: {
    readonly name: ThresholdName;
    readonly side: 'atMost' | 'below' | 'atLeast';
    readonly unit: string;
  };
  /** A note explains a result that is not clear. */
  readonly explainable?: boolean;
  /** Why the test is not needed; the rule is then met. */
  readonly skip?: (facts: PatientFacts, policy: Policy, now: Instant) => string | undefined;
}

type Judged = Omit<WorkUp, 'appliesTo' | 'classFor' | 'version'>;

const local = (citation: string): Source => ({ mark: 'localDefault', citation });
const from = (mark: EvidenceMark, citation: string): Source => ({ mark, citation });

const draft =
  'College of Physicians and Surgeons of British Columbia, draft standard for parenteral ketamine';

function workUp({ appliesTo, classFor, version, ...what }: WorkUp): EligibilityRule {
  return Object.freeze({
    id: what.id,
    version: version ?? 1,
    title: what.title,
    statement: what.statement,
    ruleClass: what.ruleClass,
    ...(classFor === undefined ? {} : { classFor }),
    source: Object.freeze(what.source),
    appliesTo: appliesTo ?? {},
    inputs: Object.freeze([{ what: `result ${what.test}`, window: what.window }]),
    reviewed: lastReviewed,
    judge: (facts: PatientFacts, policy: Policy, now: Instant) => judgeTest(what, facts, policy, now),
  });
}

/** Tests of which a low number is the worse one. */
const worseWhenLow: ReadonlySet<TestName> = new Set(['egfr', 'spo2']);

/** The newest result; of several at one moment the one that weighs more. */
export function newestResult(facts: PatientFacts, test: TestName): TestResult | undefined {
  const weight = ({ clear }: TestResult) => (clear === 'yes' ? 0 : clear === 'unknown' ? 1 : 2);
  const number = ({ value = 0 }: TestResult) => (worseWhenLow.has(test) ? -value : value);
  return (facts.results ?? [])
    .filter((one) => one.test === test)
    .toSorted(
      (a, b) =>
        (a.takenAt < b.takenAt ? -1 : a.takenAt > b.takenAt ? 1 : 0) ||
        weight(a) - weight(b) ||
        number(a) - number(b) ||
        ((a.note ?? '') < (b.note ?? '') ? 1 : -1),
    )
    .at(-1);
}

function judgeTest(what: Judged, facts: PatientFacts, policy: Policy, now: Instant): Judgement {
  const { name } = what;
  const newest = newestResult(facts, what.test);
  const days = limit(policy, what.window);
  const wouldChange = `A result of ${name} from the last ${days} days${within(what, policy)}.`;
  const skipped = newest === undefined ? what.skip?.(facts, policy, now) : undefined;
  if (skipped !== undefined) return { verdict: 'met', says: skipped, used: [], missing: [], wouldChange };
  const unknown = (says: string, missing: string): Judgement => ({
    verdict: 'unknown',
    says,
    used,
    missing: [missing],
    wouldChange,
  });
  const used =
    newest === undefined
      ? []
      : [datum(facts, now, name, resultText(newest, what.limit?.unit), newest.takenAt, days, newest.origin)];
  if (newest === undefined) return unknown(`No result of ${name} is recorded.`, `Take ${name}.`);
  const age = daysSince(facts, newest.takenAt, now);
  if (!isRecent(age, days))
    return unknown(`The newest ${name} is ${age} days old; ${days} are allowed.`, `Repeat ${name}.`);
  const doubt = resultDoubt(newest);
  if (doubt !== undefined)
    return unknown(`${name} is hard to believe: ${doubt}`, `Check the unit of ${name} and enter it again.`);
  const passes = passesLimit(what, newest, policy);
  if (passes === undefined)
    return unknown(`${name} was taken; what it shows is not recorded.`, `Record what ${name} shows.`);
  if (!passes) {
    if (what.explainable === true && (newest.note ?? '').trim() !== '')
      return {
        verdict: 'met',
        says: `${name}: ${resultText(newest, what.limit?.unit)}, explained: ${newest.note?.trim()}.`,
        used,
        missing: [],
        wouldChange: 'The explanation found wrong.',
      };
    return {
      verdict: 'notMet',
      says: `${name}: ${resultText(newest, what.limit?.unit)}.`,
      used,
      missing: [],
      wouldChange,
      ...(what.classWhenPast === undefined ? {} : { ruleClass: what.classWhenPast }),
    };
  }
  return {
    verdict: 'met',
    says: `${name}: ${resultText(newest, what.limit?.unit)}.`,
    used,
    missing: [],
    wouldChange: `A new result, or none within ${days} days.`,
  };
}

function passesLimit(what: Judged, newest: TestResult, policy: Policy): boolean | undefined {
  if (what.limit === undefined) return newest.clear === 'unknown' ? undefined : newest.clear === 'yes';
  const { value } = newest;
  if (value === undefined) return undefined;
  const bound = limit(policy, what.limit.name);
  return what.limit.side === 'atMost'
    ? value <= bound
    : what.limit.side === 'below'
      ? value < bound
      : value >= bound;
}

function within(what: Judged, policy: Policy): string {
  if (what.limit === undefined) return ' without a finding that matters';
  const words = { atMost: 'of at most', below: 'below', atLeast: 'of at least' } as const;
  return ` ${words[what.limit.side]} ${limit(policy, what.limit.name)} ${what.limit.unit}`;
}

function resultText({ value, clear }: TestResult, unit: string | undefined): string {
  if (value !== undefined) return `${value}${unit === undefined ? '' : ` ${unit}`}`;
  return clear === 'yes' ? 'nothing that matters' : clear === 'no' ? 'a finding' : 'not read yet';
}

function ageOf(facts: PatientFacts, now: Instant): number | undefined {
  return facts.birthDate === undefined ? undefined : ageOn(facts.birthDate, today(facts, now));
}

const youngHeart = (facts: PatientFacts, policy: Policy, now: Instant): string | undefined => {
  const age = ageOf(facts, now);
  const risk = [conditionTerms.hypertension, conditionTerms.cardiovascularEvent].some(
    (terms) => conditionsLike(facts, terms).length > 0,
  );
  const from = limit(policy, 'ecgFromAge');
  return age !== undefined && age >= 0 && age < from && !risk
    ? `Not asked below ${from} years without a heart condition in the record.`
    : undefined;
};

const noPregnancy = (facts: PatientFacts, _policy: Policy, now: Instant): string | undefined => {
  if (facts.sex === 'male') return 'Does not apply.';
  const age = ageOf(facts, now);
  if (age !== undefined && age > 55) return 'Not asked after 55 years.';
  return newestAnswer(facts, 'couldBecomePregnant')?.answer === 'no'
    ? 'Pregnancy is not possible, by the patient’s answer.'
    : undefined;
};

/** The work-up before the first dose, each test with its window. */
export const workUpRules: readonly EligibilityRule[] = Object.freeze([
  workUp({
    id: 'WRK-01',
    title: 'ECG',
    statement: 'An ECG from 50 years or with a heart condition.',
    ruleClass: 'hold',
    source: from('consensus', `${draft}: ECG; the age is a local default`),
    test: 'ecg',
    name: 'the ECG',
    window: 'ecgAgeDays',
    skip: youngHeart,
  }),
  workUp({
    id: 'WRK-02',
    title: 'QTc',
    statement: 'QTc is not above the policy’s limit.',
    ruleClass: 'hardStop',
    classFor: { esketamine: 'hold' },
    source: local('QTc above 500 ms: ECG and cardiology first'),
    test: 'qtc',
    name: 'QTc',
    window: 'ecgAgeDays',
    limit: { name: 'qtcHoldMs', side: 'atMost', unit: 'ms' },
    skip: youngHeart,
  }),
  workUp({
    id: 'WRK-03',
    title: 'Liver enzymes',
    statement: 'ALT within six months and not above three times the upper limit.',
    ruleClass: 'hold',
    source: from('consensus', `${draft}: liver tests; window and limit are local defaults`),
    test: 'alt',
    name: 'ALT',
    window: 'laboratoryAgeDays',
    limit: { name: 'altUpperLimits', side: 'atMost', unit: 'x upper limit' },
  }),
  workUp({
    id: 'WRK-04',
    title: 'Bilirubin',
    statement: 'Bilirubin within six months and not above twice the upper limit.',
    ruleClass: 'hold',
    source: from('consensus', `${draft}: liver tests; window and limit are local defaults`),
    test: 'bilirubin',
    name: 'bilirubin',
    window: 'laboratoryAgeDays',
    limit: { name: 'bilirubinUpperLimits', side: 'atMost', unit: 'x upper limit' },
  }),
  workUp({
    id: 'WRK-05',
    version: 2,
    title: 'Kidneys',
    statement:
      'eGFR within six months; without one the dose waits. One so low that there is no experience is a caution.',
    ruleClass: 'hold',
    classWhenPast: 'caution',
    source: from('consensus', `${draft}: renal tests; window and limit are local defaults`),
    test: 'egfr',
    name: 'eGFR',
    window: 'laboratoryAgeDays',
    limit: { name: 'egfrCaution', side: 'atLeast', unit: 'mL/min/1.73 m2' },
  }),
  workUp({
    id: 'WRK-06',
    title: 'Urinalysis',
    statement: 'Urinalysis within six months, without blood or infection.',
    ruleClass: 'hold',
    source: local('Work-up before the first dose; baseline for the bladder'),
    test: 'urinalysis',
    name: 'the urinalysis',
    window: 'laboratoryAgeDays',
  }),
  workUp({
    id: 'WRK-07',
    title: 'Urine drug screen',
    statement: 'A drug screen within 30 days that is negative or explained.',
    ruleClass: 'hold',
    appliesTo: { phases: ['firstDose'] },
    source: from('consensus', 'Secondary report of the VA programme: a positive drug screen excludes; weak'),
    test: 'drugScreen',
    name: 'the drug screen',
    window: 'drugScreenAgeDays',
    explainable: true,
  }),
  workUp({
    id: 'WRK-08',
    title: 'Pregnancy test',
    statement: 'Where pregnancy is possible, a negative test within the policy’s days.',
    ruleClass: 'hold',
    source: from('label', 'US esketamine label 2019: consider testing; the interval is a local default'),
    test: 'pregnancyTest',
    name: 'the pregnancy test',
    window: 'pregnancyTestAgeDays',
    skip: noPregnancy,
  }),
  workUp({
    id: 'WRK-09',
    title: 'Prescription monitoring',
    statement: 'The prescription monitoring programme was looked up within 30 days.',
    ruleClass: 'hold',
    appliesTo: {
      jurisdictions: jurisdictions.filter((one) => jurisdictionRules[one].prescriptionMonitoring.value),
      phases: ['firstDose'],
    },
    source: local('State mandates differ; date, reviewer and finding are kept, never the report'),
    test: 'prescriptionMonitoring',
    name: 'the prescription monitoring look-up',
    window: 'prescriptionMonitoringAgeDays',
    explainable: true,
  }),
  workUp({
    id: 'WRK-10',
    title: 'STOP-BANG',
    statement: 'STOP-BANG below the policy’s limit, or sleep apnoea found to be treated.',
    ruleClass: 'hold',
    appliesTo: { phases: ['firstDose'] },
    source: from('consensus', `${draft}: STOP-BANG; the cut is a local default`),
    test: 'stopBang',
    name: 'STOP-BANG',
    window: 'sleepApnoeaScreenAgeDays',
    limit: { name: 'stopBangHold', side: 'below', unit: 'points' },
    explainable: true,
  }),
]);
