import { banded, cite, completeSum, numbers, scale } from '../build.ts';

const double = new Set([4, 5, 7, 8]);
const openEhr = cite('openEHR archetype ymrs', 'verified');
const local = cite('Programme default, from general knowledge', 'general knowledge');

/** Young Mania Rating Scale: structure and score only. Items 5, 6, 8 and 9 go to 8 in steps of two. */
export const ymrs = scale({
  id: 'ymrs',
  title: 'Young Mania Rating Scale',
  shortTitle: 'YMRS',
  items: Array.from({ length: 11 }, (_, place) => ({
    id: `item${place + 1}`,
    options: double.has(place) ? numbers(0, 8, 2) : numbers(0, 4),
    scored: true,
  })),
  recallDays: 2,
  rater: 'clinician',
  direction: 'higherIsWorse',
  scoring: completeSum,
  range: { from: 0, to: 60 },
  bands: banded(openEhr, 60, [0, 'below hypomania'], [14, 'hypomania'], [20, 'moderate'], [31, 'severe']),
  totalFlags: [
    {
      every: [{ of: 'total', atLeast: 12 }],
      flag: 'mania',
      says: 'YMRS of 12 or more: hold dosing and let the prescriber review.',
      source: local,
    },
  ],
  remission: { atMost: 12, citation: 'YMRS of 12 or less, as in trials; general knowledge' },
  cutOffs: [
    { at: 20, side: 'atLeast', says: 'Mania in trials', ...cite('German Wikipedia, YMRS', 'secondary') },
  ],
  licenceClass: 'C',
  attribution: 'YMRS: Young RC and others, Br J Psychiatry 1978. The rater holds the form.',
  citation: 'Young RC and others. Br J Psychiatry 1978; 133: 429-435',
});
