import assert from 'node:assert/strict';
import test from 'node:test';
import { plusDays, type CalendarDate } from '@evenkeel/quantities';
import { daysCovered, type MissedDaysAnswer } from './days-covered.ts';
import { adherenceView } from './therapy.ts';

const from = '2026-11-01' as CalendarDate;
const answer = (day: number, missed?: number): MissedDaysAnswer => ({
  on: plusDays(from, day),
  ...(missed === undefined ? {} : { missed }),
});
const of = (...answers: readonly MissedDaysAnswer[]) => daysCovered(answers, from);

test('[AFT-09] days covered: the days of an answer lie in the course, the day before, the day, the day after', () => {
  assert.deepEqual(
    [6, 7, 8].map((day) => of(answer(day, 2))),
    [undefined, { days: 7, covered: 5 }, { days: 7, covered: 5 }],
  );
  assert.equal(of(), undefined);
  assert.equal(of(answer(-7, 0)), undefined, 'before the course');
});

test('[AFT-09] days covered: answers that overlap count once, the newest; next to each other both', () => {
  assert.deepEqual(
    [13, 14, 15].map((day) => of(answer(7, 1), answer(day, 3))),
    [
      { days: 7, covered: 4 },
      { days: 14, covered: 10 },
      { days: 14, covered: 10 },
    ],
  );
  assert.deepEqual(of(answer(7, 0), answer(10, 0), answer(14, 7)), { days: 14, covered: 7 });
  assert.deepEqual(of(answer(14, 3), answer(7, 1)), { days: 14, covered: 10 }, 'out of order');
  assert.deepEqual(of(answer(7, 0), answer(7, 4)), { days: 7, covered: 3 }, 'twice on a day: the newest');
});

test('[AFT-09] days covered: an answer without a number is not counted', () => {
  assert.equal(of(answer(7)), undefined);
  assert.deepEqual(of(answer(7, 2), answer(14)), { days: 7, covered: 5 });
});

test('[AFT-09] days covered: one week of one missed day is above 80 %, of two below', () => {
  const low = (missed: number) => {
    const medicineDays = of(answer(7, missed));
    return adherenceView(medicineDays === undefined ? {} : { medicineDays }).shares[1]?.low;
  };
  assert.deepEqual(
    [0, 1, 2, 7].map((missed) => low(missed)),
    [false, false, true, true],
  );
});
