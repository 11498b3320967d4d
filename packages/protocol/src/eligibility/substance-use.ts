import { conditionTerms } from './condition-terms.ts';
import { screeningRule } from './screening-rule.ts';

export const substanceUseRule = screeningRule({
  id: 'ELI-12',
  version: 1,
  title: 'Active substance use disorder',
  statement: 'No moderate or severe substance use disorder within three months, tobacco and caffeine apart.',
  ruleClass: 'hold',
  source: {
    mark: 'consensus',
    citation:
      'One published clinic protocol uses three months; the esketamine label asks to weigh and monitor',
  },
  question: 'substanceUseActive',
  about: 'a substance use disorder or an overdose in the last three months',
  terms: conditionTerms.substanceUse,
  good: 'no',
  window: 'screeningAgeDays',
});
