import assert from 'node:assert/strict';
import test from 'node:test';
import { phq9 } from '@evenkeel/instruments';
import { instantOf, randomStream, type Instant } from '@evenkeel/quantities';
import { courseOutcome, type ScorePoint } from './course-outcome.ts';

const start = Date.UTC(2026, 0, 1, 9);
const day = (days: number): Instant => instantOf(start + days * 86_400_000);
const point = (days: number, total: number | undefined): ScorePoint => ({ at: day(days), total });
const firstDoseAt = day(10);

test('the baseline is the last total at or before the first dose', () => {
  const course = courseOutcome(
    phq9,
    [point(0, 22), point(10, 20), point(11, 15), point(17, 10), point(24, 4)],
    {
      firstDoseAt,
    },
  );
  assert.equal(course.baseline?.total, 20);
  assert.deepEqual(
    course.points.map(({ outcome }) => outcome),
    ['unknown', 'baseline', 'partial', 'response', 'remission'],
  );
  assert.deepEqual(course.points.at(-1)?.change, { change: -16, percent: -80 });
  assert.equal(course.firstResponse?.at, day(17));
  assert.equal(course.firstRemission?.at, day(24));
});

test('a point without a total is kept, unknown, and neither baseline nor latest', () => {
  const course = courseOutcome(
    phq9,
    [point(5, 20), point(9, undefined), point(12, 9), point(13, undefined)],
    {
      firstDoseAt,
    },
  );
  assert.equal(course.baseline?.at, day(5));
  assert.equal(course.points.length, 4);
  assert.equal(course.points[1]?.outcome, 'unknown');
  assert.equal(course.points[3]?.outcome, 'unknown');
  assert.equal(course.latest?.point.at, day(12));
});

test('without a score from before the dose there is no baseline and no outcome', () => {
  const course = courseOutcome(phq9, [point(11, 20), point(17, 2)], { firstDoseAt });
  assert.equal(course.baseline, undefined);
  assert.deepEqual(
    course.points.map(({ outcome }) => outcome),
    ['unknown', 'unknown'],
  );
});

const baselineFrom = (days: number) =>
  courseOutcome(phq9, [point(10 - days, 20), point(12, 5)], { firstDoseAt, baselineDays: 14 }).baseline;

test('a total too old before the dose is no baseline, one day to each side of the limit', () => {
  assert.ok(baselineFrom(13));
  assert.ok(baselineFrom(14));
  assert.equal(baselineFrom(15), undefined);
});

test('before any dose the newest total is the baseline to come', () => {
  const course = courseOutcome(phq9, [point(0, 22), point(5, 18)]);
  assert.equal(course.baseline?.total, 18);
});

test('[P5] the outcome does not depend on the order the scores come in', () => {
  const stream = randomStream('course', 'test', 'order');
  for (let i = 0; i < 300; i += 1) {
    const points = Array.from({ length: 8 }, (_, index) =>
      point(index * 3, stream.chance(0.2) ? undefined : stream.integer(0, 27)),
    );
    const wanted = courseOutcome(phq9, points, { firstDoseAt });
    const mixed = points
      .map((one) => ({ one, key: stream.next() }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ one }) => one);
    assert.deepEqual(courseOutcome(phq9, mixed, { firstDoseAt }), wanted);
  }
});
