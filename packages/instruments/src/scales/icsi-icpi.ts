import { banded, cite, completeSum, scale, untoldAlike } from '../build.ts';

const source = cite('O’Leary 1997; the cut is general knowledge', 'general knowledge');
const common = {
  recallDays: 30,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: completeSum,
  licenceClass: 'B',
  meaningfulChange: [{ points: 4, says: 'A rise of 4 asks for a review', ...source }],
  citation: 'O’Leary MP and others. Urology 1997; 49 (5A suppl): 58-63',
} as const;

/** Interstitial Cystitis Symptom Index. */
export const icsi = scale({
  ...common,
  id: 'icsi',
  title: 'Interstitial Cystitis Symptom Index',
  shortTitle: 'ICSI',
  items: untoldAlike(4, 0, 5),
  range: { from: 0, to: 20 },
  bands: banded(source, 20, [0, 'below the cut-off'], [6, 'suggests cystitis: review']),
});

/** Interstitial Cystitis Problem Index. */
export const icpi = scale({
  ...common,
  id: 'icpi',
  title: 'Interstitial Cystitis Problem Index',
  shortTitle: 'ICPI',
  items: untoldAlike(4, 0, 4),
  range: { from: 0, to: 16 },
  bands: banded(source, 16, [0, 'below the cut-off'], [6, 'suggests cystitis: review']),
});
