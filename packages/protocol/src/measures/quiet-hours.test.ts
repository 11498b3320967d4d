import assert from 'node:assert/strict';
import test from 'node:test';
import { clockTime, elapsedMinutes, instantOf, randomStream, type Instant } from '@evenkeel/quantities';
import { afterQuietHours } from './quiet-hours.ts';

const noon = { from: '13:00', to: '15:00' };
const night = { from: '20:00', to: '09:00' };
const at = (text: string) => text as Instant;

test('[H45] no message comes at night: quiet hours end where the patient lives, in every kind of zone', () => {
  const cases: readonly (readonly [
    now: string,
    zone: string,
    quiet: { readonly from: string; readonly to: string },
    sent: string,
    why: string,
  ])[] = [
    ['2026-11-25T12:00:00.000Z', 'Europe/London', night, '2026-11-25T12:00:00.000Z', 'by day, at once'],
    [
      '2026-11-25T19:59:00.000Z',
      'Europe/London',
      night,
      '2026-11-25T19:59:00.000Z',
      'the last minute of the day',
    ],
    ['2026-11-25T20:00:00.000Z', 'Europe/London', night, '2026-11-26T09:00:00.000Z', 'over midnight'],
    ['2026-11-26T00:30:00.000Z', 'Europe/London', night, '2026-11-26T09:00:00.000Z', 'after midnight'],
    [
      '2026-11-26T08:59:00.000Z',
      'Europe/London',
      night,
      '2026-11-26T09:00:00.000Z',
      'the last minute of the night',
    ],
    ['2026-11-26T09:00:00.000Z', 'Europe/London', night, '2026-11-26T09:00:00.000Z', 'the end is not quiet'],
    ['2026-11-26T08:00:00.000Z', 'Asia/Kolkata', night, '2026-11-26T08:00:00.000Z', '13:30 there'],
    ['2026-11-26T15:00:00.000Z', 'Asia/Kolkata', night, '2026-11-27T03:30:00.000Z', 'half an hour zone'],
    ['2026-11-26T15:00:00.000Z', 'Asia/Kathmandu', night, '2026-11-27T03:15:00.000Z', 'quarter of an hour'],
    ['2026-11-26T03:00:00.000Z', 'America/Los_Angeles', night, '2026-11-26T03:00:00.000Z', '19:00 there'],
    ['2026-11-25T12:59:00.000Z', 'UTC', noon, '2026-11-25T12:59:00.000Z', 'before quiet hours by day'],
    ['2026-11-25T13:00:00.000Z', 'UTC', noon, '2026-11-25T15:00:00.000Z', 'quiet hours by day'],
    ['2026-11-25T14:59:00.000Z', 'UTC', noon, '2026-11-25T15:00:00.000Z', 'their last minute'],
    ['2026-11-25T15:00:00.000Z', 'UTC', noon, '2026-11-25T15:00:00.000Z', 'their end'],
    ['2026-03-28T22:00:00.000Z', 'Europe/London', night, '2026-03-29T08:00:00.000Z', 'the clock goes on'],
    ['2026-10-24T22:00:00.000Z', 'Europe/London', night, '2026-10-25T09:00:00.000Z', 'the clock goes back'],
    [
      '2026-11-26T13:00:00.000Z',
      'Europe/London',
      { from: '12:00', to: '14:00' },
      '2026-11-26T14:00:00.000Z',
      'within one day',
    ],
    [
      '2026-11-26T03:00:00.000Z',
      'Europe/London',
      { from: '09:00', to: '09:00' },
      '2026-11-26T03:00:00.000Z',
      'none at all',
    ],
    [
      '2026-03-28T20:00:00.000Z',
      'Europe/London',
      { from: '10:00', to: '09:00' },
      '2026-03-29T08:00:00.000Z',
      'an hour a day to send in, on the day it comes early',
    ],
  ];
  for (const [now, zone, quiet, sent, why] of cases)
    assert.equal(afterQuietHours(at(now), zone, quiet), sent, `${zone}, ${now}: ${why}`);
});

test('[H45] whatever the zone, the hours and the change of the clock: never inside quiet hours, never early, never more than two days late', () => {
  const zones = [
    'Europe/London',
    'Europe/Berlin',
    'America/New_York',
    'America/St_Johns',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Australia/Adelaide',
    'Pacific/Chatham',
    'Pacific/Apia',
    'America/Havana',
    'UTC',
  ];
  // Around the changes of the clock of both halves of the year, where it goes wrong if it does.
  const around = [
    '2026-03-08',
    '2026-03-29',
    '2026-04-05',
    '2026-09-27',
    '2026-10-04',
    '2026-10-25',
    '2026-11-01',
  ];
  const stream = randomStream('quiet hours', 'a zone', 'property');
  const clock = () =>
    `${String(stream.integer(0, 23)).padStart(2, '0')}:${String(stream.integer(0, 59)).padStart(2, '0')}`;
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  for (let turn = 0; turn < 6000; turn += 1) {
    const zone = stream.pick(zones);
    const day = Date.parse(`${stream.pick(around)}T00:00:00Z`);
    const now = instantOf(day + stream.integer(-48 * 60, 48 * 60) * 60_000);
    const from = clock();
    // Now and then only a few minutes of the day are left to send in.
    const to = stream.chance(0.2)
      ? `${from.slice(0, 3)}${String(Math.max(0, (minutes(from) % 60) - stream.integer(1, 9))).padStart(2, '0')}`
      : clock();
    const sent = afterQuietHours(now, zone, { from, to });
    const shown = minutes(clockTime(zone, sent));
    const isQuiet =
      from === to
        ? false
        : minutes(from) < minutes(to)
          ? shown >= minutes(from) && shown < minutes(to)
          : shown >= minutes(from) || shown < minutes(to);
    const what = `${zone}: ${now} -> ${sent} with ${from} to ${to}`;
    assert.ok(!isQuiet, what);
    assert.ok(sent >= now, what);
    assert.ok(elapsedMinutes(now, sent) <= 48 * 60, what);
  }
});
