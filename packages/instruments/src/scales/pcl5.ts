import { banded, cite, from1, labelled, loinc, scale, sumOf, told } from '../build.ts';

const howMuch = labelled('Not at all', 'A little bit', 'Moderately', 'Quite a bit', 'Extremely');
const rule = cite('Comorbidity Guidelines, PCL-5 scoring', 'verified');
const count = (from: number, to: number) => ({ kind: 'count', items: from1(from, to), atLeast: 2 }) as const;

/** PCL-5 for the past month. A work of the United States Government. */
export const pcl5 = scale({
  id: 'pcl5',
  title: 'PTSD Checklist for DSM-5',
  shortTitle: 'PCL-5',
  stem: 'Keeping your worst event in mind, how much have you been bothered by each problem in the past month?',
  items: told(howMuch, [
    ['b1', 'Repeated, disturbing, and unwanted memories of the stressful experience?'],
    ['b2', 'Repeated, disturbing dreams of the stressful experience?'],
    [
      'b3',
      'Suddenly feeling or acting as if the stressful experience were actually happening again (as if you were actually back there reliving it)?',
    ],
    ['b4', 'Feeling very upset when something reminded you of the stressful experience?'],
    [
      'b5',
      'Having strong physical reactions when something reminded you of the stressful experience (for example, heart pounding, trouble breathing, sweating)?',
    ],
    ['c1', 'Avoiding memories, thoughts, or feelings related to the stressful experience?'],
    [
      'c2',
      'Avoiding external reminders of the stressful experience (for example, people, places, conversations, activities, objects, or situations)?',
    ],
    ['d1', 'Trouble remembering important parts of the stressful experience?'],
    [
      'd2',
      'Having strong negative beliefs about yourself, other people, or the world (for example, having thoughts such as: I am bad, there is something seriously wrong with me, no one can be trusted, the world is completely dangerous)?',
    ],
    ['d3', 'Blaming yourself or someone else for the stressful experience or what happened after it?'],
    ['d4', 'Having strong negative feelings such as fear, horror, anger, guilt, or shame?'],
    ['d5', 'Loss of interest in activities that you used to enjoy?'],
    ['d6', 'Feeling distant or cut off from other people?'],
    [
      'd7',
      'Trouble experiencing positive feelings (for example, being unable to feel happiness or have loving feelings for people close to you)?',
    ],
    ['e1', 'Irritable behavior, angry outbursts, or acting aggressively?'],
    ['e2', 'Taking too many risks or doing things that could cause you harm?'],
    ['e3', 'Being “superalert” or watchful or on guard?'],
    ['e4', 'Feeling jumpy or easily startled?'],
    ['e5', 'Having difficulty concentrating?'],
    ['e6', 'Trouble falling or staying asleep?'],
  ]),
  recallDays: 30,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: sumOf(),
  range: { from: 0, to: 80 },
  bands: banded(rule, 80, [0, 'below the cut-off'], [33, 'at or above the cut-off']),
  otherBands: [
    {
      id: 'cut31',
      ...banded(rule, 80, [0, 'below the cut-off'], [31, 'at or above the cut-off']),
    },
  ],
  subscales: [
    { id: 'b', title: 'B: intrusion', rule: sumOf(from1(1, 5)) },
    { id: 'c', title: 'C: avoidance', rule: sumOf(from1(6, 7)) },
    { id: 'd', title: 'D: cognition and mood', rule: sumOf(from1(8, 14)) },
    { id: 'e', title: 'E: arousal', rule: sumOf(from1(15, 20)) },
    { id: 'bCount', title: 'B symptoms at 2 or more', rule: count(1, 5) },
    { id: 'cCount', title: 'C symptoms at 2 or more', rule: count(6, 7) },
    { id: 'dCount', title: 'D symptoms at 2 or more', rule: count(8, 14) },
    { id: 'eCount', title: 'E symptoms at 2 or more', rule: count(15, 20) },
  ],
  cutOffs: [{ at: 31, side: 'atLeast', says: 'Cut-off 31 to 33: look closer', ...rule }],
  meaningfulChange: [
    { points: 5, says: 'Reliable', ...cite('QxMD, PCL-5', 'verified') },
    { points: 10, says: 'Meaningful', ...cite('QxMD, PCL-5', 'verified') },
  ],
  totalFlags: [
    {
      every: [
        { of: 'bCount', atLeast: 1 },
        { of: 'cCount', atLeast: 1 },
        { of: 'dCount', atLeast: 2 },
        { of: 'eCount', atLeast: 2 },
      ],
      flag: 'provisionalPtsd',
      says: 'The pattern of answers fits a provisional diagnosis of PTSD. An interview decides.',
      source: rule,
    },
  ],
  licenceClass: 'A',
  terms: 'A work of the United States Government; not under copyright.',
  attribution: 'PCL-5: Weathers, Litz, Keane, Palmieri, Marx and Schnurr, National Center for PTSD.',
  codes: { panel: loinc('101697-1'), total: loinc('101698-9') },
  citation: 'Weathers FW and others. The PTSD Checklist for DSM-5. National Center for PTSD 2013',
});
