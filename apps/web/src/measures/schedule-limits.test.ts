import assert from 'node:assert/strict';
import test from 'node:test';
import { measureSchedule } from '@evenkeel/contract';
import { defaultMeasureSchedule } from '@evenkeel/protocol';
import { limitsOf, numberSays, remindersSay } from './schedule-limits.ts';

/** Whether the contract takes the schedule with one number changed. */
function taken(more: Record<string, unknown>): boolean {
  const { occasions, ...rest } = structuredClone(defaultMeasureSchedule);
  const [first] = occasions;
  return measureSchedule.safeParse({
    ...rest,
    occasions: [{ ...first, remindAfterMinutes: [], ...more }],
  }).success;
}

test('a number of the schedule is judged while it is typed as the contract judges it when it is sent', () => {
  for (const days of [-3, 0, 0.5, 1, 1.5, 730, 731])
    assert.equal(
      numberSays(days, limitsOf.everyDays) === undefined,
      taken({ anchor: { kind: 'calendar', everyDays: days } }),
      `every ${days} days`,
    );
  for (const hours of [-721, -720, 0, 8760, 8761])
    assert.equal(
      numberSays(hours, limitsOf.afterHours) === undefined,
      taken({ afterMinutes: hours * 60 }),
      `after ${hours} hours`,
    );
  for (const hours of [-3, 0, 0.25, 0.5, 24, 8760, 8761, 1_000_000])
    assert.equal(
      numberSays(hours, limitsOf.openHours) === undefined,
      taken({ openMinutes: hours * 60 }),
      `open for ${hours} hours`,
    );
  assert.equal(numberSays(-3, limitsOf.openHours), 'From 0.5 to 8760 hours.');
  assert.equal(numberSays(1.5, limitsOf.everyDays), 'A whole number.');
});

test('reminders come one after the other, not too soon, and before the time is over', () => {
  const open = { openMinutes: 1440 };
  assert.equal(remindersSay([], open), undefined);
  assert.equal(remindersSay([360, 1439], open), undefined);
  assert.equal(remindersSay([15], open), undefined);
  assert.equal(remindersSay([14], open), 'Not before 0.25 hours.');
  assert.equal(remindersSay([1440], open), 'Each before the 24 hours are over.');
  assert.equal(remindersSay([360, 360], open), 'One after the other, the soonest first.');
  assert.equal(remindersSay([20, 30, 40, 50, 60], open), undefined);
  assert.equal(remindersSay([20, 30, 40, 50, 60, 70], open), 'At most 5 reminders.');
});
