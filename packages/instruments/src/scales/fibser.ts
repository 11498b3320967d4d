import { banded, cite, scale, sumOf, untoldAlike } from '../build.ts';

const source = cite('Wisniewski 2006', 'general knowledge');

/** FIBSER: frequency, intensity and burden of side effects. No sum: the burden decides. */
export const fibser = scale({
  id: 'fibser',
  title: 'Frequency, Intensity and Burden of Side Effects Rating',
  shortTitle: 'FIBSER',
  items: untoldAlike(3, 0, 6),
  recallDays: 7,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: sumOf([2]),
  range: { from: 0, to: 6 },
  bands: banded(source, 6, [0, 'keep'], [3, 'manage'], [5, 'change']),
  subscales: [
    { id: 'frequency', title: 'Frequency', rule: sumOf([0]) },
    { id: 'intensity', title: 'Intensity', rule: sumOf([1]) },
  ],
  licenceClass: 'C',
  attribution: 'FIBSER: University of Texas Southwestern.',
  citation: 'Wisniewski SR and others. J Psychiatr Pract 2006; 12: 71-79. The total here is the burden',
});
