import type { Instant } from '@evenkeel/quantities';
import type { Finding } from '../finding.ts';
import type { PatientFacts } from '../patient-facts.ts';
import type { Policy } from '../policy/policy.ts';
import { usualSetting } from '../rule.ts';
import { eligibilityRules } from './eligibility-rules.ts';

/** stop: a hard stop is not met. hold: a hold is not met. unknown: something needed is not known. */
export type EligibilitySummary = 'mayProceed' | 'hold' | 'stop' | 'unknown';

export interface Eligibility {
  readonly summary: EligibilitySummary;
  readonly findings: readonly Finding[];
}

/**
 * Judges the fourteen rules whose questions every course asks. `judgeCare` judges them all. Says what stands in the way and what is not known; a prescriber decides. */
export function judgeEligibility(facts: PatientFacts, policy: Policy, now: Instant): Eligibility {
  const findings = eligibilityRules.map((rule): Finding => {
    const { judge, id, version, statement, ruleClass, source } = rule;
    return {
      rule: id,
      ruleVersion: version,
      statement,
      ruleClass,
      source,
      ...judge(facts, policy, now, usualSetting),
    };
  });
  return { summary: summaryOf(findings), findings };
}

/** The most serious finding: stop and hold when a hard stop or a hold is not met, unknown when one is not known. */
export function summaryOf(findings: readonly Pick<Finding, 'verdict' | 'ruleClass'>[]): EligibilitySummary {
  const is = (verdict: Finding['verdict'], ...classes: readonly Finding['ruleClass'][]) =>
    findings.some((finding) => finding.verdict === verdict && classes.includes(finding.ruleClass));
  if (is('notMet', 'hardStop')) return 'stop';
  if (is('notMet', 'hold')) return 'hold';
  return is('unknown', 'hardStop', 'hold') ? 'unknown' : 'mayProceed';
}
