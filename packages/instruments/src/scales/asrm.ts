import { banded, cite, scale, untoldAlike } from '../build.ts';

const source = cite('Altman 1997', 'verified');

/** Altman Self-Rating Mania Scale: structure and score only, coded 0 to 4. */
export const asrm = scale({
  id: 'asrm',
  version: '1-coded-0-4',
  title: 'Altman Self-Rating Mania Scale',
  shortTitle: 'ASRM',
  items: untoldAlike(5, 0, 4),
  recallDays: 7,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: { kind: 'sum', missing: { kind: 'prorate', atMost: 1 } },
  range: { from: 0, to: 20 },
  bands: banded(source, 20, [0, 'below the cut-off'], [6, 'mania or hypomania probable']),
  totalFlags: [
    {
      every: [{ of: 'total', atLeast: 6 }],
      flag: 'mania',
      says: 'ASRM of 6 or more: let the prescriber review before the next dose.',
      source,
    },
  ],
  licenceClass: 'C',
  citation: 'Altman EG and others. Biol Psychiatry 1997; 42: 948-955. Forms coded 1 to 5: take one off each',
});
