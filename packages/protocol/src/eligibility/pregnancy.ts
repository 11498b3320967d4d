import { ageOn, type Instant } from '@evenkeel/quantities';
import type { Policy } from '../policy/policy.ts';
import type { PatientFacts } from '../patient-facts.ts';
import { conditionsLike, conditionTerms } from './condition-terms.ts';
import { datum, newestAnswer, today, type EligibilityRule, type Judgement } from './eligibility-rule.ts';

/** Ages in which pregnancy is asked about when sex is female, other or unknown. Local default. */
const askedAges = Object.freeze({ from: 12, to: 55 });

export const pregnancyRule: EligibilityRule = Object.freeze({
  id: 'ELI-07',
  version: 1,
  title: 'Pregnancy',
  statement: 'Not pregnant; where pregnancy is possible it was asked and tested by the site’s policy.',
  ruleClass: 'hardStop',
  source: {
    mark: 'label',
    citation: 'US esketamine label and ketamine label: not recommended in pregnancy, fetal harm in animals',
  },
  appliesTo: { drug: 'ketamine' as const, routes: ['iv'] },
  inputs: Object.freeze([
    'sex',
    'birth date',
    'screening answers pregnant and couldBecomePregnant',
    'conditions',
  ]),
  judge: judgePregnancy,
} as const);

function judgePregnancy(facts: PatientFacts, _policy: Policy, now: Instant): Judgement {
  const pregnant = newestAnswer(facts, 'pregnant');
  const possible = newestAnswer(facts, 'couldBecomePregnant');
  const likely = conditionsLike(facts, conditionTerms.pregnancy);
  const age = facts.birthDate === undefined ? undefined : ageOn(facts.birthDate, today(facts, now));
  const used = [
    datum(facts, now, 'Sex', facts.sex),
    ...(age === undefined ? [] : [datum(facts, now, 'Age', `${age} years`)]),
    ...(pregnant === undefined
      ? []
      : [datum(facts, now, 'Asked: pregnant', pregnant.answer, pregnant.answeredAt, 7)]),
    ...(possible === undefined
      ? []
      : [datum(facts, now, 'Asked: could become pregnant', possible.answer, possible.answeredAt)]),
    ...likely.map((condition) =>
      datum(
        facts,
        now,
        'Condition in the record',
        `${condition.label} (${condition.status})`,
        condition.onset,
      ),
    ),
  ];
  const wouldChange = 'A pregnancy test or an answer about pregnancy.';
  if (pregnant?.answer === 'yes')
    return { verdict: 'notMet', says: 'The patient is pregnant.', used, missing: [], wouldChange };
  if (facts.sex === 'male' && likely.length === 0)
    return {
      verdict: 'met',
      says: 'Does not apply.',
      used,
      missing: [],
      wouldChange: 'A changed sex entry.',
    };
  if (
    age !== undefined &&
    (age > askedAges.to || age < askedAges.from) &&
    likely.every((condition) => condition.status === 'past')
  ) {
    return {
      verdict: 'met',
      says: `Not asked outside ages ${askedAges.from} to ${askedAges.to}.`,
      used,
      missing: [],
      wouldChange,
    };
  }
  if (pregnant?.answer === 'no')
    return {
      verdict: 'met',
      says: 'Answered no; the test is repeated by the site’s policy.',
      used,
      missing: [],
      wouldChange,
    };
  if (possible?.answer === 'no')
    return {
      verdict: 'met',
      says: 'Pregnancy is not possible, by the patient’s answer.',
      used,
      missing: [],
      wouldChange,
    };
  const says =
    likely.length > 0
      ? 'The record names a pregnancy; whether it is current is not known.'
      : 'Nobody has asked about pregnancy yet.';
  return {
    verdict: 'unknown',
    says,
    used,
    missing: ['Ask about pregnancy in private, and test by policy.'],
    wouldChange,
  };
}
