import { ageOn, type Instant } from '@evenkeel/quantities';
import { inputs, lastReviewed } from '../rule.ts';
import type { Policy } from '../policy/policy.ts';
import type { PatientFacts } from '../patient-facts.ts';
import { datum, today, type EligibilityRule, type Judgement } from './eligibility-rule.ts';
import { missing } from './missing.ts';

export const ageRule: EligibilityRule = Object.freeze({
  id: 'ELI-08',
  version: 1,
  title: 'Age 18 or older',
  statement: 'The patient is at least 18; from 65 a lower start is usual.',
  ruleClass: 'hardStop',
  passedBy: 'nobody',
  source: {
    mark: 'label',
    citation:
      'US esketamine label: not for patients under 18; lower racemic start from 65 is a local default',
  },
  appliesTo: {},
  inputs: inputs('birth date'),
  reviewed: lastReviewed,
  judge: judgeAge,
} as const);

function judgeAge(facts: PatientFacts, _policy: Policy, now: Instant): Judgement {
  if (facts.birthDate === undefined) {
    return {
      verdict: 'unknown',
      says: 'The birth date is not known.',
      used: [],
      missing: [missing.birthDate],
      wouldChange: 'A birth date.',
    };
  }
  const age = ageOn(facts.birthDate, today(facts, now));
  if (age < 0) {
    return {
      verdict: 'unknown',
      says: 'The birth date lies in the future.',
      used: [datum(facts, now, 'Birth date', facts.birthDate)],
      missing: [missing.birthDateAgain],
      wouldChange: 'A corrected birth date.',
    };
  }
  const used = [datum(facts, now, 'Age', `${age} years`)];
  if (age < 18)
    return {
      verdict: 'notMet',
      says: `The patient is ${age}.`,
      used,
      missing: [],
      wouldChange: 'The 18th birthday.',
    };
  const says =
    age >= 65
      ? `The patient is ${age}: a lower start (0.25 to 0.5 mg/kg) is usual.`
      : `The patient is ${age}.`;
  return { verdict: 'met', says, used, missing: [], wouldChange: 'A corrected birth date.' };
}
