import assert from 'node:assert/strict';
import test from 'node:test';
import { instruments, phq9 } from '@evenkeel/instruments';
import { randomStream } from '@evenkeel/quantities';
import type { FigureId } from './course-figure.ts';
import { courseFigures, figureIds } from './course-figures.ts';
import type { CourseEvent } from './followed-course.ts';
import { day, figuresOf, points, scale, type Asked } from './testing/written-course.ts';

const [madrs, who5] = [scale('madrs'), scale('who5')];

/** The state of one figure for a list of courses. */
const states = (id: FigureId, table: readonly (readonly [string, string])[], asked: Asked = {}) => {
  for (const [told, wanted] of table)
    assert.equal(figuresOf(told, asked)(id).state, wanted, `${id} of ${told}`);
};

test('change since baseline is told in points and per cent with the scores used', () => {
  const told = figuresOf('-3:23 -1:21 7:14 14:8')('changeSinceBaseline');
  assert.deepEqual(
    [told.state, told.value, told.unit, told.says],
    ['number', -13, 'points', '13 points fewer than at baseline (62 %).'],
  );
  assert.deepEqual(told.used, [
    { at: day(-1), total: 21, as: 'baseline' },
    { at: day(14), total: 8, as: 'newest score' },
  ]);
  const worse = figuresOf('-1:12 7:13');
  assert.equal(worse('changeSinceBaseline').says, '1 point more than at baseline (8 %).');
  assert.equal(worse('response').says, '8 % worse than at baseline.');
  // Remission at baseline: a change can be told, a response not.
  const well = figuresOf('-1:3 7:2');
  assert.equal(well('changeSinceBaseline').value, -1);
  assert.equal(well('response').state, 'unknown');
});

test('change since the last dose starts from the newest score at or before it', () => {
  const told = figuresOf('-1:21 6:12 8:9', { doses: [0, 7] })('changeSinceLastDose');
  assert.deepEqual([told.value, told.says], [-3, '3 points fewer than before the last dose (25 %).']);
  states(
    'changeSinceLastDose',
    [
      ['-1:21 6:12', 'unknown'],
      ['8:12', 'unknown'],
      ['6:- 8:12', 'unknown'],
      ['6:12 8:-', 'unknown'],
      ['7:12 8:12', 'number'],
    ],
    { doses: [0, 7] },
  );
});

test('response, partial response and remission at, below and above each cut', () => {
  const table = [
    [20, 10, 'yes', 'no', 'no'],
    [20, 11, 'no', 'yes', 'no'],
    [20, 15, 'no', 'yes', 'no'],
    [20, 16, 'no', 'no', 'no'],
    [20, 4, 'yes', 'no', 'yes'],
    // Within the cut by a smaller fall than half.
    [7, 4, 'no', 'yes', 'yes'],
    [4, 0, 'unknown', 'unknown', 'unknown'],
  ] as const;
  for (const [baseline, newest, response, partial, remission] of table) {
    const figure = figuresOf(`-1:${baseline} 7:${newest}`);
    assert.deepEqual(
      [figure('response').state, figure('partialResponse').state, figure('remission').state],
      [response, partial, remission],
      `${baseline} -> ${newest}`,
    );
  }
  // No cut for remission on WHO-5.
  assert.equal(figuresOf('-1:24 7:80', { instrument: who5 })('remission').state, 'unknown');
});

test('where higher is better a rise is the gain, told of what there was to gain', () => {
  const told = figuresOf('-1:24 7:64', { instrument: who5 });
  assert.equal(
    told('changeSinceBaseline').says,
    '40 points more than at baseline (53 % of what there was to gain).',
  );
  assert.equal(told('response').state, 'yes');
  assert.equal(figuresOf('-1:24 7:12', { instrument: who5 })('response').state, 'no');
  assert.equal(
    figuresOf('-1:24 7:12', { instrument: who5 })('changeSinceBaseline').says,
    '12 points fewer than at baseline.',
  );
});

test('a per cent is never rounded over a cut that it does not reach', () => {
  const short = figuresOf('-1:0 7:49.6', { instrument: who5 })('response');
  assert.deepEqual([short.state, short.says], ['no', '49.6 % better than at baseline.']);
  const over = figuresOf('-1:0 7:51.6', { instrument: who5 })('response');
  assert.deepEqual([over.state, over.says], ['yes', '52 % better than at baseline.']);
});

test('early response is told by the score nearest to its moment, within its window', () => {
  const hour = 1 / 24;
  const at = (id: FigureId, within: readonly number[], outside: readonly number[]) => {
    for (const [hours, wanted] of [
      ...within.map((hours) => [hours, 'yes'] as const),
      ...outside.map((hours) => [hours, 'unknown'] as const),
    ])
      assert.equal(figuresOf(`-1:20 ${hours * hour}:8`)(id).state, wanted, `${id} at ${hours} h`);
  };
  at('early4h', [2, 8], [1.9, 8.1]);
  at('early24h', [18, 36], [17.9, 36.1]);
  at('earlyDay3', [60, 96], [59.9, 96.1]);
  at('earlyDay7', [120, 216], [119, 217]);
  states('early24h', [
    ['-1:20 0.8:8 1:12', 'no'],
    ['-1:20 1:8 1.3:12', 'yes'],
    ['-1:20 0.8:8 1:-', 'unknown'],
    ['1:8', 'unknown'],
  ]);
  assert.match(figuresOf('-1:20', { now: 1 })('early24h').whyUnknown ?? '', /yet/);
  assert.doesNotMatch(figuresOf('-1:20', { now: 2 })('early24h').whyUnknown ?? '', /yet/);
  assert.match(figuresOf('')('early4h').definition, /last 14 days, longer than the time since the dose/);
});

test('a response is sustained from day 2 to day 28 with at most one score out of it', () => {
  states('sustainedResponse', [
    ['-1:20 2:8 7:9 14:8 28:7', 'yes'],
    ['-1:20 2:8 7:9 14:15 28:7', 'yes'],
    ['-1:20 2:8 7:15 14:15 28:7', 'no'],
    // Lost after day 28.
    ['-1:20 2:8 7:9 14:8 28:7 40:15 50:16', 'yes'],
    // Ended before day 28 is reached.
    ['-1:20 2:8 7:15 14:15', 'no'],
    // Not at day 2, though later.
    ['-1:20 2:12 7:9 14:8 28:7', 'no'],
    // No score at day 2: the first response within a week.
    ['-1:20 1:8 7:9 14:8 28:7', 'yes'],
    ['-1:20 1:18 7:19 14:8 28:7', 'no'],
    ['-1:20 8:9 14:8 28:7', 'unknown'],
    // Too few scores; none at day 28; one that could have ended it.
    ['-1:20 2:8 7:9 28:7', 'unknown'],
    ['-1:20 2:8 3:9 4:9 5:9', 'unknown'],
    ['-1:20 2:8 7:15 14:- 21:8 28:7', 'unknown'],
    ['-1:20 2:8 7:8 14:- 21:8 28:7', 'yes'],
    ['-1:20 2:- 7:9 14:8 28:7', 'unknown'],
  ]);
  const early = figuresOf('-1:20 2:8 7:9 14:9 16:9', { now: 20 })('sustainedResponse');
  assert.equal(early.whyUnknown, 'Day 28 is not reached yet.');
});

test('[MADRS] relapse is 22 or more at two scores 5 to 15 days apart', () => {
  const course = (later: string) => `-1:36 7:10 ${later}`;
  states(
    'relapse',
    [
      [course('14:22 21:22 28:12'), 'yes'],
      [course('14:22 19:22 28:12'), 'yes'],
      [course('14:22 29:22 40:12'), 'yes'],
      [course('14:22 18.9:22 28:12'), 'no'],
      [course('14:22 29.1:22 40:12'), 'no'],
      [course('14:21 21:21 28:12'), 'no'],
      [course('14:22 17:12 21:22 23:12'), 'no'],
      // Scores close together: losses all the way from one to the other.
      [course('14:22 17:23 21:22 23:12'), 'yes'],
      [course('14:12 21:22'), 'unknown'],
      [course(''), 'unknown'],
      ['-1:36 7:30 14:30 21:30', 'unknown'],
      // Answers without a total that could have been a loss.
      [course('14:22 21:- 28:12'), 'unknown'],
      [course('14:12 21:-'), 'unknown'],
      [course('14:12 21:- 28:12'), 'no'],
      // Half of 50 is still a response.
      ['-1:50 7:24 14:25 21:25 28:24', 'no'],
    ],
    { instrument: madrs },
  );
});

test('relapse on a scale without a cut is a gain of less than 25 %; an event counts at once and only after a benefit', () => {
  const course = '-1:20 7:9 14:16 21:17 28:9';
  const told = figuresOf(course)('relapse');
  assert.deepEqual([told.state, told.value, told.unit], ['yes', 14, 'days']);
  assert.equal(told.source.mark, 'ours');
  assert.equal(figuresOf('-1:20 7:9 14:15 21:15 28:9')('relapse').state, 'no');
  const event = (days: number): Asked => ({ events: [{ at: day(days), kind: 'hospitalisation' }] });
  const early = figuresOf(course, event(10))('relapse');
  assert.deepEqual(
    [early.value, early.says],
    [3, 'Relapse 3 days after the first response or remission: admission to hospital.'],
  );
  assert.equal(figuresOf(course, event(40))('relapse').value, 14);
  assert.equal(figuresOf('-1:20 7:9 14:9', event(5))('relapse').state, 'no');
  assert.equal(figuresOf('-1:20 7:9', event(8))('relapse').state, 'yes');
  assert.equal(figuresOf('-1:20 7:9 14:9', { ...event(40), now: 30 })('relapse').state, 'no');
  // The answers without a total may have been the first response.
  assert.equal(figuresOf('-1:20 2:- 7:9 14:9', event(5))('relapse').state, 'unknown');
});

test('[PHQ-9] a change is reliable from 6.8 points on, either way; other scales have no number for it', () => {
  const at = (to: number) => figuresOf(`-1:14 7:${to}`)('reliableChange');
  assert.deepEqual(
    [7, 8, 20, 21].map((to) => at(to).state),
    ['yes', 'no', 'no', 'yes'],
  );
  assert.equal(at(7).says, '7 points better; a change is reliable from 6.8 points on.');
  assert.equal(at(21).says, '7 points worse; a change is reliable from 6.8 points on.');
  assert.equal(at(7).value, 2.03);
  const other = figuresOf('-1:36 7:10', { instrument: madrs })('reliableChange');
  assert.deepEqual(
    [other.state, other.whyUnknown],
    ['unknown', 'There is no confirmed SD and reliability for MADRS.'],
  );
});

test('time to loss of benefit runs from the first response to the first score out of it', () => {
  const lost = figuresOf('-1:20 2:9 9:8 25:11 30:8')('timeToLossOfBenefit');
  assert.deepEqual([lost.value, lost.atLeast], [23, undefined]);
  const kept = figuresOf('-1:20 2:9 9:8 25:10')('timeToLossOfBenefit');
  assert.deepEqual([kept.value, kept.atLeast, kept.unit], [23, true, 'days']);
  const gap = figuresOf('-1:20 2:9 9:- 25:10')('timeToLossOfBenefit');
  assert.match(gap.says, /1 had no total/);
  assert.doesNotMatch(figuresOf('-1:20 1:- 2:9 9:8')('timeToLossOfBenefit').says, /no total/);
  states('timeToLossOfBenefit', [
    ['-1:20 2:9', 'unknown'],
    ['-1:20 2:12 9:12', 'unknown'],
  ]);
});

test('[P3] without a dose, a baseline or a total every figure is unknown with its reason', () => {
  const cases: readonly (readonly [string, Asked])[] = [
    ['-1:20 7:9', { doses: [] }],
    ['7:9 14:8', {}],
    ['-1:- 7:9', {}],
    ['-1:20 7:-', {}],
    ['-1:20', {}],
    ['', {}],
    // What lies after now has not happened.
    ['-1:20 7:9', { now: 3 }],
    ['-1:20 7:9', { now: -0.5 }],
  ];
  for (const [told, asked] of cases)
    for (const id of figureIds) {
      const figure = figuresOf(told, asked)(id);
      assert.equal(figure.state, 'unknown', `${id} of ${told}`);
      assert.ok((figure.whyUnknown ?? '').length > 0);
      assert.ok(figure.says.includes(figure.whyUnknown ?? '-'));
    }
});

test('[P7] every figure on every scale has its title, definition, source and mark', () => {
  for (const instrument of instruments)
    for (const figure of courseFigures({ instrument, points: [], doses: [], now: day(0) })) {
      assert.ok(figure.title.length > 0 && figure.definition.length > 20 && figure.source.source.length > 0);
      assert.deepEqual(Object.keys(figure.source).toSorted(), ['mark', 'source']);
    }
});

const good: readonly FigureId[] = [
  'response',
  'remission',
  'early4h',
  'early24h',
  'earlyDay3',
  'earlyDay7',
  'sustainedResponse',
];

test('[P3] taking the total of a score away never makes a figure better', () => {
  const stream = randomStream('figures', 'test', 'missing');
  const days = [0.2, 0.9, 1.2, 2, 2.2, 3, 5, 7, 12, 14, 18, 21, 26, 28, 33, 40];
  let changed = 0;
  for (let i = 0; i < 3000; i += 1) {
    const instrument = stream.pick([phq9, madrs]);
    const high = stream.integer(14, 40);
    const told = [
      '-1:27',
      ...days
        .filter(() => stream.chance(0.5))
        .map((days) => `${days}:${stream.chance(0.1) ? '-' : stream.integer(2, high)}`),
    ];
    const events: readonly CourseEvent[] = stream.chance(0.1)
      ? [{ at: day(stream.integer(1, 40)), kind: 'other' }]
      : [];
    const gone = stream.integer(1, Math.max(1, told.length - 1));
    const less = told.map((one, place) => (place === gone ? one.replace(/:.*/, ':-') : one));
    const before = figuresOf(told.join(' '), { instrument, events });
    const after = figuresOf(less.join(' '), { instrument, events });
    const what = JSON.stringify({ instrument: instrument.id, told, gone, events });
    for (const id of good)
      if (after(id).state === 'yes') assert.equal(before(id).state, 'yes', `${id} of ${what}`);
    if (after('relapse').state === 'no') assert.equal(before('relapse').state, 'no', `relapse of ${what}`);
    if (after('relapse').state !== before('relapse').state) changed += 1;
  }
  // The property is about something: many of these courses do change.
  assert.ok(changed > 100);
});

test('[P5] the order in which scores, doses and events come decides nothing', () => {
  const given = {
    instrument: phq9,
    points: points('-1:20 2:9 7:8 7:9 14:17 21:16 28:-'),
    doses: [0, 3, 7].map((days) => ({ at: day(days) })),
    events: [30, 25].map((days): CourseEvent => ({ at: day(days), kind: 'other' })),
    now: day(60),
  };
  const turned = {
    ...given,
    points: given.points.toReversed(),
    doses: given.doses.toReversed(),
    events: given.events.toReversed(),
  };
  assert.deepEqual(courseFigures(turned), courseFigures(given));
});
