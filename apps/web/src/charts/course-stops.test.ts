import assert from 'node:assert/strict';
import test from 'node:test';
import { wordsOf } from '../app/format.ts';
import { courseStops, nearestStop, scoreText, type CourseScore } from './course-stops.ts';
import { shownAtFirst, shownOf } from './course-shown.ts';
import { courseSide, sideReach } from './course-side.ts';
import { courseCsv, courseRows, csvCell } from './course-rows.ts';
import { courseWith, seriesWith } from './testing/course-fixture.ts';

const bands = [
  { from: 0, to: 4, label: 'minimal' },
  { from: 5, to: 9, label: 'mild' },
];
const score = (more: Partial<CourseScore>): CourseScore => ({
  responseId: 'r',
  at: '2026-01-01T10:00:00.000Z',
  total: 8,
  prorated: false,
  totalOnly: false,
  timepoint: 'unscheduled',
  outcome: 'unknown',
  flags: [],
  ...more,
});

test('[charts] the change since baseline is said with its direction, its band and its outcome word', () => {
  const phq9 = seriesWith([], { bands });
  const table: readonly [Partial<CourseScore>, string][] = [
    [{ outcome: 'baseline' }, '8, mild, baseline'],
    [
      { change: -13, changePercent: -61.9, outcome: 'response' },
      '8, mild, 13 fewer than baseline (62 %), response',
    ],
    [{ change: 0, outcome: 'noResponse' }, '8, mild, as at baseline, no response'],
    [{ prorated: true, total: 12 }, '12 (prorated), outcome not known'],
    [{ flags: ['suicidalityUnanswered'] }, '8, mild, outcome not known, flag: suicidality unanswered'],
  ];
  for (const [more, text] of table) assert.equal(scoreText(phq9, score(more)), text);
  const { total: _, ...without } = score({});
  assert.equal(scoreText(phq9, without), 'no total: answers are missing');
  const ymrs = seriesWith([], { domain: 'mania' });
  assert.equal(scoreText(ymrs, score({ change: -3, outcome: 'response' })), '8, 3 fewer than baseline');
});

test('stops are in time order and the nearest one is found', () => {
  const series = seriesWith([
    ['2026-01-08T10:00:00.000Z', 15],
    ['2026-01-01T10:00:00.000Z', 20],
  ]);
  const course = courseWith({
    series: [series],
    missed: [{ at: '2026-01-05T10:00:00.000Z', title: 'Day 3', instruments: ['phq9', 'gad7'] }],
    adverseEvents: [
      { at: '2026-01-02T10:00:00.000Z', kind: 'dissociationDistress', severity: 'mild', sessionId: 's' },
    ],
  });
  const stops = courseStops(course, [series]);
  assert.deepEqual(
    stops.map(({ kind }) => kind),
    ['score', 'adverse', 'noAnswer', 'score'],
  );
  assert.equal(stops[2]?.text(), 'no answer: PHQ9 (Day 3)');
  for (const stop of stops) assert.equal(nearestStop(stops, stop.at + 1000)?.key, stop.key);
  assert.equal(nearestStop(stops, 0), stops[0]);
  assert.equal(nearestStop([], 0), undefined);
  assert.equal(wordsOf('dissociationDistress'), 'dissociation distress');
});

test('at first the mood scale with most scores and the fullest of two other domains are shown', () => {
  const of = (instrument: string, domain: string, count: number) =>
    seriesWith(
      Array.from({ length: count }, (_, index) => [`2026-01-0${index + 1}T10:00:00.000Z`, 1] as const),
      { instrument, domain },
    );
  const all = [
    of('qids-sr16', 'mood', 2),
    of('phq9', 'mood', 5),
    of('gad7', 'anxiety', 3),
    of('isi', 'sleep', 4),
    of('wsas', 'function', 2),
    of('moaa-s', 'session', 9),
  ];
  assert.deepEqual(shownAtFirst(all), ['phq9', 'gad7', 'isi']);
  const ids = (chosen: readonly string[] | undefined) =>
    shownOf(all, chosen).map(({ instrument }) => instrument);
  assert.deepEqual(ids(['wsas', 'phq9']), ['phq9', 'wsas']);
  assert.deepEqual(ids(['never-given']), ['phq9', 'gad7', 'isi']);
  assert.deepEqual(shownAtFirst([of('moaa-s', 'session', 9)]), ['moaa-s']);
  assert.deepEqual(shownAtFirst([]), []);
});

test('each side stands against its own meaningful change, better always to the right', () => {
  const scores = [
    ['2026-01-01T10:00:00.000Z', 20],
    ['2026-02-01T10:00:00.000Z', 8],
  ] as const;
  const baseline = { total: 20, at: scores[0][0] };
  const unit = (points: number, reached: 'improved' | 'worse' | 'within') => ({
    baseline,
    meaningful: { points, reached, source: 'x' },
  });
  assert.equal(courseSide(seriesWith(scores, unit(6, 'improved'))).units, 2);
  const up = courseSide(seriesWith(scores, { ...unit(10, 'worse'), direction: 'higherIsBetter' }));
  assert.equal(up.units, -1.2);
  assert.match(up.says, /12 points fewer, worse: 1.2 times its meaningful change \(10 points\)/);
  assert.match(courseSide(seriesWith(scores, { baseline })).says, /No published meaningful change/);
  assert.equal(courseSide(seriesWith(scores, { baseline })).units, undefined);
  assert.match(courseSide(seriesWith(scores)).says, /No baseline/);
  assert.match(courseSide(seriesWith(scores.slice(0, 1), unit(6, 'within'))).says, /No score since/);
  assert.equal(sideReach([]), 2);
});

test('[promise 10] the file of a course holds every event of every scale, a gap as a row without a value', () => {
  const course = courseWith({
    series: [
      seriesWith([
        ['2026-01-01T10:00:00.000Z', 20],
        ['2026-01-08T10:00:00.000Z', undefined],
      ]),
      seriesWith([['2026-01-02T10:00:00.000Z', 3]], { instrument: 'gad7' }),
    ],
    doses: [
      {
        sessionId: 's',
        at: '2026-01-03T10:00:00.000Z',
        drug: 'ketamine',
        doseMgPerKg: '0.5',
        amountMg: '35',
        route: 'iv',
        stoppedEarly: true,
        number: 1,
      },
    ],
    planned: [{ day: '2026-01-20', number: 2 }],
    medicines: [{ name: '=cmd|x', status: 'active' }],
    therapy: [{ day: '2026-01-04', therapy: 'cbt', minutes: 50, note: 'a, "b"\nc' }],
    missed: [{ at: '2026-01-05T10:00:00.000Z', title: 'Day 3', instruments: ['phq9'] }],
    adverseEvents: [{ at: '2026-01-03T11:00:00.000Z', kind: 'nausea', severity: 'mild', sessionId: 's' }],
    goals: [
      {
        goalId: 'g',
        version: 1,
        wording: 'Walk the dog',
        state: 'current',
        marks: [{ mark: 4, at: '2026-01-06T10:00:00.000Z' }],
      },
    ],
  });
  const lines = courseCsv(course).split('\r\n');
  assert.equal(lines[0], 'when,what,name,value,unit,change_since_baseline,change_percent,outcome,detail');
  assert.equal(courseRows(course, course.series).length, 10);
  assert.equal(lines.length, 12);
  assert.match(lines.join('\n'), /^,medicine,'=cmd\|x,/m, 'a formula stays text');
  assert.match(lines.join('\n'), /^2026-01-08T10:00:00.000Z,score,PHQ9,,points,/m);
  assert.match(lines.join('\n'), /^2026-01-05T10:00:00.000Z,no answer,PHQ9,,,,,,Day 3$/m);
  assert.match(lines.join('\n'), /2026-01-03T10:00:00.000Z,dose,"ketamine, session 1",35,mg/);
  assert.ok(courseCsv(course).includes('"a, ""b""\nc"'));
  for (const [text, cell] of [
    ['-3', '-3'],
    ['-3a', "'-3a"],
    ['@x', "'@x"],
    ['', ''],
  ] as const)
    assert.equal(csvCell(text), cell);
});
