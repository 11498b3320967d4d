import assert from 'node:assert/strict';
import test from 'node:test';
import { coursesOfVisits, type PlannedVisit } from './course-visits.ts';

const visit = (planId: string, day: string, state: PlannedVisit['state'] = 'signed'): PlannedVisit => ({
  sessionId: `${planId} ${day}`,
  planId,
  day,
  state,
});
const today = '2026-06-11';
const days = (visits: readonly PlannedVisit[]) =>
  coursesOfVisits(visits, today).map((course) => [course.visits.map(({ day }) => day), course.done]);

test('[H22] a plan after one that ran to its end is a new course; one that took its place goes on with it', () => {
  const first = [visit('a', '2026-06-01'), visit('a', '2026-06-04')];
  assert.deepEqual(days([]), []);
  assert.deepEqual(days(first), [[['2026-06-01', '2026-06-04'], true]]);
  const second = [visit('b', '2026-06-11', 'booked'), visit('b', '2026-06-18', 'booked')];
  const two = [
    [['2026-06-01', '2026-06-04'], true],
    [['2026-06-11', '2026-06-18'], false],
  ];
  assert.deepEqual(days([...first, ...second]), two);
  assert.deepEqual(days([...second, ...first]), two, 'in any order');
  assert.equal(coursesOfVisits([...first, ...second], today)[0]?.nextCourseDay, '2026-06-11');
  // The rest of the first plan was cancelled when the second was signed: a changed dose, not a new course.
  const changed = [...first, visit('a', '2026-06-08', 'cancelled'), ...second];
  assert.deepEqual(days(changed), [[['2026-06-01', '2026-06-04', '2026-06-11', '2026-06-18'], false]]);
  // A plan of which nothing was held is no course.
  assert.deepEqual(days([...first, visit('c', '2026-06-09', 'cancelled'), ...second]), two);
});

test('[P5] two visits of one day have one order, in whatever order they are read', () => {
  const [one, other] = ['s1', 's2'].map((sessionId) => ({ ...visit('a', '2026-06-01'), sessionId }));
  assert.ok(one !== undefined && other !== undefined);
  for (const visits of [
    [one, other],
    [other, one],
  ])
    assert.deepEqual(
      coursesOfVisits(visits, today)[0]?.visits.map(({ sessionId }) => sessionId),
      ['s1', 's2'],
    );
});

test('[H22] a course that was left goes on within ninety days and is over after them', () => {
  const left = [visit('a', '2026-01-01'), visit('a', '2026-01-05', 'cancelled')];
  const courses = (day: string) => days([...left, visit('b', day, 'booked')]).length;
  assert.deepEqual(['2026-03-31', '2026-04-01', '2026-04-02'].map(courses), [1, 1, 2]);
});

test('[H22] a booked visit that nobody held keeps a course open only until its day is over', () => {
  const own = [visit('a', '2026-06-01'), visit('a', '2026-06-04', 'booked')];
  assert.deepEqual(
    ['2026-06-03', '2026-06-04', '2026-06-05'].map((day) => coursesOfVisits(own, day)[0]?.done),
    [false, false, true],
  );
});
