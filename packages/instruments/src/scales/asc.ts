import { scale } from '../build.ts';
import type { Item } from '../instrument.ts';

const lines = (count: number): readonly Item[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `item${index + 1}`,
    options: [],
    number: { from: 0, to: 100, step: 1, unit: 'mm' },
    scored: true,
  }));
const common = {
  recallDays: 0,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: { kind: 'mean', missing: { kind: 'complete' } },
  range: { from: 0, to: 100 },
  licenceClass: 'C',
} as const;

/** 5D-ASC: ninety-four lines of 100 mm, structure only. */
export const asc5d = scale({
  ...common,
  id: '5d-asc',
  title: 'Five-dimensional Altered States of Consciousness scale',
  shortTitle: '5D-ASC',
  items: lines(94),
  citation:
    'Dittrich A. Pharmacopsychiatry 1998; 31: 80-84. The keys of its dimensions are not in the repository',
});

/** Forty-two of them make eleven scales. */
export const asc11 = scale({
  ...common,
  id: '11-asc',
  title: 'Altered States of Consciousness scale, eleven scales',
  shortTitle: '11-ASC',
  items: lines(42),
  citation:
    'Studerus E and others. PLoS One 2010; 5: e12412. The keys of its scales are not in the repository',
});
