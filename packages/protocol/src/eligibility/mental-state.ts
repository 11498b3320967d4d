import { conditionTerms } from './condition-terms.ts';
import { screeningRule } from './screening-rule.ts';

export const psychosisRule = screeningRule({
  id: 'ELI-05',
  version: 1,
  title: 'Psychosis',
  statement: 'No primary psychotic disorder and no current psychosis.',
  ruleClass: 'hardStop',
  classFor: { esketamine: 'hold' },
  source: {
    mark: 'consensus',
    citation: 'Most racemic protocols exclude psychosis; the esketamine label asks for careful assessment',
  },
  question: 'psychosis',
  about: 'a psychotic disorder or psychotic symptoms now',
  terms: conditionTerms.psychosis,
  good: 'no',
  window: 'screeningAgeDays',
  against: ({ diagnosis }) =>
    diagnosis?.psychoticFeatures === 'yes'
      ? 'The current episode is recorded with psychotic features.'
      : undefined,
});

export const maniaRule = screeningRule({
  id: 'ELI-06',
  version: 1,
  title: 'Mania or mixed state',
  statement: 'No current mania, hypomania or mixed state.',
  ruleClass: 'hold',
  source: {
    mark: 'localDefault',
    citation: 'Treat mania first; controlled trials in bipolar depression excluded it',
  },
  question: 'maniaNow',
  about: 'mania, hypomania or a mixed state now',
  good: 'no',
  window: 'screeningAgeDays',
  against: ({ diagnosis }) =>
    diagnosis !== undefined && ['manic', 'hypomanic', 'mixed'].includes(diagnosis.episode)
      ? `The current episode is recorded as ${diagnosis.episode}.`
      : undefined,
});

export const capacityRule = screeningRule({
  id: 'ELI-10',
  version: 1,
  title: 'Capacity to consent',
  statement: 'The patient can understand and decide about the treatment.',
  ruleClass: 'hardStop',
  passedBy: 'nobody',
  source: { mark: 'consensus', citation: 'Clinic protocols: no treatment without capacity to consent' },
  question: 'capacityToConsent',
  about: 'the capacity to consent',
  good: 'yes',
  window: 'screeningAgeDays',
});
