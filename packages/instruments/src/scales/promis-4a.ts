import { cite, loinc, scale, untoldAlike } from '../build.ts';
import type { Instrument, Rule } from '../instrument.ts';

const bands = cite('PROMIS conventions', 'general knowledge');

interface Form {
  readonly id: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly table: readonly number[];
  readonly reversed?: readonly number[];
  readonly panel: string;
  readonly total: string;
  readonly citation: string;
}

/** A short form of four items: raw 4 to 20, read in the table of T-scores. All four are needed. */
function form({ table, reversed, panel, total, ...rest }: Form): Instrument {
  const raw: Rule = {
    kind: 'sum',
    ...(reversed === undefined ? {} : { reversed }),
    missing: { kind: 'complete' },
  };
  return scale({
    ...rest,
    version: '1.0-4a',
    items: untoldAlike(4, 1, 5),
    recallDays: 7,
    rater: 'self',
    direction: 'higherIsWorse',
    scoring: { kind: 'lookupTable', of: raw, from: 4, values: table },
    range: { from: table[0]!, to: table.at(-1)! },
    bands: {
      ...bands,
      bands: [
        { from: 0, to: 54.9, label: 'within the general population' },
        { from: 55, to: 59.9, label: 'mild' },
        { from: 60, to: 69.9, label: 'moderate' },
        { from: 70, to: 100, label: 'severe' },
      ],
    },
    subscales: [{ id: 'raw', title: 'Raw total', rule: raw }],
    meaningfulChange: [{ points: 3, says: 'Meaningful: 3 to 5 T', ...bands }],
    licenceClass: 'B',
    terms: 'Free for one’s own care; commercial and electronic use ask for written permission.',
    attribution: 'PROMIS: © PROMIS Health Organization.',
    codes: { panel: loinc(panel), total: loinc(total) },
  });
}

/** Emotional distress: depression. */
export const promisDepression = form({
  id: 'promis-depression-4a',
  title: 'PROMIS Depression 4a',
  shortTitle: 'PROMIS Depression',
  table: [41, 49, 51.8, 53.9, 55.7, 57.3, 58.9, 60.5, 62.2, 63.9, 65.7, 67.5, 69.4, 71.2, 73.3, 75.7, 79.4],
  panel: '76343-3',
  total: '77861-3',
  citation: 'Pilkonis PA and others. Assessment 2011; 18: 263-283. Table: three public code bases, identical',
});

/** Emotional distress: anxiety. */
export const promisAnxiety = form({
  id: 'promis-anxiety-4a',
  title: 'PROMIS Anxiety 4a',
  shortTitle: 'PROMIS Anxiety',
  table: [40.3, 48, 51.2, 53.7, 55.8, 57.7, 59.5, 61.4, 63.4, 65.3, 67.3, 69.3, 71.2, 73.3, 75.4, 77.9, 81.6],
  panel: '76344-1',
  total: '77862-1',
  citation: 'Pilkonis PA and others. Assessment 2011; 18: 263-283. Table: three public code bases, identical',
});

/** Sleep disturbance; items 1 and 2 are worded positively and are reversed. */
export const promisSleep = form({
  id: 'promis-sleep-4a',
  title: 'PROMIS Sleep Disturbance 4a',
  shortTitle: 'PROMIS Sleep',
  table: [32, 37.5, 41.1, 43.8, 46.2, 48.4, 50.5, 52.4, 54.3, 56.1, 57.9, 59.8, 61.7, 63.8, 66, 68.8, 73.3],
  reversed: [0, 1],
  panel: '75258-4',
  total: '77860-5',
  citation: 'Yu L and others. Behav Sleep Med 2011; 10: 6-24. Which items are reversed: general knowledge',
});
