import { careRules } from './eligibility/care-rules.ts';
import { conditionsToWeighRule } from './eligibility/conditions-to-weigh.ts';
import { followUpRules } from './follow-up/follow-up-rules.ts';
import { therapyRules } from './follow-up/therapy.ts';
import { templates } from './regimen/template.ts';
import { titrationRules } from './regimen/titration.ts';
import type { RuleRecord } from './rule.ts';
import { careWatchRules } from './session/care-watch-rules.ts';
import { drugCountRule } from './session/drug-count.ts';
import { furtherGates } from './session/further-gates.ts';
import { furtherLeaveRules } from './session/leaving.ts';
import { sessionRules } from './session/rules.ts';

/** Every rule of the house, for the library and for the check that each has a test. */
export const allRules: readonly RuleRecord[] = Object.freeze([
  ...careRules,
  conditionsToWeighRule,
  ...templates,
  ...Object.values(titrationRules),
  ...sessionRules,
  ...furtherGates,
  ...Object.values(careWatchRules),
  ...Object.values(furtherLeaveRules),
  drugCountRule,
  ...followUpRules,
  ...Object.values(therapyRules),
]);
