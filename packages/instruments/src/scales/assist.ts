import { banded, cite, numbers, scale } from '../build.ts';

const source = cite('WHO ASSIST 3.1', 'general knowledge');
const often = numbers(0, 4);
const ever = numbers(0, 2);

/** ASSIST 3.1 for one substance other than tobacco: questions 2 to 7. Ketamine stands under hallucinogens. */
export const assist = scale({
  id: 'assist',
  version: '3.1-one-substance',
  title: 'Alcohol, Smoking and Substance Involvement Screening Test, one substance',
  shortTitle: 'ASSIST',
  items: [
    ...['q2', 'q3', 'q4', 'q5'].map((id) => ({ id, options: often, scored: true })),
    ...['q6', 'q7'].map((id) => ({ id, options: ever, scored: true })),
  ],
  recallDays: 90,
  rater: 'interview',
  direction: 'higherIsWorse',
  scoring: {
    kind: 'weighted',
    weights: [
      { item: 0, points: [0, 2, 3, 4, 6] },
      { item: 1, points: [0, 3, 4, 5, 6] },
      { item: 2, points: [0, 4, 5, 6, 7] },
      { item: 3, points: [0, 5, 6, 7, 8] },
      { item: 4, points: [0, 6, 3] },
      { item: 5, points: [0, 6, 3] },
    ],
  },
  range: { from: 0, to: 39 },
  bands: banded(source, 39, [0, 'lower risk'], [4, 'moderate risk'], [27, 'high risk']),
  otherBands: [
    {
      id: 'alcohol',
      ...banded(source, 39, [0, 'lower risk'], [11, 'moderate risk'], [27, 'high risk']),
    },
  ],
  licenceClass: 'B',
  terms: 'WHO: non-commercial use.',
  citation: 'WHO ASSIST Working Group. Addiction 2002; 97: 1183-1194; manual 2010',
});
