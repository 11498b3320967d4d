import { banded, cite, completeSum, scale, untoldAlike } from '../build.ts';

/** MADRS: structure and score only. Anchors stand at even numbers; odd ones lie between them. */
export const madrs = scale({
  id: 'madrs',
  title: 'Montgomery-Asberg Depression Rating Scale',
  shortTitle: 'MADRS',
  items: untoldAlike(10, 0, 6),
  recallDays: 7,
  rater: 'clinician',
  direction: 'higherIsWorse',
  scoring: completeSum,
  range: { from: 0, to: 60 },
  bands: banded(
    cite('switzerland.progress.im, assessing depression', 'verified'),
    60,
    [0, 'none'],
    [7, 'mild'],
    [20, 'moderate'],
    [35, 'severe'],
  ),
  flags: [
    {
      item: 9,
      atLeast: 4,
      flag: 'suicidality',
      says: 'Item 10 is 4 or more. Ask about suicide in the same contact.',
      unansweredFlag: 'suicidalityUnanswered',
      unansweredSays: 'Item 10 was not rated. Ask; an unrated item is not a no.',
    },
  ],
  remission: {
    atMost: 10,
    citation: 'MADRS of 10 or less; KADS and KetECT. The esketamine programme used 12',
  },
  meaningfulChange: [
    {
      points: 10,
      says: 'Meaningful in treatment-resistant depression',
      ...cite('pubmed 33261932', 'verified'),
    },
    { points: 6, says: 'Meaningful, anchored to the CGI', ...cite('NYU, CGI anchors', 'verified') },
  ],
  carryForward: {
    items: [3, 4],
    timepoints: ['plus4h', 'plus24h'],
    ...cite('MADRS over 24 hours: all items but sleep and appetite are meaningful', 'verified'),
  },
  licenceClass: 'C',
  attribution: 'MADRS: © Royal College of Psychiatrists. The rater holds the form.',
  citation:
    'Montgomery SA, Asberg M. Br J Psychiatry 1979; 134: 382-389. At 4 and 24 hours sleep and appetite are carried forward and marked',
});
