import { cite, scale, sumOf, untoldAlike } from '../build.ts';

const sum = { kind: 'sum', missing: { kind: 'prorate', atMost: 1 } } as const;

/** WHODAS 2.0, twelve items, simple scoring as per cent of 48. */
export const whodas12 = scale({
  id: 'whodas-12',
  title: 'WHO Disability Assessment Schedule 2.0, 12 items',
  shortTitle: 'WHODAS 2.0',
  items: untoldAlike(12, 0, 4),
  recallDays: 30,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: { kind: 'percentOfMaximum', of: sum, lowest: 0, highest: 48 },
  range: { from: 0, to: 100 },
  bands: {
    ...cite('sphsoutcomes.net, one service’s bands', 'verified'),
    bands: [
      { from: 0, to: 20, label: 'none' },
      { from: 20, to: 40, label: 'mild' },
      { from: 40, to: 60, label: 'moderate' },
      { from: 60, to: 80, label: 'severe' },
      { from: 80, to: 100, label: 'extreme' },
    ],
  },
  subscales: [
    { id: 'raw', title: 'Simple total', rule: sum },
    ...['Cognition', 'Mobility', 'Self-care', 'Getting along', 'Life activities', 'Participation'].map(
      (title, index) => ({
        id: `domain${index + 1}`,
        title,
        // Items of the twelve by domain, counted from 1: 3 6, 1 7, 8 9, 10 11, 2 12, 4 5.
        rule: sumOf(
          (
            [
              [2, 5],
              [0, 6],
              [7, 8],
              [9, 10],
              [1, 11],
              [3, 4],
            ] as const
          )[index]!,
        ),
      }),
    ),
  ],
  licenceClass: 'B',
  terms: 'Electronic use needs WHO’s written permission.',
  citation:
    'Ustun TB and others. Bull World Health Organ 2010; 88: 815-823. One missing item is the mean of the others: general knowledge',
});
