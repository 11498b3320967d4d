import assert from 'node:assert/strict';
import test from 'node:test';
import type { CalendarDate } from '@evenkeel/quantities';
import { before, discharge, doseEnd, doseStart, fold } from '../testing/log.ts';
import { impairedConsent } from './impaired-consent.ts';

const day = (text: string) => text as CalendarDate;

test('[H31] from the start of a dose until leaving no consent of that day or later counts', () => {
  const judged = (state: ReturnType<typeof fold>, signedOn: string, zone = 'Europe/London') =>
    impairedConsent(day(signedOn), state, zone);
  const running = fold([...before(), doseStart()], 10);
  assert.deepEqual(
    ['2026-11-24', '2026-11-25', '2026-11-26'].map((signedOn) => judged(running, signedOn) === undefined),
    [true, false, false],
  );
  assert.match(judged(running, '2026-11-25') ?? '', /has not left/);
  assert.equal(judged(fold(before(), -1), '2026-11-25'), undefined, 'before the dose');
  const recovering = fold([...before(), doseStart(), doseEnd()], 60);
  assert.ok(judged(recovering, '2026-11-25') !== undefined);
  const left = fold([...before(), doseStart(), doseEnd(), discharge(121, [], 'x')], 130);
  assert.equal(judged(left, '2026-11-25'), undefined);
  // The day is the clinic's: 10:00 UTC is midnight of the next day furthest east.
  assert.ok(judged(running, '2026-11-25', 'Pacific/Kiritimati') === undefined);
});
