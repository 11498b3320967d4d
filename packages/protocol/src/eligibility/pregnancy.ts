import { ageOn, type Instant } from '@evenkeel/quantities';
import type { PatientFacts, ScreeningAnswer, TestResult } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import { inputs, lastReviewed } from '../rule.ts';
import type { Policy } from '../policy/policy.ts';
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
import { conditionDatum, named } from './screening-rule.ts';

/** Ages in which pregnancy is asked about when sex is female, other or unknown. Local default. */
const askedAges = Object.freeze({ from: 12, to: 55 });

export const pregnancyRule: EligibilityRule = Object.freeze({
  id: 'ELI-07',
  version: 3,
  title: 'Pregnancy',
  statement:
    'Not pregnant by answer or test; where pregnancy is possible it was asked and tested by the site’s policy. A positive test stops until a later test is negative or a later "no" says in a note why it does not count.',
  ruleClass: 'hardStop',
  source: {
    mark: 'label',
    citation: 'US esketamine label and ketamine label: not recommended in pregnancy, fetal harm in animals',
  },
  appliesTo: {},
  inputs: Object.freeze([
    ...inputs('sex', 'birth date', 'screening answers pregnant and couldBecomePregnant', 'conditions'),
    Object.freeze({ what: 'result pregnancyTest', window: 'positivePregnancyTestDays' as const }),
  ]),
  reviewed: lastReviewed,
  judge: judgePregnancy,
} as const);

/** Pregnancy tests, the newest last; those of one moment in one order, whatever the order of the record. */
function pregnancyTests(facts: PatientFacts): readonly TestResult[] {
  const key = ({ takenAt, origin }: TestResult) => `${takenAt} ${origin}`;
  return (facts.results ?? [])
    .filter(({ test }) => test === 'pregnancyTest')
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The newest positive test that still counts. Dated ahead, it counts as well: a wrong date is no negative test. */
function positiveTest(facts: PatientFacts, policy: Policy, now: Instant): TestResult | undefined {
  const days = limit(policy, 'positivePregnancyTestDays');
  return pregnancyTests(facts).findLast(
    ({ clear, takenAt }) => clear === 'no' && daysSince(facts, takenAt, now) <= days,
  );
}

/** A later test that is negative, or a later "no" with a note. A plain "no" does not outweigh a positive test. */
function isResolved(
  facts: PatientFacts,
  now: Instant,
  positive: TestResult,
  answer: ScreeningAnswer | undefined,
): boolean {
  const later = (at: Instant) => at > positive.takenAt && daysSince(facts, at, now) >= -1;
  const tested = pregnancyTests(facts).some(({ clear, takenAt }) => clear === 'yes' && later(takenAt));
  const explained = answer?.answer === 'no' && (answer.note ?? '').trim() !== '' && later(answer.answeredAt);
  return tested || explained;
}

function judgePregnancy(facts: PatientFacts, policy: Policy, now: Instant): Judgement {
  const pregnant = newestAnswer(facts, 'pregnant');
  const possible = newestAnswer(facts, 'couldBecomePregnant');
  const likely = conditionsLike(facts, conditionTerms.pregnancy);
  const open = likely.filter((condition) => condition.status !== 'past');
  const age = facts.birthDate === undefined ? undefined : ageOn(facts.birthDate, today(facts, now));
  const days = limit(policy, 'pregnancyAnswerAgeDays');
  const positive = positiveTest(facts, policy, now);
  const used = [
    datum(facts, now, 'Sex', facts.sex),
    ...(age === undefined ? [] : [datum(facts, now, 'Age', `${age} years`)]),
    ...(pregnant === undefined
      ? []
      : [datum(facts, now, 'Asked: pregnant', pregnant.answer, pregnant.answeredAt, days)]),
    ...(possible === undefined
      ? []
      : [datum(facts, now, 'Asked: could become pregnant', possible.answer, possible.answeredAt)]),
    ...(positive === undefined
      ? []
      : [datum(facts, now, 'Pregnancy test', 'positive', positive.takenAt, undefined, positive.origin)]),
    ...likely.map((condition) => conditionDatum(facts, now, condition)),
  ];
  const change = 'A pregnancy test or an answer about pregnancy.';
  const met = (says: string, wouldChange = change): Judgement => ({
    verdict: 'met',
    says,
    used,
    missing: [],
    wouldChange,
  });
  const unknown = (says: string): Judgement => ({
    verdict: 'unknown',
    says,
    used,
    missing: ['Ask about pregnancy in private, and test by policy.'],
    wouldChange: change,
  });
  if (pregnant?.answer === 'yes')
    return { verdict: 'notMet', says: 'The patient is pregnant.', used, missing: [], wouldChange: change };
  if (positive !== undefined && !isResolved(facts, now, positive, pregnant))
    return {
      verdict: 'notMet',
      says: 'The pregnancy test is positive.',
      used,
      missing: [],
      wouldChange:
        'A later test that is negative, or a later "no" with a note that says why the test does not count.',
    };
  if (facts.sex === 'male' && likely.length === 0) return met('Does not apply.', 'A changed sex entry.');
  if (age !== undefined && (age > askedAges.to || age < askedAges.from) && open.length === 0)
    return met(`Not asked outside ages ${askedAges.from} to ${askedAges.to}.`);
  const impossible =
    possible?.answer === 'no' && open.length === 0
      ? met('Pregnancy is not possible, by the patient’s answer.')
      : undefined;
  if (pregnant?.answer === 'no') {
    const old = daysSince(facts, pregnant.answeredAt, now);
    if (!isRecent(old, days))
      return impossible ?? unknown(`The answer is ${old} days old; ${days} are allowed.`);
    if (open.length > 0 && (pregnant.note ?? '').trim() === '')
      return unknown(
        `Answered no, but the record names ${named(open)}. Say in a note why it does not count.`,
      );
    return met('Answered no; the test is repeated by the site’s policy.');
  }
  if (open.length > 0) return unknown(`The record names ${named(open)}; whether it is current is not known.`);
  if (impossible !== undefined) return impossible;
  return unknown(
    pregnant === undefined
      ? 'Nobody has asked about pregnancy yet.'
      : 'Asked about pregnancy; the answer is not known.',
  );
}
