import { completeSum, labelled, scale, told } from '../build.ts';

const anchors = labelled(
  'Not present',
  'Very mild',
  'Mild',
  'Moderate',
  'Moderately severe',
  'Severe',
  'Extremely severe',
);
const items: readonly (readonly [string, string])[] = [
  ['disorganisation', 'Thought hard to follow: loose, broken off, confused'],
  ['suspiciousness', 'Suspicion: others are thought to mean harm'],
  ['hallucination', 'Perceiving what is not there'],
  ['unusualThought', 'Odd, strange or impossible beliefs'],
];
const common = {
  title: 'Brief Psychiatric Rating Scale, positive symptoms',
  stem: 'Rate what is seen and said now.',
  recallDays: 0,
  rater: 'clinician',
  direction: 'higherIsWorse',
  scoring: completeSum,
  licenceClass: 'A',
  terms: 'The scale of 1962 is in the public domain. The wording here is Evenkeel’s own.',
  attribution: 'After Overall JE and Gorham DR, 1962. Wording by Evenkeel.',
  citation:
    'Overall JE, Gorham DR. The Brief Psychiatric Rating Scale. Psychol Rep 1962; 10: 799-812. No bands: the rise from before the dose is followed',
} as const;

/** Four positive symptoms, coded 0 to 6. */
export const bprsPlus = scale({
  ...common,
  id: 'bprs-plus',
  version: '1-coded-0-6',
  shortTitle: 'BPRS+ (0-6)',
  items: told(anchors, items),
  range: { from: 0, to: 24 },
});

/** The same, coded 1 to 7: the version decides what a number means. */
export const bprsPlus17 = scale({
  ...common,
  id: 'bprs-plus-1-7',
  version: '1-coded-1-7',
  shortTitle: 'BPRS+ (1-7)',
  items: told(
    anchors.map(({ value, ...rest }) => ({ value: value + 1, ...rest })),
    items,
  ),
  range: { from: 4, to: 28 },
});
