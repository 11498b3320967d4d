import type { Instant } from '@evenkeel/quantities';
import { judgeCare, type CareVerdict } from '../eligibility/judge-care.ts';
import type { PatientFacts } from '../patient-facts.ts';
import type { Policy } from '../policy/policy.ts';
import type { CareSetting } from '../rule.ts';
import { reviewCourse, type CourseReview, type ReviewFacts, type SpeaksFor } from './course-review.ts';
import { longTermStates, type LongTermState, type MisuseSignals } from './long-term.ts';

/** The one review of a course: may the next dose be given, what speaks for going on, and what long-term watching owes. */
export interface ContinuingReview {
  readonly verdict: CareVerdict;
  readonly review: CourseReview;
  readonly longTerm: readonly LongTermState[];
  /** The most serious of the three. `continue` means that nothing known stands against it; a person decides. */
  readonly mostSerious: SpeaksFor;
  /** Rules that speak for the most serious answer, each once. */
  readonly rules: readonly string[];
}

const weight: { readonly [S in SpeaksFor]: number } = { continue: 0, unknown: 1, hold: 2, stop: 3 };

const ofSummary = Object.freeze({
  mayProceed: 'continue',
  unknown: 'unknown',
  hold: 'hold',
  stop: 'stop',
} as const satisfies { readonly [S in CareVerdict['summary']]: SpeaksFor });

/** A trigger of long-term watching holds; pregnancy stops; a look that is owed is not known. */
function ofLongTerm({ domain, finding, due }: LongTermState): SpeaksFor {
  if (finding === 'trigger') return domain === 'pregnancy' ? 'stop' : 'hold';
  return finding === 'unknown' || due ? 'unknown' : 'continue';
}

/**
 * Gathers eligibility for a further dose, benefit and harm, burden and wishes, and long-term watching into one answer.
 * `watched` is what long-term watching reads, where that is more: pressures charted in sessions.
 */
export function reviewContinuing(
  facts: PatientFacts,
  course: ReviewFacts,
  misuse: MisuseSignals | undefined,
  policy: Policy,
  now: Instant,
  setting: Omit<CareSetting, 'phase'>,
  watched: PatientFacts = facts,
): ContinuingReview {
  const verdict = judgeCare(facts, policy, now, { ...setting, phase: 'continuing' });
  const review = reviewCourse({ ...course, ...(misuse === undefined ? {} : { misuse }) }, policy);
  const longTerm = longTermStates(watched, misuse, policy, now);
  const voices: readonly (readonly [string, SpeaksFor])[] = [
    ...verdict.findings
      .filter((one) => one.ruleClass === 'hardStop' || one.ruleClass === 'hold')
      .map(
        (one) =>
          [
            one.rule,
            one.verdict === 'met'
              ? 'continue'
              : one.verdict === 'unknown'
                ? 'unknown'
                : one.ruleClass === 'hardStop'
                  ? 'stop'
                  : 'hold',
          ] as const,
      ),
    ...review.voices.map((one) => [one.rule, one.speaksFor] as const),
    ...longTerm.map((one) => [one.rule, ofLongTerm(one)] as const),
  ];
  const all: readonly SpeaksFor[] = [ofSummary[verdict.summary], ...voices.map(([, speaksFor]) => speaksFor)];
  const mostSerious = all.reduce((worst, one) => (weight[one] > weight[worst] ? one : worst));
  return {
    verdict,
    review,
    longTerm,
    mostSerious,
    rules: [...new Set(voices.filter(([, speaksFor]) => speaksFor === mostSerious).map(([rule]) => rule))],
  };
}
