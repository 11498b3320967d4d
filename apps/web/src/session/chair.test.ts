import assert from 'node:assert/strict';
import test from 'node:test';
import { clockTime, parseInstant, type Instant } from '@evenkeel/quantities';
import { ageText, withClock } from './chair.ts';

const at = (text: string) => parseInstant(text) as Instant;

test('[P4] a corrected clock time becomes the nearest instant at which that clock said so', () => {
  const table: readonly [string, string, string, string | undefined][] = [
    ['Europe/London', '2026-07-01T10:05:30.000Z', '11:00', '2026-07-01T10:00:30.000Z'],
    ['Europe/London', '2026-07-01T10:05:30.000Z', '11:05', '2026-07-01T10:05:30.000Z'],
    ['America/New_York', '2026-01-05T05:03:00.000Z', '23:58', '2026-01-05T04:58:00.000Z'],
    ['America/New_York', '2026-01-05T04:58:00.000Z', '00:03', '2026-01-05T05:03:00.000Z'],
    ['Asia/Kolkata', '2026-01-05T05:03:00.000Z', '10:30', '2026-01-05T05:00:00.000Z'],
    ['UTC', '2026-01-05T05:03:00.000Z', '24:00', undefined],
    ['UTC', '2026-01-05T05:03:00.000Z', '', undefined],
  ];
  for (const [zone, original, text, want] of table) {
    const got = withClock(zone, at(original), text);
    assert.equal(got, want);
    if (got !== undefined) assert.equal(clockTime(zone, got), text);
  }
});

test('the age of what is shown is said in seconds, then hours and minutes', () => {
  const now = at('2026-01-05T05:03:00.000Z');
  assert.equal(ageText(Date.parse(now) - 12_400, now), '12 s');
  assert.equal(ageText(Date.parse(now) - 125_000, now), '0:02 h');
  assert.equal(ageText(Date.parse(now) + 5_000, now), '0 s');
});
