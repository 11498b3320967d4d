import { banded, cite, loinc, scale, sumOf } from '../build.ts';

/** MoCA: the total that a certified rater found, the point for education included. Electronic versions are not allowed. */
export const moca = scale({
  id: 'moca',
  title: 'Montreal Cognitive Assessment',
  shortTitle: 'MoCA',
  items: [{ id: 'total', options: [], number: { from: 0, to: 30, step: 1, unit: '' }, scored: true }],
  recallDays: 0,
  rater: 'clinician',
  direction: 'higherIsBetter',
  scoring: sumOf([0]),
  range: { from: 0, to: 30 },
  bands: banded(
    cite('Nasreddine 2005', 'general knowledge'),
    30,
    [0, 'below the cut-off'],
    [26, 'at or above the cut-off'],
  ),
  licenceClass: 'C',
  terms: 'Total only. Training and the paper form are the site’s.',
  attribution: 'MoCA: © Z. Nasreddine.',
  codes: { panel: loinc('72133-2'), total: loinc('72172-0') },
  citation:
    'Nasreddine ZS and others. J Am Geriatr Soc 2005; 53: 695-699. One point more with 12 years of education or fewer',
});
