import { limit } from '../policy/default-policy.ts';
import { conditionTerms } from './condition-terms.ts';
import { screeningRule } from './screening-rule.ts';

export const aneurysmRule = screeningRule({
  id: 'ELI-01',
  version: 1,
  title: 'Aneurysm or arteriovenous malformation',
  statement: 'No aneurysmal vascular disease and no arteriovenous malformation.',
  ruleClass: 'hardStop',
  source: { mark: 'label', citation: 'US esketamine label, contraindications; applied to racemic ketamine' },
  question: 'aneurysmOrAvm',
  about: 'an aneurysm or an arteriovenous malformation',
  terms: conditionTerms.aneurysmOrAvm,
  good: 'no',
});

export const haemorrhageRule = screeningRule({
  id: 'ELI-02',
  version: 1,
  title: 'Bleeding in the brain',
  statement: 'No history of intracerebral haemorrhage.',
  ruleClass: 'hardStop',
  source: { mark: 'label', citation: 'US esketamine label, contraindications; applied to racemic ketamine' },
  question: 'intracerebralHaemorrhage',
  about: 'bleeding in the brain',
  terms: conditionTerms.intracerebralHaemorrhage,
  good: 'no',
});

export const cardiovascularRule = screeningRule({
  id: 'ELI-03',
  version: 2,
  title: 'Recent heart attack or stroke',
  statement:
    'No heart attack, stroke, unstable angina or decompensated heart failure within the policy’s weeks.',
  ruleClass: 'hardStop',
  source: {
    mark: 'localDefault',
    citation: 'Six weeks after heart attack or stroke; a site may choose six months; cardiology decides',
  },
  question: 'recentCardiovascularEvent',
  about: 'a recent heart attack, stroke or unstable heart disease',
  aboutUnder: (policy) =>
    `a heart attack, stroke or unstable heart disease in the last ${limit(policy, 'cardiacEventWeeks')} weeks`,
  terms: conditionTerms.cardiovascularEvent,
  good: 'no',
  window: 'screeningAgeDays',
});
