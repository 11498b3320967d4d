import { banded, cite, from1, numbers, scale, sumOf } from '../build.ts';
import type { Item, Rule } from '../instrument.ts';

const clock: Item['number'] = { from: 0, to: 1439, step: 1, unit: 'minutes after midnight' };
const graded = (id: string): Item => ({ id, options: numbers(0, 3), scored: true });
const up = (of: Rule, ...edges: readonly number[]): Rule => ({
  kind: 'steps',
  of,
  steps: edges.map((at, points) => ({ at, inclusive: true, points })),
  otherwise: edges.length,
});
const source = cite('Buysse 1989', 'general knowledge');

// Places: 0 bed time, 1 minutes to sleep, 2 rising time, 3 hours slept, 4-13 questions 5a-5j, 14-17 questions 6-9.
const latency = up({ kind: 'parts', parts: [up(sumOf([1]), 15, 30, 60), sumOf([4])] }, 0, 2, 4);
const duration: Rule = {
  kind: 'steps',
  of: sumOf([3]),
  steps: [
    { at: 5, inclusive: false, points: 3 },
    { at: 6, inclusive: false, points: 2 },
    { at: 7, inclusive: true, points: 1 },
  ],
  otherwise: 0,
};
const efficiency: Rule = {
  kind: 'steps',
  of: { kind: 'ratio', of: sumOf([3]), over: { kind: 'clockSpan', from: 0, to: 2 }, times: 6000 },
  steps: [
    { at: 65, inclusive: false, points: 3 },
    { at: 75, inclusive: false, points: 2 },
    { at: 85, inclusive: false, points: 1 },
  ],
  otherwise: 0,
};
const parts: readonly (readonly [id: string, title: string, rule: Rule])[] = [
  ['quality', 'Quality', sumOf([14])],
  ['latency', 'Time to sleep', latency],
  ['duration', 'Duration', duration],
  ['efficiency', 'Efficiency', efficiency],
  ['disturbance', 'Disturbance', up(sumOf(from1(6, 14)), 0, 9, 18)],
  ['medication', 'Medication', sumOf([15])],
  ['daytime', 'Daytime', up(sumOf([16, 17]), 0, 2, 4)],
];

/** Pittsburgh Sleep Quality Index: structure and score only. */
export const psqi = scale({
  id: 'psqi',
  title: 'Pittsburgh Sleep Quality Index',
  shortTitle: 'PSQI',
  items: [
    { id: 'q1', options: [], number: clock, scored: true },
    { id: 'q2', options: [], number: { from: 0, to: 600, step: 1, unit: 'min' }, scored: true },
    { id: 'q3', options: [], number: clock, scored: true },
    { id: 'q4', options: [], number: { from: 0, to: 24, step: 0.25, unit: 'h' }, scored: true },
    ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((letter) => graded(`q5${letter}`)),
    ...['q6', 'q7', 'q8', 'q9'].map(graded),
  ],
  recallDays: 30,
  rater: 'self',
  direction: 'higherIsWorse',
  scoring: { kind: 'parts', parts: parts.map(([, , rule]) => rule) },
  range: { from: 0, to: 21 },
  bands: banded(source, 21, [0, 'good sleep'], [6, 'poor sleep']),
  subscales: parts.map(([id, title, rule]) => ({ id, title, rule })),
  licenceClass: 'C',
  attribution: 'PSQI: © University of Pittsburgh. The site holds its own licence.',
  citation: 'Buysse DJ and others. Psychiatry Res 1989; 28: 193-213',
});
