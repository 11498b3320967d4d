import { numbers, scale, sumOf } from '../build.ts';

/** Days of the last seven on which a daily medicine was missed. Not validated. */
export const ownMissedDoses = scale({
  id: 'evenkeel-missed-doses',
  title: 'Evenkeel missed-dose question (not validated)',
  shortTitle: 'Missed doses',
  items: [
    {
      id: 'days',
      text: 'On how many of the last 7 days did you miss a dose of your daily medicine?',
      options: numbers(0, 7).map(({ value }) => ({ value, label: String(value) })),
      scored: true,
    },
  ],
  recallDays: 7,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: sumOf([0]),
  range: { from: 0, to: 7 },
  licenceClass: 'own',
  citation: 'Evenkeel. Not validated',
});
