import { scale, sumOf } from '../build.ts';

const component = (id: string) => ({
  id,
  options: [],
  number: { from: 0, to: 100, step: 0.01, unit: '' },
  scored: true,
});

/** SF-12: the two components as the licensed scoring gave them. Its own algorithm is not published openly. */
export const sf12 = scale({
  id: 'sf-12',
  title: 'SF-12 Health Survey',
  shortTitle: 'SF-12',
  items: [component('pcs'), component('mcs')],
  recallDays: 28,
  rater: 'self',
  direction: 'higherIsBetter',
  scoring: { kind: 'none' },
  range: { from: 0, to: 100 },
  subscales: [
    { id: 'pcs', title: 'Physical component', rule: sumOf([0]) },
    { id: 'mcs', title: 'Mental component', rule: sumOf([1]) },
  ],
  licenceClass: 'C',
  attribution: 'SF-12: QualityMetric. Enter the components that the licensed scoring gave.',
  citation: 'Ware J and others. Med Care 1996; 34: 220-233. Norm 50, standard deviation 10',
});
