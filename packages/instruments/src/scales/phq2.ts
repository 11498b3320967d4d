import { banded, cite, completeSum, loinc, scale } from '../build.ts';
import { phq9 } from './phq9.ts';

const source = cite('Kroenke 2003', 'verified');

/** The first two questions of the PHQ-9. */
export const phq2 = scale({
  id: 'phq2',
  title: 'Patient Health Questionnaire-2',
  shortTitle: 'PHQ-2',
  stem: phq9.stem,
  items: phq9.items.slice(0, 2),
  recallDays: 14,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: completeSum,
  range: { from: 0, to: 6 },
  bands: banded(source, 6, [0, 'negative'], [3, 'positive']),
  cutOffs: [{ at: 3, side: 'atLeast', says: 'Screen positive: give the PHQ-9', ...source }],
  licenceClass: 'A',
  terms: phq9.licence.terms,
  attribution: phq9.attribution,
  codes: { panel: loinc('55757-9'), total: loinc('55758-7') },
  citation: 'Kroenke K, Spitzer RL, Williams JBW. The PHQ-2. Med Care 2003; 41: 1284-1292',
});
