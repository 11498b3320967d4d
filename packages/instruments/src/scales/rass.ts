import { cite, scale, sumOf } from '../build.ts';

const labels: readonly (readonly [number, string])[] = [
  [4, 'Combative: a danger to others'],
  [3, 'Very agitated: pulls at lines, aggressive'],
  [2, 'Agitated: moves a lot without aim'],
  [1, 'Restless: anxious, not aggressive'],
  [0, 'Awake and calm'],
  [-1, 'Drowsy: wakes to a voice and holds the eyes for 10 seconds or more'],
  [-2, 'Lightly sedated: wakes to a voice for less than 10 seconds'],
  [-3, 'Moderately sedated: moves to a voice, without looking'],
  [-4, 'Deeply sedated: moves only when touched'],
  [-5, 'Cannot be roused'],
];

/** RASS in our own words. Zero is awake and calm; both ends are away from it. */
export const rass = scale({
  id: 'rass',
  title: 'Richmond Agitation-Sedation Scale',
  shortTitle: 'RASS',
  stem: 'What is seen now.',
  items: [
    {
      id: 'level',
      text: 'How awake and how restless is the person?',
      options: labels.map(([value, label]) => ({ value, label })),
      scored: true,
    },
  ],
  recallDays: 0,
  rater: 'observer',
  direction: 'higherIsWorse',
  scoring: sumOf([0]),
  range: { from: -5, to: 4 },
  bands: {
    ...cite('Sessler 2002', 'verified'),
    bands: [
      { from: -5, to: -2, label: 'sedated' },
      { from: -1, to: -1, label: 'drowsy' },
      { from: 0, to: 0, label: 'awake and calm' },
      { from: 1, to: 1, label: 'restless' },
      { from: 2, to: 4, label: 'agitated' },
    ],
  },
  licenceClass: 'A-own',
  citation: 'Sessler CN and others. Am J Respir Crit Care Med 2002; 166: 1338-1344',
});
