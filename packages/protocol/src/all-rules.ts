import { careRules } from './eligibility/care-rules.ts';
import { conditionsToWeighRule } from './eligibility/conditions-to-weigh.ts';
import { templates } from './regimen/template.ts';
import { titrationRules } from './regimen/titration.ts';
import type { RuleRecord } from './rule.ts';
import { sessionRules } from './session/rules.ts';

/** Every rule of the house, for the library and for the check that each has a test. */
export const allRules: readonly RuleRecord[] = Object.freeze([
  ...careRules,
  conditionsToWeighRule,
  ...templates,
  ...Object.values(titrationRules),
  ...sessionRules,
]);
