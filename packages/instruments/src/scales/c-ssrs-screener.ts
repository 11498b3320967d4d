import { cite, loinc, numbers, scale } from '../build.ts';

const rule = cite('C-SSRS triage, cssrs.columbia.edu', 'verified');
const yes = (item: number) => ({ item, equals: 1 });

/**
 * C-SSRS screener: a decision, not a sum. Items 1 to 5 on ideas in the past month; item 6 in two parts: ever, and in the
 * past three months. Items 3 to 5 are not asked when item 2 is no.
 */
export const cSsrsScreener = scale({
  id: 'c-ssrs-screener',
  title: 'Columbia-Suicide Severity Rating Scale, screener',
  shortTitle: 'C-SSRS screener',
  items: ['1', '2', '3', '4', '5', '6-ever', '6-recent'].map((id) => ({
    id,
    options: numbers(0, 1),
    scored: true,
  })),
  recallDays: 30,
  rater: 'interview',
  direction: 'higherIsWorse',
  implied: [
    { when: [{ item: 1, equals: 0 }], items: [2, 3, 4], value: 0 },
    { when: [{ item: 5, equals: 0 }], items: [6], value: 0 },
  ],
  scoring: {
    kind: 'decisionTree',
    clauses: [
      { any: [yes(3), yes(4), yes(6)], level: 3 },
      { any: [yes(2), yes(5)], level: 2 },
      { any: [yes(0), yes(1)], level: 1 },
    ],
    otherwise: 0,
  },
  range: { from: 0, to: 3 },
  bands: {
    ...rule,
    bands: [
      { from: 0, to: 0, label: 'none told' },
      { from: 1, to: 1, label: 'low' },
      { from: 2, to: 2, label: 'moderate' },
      { from: 3, to: 3, label: 'high' },
    ],
  },
  totalFlags: [
    {
      every: [{ of: 'total', atLeast: 1 }],
      flag: 'suicidality',
      says: 'The screener found thoughts or acts of suicide. Follow the clinic’s steps for its level now.',
      source: rule,
      untoldFlag: 'suicidalityUnanswered',
      untoldSays: 'The level cannot be told: questions are open. Ask; an unanswered question is not a no.',
    },
  ],
  licenceClass: 'A*',
  attribution: 'C-SSRS: © The Research Foundation for Mental Hygiene, Inc. Unaltered use only.',
  codes: { panel: loinc('93373-9'), total: loinc('93374-7') },
  citation:
    'Posner K and others. Am J Psychiatry 2011; 168: 1266-1277. The split of moderate is general knowledge',
});
