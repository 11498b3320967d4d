import assert from 'node:assert/strict';
import test from 'node:test';
import {
  day,
  held,
  including,
  lookAt,
  looks,
  moved,
  noonOf,
  shortestStretch,
  sinceMs,
  wholeStretch,
  zoneShift,
  zoomed,
  type Stretch,
} from './course-time.ts';
import { courseWith, seriesWith } from './testing/course-fixture.ts';

const whole: Stretch = [0, 730 * day];

test('[charts] the zoom goes from the whole course to two days and never leaves it', () => {
  let stretch: Stretch = whole;
  for (let press = 0; press < 20; press += 1) stretch = zoomed(stretch, 0.5, 400 * day, whole);
  assert.ok(Math.abs(stretch[1] - stretch[0] - shortestStretch) < 1);
  assert.ok(stretch[0] <= 400 * day && stretch[1] >= 400 * day, 'what is read stays in view');
  for (let press = 0; press < 20; press += 1) stretch = zoomed(stretch, 2, 400 * day, whole);
  assert.equal(stretch, whole);
  for (const days of Object.values(looks))
    for (const around of [-90, 0, 3, 365, 729, 900]) {
      const [from, to] = lookAt(days, around * day, whole);
      assert.ok(from >= whole[0] && to <= whole[1]);
      assert.ok(Math.abs((to - from) / day - days) < 1e-6);
    }
});

test('moving along stops at the ends, and a visit outside is brought in', () => {
  const week = lookAt(7, 100 * day, whole);
  assert.ok(moved(week, 0.25, whole)[0] > week[0]);
  assert.deepEqual(moved(lookAt(7, 0, whole), -1, whole), [0, 7 * day]);
  assert.equal(including(week, 101 * day, whole), week);
  const [from, to] = including(week, 300 * day, whole);
  assert.ok(from < 300 * day && to > 300 * day);
});

test('a course shorter than two days is shown whole', () => {
  const short: Stretch = [0, day];
  assert.equal(held([0.2 * day, 0.3 * day], short), short);
});

test('the whole course holds what is planned and missed; an old medicine does not widen it', () => {
  const score = '2026-03-01T10:00:00.000Z';
  const course = courseWith({
    series: [seriesWith([[score, 9]])],
    planned: [{ day: '2026-06-01', number: 7 }],
    missed: [{ at: '2026-02-01T10:00:00.000Z', title: 'Baseline', instruments: ['phq9'] }],
    medicines: [{ name: 'sertraline', since: '2011', status: 'active' }],
  });
  const [from, to] = wholeStretch(course);
  assert.ok(from < Date.parse('2026-02-01') && from > Date.parse('2026-01-01'));
  assert.ok(to > Date.parse('2026-06-01T12:00:00Z'));
  assert.ok(wholeStretch(courseWith({})).every(Number.isFinite));
});

test('days stand at noon of the patient’s zone, across the change of clocks', () => {
  const table = [
    ['2026-01-15', 'America/New_York', '2026-01-15T17:00:00.000Z'],
    ['2026-07-15', 'America/New_York', '2026-07-15T16:00:00.000Z'],
    ['2026-07-15', 'UTC', '2026-07-15T12:00:00.000Z'],
  ] as const;
  for (const [date, zone, instant] of table) assert.equal(noonOf(date, zone), Date.parse(instant), zone);
  assert.equal(zoneShift('Asia/Kolkata', Date.UTC(2026, 0, 1)), 5.5 * 3_600_000);
});

test('a medicine’s start is read from a year, a month or a day, and else not known', () => {
  assert.equal(sinceMs('2026'), Date.UTC(2026, 0, 1));
  assert.equal(sinceMs('2026-03'), Date.UTC(2026, 2, 1));
  assert.equal(sinceMs('2026-03-09T10:00:00Z'), Date.UTC(2026, 2, 9));
  for (const text of [undefined, '', 'spring', '26-03']) assert.equal(sinceMs(text), undefined);
});
