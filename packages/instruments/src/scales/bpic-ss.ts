import { banded, cite, completeSum, scale, untold } from '../build.ts';

/** BPIC-SS: structure and score only. Range and cut are not confirmed. */
export const bpicSs = scale({
  id: 'bpic-ss',
  title: 'Bladder Pain/Interstitial Cystitis Symptom Score',
  shortTitle: 'BPIC-SS',
  items: untold([5, 5, 5, 5, 5, 5, 4, 4]),
  recallDays: 7,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: completeSum,
  range: { from: 0, to: 38 },
  bands: banded(
    cite('Humphrey 2012, range and cut not confirmed', 'general knowledge'),
    38,
    [0, 'below the cut-off'],
    [19, 'moderate to severe'],
  ),
  licenceClass: 'C',
  citation: 'Humphrey L and others. Eur Urol 2012; 61: 271-279',
});
