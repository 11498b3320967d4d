import { conditionTerms } from './condition-terms.ts';
import { screeningRule } from './screening-rule.ts';

export const severeLiverDiseaseRule = screeningRule({
  id: 'ELI-13',
  version: 1,
  title: 'Severe liver disease',
  statement: 'No severe hepatic impairment.',
  ruleClass: 'hold',
  classFor: { esketamine: 'hardStop' },
  source: { mark: 'label', citation: 'Esketamine label: not recommended in severe hepatic impairment' },
  question: 'severeLiverDisease',
  about: 'severe liver disease',
  terms: conditionTerms.liver,
  good: 'no',
});
