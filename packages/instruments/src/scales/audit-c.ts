import { banded, cite, completeSum, labelled, loinc, scale } from '../build.ts';

const often = labelled(
  'Never',
  'Monthly or less',
  '2 to 4 times a month',
  '2 to 3 times a week',
  '4 or more times a week',
);
const howMany = labelled('1 or 2', '3 or 4', '5 or 6', '7 to 9', '10 or more');
const binge = labelled('Never', 'Less than monthly', 'Monthly', 'Weekly', 'Daily or almost daily');
const source = cite('Bush 1998', 'general knowledge');

/** AUDIT-C: the three questions on consumption. */
export const auditC = scale({
  id: 'audit-c',
  title: 'Alcohol Use Disorders Identification Test, consumption',
  shortTitle: 'AUDIT-C',
  items: [
    {
      id: 'frequency',
      text: 'How often do you have a drink containing alcohol?',
      options: often,
      scored: true,
      code: loinc('68518-0'),
    },
    {
      id: 'quantity',
      text: 'How many drinks containing alcohol do you have on a typical day when you are drinking?',
      options: howMany,
      scored: true,
      code: loinc('68519-8'),
    },
    {
      id: 'binge',
      text: 'How often do you have six or more drinks on one occasion?',
      options: binge,
      scored: true,
      code: loinc('68520-6'),
    },
  ],
  recallDays: 365,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: completeSum,
  implied: [{ when: [{ item: 0, equals: 0 }], items: [1, 2], value: 0 }],
  range: { from: 0, to: 12 },
  bands: banded(source, 12, [0, 'low'], [3, 'positive for women'], [4, 'positive'], [7, 'high']),
  cutOffs: [
    { at: 4, side: 'atLeast', says: 'Positive for men', ...source },
    { at: 3, side: 'atLeast', says: 'Positive for women', ...source },
  ],
  licenceClass: 'A',
  terms: 'Public domain.',
  attribution: 'AUDIT: World Health Organization. AUDIT-C: Bush K, Kivlahan DR, McDonell MB and colleagues.',
  codes: { panel: loinc('72109-2'), total: loinc('75626-2') },
  citation:
    'Bush K and others. The AUDIT alcohol consumption questions. Arch Intern Med 1998; 158: 1789-1795',
});
