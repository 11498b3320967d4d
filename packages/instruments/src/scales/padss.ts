import { banded, cite, completeSum, scale } from '../build.ts';
import type { Item } from '../instrument.ts';

const item = (id: string, text: string, two: string, one: string, zero: string): Item => ({
  id,
  text,
  options: [
    { value: 2, label: two },
    { value: 1, label: one },
    { value: 0, label: zero },
  ],
  scored: true,
});

/** Modified PADSS in our own words; bleeding does not apply after ketamine and counts 2: a local adaptation, and named so. */
export const padss = scale({
  id: 'padss',
  version: '1-modified-local',
  title: 'Post-Anaesthetic Discharge Scoring System, modified, adapted here',
  shortTitle: 'PADSS',
  stem: 'What is seen now.',
  items: [
    item(
      'vitals',
      'Pressure and pulse beside those before',
      'Within 20 %',
      '20 to 40 % away',
      'More than 40 % away',
    ),
    item('activity', 'Walking', 'Steady, no dizziness', 'With help', 'Cannot walk'),
    item(
      'nausea',
      'Nausea and vomiting',
      'Little or none',
      'Eases with treatment',
      'Goes on despite treatment',
    ),
    item('pain', 'Pain', 'Acceptable to the person', 'Eases with treatment', 'Not acceptable'),
    item(
      'bleeding',
      'Bleeding (after ketamine: does not apply, 2)',
      'None, or does not apply',
      'Some',
      'Much',
    ),
  ],
  recallDays: 0,
  rater: 'observer',
  direction: 'higherIsBetter',
  scoring: completeSum,
  range: { from: 0, to: 10 },
  bands: banded(cite('Chung 1995', 'verified'), 10, [0, 'stays'], [9, 'meets 9']),
  licenceClass: 'A-own',
  citation: 'Chung F. J Clin Anesth 1995; 7: 500-506. Bleeding scored 2 is a local adaptation',
});
