import { scale, untoldAlike } from '../build.ts';

/** KSET: no rule for a total was found; the ratings are kept. The number of symptoms differs by form: 35 places. */
export const kset = scale({
  id: 'kset',
  title: 'Ketamine Side Effect Tool',
  shortTitle: 'KSET',
  items: untoldAlike(35, 0, 3),
  rater: 'clinician',
  direction: 'higherIsWorse',
  scoring: { kind: 'none' },
  range: { from: 0, to: 0 },
  licenceClass: 'C',
  attribution: 'KSET: © its authors and Elsevier.',
  citation:
    'Short B and others, 2020; Bayes A and others, 2022; KSET-R 2025. Places beyond those of the form stay open',
});
