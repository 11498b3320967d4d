import type { Instant } from '@evenkeel/quantities';
import type { Source } from '../evidence-mark.ts';
import type { DatumUsed, RuleClass } from '../finding.ts';
import type { PatientFacts, ScreeningQuestion } from '../patient-facts.ts';
import { conditionsLike, type ConditionTerms } from './condition-terms.ts';
import { datum, newestAnswer, type EligibilityRule, type Judgement } from './eligibility-rule.ts';

/** How a rule reads its screening question. */
interface ScreeningRule {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly statement: string;
  readonly ruleClass: RuleClass;
  readonly source: Source;
  readonly question: ScreeningQuestion;
  /** What the question asks about, for sentences: "an aneurysm or arteriovenous malformation". */
  readonly about: string;
  readonly terms?: ConditionTerms;
  /** The answer that satisfies the rule; `no` for a contraindication. */
  readonly good: 'yes' | 'no';
}

/** A rule that rests on one asked question and on conditions recorded elsewhere that contradict or raise it. */
export function screeningRule(rule: ScreeningRule): EligibilityRule {
  const { question, about, terms, good, ...record } = rule;
  return Object.freeze({
    ...record,
    appliesTo: { drug: 'ketamine' as const, routes: ['iv'] },
    inputs: Object.freeze([`screening answer ${question}`, ...(terms === undefined ? [] : ['conditions'])]),
    judge: (facts: PatientFacts, _policy: unknown, now: Instant) =>
      judgeScreening(facts, now, { question, about, good, ...(terms === undefined ? {} : { terms }) }),
  });
}

function judgeScreening(
  facts: PatientFacts,
  now: Instant,
  { question, about, terms, good }: Pick<ScreeningRule, 'question' | 'about' | 'terms' | 'good'>,
): Judgement {
  const answer = newestAnswer(facts, question);
  const likely = terms === undefined ? [] : conditionsLike(facts, terms);
  const used: DatumUsed[] = [
    ...(answer === undefined ? [] : [datum(facts, now, 'Asked', answer.answer, answer.answeredAt)]),
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
  const question2 = `Ask about ${about}.`;
  if (answer === undefined || answer.answer === 'unknown') {
    const says =
      likely.length > 0
        ? `The record names ${likely.map((c) => c.label).join(', ')}; it was not asked about.`
        : `Nobody has asked about ${about} yet.`;
    return { verdict: 'unknown', says, used, missing: [question2], wouldChange: `An answer about ${about}.` };
  }
  if (answer.answer !== good) {
    return {
      verdict: 'notMet',
      says: `Answered ${answer.answer} about ${about}.`,
      used,
      missing: [],
      wouldChange: `A new answer about ${about}, with its grounds.`,
    };
  }
  if (likely.length > 0 && (answer.note ?? '').trim() === '') {
    return {
      verdict: 'unknown',
      says: `Answered ${answer.answer}, but the record names ${likely.map((c) => c.label).join(', ')}.`,
      used,
      missing: [`Say in a note why ${likely.map((c) => c.label).join(', ')} does not count.`],
      wouldChange: 'A note with the answer, or the condition marked as entered in error.',
    };
  }
  return {
    verdict: 'met',
    says: `Answered ${answer.answer} about ${about}.`,
    used,
    missing: [],
    wouldChange: `An answer of ${good === 'no' ? 'yes' : 'no'}.`,
  };
}
