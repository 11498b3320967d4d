import { from1, scale, sumOf, untoldAlike } from '../build.ts';

const first = sumOf(from1(1, 14));

/** Q-LES-Q-SF: per cent of the maximum of the first fourteen; the last two are shown alone. Higher is better. */
export const qLesQSf = scale({
  id: 'q-les-q-sf',
  title: 'Quality of Life Enjoyment and Satisfaction Questionnaire, short form',
  shortTitle: 'Q-LES-Q-SF',
  items: untoldAlike(16, 1, 5).map((item, place) => ({ ...item, scored: place < 14 })),
  recallDays: 7,
  rater: 'self',
  direction: 'higherIsBetter',
  scoring: { kind: 'percentOfMaximum', of: first, lowest: 14, highest: 70 },
  range: { from: 0, to: 100 },
  subscales: [
    { id: 'raw', title: 'Raw total', rule: first },
    { id: 'medication', title: 'Satisfaction with medication', rule: sumOf([14]) },
    { id: 'overall', title: 'Overall satisfaction', rule: sumOf([15]) },
  ],
  licenceClass: 'C',
  attribution: 'Q-LES-Q-SF: © J. Endicott.',
  citation: 'Endicott J and others. Psychopharmacol Bull 1993; 29: 321-326',
});
