import { cite, scale, sumOf } from '../build.ts';

const source = cite('Chernik 1990', 'general knowledge');

/** MOAA/S in our own words: one level, 5 awake to 0. Lower is deeper. */
export const moaaS = scale({
  id: 'moaa-s',
  version: '1-adult-0-5',
  title: 'Modified Observer’s Assessment of Alertness and Sedation',
  shortTitle: 'MOAA/S',
  stem: 'The deepest level seen now.',
  items: [
    {
      id: 'level',
      text: 'How does the person answer?',
      options: [
        { value: 5, label: 'Answers at once to the name, spoken as usual' },
        { value: 4, label: 'Answers slowly to the name, spoken as usual' },
        { value: 3, label: 'Answers only when called loudly or again and again' },
        { value: 2, label: 'Answers only to a light shake' },
        { value: 1, label: 'Answers only to a painful squeeze' },
        { value: 0, label: 'Does not answer to a painful squeeze' },
      ],
      scored: true,
    },
  ],
  recallDays: 0,
  rater: 'observer',
  direction: 'higherIsBetter',
  scoring: sumOf([0]),
  range: { from: 0, to: 5 },
  bands: {
    ...source,
    bands: [
      { from: 0, to: 1, label: 'emergency' },
      { from: 2, to: 3, label: 'relevant sedation' },
      { from: 4, to: 4, label: 'some sedation' },
      { from: 5, to: 5, label: 'alert' },
    ],
  },
  licenceClass: 'A-own',
  citation:
    'Chernik DA and others. J Clin Psychopharmacol 1990; 10: 244-251. A paediatric variant goes from 1 to 6',
});
