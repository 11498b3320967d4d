import { completeSum, scale, untoldAlike } from '../build.ts';

/** MARS-5: structure and score only. Higher is better; there is no fixed cut. */
export const mars5 = scale({
  id: 'mars-5',
  title: 'Medication Adherence Report Scale, 5 items',
  shortTitle: 'MARS-5',
  items: untoldAlike(5, 1, 5),
  rater: 'self',
  direction: 'higherIsBetter',
  scoring: completeSum,
  range: { from: 5, to: 25 },
  licenceClass: 'C',
  attribution: 'MARS-5: © R. Horne.',
  citation: 'Chan AHY and others. Br J Clin Pharmacol 2020; 86: 1281-1288',
});
