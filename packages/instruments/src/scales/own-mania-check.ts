import { banded, cite, labelled, scale, told } from '../build.ts';

const local = cite('Evenkeel, local default', 'ours');

/** Five questions on what rises in mania, in our own words. Not validated, and no stand-in for a named scale. */
export const ownManiaCheck = scale({
  id: 'evenkeel-mania-check',
  title: 'Evenkeel mania check (not validated)',
  shortTitle: 'Mania check',
  stem: 'In the past week, compared with your usual self:',
  items: told(labelled('No', 'A little', 'Clearly', 'Very much'), [
    ['sleep', 'Did you need less sleep and still feel rested?'],
    ['drive', 'Did you have much more energy or plans than usual?'],
    ['thoughts', 'Did your thoughts race or crowd each other?'],
    ['talk', 'Did you talk more or faster, so that others noticed?'],
    ['risk', 'Did you spend, drive, or act in ways that you or others found risky?'],
  ]),
  recallDays: 7,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: { kind: 'sum', missing: { kind: 'prorate', atMost: 1 } },
  range: { from: 0, to: 15 },
  bands: banded(local, 15, [0, 'below the mark'], [5, 'look closer']),
  totalFlags: [
    {
      every: [{ of: 'total', atLeast: 5 }],
      flag: 'mania',
      says: 'The mania check is 5 or more: let the prescriber review before the next dose.',
      source: local,
    },
  ],
  licenceClass: 'own',
  citation: 'Evenkeel. Not validated',
});
