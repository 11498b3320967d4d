import { banded, cite, completeSum, from1, scale, sumOf, untoldAlike } from '../build.ts';

const source = cite('US Department of Veterans Affairs, ISI', 'verified');

/** Insomnia Severity Index: structure and score only. */
export const isi = scale({
  id: 'isi',
  title: 'Insomnia Severity Index',
  shortTitle: 'ISI',
  items: untoldAlike(7, 0, 4),
  recallDays: 14,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: completeSum,
  range: { from: 0, to: 28 },
  bands: banded(source, 28, [0, 'none'], [8, 'subthreshold'], [15, 'moderate'], [22, 'severe']),
  subscales: [
    { id: 'night', title: 'Night', rule: sumOf(from1(1, 3)) },
    { id: 'day', title: 'Day', rule: sumOf(from1(5, 7)) },
  ],
  cutOffs: [
    { at: 10, side: 'atLeast', says: 'Insomnia in the community', ...cite('Morin 2011', 'verified') },
  ],
  remission: { atMost: 7, citation: 'ISI below 8' },
  meaningfulChange: [{ points: 8.4, says: 'Moderate improvement', ...cite('Morin 2011', 'verified') }],
  licenceClass: 'C',
  attribution: 'ISI: © C. M. Morin. The form comes from its distributor.',
  citation: 'Bastien CH and others. Sleep Med 2001; 2: 297-307. Morin CM and others. Sleep 2011; 34: 601-608',
});
