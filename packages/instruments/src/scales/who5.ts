import { cite, completeSum, scale, untoldAlike } from '../build.ts';

const source = cite('Topp 2015; psytoolkit.org', 'verified');

/** WHO-5: raw total times four. Higher is better; nothing is reversed. */
export const who5 = scale({
  id: 'who5',
  title: 'WHO-5 Well-Being Index',
  shortTitle: 'WHO-5',
  items: untoldAlike(5, 0, 5),
  recallDays: 14,
  rater: 'self',
  direction: 'higherIsBetter',
  scoring: { kind: 'percentOfMaximum', of: completeSum, lowest: 0, highest: 25 },
  range: { from: 0, to: 100 },
  bands: {
    ...source,
    bands: [
      { from: 0, to: 28, label: 'depression likely' },
      { from: 28.5, to: 50, label: 'low well-being' },
      { from: 50.5, to: 100, label: 'above the cut-off' },
    ],
  },
  subscales: [{ id: 'raw', title: 'Raw total', rule: completeSum }],
  meaningfulChange: [{ points: 10, says: 'Meaningful', ...cite('General knowledge', 'general knowledge') }],
  licenceClass: 'B',
  citation: 'Topp CW and others. Psychother Psychosom 2015; 84: 167-176',
});
