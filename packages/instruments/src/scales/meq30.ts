import { cite, scale, sumOf, untoldAlike } from '../build.ts';

const source = cite('MacLean 2012, Barrett 2015; keys and 60 % general knowledge', 'general knowledge');
const factors: readonly (readonly [id: string, title: string, items: readonly number[]])[] = [
  ['mystical', 'Mystical', [4, 5, 6, 9, 14, 15, 16, 18, 20, 21, 23, 24, 25, 26, 28]],
  ['mood', 'Positive mood', [2, 8, 12, 17, 27, 30]],
  ['timeSpace', 'Time and space', [1, 7, 11, 13, 19, 22]],
  ['ineffability', 'Ineffability', [3, 10, 29]],
];
const percent = (items: readonly number[]) =>
  ({
    kind: 'percentOfMaximum',
    of: sumOf(items),
    lowest: 0,
    highest: 5 * items.length,
  }) as const;

/** MEQ-30 as per cent of the maximum; complete when each of four factors reaches 60 %. */
export const meq30 = scale({
  id: 'meq-30',
  title: 'Mystical Experience Questionnaire, 30 items',
  shortTitle: 'MEQ-30',
  items: untoldAlike(30, 0, 5),
  recallDays: 0,
  rater: 'self',
  direction: 'higherIsBetter',
  scoring: percent(Array.from({ length: 30 }, (_, place) => place)),
  range: { from: 0, to: 100 },
  subscales: factors.map(([id, title, items]) => ({
    id,
    title,
    rule: percent(items.map((item) => item - 1)),
  })),
  totalFlags: [
    {
      every: factors.map(([id]) => ({ of: id, atLeast: 60 })),
      flag: 'completeMystical',
      says: 'Each of the four factors is at 60 % or more: complete, as the paper counts it.',
      source,
    },
  ],
  licenceClass: 'B',
  citation:
    'MacLean KA and others. J Sci Study Relig 2012; 51: 721-737. Barrett FS and others. J Psychopharmacol 2015; 29: 1182-1190',
});
