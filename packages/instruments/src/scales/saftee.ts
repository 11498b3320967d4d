import { labelled, scale, told } from '../build.ts';

/** The general inquiry of SAFTEE in our own words. What is named is coded as an adverse event; there is no total. */
export const saftee = scale({
  id: 'saftee-gi',
  title: 'General inquiry about unwanted effects, after SAFTEE',
  shortTitle: 'General inquiry',
  stem: 'Since we last spoke:',
  items: told(labelled('No', 'A little', 'Clearly', 'Very much'), [
    ['health', 'Have you had any trouble with your health?'],
    ['changes', 'Have you noticed changes in how your body or mind works?'],
    ['stopped', 'Has anything kept you from what you usually do?'],
    ['medicine', 'Do you think any of it comes from the treatment?'],
  ]),
  rater: 'clinician',
  direction: 'higherIsWorse',
  scoring: { kind: 'none' },
  range: { from: 0, to: 0 },
  licenceClass: 'A',
  terms: 'In Evenkeel’s own words.',
  attribution: 'After Levine J and Schooler NR, 1986. Wording by Evenkeel.',
  citation: 'Levine J, Schooler NR. Psychopharmacol Bull 1986; 22: 343-381. Severity maps to a CTCAE grade',
});
