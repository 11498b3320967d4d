import { dateIn, type CalendarDate, type Instant } from '@evenkeel/quantities';
import type { Source } from '../evidence-mark.ts';
import type { DatumUsed, RuleClass } from '../finding.ts';
import { lastReviewed, type AppliesTo, type RuleRecord } from '../rule.ts';
import type { Condition, PatientFacts, ScreeningAnswer, AnyQuestion } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy, ThresholdName } from '../policy/policy.ts';
import { conditionsLike, type ConditionTerms } from './condition-terms.ts';
import {
  datum,
  daysSince,
  isRecent,
  newestAnswer,
  type EligibilityRule,
  type Judgement,
} from './eligibility-rule.ts';
import { missing } from './missing.ts';

/** How a rule reads its screening question. */
interface ScreeningRule {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly statement: string;
  readonly ruleClass: RuleClass;
  readonly classFor?: RuleRecord['classFor'];
  readonly passedBy?: RuleRecord['passedBy'];
  readonly appliesTo?: AppliesTo;
  readonly source: Source;
  readonly question: AnyQuestion;
  /** What the question asks about, for sentences: "an aneurysm or arteriovenous malformation". */
  readonly about: string;
  /** The same with what the clinic's policy sets in it. */
  readonly aboutUnder?: (policy: Policy) => string;
  readonly terms?: ConditionTerms;
  /** The answer that satisfies the rule; `no` for a contraindication. */
  readonly good: 'yes' | 'no';
  /** For a state that passes: how many days an answer counts. A history has none. */
  readonly window?: ThresholdName;
  /** What the record says plainly against the rule, whatever was answered. */
  readonly against?: (facts: PatientFacts) => string | undefined;
  /** Why the question does not apply to this patient; the rule is then met. */
  readonly skip?: (facts: PatientFacts, now: Instant) => string | undefined;
}

type Reading = Pick<
  ScreeningRule,
  'question' | 'about' | 'aboutUnder' | 'terms' | 'good' | 'window' | 'against' | 'skip'
>;

/** A rule that rests on one asked question and on what the record says beside it. */
export function screeningRule(rule: ScreeningRule): EligibilityRule {
  const { question, about, aboutUnder, terms, good, window, against, skip, classFor, passedBy, ...record } =
    rule;
  const reading: Reading = {
    question,
    about,
    good,
    ...(aboutUnder === undefined ? {} : { aboutUnder }),
    ...(terms === undefined ? {} : { terms }),
    ...(window === undefined ? {} : { window }),
    ...(against === undefined ? {} : { against }),
    ...(skip === undefined ? {} : { skip }),
  };
  return Object.freeze({
    appliesTo: {},
    ...record,
    ...(classFor === undefined ? {} : { classFor }),
    ...(passedBy === undefined ? {} : { passedBy }),
    inputs: Object.freeze([
      { what: `screening answer ${question}`, ...(window === undefined ? {} : { window }) },
      ...(terms === undefined ? [] : [{ what: 'conditions' }]),
      ...(against === undefined ? [] : [{ what: 'diagnosis' }]),
    ]),
    reviewed: lastReviewed,
    asks: Object.freeze({ question, about, good }),
    judge: (facts: PatientFacts, policy: Policy, now: Instant) => judgeScreening(facts, policy, now, reading),
  });
}

function judgeScreening(facts: PatientFacts, policy: Policy, now: Instant, reading: Reading): Judgement {
  const { question, terms, good } = reading;
  const about = reading.aboutUnder?.(policy) ?? reading.about;
  const answer = newestAnswer(facts, question, good);
  const likely = terms === undefined ? [] : conditionsLike(facts, terms);
  const days = reading.window === undefined ? undefined : limit(policy, reading.window);
  const used: DatumUsed[] = [
    ...(answer === undefined ? [] : [datum(facts, now, 'Asked', answer.answer, answer.answeredAt, days)]),
    ...likely.map((condition) => conditionDatum(facts, now, condition)),
  ];
  const ask = missing.ask(about);
  const unknown = (says: string, lacks = ask, wouldChange = `An answer about ${about}.`): Judgement => ({
    verdict: 'unknown',
    says,
    used,
    missing: [lacks],
    wouldChange,
  });
  const against = reading.against?.(facts);
  if (against !== undefined)
    return {
      verdict: 'notMet',
      says: against,
      used,
      missing: [],
      wouldChange: 'A changed diagnosis or episode.',
    };
  // A bad answer still counts where the question need not be asked; the lack of something that is not needed does not.
  const unasked = answer === undefined || answer.answer === 'unknown' || good === 'yes';
  const skipped = likely.length === 0 && unasked ? reading.skip?.(facts, now) : undefined;
  if (skipped !== undefined)
    return { verdict: 'met', says: skipped, used, missing: [], wouldChange: `An answer about ${about}.` };
  if (answer === undefined || answer.answer === 'unknown') {
    return unknown(
      likely.length > 0
        ? `The record names ${named(likely)}; it was not asked about.`
        : answer === undefined
          ? `Nobody has asked about ${about} yet.`
          : `Asked about ${about}; the answer is not known.`,
    );
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
  const age = daysSince(facts, answer.answeredAt, now);
  if (days !== undefined && !isRecent(age, days))
    return unknown(
      days === 0
        ? `This is asked on the day itself; the answer is ${age === 1 ? 'one day' : `${age} days`} old.`
        : `The answer is ${age} days old; ${days} are allowed.`,
      missing.askAgain(about),
    );
  const answeredOn = dateIn(facts.timeZone, answer.answeredAt);
  const open = likely.filter((condition) => !isExplained(condition, answer, answeredOn));
  if (open.length > 0)
    return unknown(
      `Answered ${answer.answer}, but the record names ${named(open)}.`,
      missing.note(named(open)),
      'A note with the answer, or the condition marked as entered in error.',
    );
  return {
    verdict: 'met',
    says: `Answered ${answer.answer} about ${about}.`,
    used,
    missing: [],
    wouldChange: `An answer of ${good === 'no' ? 'yes' : 'no'}.`,
  };
}

/** An answer's note explains what was known when it was given, not what came after. */
function isExplained({ onset }: Condition, { note }: ScreeningAnswer, answeredOn: CalendarDate): boolean {
  if ((note ?? '').trim() === '') return false;
  return onset === undefined || onset.slice(0, 10) <= answeredOn;
}

/** Labels in one order, so that the order of the record does not change a sentence. */
export function named(conditions: readonly Condition[]): string {
  return [...new Set(conditions.map(({ label }) => label))].toSorted().join(', ');
}

/** One condition of the record as a datum. */
export function conditionDatum(
  facts: PatientFacts,
  now: Instant,
  { label, status, onset }: Condition,
): DatumUsed {
  return datum(facts, now, 'Condition in the record', `${label} (${status})`, onset);
}
