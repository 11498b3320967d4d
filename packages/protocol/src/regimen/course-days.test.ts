import assert from 'node:assert/strict';
import test from 'node:test';
import { daysBetween, plusDays, type CalendarDate } from '@evenkeel/quantities';
import { courseDays } from './course-days.ts';

const first = '2026-11-25' as CalendarDate;

test('six sessions in three weeks: twice weekly, three or four days apart', () => {
  const days = courseDays(first, 6, 21);
  assert.deepEqual(
    days.map((day) => daysBetween(first, day)),
    [0, 4, 7, 11, 14, 18],
  );
  for (const [index, day] of days.slice(1).entries()) {
    const gap = daysBetween(days[index] ?? first, day);
    assert.ok(gap === 3 || gap === 4);
  }
});

test('a course keeps its first day, its count and its length, and no two sessions share a day', () => {
  for (let sessions = 1; sessions <= 12; sessions += 1) {
    const days = courseDays(first, sessions, sessions * 3);
    assert.equal(days.length, sessions);
    assert.equal(days[0], first);
    assert.equal(new Set(days).size, sessions);
    assert.deepEqual(days, days.toSorted());
    assert.ok((days.at(-1) ?? first) < plusDays(first, sessions * 3));
  }
  assert.deepEqual(courseDays(first, 0, 21), []);
});
