import type { Instant } from '@evenkeel/quantities';
import type { DatumUsed } from '../finding.ts';
import { recogniseMedicine } from '../interactions/recognise-medicine.ts';
import type { PatientFacts, TestName } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy, ThresholdName } from '../policy/policy.ts';
import { lastReviewed } from '../rule.ts';
import { believableValue } from './believable-result.ts';
import { conditionsLike, type ConditionTerms } from './condition-terms.ts';
import {
  datum,
  daysSince,
  isRecent,
  newestAnswer,
  type EligibilityRule,
  type Judgement,
} from './eligibility-rule.ts';
import { newestResult } from './work-up.ts';

/** A scale of the set; any one of `instruments` will do. */
interface Scale {
  readonly name: string;
  readonly instruments: readonly string[];
}

/** Scales of the baseline beside those that rules of their own ask for. */
const scales: readonly Scale[] = Object.freeze([
  { name: 'GAD-7', instruments: ['gad7'] },
  { name: 'AUDIT-C', instruments: ['audit-c'] },
  { name: 'DAST-10 or ASSIST', instruments: ['dast-10', 'assist'] },
  { name: 'ISI', instruments: ['isi'] },
  { name: 'a scale of quality of life', instruments: ['who5', 'q-les-q-sf', 'eq-5d-5l', 'sf-12'] },
]);
/** Scales to which the house makes no total: that they were answered is enough. */
const withoutTotal: ReadonlySet<string> = new Set(['eq-5d-5l', 'sf-12']);

interface Test {
  readonly test: TestName;
  readonly name: string;
  readonly window: ThresholdName;
}

const laboratory = (test: TestName, name: string): Test => ({ test, name, window: 'laboratoryAgeDays' });
const tests: readonly Test[] = Object.freeze([
  { test: 'heartRate', name: 'the heart rate', window: 'pressureAgeDays' },
  { test: 'spo2', name: 'SpO2', window: 'pressureAgeDays' },
  laboratory('ast', 'AST'),
  laboratory('alp', 'ALP'),
  laboratory('ggt', 'GGT'),
]);
const tsh = laboratory('tsh', 'TSH');
const thyroid: ConditionTerms = {
  words: /thyro/i,
  snomed: [],
  icd10: ['E00', 'E01', 'E02', 'E03', 'E04', 'E05', 'E06', 'E07'],
};

/** Completes the baseline; what is missing is named and holds nothing. */
export const baselineSetRule: EligibilityRule = Object.freeze({
  id: 'WRK-15',
  version: 1,
  title: 'Baseline set',
  statement:
    'Before the first dose the baseline is complete: GAD-7, AUDIT-C, DAST-10 or ASSIST, ISI and quality of life by rating; heart rate, SpO2, AST, ALP and GGT by result, and TSH unless the answer about an overactive thyroid is no and the record names neither a disease of the thyroid nor its hormone.',
  ruleClass: 'inform',
  source: Object.freeze({
    mark: 'localDefault' as const,
    citation: 'Work-up before the first dose: the scales and tests that no rule of its own asks for',
  }),
  appliesTo: Object.freeze({ phases: Object.freeze(['firstDose'] as const) }),
  inputs: Object.freeze([
    Object.freeze({ what: 'baseline set', window: 'scaleAgeDays' as const }),
    Object.freeze({ what: 'baseline results of the laboratory', window: 'laboratoryAgeDays' as const }),
    Object.freeze({ what: 'baseline heart rate and SpO2', window: 'pressureAgeDays' as const }),
  ]),
  reviewed: lastReviewed,
  judge: judgeBaselineSet,
});

function judgeBaselineSet(facts: PatientFacts, policy: Policy, now: Instant): Judgement {
  const parts = [
    ...scales.map((one) => scalePart(one, facts, policy, now)),
    ...[...tests, ...(thyroidInQuestion(facts) ? [tsh] : [])].map((one) => testPart(one, facts, policy, now)),
  ];
  const missing = parts.flatMap(({ lacks }) => (lacks === undefined ? [] : [lacks]));
  const used = parts.flatMap(({ used: one }) => (one === undefined ? [] : [one]));
  return missing.length === 0
    ? {
        verdict: 'met',
        says: 'The baseline set is complete.',
        used,
        missing,
        wouldChange: 'A part of it becoming too old.',
      }
    : {
        verdict: 'unknown',
        says: `${missing.length} of ${parts.length} parts of the baseline set are missing.`,
        used,
        missing,
        wouldChange: 'The parts that are missing.',
      };
}

interface Part {
  readonly used?: DatumUsed;
  readonly lacks?: string;
}

function scalePart({ name, instruments }: Scale, facts: PatientFacts, policy: Policy, now: Instant): Part {
  const days = limit(policy, 'scaleAgeDays');
  const at = facts.totals
    .filter(
      ({ instrument, total }) =>
        instruments.includes(instrument) && (Number.isFinite(total) || withoutTotal.has(instrument)),
    )
    .map(({ answeredAt }) => answeredAt)
    .toSorted()
    .at(-1);
  if (at === undefined) return { lacks: `Rate ${name}.` };
  const used = datum(facts, now, 'Scale', name, at, days);
  return isRecent(daysSince(facts, at, now), days) ? { used } : { used, lacks: `Rate ${name} again.` };
}

function testPart({ test, name, window }: Test, facts: PatientFacts, policy: Policy, now: Instant): Part {
  const days = limit(policy, window);
  const newest = newestResult(facts, test);
  if (newest === undefined) return { lacks: `Record ${name}.` };
  const value = believableValue(newest);
  const used = datum(
    facts,
    now,
    'Result',
    `${name}: ${newest.value ?? 'no number'}`,
    newest.takenAt,
    days,
    newest.origin,
  );
  if (value === undefined) return { used, lacks: `Record ${name} as a number and check its unit.` };
  return isRecent(daysSince(facts, newest.takenAt, now), days)
    ? { used }
    : { used, lacks: `Repeat ${name}.` };
}

/** Whether there are grounds to look at the thyroid; while nobody has answered no about it, there are. */
function thyroidInQuestion(facts: PatientFacts): boolean {
  return (
    newestAnswer(facts, 'overactiveThyroid')?.answer !== 'no' ||
    conditionsLike(facts, thyroid).length > 0 ||
    facts.medicines.some(
      (one) => one.status !== 'past' && recogniseMedicine(one).groups.includes('thyroidHormone'),
    )
  );
}
