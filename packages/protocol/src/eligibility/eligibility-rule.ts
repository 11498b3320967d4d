import {
  dateIn,
  daysBetween,
  parseDate,
  parseInstant,
  type CalendarDate,
  type Instant,
} from '@evenkeel/quantities';
import type { CareSetting, RuleRecord } from '../rule.ts';
import type { DatumUsed, RuleClass, Verdict } from '../finding.ts';
import type { Answer, PatientFacts, ScreeningAnswer, AnyQuestion } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';

/** What a rule's function gives; `judgeEligibility` joins it with the rule's own data into a finding. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly says: string;
  readonly used: readonly DatumUsed[];
  readonly missing: readonly string[];
  readonly wouldChange: string;
  /** Where the class depends on more than the drug, such as the route. */
  readonly ruleClass?: RuleClass;
}

/** A rule of eligibility. `met` means its requirement is satisfied; unknown is never met. */
export interface EligibilityRule extends RuleRecord {
  readonly title: string;
  /** The question a screen asks for this rule, what it is about in words, and the answer that passes. */
  readonly asks?: { readonly question: AnyQuestion; readonly about: string; readonly good: 'yes' | 'no' };
  readonly judge: (facts: PatientFacts, policy: Policy, now: Instant, setting: CareSetting) => Judgement;
}

/**
 * The newest answer to a screening question, whatever the order of the list; at one instant the more cautious. `good` is
 * the answer that passes, which is `yes` for a capacity and `no` for a contraindication.
 */
export function newestAnswer(
  facts: PatientFacts,
  question: AnyQuestion,
  good: 'yes' | 'no' = 'no',
): ScreeningAnswer | undefined {
  const rank = (answer: Answer) => (answer === good ? 0 : answer === 'unknown' ? 1 : 2);
  return facts.screening
    .filter((answer) => answer.question === question)
    .toSorted((a, b) =>
      a.answeredAt < b.answeredAt
        ? -1
        : a.answeredAt > b.answeredAt
          ? 1
          : rank(a.answer) - rank(b.answer) || ((a.note ?? '') < (b.note ?? '') ? 1 : -1),
    )
    .at(-1);
}

/** Today's date for the patient. */
export function today(facts: PatientFacts, now: Instant): CalendarDate {
  return dateIn(facts.timeZone, now);
}

/** Age in days of an instant at `now`, by the patient's calendar; negative when it lies ahead. */
export function daysSince(facts: PatientFacts, at: Instant, now: Instant): number {
  return daysBetween(dateIn(facts.timeZone, at), today(facts, now));
}

/** Age in days of an instant or a date as another record wrote it; undefined when it carries no day. */
function ageInDays(facts: PatientFacts, at: string | undefined, now: Instant): number | undefined {
  if (at === undefined) return undefined;
  const instant = parseInstant(at);
  if (instant !== undefined) return daysSince(facts, instant, now);
  const day = parseDate(at.slice(0, 10));
  return day === undefined ? undefined : daysBetween(day, today(facts, now));
}

/** Whether an age is within the days allowed, and not ahead of today by more than a time zone can explain. */
export function isRecent(ageDays: number, days: number): boolean {
  return ageDays <= days && ageDays >= -1;
}

/** Whether somebody said within the policy's days that the list of medicines is complete. */
export function medicinesConfirmed(facts: PatientFacts, policy: Policy, now: Instant): boolean {
  const { medicinesConfirmedAt: at } = facts;
  return at !== undefined && isRecent(daysSince(facts, at, now), limit(policy, 'medicinesAgeDays'));
}

/** One datum for the reader, with its age. */
export function datum(
  facts: PatientFacts,
  now: Instant,
  what: string,
  value: string,
  at?: string,
  staleAfterDays?: number,
  origin?: string,
): DatumUsed {
  const age = ageInDays(facts, at, now);
  return {
    what,
    value,
    ...(at === undefined ? {} : { at }),
    ...(age === undefined ? {} : { ageDays: age }),
    ...(origin === undefined ? {} : { origin }),
    stale: age !== undefined && staleAfterDays !== undefined && age > staleAfterDays,
  };
}
