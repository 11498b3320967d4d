import type { Instant } from '@evenkeel/quantities';
import type { PatientFacts } from '../patient-facts.ts';
import { inputs, lastReviewed } from '../rule.ts';
import type { Policy } from '../policy/policy.ts';
import { conditionsLike, conditionTerms } from './condition-terms.ts';
import type { EligibilityRule, Judgement } from './eligibility-rule.ts';
import { conditionDatum, named } from './screening-rule.ts';

/** Speaks only of what is in the record: it can raise a condition, and never says that there is none. */
export const conditionsToWeighRule: EligibilityRule = Object.freeze({
  id: 'ELI-14',
  version: 1,
  title: 'Conditions in the record to weigh',
  statement:
    'No current condition in the record asks for a specialist’s word first: seizures, dementia, brain injury, raised intracranial or eye pressure, heart rhythm, coronary or valve disease, sleep apnoea, overactive thyroid, porphyria, cystitis.',
  ruleClass: 'hold',
  source: {
    mark: 'localDefault',
    citation: 'Screening tables of racemic protocols; hold until cleared or reasoned by the prescriber',
  },
  appliesTo: {},
  inputs: inputs('conditions'),
  reviewed: lastReviewed,
  judge: judgeConditions,
} as const);

function judgeConditions(facts: PatientFacts, _policy: Policy, now: Instant): Judgement {
  const likely = conditionsLike(facts, conditionTerms.toWeigh);
  const open = likely.filter((condition) => condition.status !== 'past');
  const used = likely.map((condition) => conditionDatum(facts, now, condition));
  if (open.length > 0)
    return {
      verdict: 'unknown',
      says: `The record names ${named(open)}; whether it stands in the way is not recorded.`,
      used,
      missing: [`Weigh ${named(open)} and give the reason with the decision.`],
      wouldChange: 'The condition marked as past or as entered in error.',
    };
  return {
    verdict: 'met',
    says:
      facts.conditions.length === 0
        ? 'The record holds no conditions; nothing here was asked.'
        : `None of the ${facts.conditions.length} conditions in the record is a current one of these.`,
    used,
    missing: [],
    wouldChange: 'A condition of this kind in the record.',
  };
}
