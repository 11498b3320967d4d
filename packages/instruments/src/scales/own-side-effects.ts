import { labelled, scale, told } from '../build.ts';

/** A list of side effects in our own words, in three groups: of the day, adding up, and over months. Not validated. */
export const ownSideEffects = scale({
  id: 'evenkeel-side-effects',
  title: 'Evenkeel side-effect list (not validated)',
  shortTitle: 'Side effects',
  stem: 'Since the last dose, how much were you troubled by:',
  items: told(labelled('Not at all', 'A little', 'Clearly', 'Very much'), [
    ['dizzy', 'Dizziness or a spinning head'],
    ['nausea', 'Nausea or vomiting'],
    ['headache', 'Headache'],
    ['sleepy', 'Sleepiness'],
    ['blurred', 'Blurred sight'],
    ['unreal', 'Feeling unreal or outside your body'],
    ['anxious', 'Fear or panic'],
    ['heart', 'A pounding heart'],
    ['numb', 'Numbness or tingling'],
    ['memory', 'Trouble with memory or thinking, days later'],
    ['stomach', 'Stomach pain'],
    ['bladder', 'Pain or hurry when passing water'],
    ['craving', 'Wanting ketamine outside the treatment'],
  ]),
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: { kind: 'none' },
  range: { from: 0, to: 0 },
  flags: [
    {
      item: 9,
      atLeast: 2,
      flag: 'cognition',
      says: 'Trouble with memory or thinking: test cognition and review the interval.',
      unansweredFlag: 'cognitionUnanswered',
      unansweredSays: 'The question about memory and thinking is open. Ask it.',
    },
  ],
  subscales: [
    {
      id: 'count',
      title: 'Effects that trouble clearly or more',
      rule: { kind: 'count', items: Array.from({ length: 13 }, (_, place) => place), atLeast: 2 },
    },
  ],
  licenceClass: 'own',
  citation: 'Evenkeel. Not validated',
});
