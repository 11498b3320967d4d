import { scale } from '../build.ts';
import type { Item } from '../instrument.ts';

const slider = (id: string, text: string): Item => ({
  id,
  text,
  options: [],
  number: { from: 0, to: 10, step: 1, unit: 'of 10' },
  scored: true,
});

/** Sensations while they last, 0 to 10, in our own words. Not validated; there is no total. */
export const ownSensations = scale({
  id: 'evenkeel-sensations',
  title: 'Evenkeel live sensations (not validated)',
  shortTitle: 'Sensations',
  stem: 'Right now, from 0 not at all to 10 as strong as can be:',
  items: [
    slider('floating', 'Floating, or outside my body'),
    slider('changed', 'Things look or sound changed'),
    slider('time', 'Time runs differently'),
    slider('afraid', 'Afraid'),
    slider('calm', 'At ease'),
    slider('sick', 'Sick to my stomach'),
  ],
  recallDays: 0,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: { kind: 'none' },
  range: { from: 0, to: 0 },
  licenceClass: 'own',
  citation: 'Evenkeel. Not validated',
});
