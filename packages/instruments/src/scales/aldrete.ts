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

/** Modified Aldrete score in our own words. Higher is better. */
export const aldrete = scale({
  id: 'aldrete',
  version: '1-modified-spo2',
  title: 'Aldrete score, modified',
  shortTitle: 'Aldrete',
  stem: 'What is seen now.',
  items: [
    item('activity', 'Moves when asked', 'All four limbs', 'Two limbs', 'None'),
    item(
      'respiration',
      'Breathing',
      'Deep, coughs freely',
      'Shallow or laboured',
      'Does not breathe unaided',
    ),
    item(
      'circulation',
      'Blood pressure beside the one before',
      'Within 20 %',
      '20 to 50 % away',
      'More than 50 % away',
    ),
    item('consciousness', 'Awareness', 'Fully awake', 'Wakes when called', 'Does not answer'),
    item(
      'oxygen',
      'Oxygen saturation',
      'Above 92 % on air',
      'Needs oxygen to stay above 90 %',
      'Below 90 % with oxygen',
    ),
  ],
  recallDays: 0,
  rater: 'observer',
  direction: 'higherIsBetter',
  scoring: completeSum,
  range: { from: 0, to: 10 },
  bands: banded(cite('Aldrete 1995', 'general knowledge'), 10, [0, 'stays'], [9, 'meets 9']),
  licenceClass: 'A-own',
  citation: 'Aldrete JA. J Clin Anesth 1995; 7: 89-91',
});
