import assert from 'node:assert/strict';
import test from 'node:test';
import { phq9 } from '@evenkeel/instruments';
import { courseRollup, weeksPassedSince, type CourseRollup } from './course-rollup.ts';
import { day, points, scale, type Asked } from './testing/written-course.ts';

const rolled = (written: string, asked: Asked = {}): CourseRollup | undefined =>
  courseRollup({
    instrument: asked.instrument ?? phq9,
    points: points(written),
    doses: (asked.doses ?? [0]).map((days) => ({ at: day(days) })),
    events: asked.events ?? [],
    now: day(asked.now ?? 100),
  });
const nulls = (count: number) => Array.from({ length: count }, () => null);

test('a course is one plain row: baseline, the last total of each week, first weeks, best and relapse', () => {
  const row = rolled('-9:22 -1:20 1:15 7:14 7.1:12 14:10 20:- 28:4 50:9 84:8 84.1:7');
  assert.deepEqual(row, {
    firstDoseAt: day(0),
    baseline: 20,
    baselineAt: day(-1),
    weeks: [14, 10, null, 4, null, null, null, 9, null, null, null, 8],
    responseWeek: 2,
    remissionWeek: 4,
    best: 4,
    relapse: { days: 70, event: false },
  });
  assert.deepEqual(JSON.parse(JSON.stringify(row)), row);
});

test('without a dose there is no row; without a baseline there are totals and no outcome', () => {
  assert.equal(rolled('-1:20 7:9', { doses: [] }), undefined);
  assert.equal(rolled('-1:20 7:9', { now: -0.5 }), undefined);
  assert.deepEqual(rolled('7:9 14:4'), { firstDoseAt: day(0), weeks: [9, 4, ...nulls(10)], best: 4 });
  assert.deepEqual(rolled('-1:4 7:2'), {
    firstDoseAt: day(0),
    baseline: 4,
    baselineAt: day(-1),
    weeks: [2, ...nulls(11)],
    best: 2,
  });
  assert.equal(rolled('-1:24 7:52 14:40', { instrument: scale('who5') })?.best, 52);
});

test('relapse is counted in days from the first response, and censored at the last score', () => {
  assert.deepEqual(rolled('-1:20 7:9 14:16 21:17 28:9')?.relapse, { days: 14, event: true });
  assert.deepEqual(rolled('-1:20 7:9 14:9 21:17')?.relapse, { days: 14, event: false });
  assert.deepEqual(rolled('-1:20 7:9 14:9 21:9', { now: 15 })?.relapse, { days: 7, event: false });
  assert.deepEqual(rolled('-1:20 7:9')?.relapse, { days: 0, event: false });
  assert.deepEqual(rolled('-1:20 7:9 14:9', { events: [{ at: day(40), kind: 'suicideAttempt' }] })?.relapse, {
    days: 33,
    event: true,
  });
  assert.equal(rolled('-1:20 7:14 14:12')?.relapse, undefined);
});

test('the weeks that have passed grow with time and are not part of the row', () => {
  const row = rolled('-1:20 7:9');
  assert.ok(row !== undefined);
  for (const [days, weeks] of [
    [0, 0],
    [6.9, 0],
    [7, 1],
    [90, 12],
  ] as const)
    assert.equal(weeksPassedSince(row.firstDoseAt, day(days)), weeks);
  assert.equal(weeksPassedSince(day(3), day(0)), 0);
});
