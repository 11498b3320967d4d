import type { PatientFacts } from '../patient-facts.ts';
import { inputs, lastReviewed } from '../rule.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant } from '@evenkeel/quantities';
import { datum, type EligibilityRule, type Judgement } from './eligibility-rule.ts';
import { missing } from './missing.ts';

/** What the interview found, beside the rating that WRK-11 judges: the two may disagree. */
export const episodeSeverityRule: EligibilityRule = Object.freeze({
  id: 'ELI-35',
  version: 1,
  title: 'Severity of the episode',
  statement: 'By clinician interview the current episode is moderate or severe before the first dose.',
  ruleClass: 'caution',
  source: Object.freeze({
    mark: 'localDefault' as const,
    citation: 'Major depressive disorder by clinician interview, current episode moderate to severe',
  }),
  appliesTo: Object.freeze({ phases: Object.freeze(['firstDose'] as const) }),
  inputs: inputs('diagnosis'),
  reviewed: lastReviewed,
  judge: judgeSeverity,
});

function judgeSeverity(facts: PatientFacts, _policy: Policy, now: Instant): Judgement {
  const { diagnosis } = facts;
  const wouldChange = 'An interview that finds another severity.';
  if (diagnosis === undefined)
    return {
      verdict: 'unknown',
      says: 'No mood-disorder diagnosis is recorded.',
      used: [],
      missing: [missing.diagnosis],
      wouldChange,
    };
  const { severity } = diagnosis;
  const used = [datum(facts, now, 'Severity', severity, diagnosis.recordedAt)];
  if (severity === 'unknown')
    return {
      verdict: 'unknown',
      says: 'How severe the current episode is, is not recorded.',
      used,
      missing: ['Record how severe the current episode is.'],
      wouldChange,
    };
  return {
    verdict: severity === 'mild' ? 'notMet' : 'met',
    says:
      severity === 'mild'
        ? 'The current episode is mild; ketamine is for a moderate or severe one.'
        : `The current episode is ${severity}.`,
    used,
    missing: [],
    wouldChange,
  };
}
