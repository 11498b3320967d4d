import { careRules } from './eligibility/care-rules.ts';
import { conditionsToWeighRule } from './eligibility/conditions-to-weigh.ts';
import type { RuleRecord } from './rule.ts';
import { sessionRules } from './session/rules.ts';

/** Every rule of the house, for the library and for the check that each has a test. */
export const allRules: readonly RuleRecord[] = Object.freeze([
  ...careRules,
  conditionsToWeighRule,
  ...sessionRules,
]);
