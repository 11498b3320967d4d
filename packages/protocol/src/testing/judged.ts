import assert from 'node:assert/strict';
import { judgeEligibility, type Eligibility } from '../eligibility/judge-eligibility.ts';
import type { Finding, Verdict } from '../finding.ts';
import type { PatientFacts } from '../patient-facts.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { now } from './facts.ts';

/** The verdicts of the default policy at the tests' moment. */
export const judge = (facts: PatientFacts): Eligibility => judgeEligibility(facts, defaultPolicy, now);

/** One rule's finding. */
export function finding(facts: PatientFacts, rule: string): Finding {
  const found = judge(facts).findings.find((one) => one.rule === rule);
  assert.ok(found !== undefined, rule);
  return found;
}

/** One rule's verdict. */
export const verdict = (facts: PatientFacts, rule: string): Verdict => finding(facts, rule).verdict;
