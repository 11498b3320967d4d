import { banded, cite, from1, scale, untoldAlike } from '../build.ts';

const source = cite('Rush 2003; millisecond.com manual', 'verified');

/** QIDS-SR16: sixteen items, nine domains, each the largest of its items. A plain sum is wrong. */
export const qidsSr16 = scale({
  id: 'qids-sr16',
  title: 'Quick Inventory of Depressive Symptomatology, self-report',
  shortTitle: 'QIDS-SR16',
  items: untoldAlike(16, 0, 3),
  recallDays: 7,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: {
    kind: 'domainMaxima',
    domains: [from1(1, 4), [4], from1(6, 9), [9], [10], [11], [12], [13], from1(15, 16)],
  },
  range: { from: 0, to: 27 },
  bands: banded(source, 27, [0, 'none'], [6, 'mild'], [11, 'moderate'], [16, 'severe'], [21, 'very severe']),
  flags: [
    {
      item: 11,
      atLeast: 1,
      flag: 'suicidality',
      says: 'Item 12 is above zero. Ask about suicide in the same contact.',
      unansweredFlag: 'suicidalityUnanswered',
      unansweredSays: 'Item 12 was not answered. Ask; an unanswered question is not a no.',
    },
  ],
  remission: { atMost: 5, citation: 'QIDS of 5 or less; Rush 2003' },
  licenceClass: 'B',
  citation: 'Rush AJ and others. The 16-item QIDS. Biol Psychiatry 2003; 54: 573-583',
});
