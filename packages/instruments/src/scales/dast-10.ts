import { banded, cite, loinc, scale, untoldAlike } from '../build.ts';

/** DAST-10: "no" to item 3 counts 1; a person who says no to item 1 scores 0, marked as gated. */
export const dast10 = scale({
  id: 'dast-10',
  title: 'Drug Abuse Screening Test, 10 items',
  shortTitle: 'DAST-10',
  items: untoldAlike(10, 0, 1),
  recallDays: 365,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: {
    kind: 'gate',
    item: 0,
    equals: 0,
    value: 0,
    of: { kind: 'sum', reversed: [2], missing: { kind: 'complete' } },
  },
  range: { from: 0, to: 10 },
  bands: banded(
    cite('Comorbidity Guidelines, DAST-10', 'verified'),
    10,
    [0, 'none'],
    [1, 'low'],
    [3, 'moderate'],
    [6, 'substantial'],
    [9, 'severe'],
  ),
  licenceClass: 'B',
  terms: 'Non-commercial use with credit.',
  codes: { panel: loinc('82666-9'), total: loinc('82667-7') },
  citation: 'Skinner HA. Addict Behav 1982; 7: 363-371. The gate on item 1 is general knowledge',
});
