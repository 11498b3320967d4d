import type { Instant } from '@evenkeel/quantities';
import type { PatientFacts } from '../patient-facts.ts';
import { inputs, lastReviewed } from '../rule.ts';
import type { Policy } from '../policy/policy.ts';
import { datum, newestAnswer, type EligibilityRule, type Judgement } from './eligibility-rule.ts';
import { missing } from './missing.ts';

/** Substances whose allergy counts: ketamine, esketamine and arketamine by name or brand. Local default list. */
const ketamine = /ketamin|ketalar|ketanest|spravato/i;

export const hypersensitivityRule: EligibilityRule = Object.freeze({
  id: 'ELI-11',
  version: 1,
  title: 'Allergy to ketamine',
  statement: 'No hypersensitivity to ketamine, esketamine or an ingredient of the injection.',
  ruleClass: 'hardStop',
  source: { mark: 'label', citation: 'US ketamine and esketamine labels, contraindications' },
  appliesTo: {},
  inputs: inputs('screening answer ketamineHypersensitivity', 'allergies'),
  reviewed: lastReviewed,
  judge: judgeHypersensitivity,
} as const);

function judgeHypersensitivity(facts: PatientFacts, _policy: Policy, now: Instant): Judgement {
  const answer = newestAnswer(facts, 'ketamineHypersensitivity');
  const listed = facts.allergies.filter(({ substance }) => ketamine.test(substance));
  const used = [
    ...(answer === undefined ? [] : [datum(facts, now, 'Asked', answer.answer, answer.answeredAt)]),
    ...listed.map(({ substance, reaction }) =>
      datum(
        facts,
        now,
        'Allergy in the record',
        reaction === undefined ? substance : `${substance}: ${reaction}`,
      ),
    ),
    ...(facts.allergiesConfirmedAt === undefined
      ? []
      : [
          datum(
            facts,
            now,
            'Allergy list confirmed',
            `${facts.allergies.length} entries`,
            facts.allergiesConfirmedAt,
          ),
        ]),
  ];
  if (listed.length > 0)
    return {
      verdict: 'notMet',
      says: `The allergy list names ${[...new Set(listed.map(({ substance }) => substance))].toSorted().join(', ')}.`,
      used,
      missing: [],
      wouldChange: 'The allergy found to be entered in error.',
    };
  if (answer?.answer === 'yes')
    return {
      verdict: 'notMet',
      says: 'Answered yes about an allergy to ketamine.',
      used,
      missing: [],
      wouldChange: 'A new answer with its grounds.',
    };
  if (answer?.answer === 'no')
    return {
      verdict: 'met',
      says: 'Answered no about an allergy to ketamine.',
      used,
      missing: [],
      wouldChange: 'An answer of yes, or ketamine in the allergy list.',
    };
  if (answer === undefined && facts.allergiesConfirmedAt !== undefined)
    return {
      verdict: 'met',
      says: 'The allergy list is confirmed and does not name ketamine.',
      used,
      missing: [],
      wouldChange: 'An answer of yes, or ketamine in the allergy list.',
    };
  return {
    verdict: 'unknown',
    says:
      answer === undefined
        ? 'Nobody has asked about an allergy to ketamine, and the allergy list is not confirmed.'
        : 'Asked about an allergy to ketamine; the answer is not known.',
    used,
    missing: [missing.ask('an allergy to ketamine')],
    wouldChange: 'An answer, or the allergy list confirmed as complete.',
  };
}
