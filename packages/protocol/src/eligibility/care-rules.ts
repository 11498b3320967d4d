import { antidepressantChangeRule } from './antidepressant-change.ts';
import { baselineSetRule } from './baseline-set.ts';
import { careConditionRules } from './care-conditions.ts';
import type { EligibilityRule } from './eligibility-rule.ts';
import { episodeSeverityRule } from './episode-severity.ts';
import { eligibilityRules } from './eligibility-rules.ts';
import { furtherScreeningRules } from './further-screening.ts';
import { interactionRules } from '../interactions/interaction-rules.ts';
import { scaleRules } from './scale-rules.ts';
import { workUpRules } from './work-up.ts';

/**
 * Every rule of the whole verdict, in the order it is shown. ELI-14, which only raises conditions from the record, is
 * left out: each of its conditions has a question of its own here.
 */
export const careRules: readonly EligibilityRule[] = Object.freeze([
  ...eligibilityRules.filter(({ id }) => id !== 'ELI-14'),
  ...furtherScreeningRules,
  episodeSeverityRule,
  ...workUpRules,
  ...scaleRules,
  baselineSetRule,
  ...careConditionRules,
  antidepressantChangeRule,
  ...interactionRules,
]);
