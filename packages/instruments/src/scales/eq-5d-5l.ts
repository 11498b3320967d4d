import { numbers, scale, sumOf } from '../build.ts';

/** EQ-5D-5L: a state of five digits and a scale from 0 to 100. An index needs a licensed value set. */
export const eq5d5l = scale({
  id: 'eq-5d-5l',
  title: 'EQ-5D-5L',
  shortTitle: 'EQ-5D-5L',
  items: [
    ...Array.from({ length: 5 }, (_, index) => ({
      id: `item${index + 1}`,
      options: numbers(1, 5),
      scored: true,
    })),
    { id: 'vas', options: [], number: { from: 0, to: 100, step: 1, unit: '' }, scored: false },
  ],
  recallDays: 0,
  rater: 'self',
  direction: 'higherIsBetter',
  scoring: { kind: 'none' },
  range: { from: 0, to: 1 },
  subscales: [
    {
      id: 'state',
      title: 'State',
      rule: {
        kind: 'sum',
        items: [0, 1, 2, 3, 4],
        times: [10_000, 1000, 100, 10, 1],
        missing: { kind: 'complete' },
      },
    },
    { id: 'vas', title: 'Scale from 0 to 100', rule: sumOf([5]) },
  ],
  licenceClass: 'C',
  terms: 'No use, reproduction or digital version without the written consent of EuroQol.',
  attribution: 'EQ-5D-5L: © EuroQol Research Foundation.',
  citation: 'Herdman M and others. Qual Life Res 2011; 20: 1727-1736',
});
