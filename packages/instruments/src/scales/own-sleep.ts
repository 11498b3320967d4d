import { numbers, scale, sumOf } from '../build.ts';

/** One question on sleep, 0 to 10. Not validated. Higher is better. */
export const ownSleep = scale({
  id: 'evenkeel-sleep',
  title: 'Evenkeel sleep question (not validated)',
  shortTitle: 'Sleep, last night',
  items: [
    {
      id: 'sleep',
      text: 'How well did you sleep last night, from 0 very badly to 10 very well?',
      options: numbers(0, 10).map(({ value }) => ({ value, label: String(value) })),
      scored: true,
    },
  ],
  recallDays: 1,
  rater: 'self',
  direction: 'higherIsBetter',
  scoring: sumOf([0]),
  range: { from: 0, to: 10 },
  licenceClass: 'own',
  citation: 'Evenkeel. Not validated',
});
