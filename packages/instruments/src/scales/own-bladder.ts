import { cite, labelled, scale, told } from '../build.ts';

const local = cite('Evenkeel, local default', 'ours');

/** Bladder questions in our own words. Not validated. */
export const ownBladder = scale({
  id: 'evenkeel-bladder',
  title: 'Evenkeel bladder questions (not validated)',
  shortTitle: 'Bladder questions',
  stem: 'In the past month:',
  items: told(labelled('No', 'Sometimes', 'Often', 'Nearly always'), [
    ['frequency', 'Did you pass water more often than you used to?'],
    ['urgency', 'Did you have to hurry to the toilet?'],
    ['night', 'Did you get up at night to pass water more than once?'],
    ['pain', 'Did it hurt to pass water, or did your bladder hurt when it was full?'],
    ['blood', 'Did you see blood in your urine?'],
  ]),
  recallDays: 30,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: { kind: 'sum', missing: { kind: 'complete' } },
  range: { from: 0, to: 15 },
  flags: [
    {
      item: 4,
      atLeast: 1,
      flag: 'bladder',
      says: 'Blood in the urine was seen. A urine test and a review before the next dose.',
      unansweredFlag: 'bladderUnanswered',
      unansweredSays: 'The question about blood in the urine is open. Ask it.',
    },
  ],
  totalFlags: [
    {
      every: [{ of: 'total', atLeast: 4 }],
      flag: 'bladder',
      says: 'Bladder symptoms add up to 4 or more: review before the next dose.',
      source: local,
    },
  ],
  licenceClass: 'own',
  citation: 'Evenkeel. Not validated',
});
