import { banded, cite, loinc, scale, told } from '../build.ts';
import { phq9 } from './phq9.ts';

const source = cite('Spitzer 2006', 'verified');

/** GAD-7 in English. Its lowest answer is "not at all"; a wrong label circulates. */
export const gad7 = scale({
  id: 'gad7',
  title: 'Generalised Anxiety Disorder-7',
  shortTitle: 'GAD-7',
  stem: phq9.stem,
  items: told(phq9.items[0]!.options, [
    ['nervous', 'Feeling nervous, anxious or on edge', '69725-0'],
    ['control', 'Not being able to stop or control worrying', '68509-9'],
    ['worry', 'Worrying too much about different things', '69733-4'],
    ['relax', 'Trouble relaxing', '69734-2'],
    ['restless', 'Being so restless that it is hard to sit still', '69735-9'],
    ['irritable', 'Becoming easily annoyed or irritable', '69689-8'],
    ['afraid', 'Feeling afraid as if something awful might happen', '69736-7'],
  ]),
  recallDays: 14,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: { kind: 'sum', missing: { kind: 'prorate', atMost: 2 } },
  range: { from: 0, to: 21 },
  bands: banded(source, 21, [0, 'minimal'], [5, 'mild'], [10, 'moderate'], [15, 'severe']),
  cutOffs: [{ at: 10, side: 'atLeast', says: 'Screen positive', ...source }],
  meaningfulChange: [{ points: 4, says: 'Meaningful', ...cite('General knowledge', 'general knowledge') }],
  licenceClass: 'A',
  terms: phq9.licence.terms,
  attribution: phq9.attribution,
  codes: { panel: loinc('69737-5'), total: loinc('70274-6') },
  citation:
    'Spitzer RL, Kroenke K, Williams JBW, Lowe B. The GAD-7. Arch Intern Med 2006; 166: 1092-1097. Prorating of up to two unanswered items is a local default',
});
