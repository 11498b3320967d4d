import { cite, scale, sumOf, untold } from '../build.ts';

/** POSS: structure only; 0 stands for S. Made for opioids. */
export const poss = scale({
  id: 'poss',
  title: 'Pasero Opioid-induced Sedation Scale',
  shortTitle: 'POSS',
  items: untold([4]),
  recallDays: 0,
  rater: 'observer',
  direction: 'higherIsWorse',
  scoring: sumOf([0]),
  range: { from: 0, to: 4 },
  bands: {
    ...cite('Clinical skills table quoting Pasero', 'verified'),
    bands: [
      { from: 0, to: 2, label: 'acceptable' },
      { from: 3, to: 3, label: 'act and reduce' },
      { from: 4, to: 4, label: 'stop' },
    ],
  },
  licenceClass: 'C',
  attribution: 'POSS: © C. Pasero. Used by sites with permission.',
  citation: 'Pasero C, 1994',
});
