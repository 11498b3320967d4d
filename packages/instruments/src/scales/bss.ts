import { cite, completeSum, from1, scale, sumOf, untoldAlike } from '../build.ts';

const source = cite('Beck 1991', 'general knowledge');

/** Beck Scale for Suicide Ideation: nineteen items count, two are shown alone. Items 6 to 19 follow from 4 or 5. */
export const bss = scale({
  id: 'bss',
  title: 'Beck Scale for Suicide Ideation',
  shortTitle: 'BSS',
  items: untoldAlike(21, 0, 2).map((item, place) => ({ ...item, scored: place < 19 })),
  recallDays: 7,
  rater: 'self',
  direction: 'higherIsWorse',
  implied: [
    {
      when: [
        { item: 3, equals: 0 },
        { item: 4, equals: 0 },
      ],
      items: from1(6, 19),
      value: 0,
    },
  ],
  scoring: completeSum,
  range: { from: 0, to: 38 },
  subscales: [{ id: 'screen', title: 'First five', rule: sumOf(from1(1, 5)) }],
  totalFlags: [
    {
      every: [{ of: 'total', atLeast: 3 }],
      flag: 'suicidality',
      says: 'The total is 3 or more. Ask about suicide in the same contact.',
      source,
      untoldFlag: 'suicidalityUnanswered',
      untoldSays: 'The total cannot be told: items are open. Ask; an unanswered question is not a no.',
    },
  ],
  licenceClass: 'C',
  attribution: 'BSS: © Pearson.',
  citation: 'Beck AT, Steer RA. Manual for the Beck Scale for Suicide Ideation, 1991',
});
