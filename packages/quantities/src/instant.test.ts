import assert from 'node:assert/strict';
import test from 'node:test';
import {
  ageOn,
  clockTime,
  dateIn,
  dateWords,
  daysBetween,
  elapsedMinutes,
  elapsedMs,
  elapsedText,
  epochMs,
  instantOf,
  isTimeZone,
  parseDate,
  parseInstant,
  plusDays,
  plusMinutes,
  type CalendarDate,
  type Instant,
} from './instant.ts';
import { randomStream } from './random-stream.ts';

const at = (text: string): Instant => {
  const instant = parseInstant(text);
  assert.ok(instant !== undefined, text);
  return instant;
};
const day = (text: string): CalendarDate => {
  const date = parseDate(text);
  assert.ok(date !== undefined, text);
  return date;
};

test('a text with its offset becomes the one canonical instant', () => {
  const table: readonly (readonly [string, string])[] = [
    ['2026-11-25T04:00:00.000Z', '2026-11-25T04:00:00.000Z'],
    ['2026-11-25T04:00Z', '2026-11-25T04:00:00.000Z'],
    ['2026-11-25T04:00:00+05:45', '2026-11-24T22:15:00.000Z'],
    ['2026-11-25T04:00:00.5-09:30', '2026-11-25T13:30:00.500Z'],
    ['2024-02-29T23:59:59.999Z', '2024-02-29T23:59:59.999Z'],
    ['2038-01-19T03:14:08Z', '2038-01-19T03:14:08.000Z'],
    ['2100-03-01T00:00:00Z', '2100-03-01T00:00:00.000Z'],
  ];
  for (const [text, wanted] of table) assert.equal(parseInstant(text), wanted, text);
});

test('a naive time, a day that does not exist and other bad texts are no instant', () => {
  for (const text of [
    '',
    '2026-11-25',
    '2026-11-25T04:00:00',
    '2026-11-25 04:00:00Z',
    '2026-02-30T00:00:00.000Z',
    '2026-02-29T00:00:00.000Z',
    '2026-13-01T00:00:00.000Z',
    '2026-00-10T00:00:00.000Z',
    '2026-11-25T24:00:00.000Z',
    '2026-11-25T23:60:00.000Z',
    '2016-12-31T23:59:60Z',
    '2026-11-25T04:00:00z',
    '+012026-11-25T04:00:00.000Z',
    '2026-11-25T04:00:00.000Z ',
    '1764043200000',
    'now',
  ])
    assert.equal(parseInstant(text), undefined, JSON.stringify(text));
});

test('lexical order is time order, and text and milliseconds agree both ways', () => {
  const stream = randomStream('instant', 'test', 'order');
  for (let i = 0; i < 2_000; i += 1) {
    const a = stream.integer(-2_000_000_000_000, 5_000_000_000_000);
    const b = stream.integer(-2_000_000_000_000, 5_000_000_000_000);
    assert.equal(instantOf(a) < instantOf(b), a < b);
    assert.equal(epochMs(instantOf(a)), a);
    assert.equal(parseInstant(instantOf(a)), instantOf(a));
    assert.equal(elapsedMs(instantOf(a), instantOf(b)), b - a);
  }
  assert.throws(() => instantOf(Number.NaN), RangeError);
  assert.throws(() => instantOf(253_402_300_800_000), RangeError);
});

/** Clock changes of 2026: the moment of each, and the clock an hour before and an hour after it. */
const clockChanges: readonly (readonly [string, string, string, string])[] = [
  ['Europe/London', '2026-03-29T01:00:00Z', '00:00', '03:00'],
  ['Europe/London', '2026-10-25T01:00:00Z', '01:00', '02:00'],
  ['America/New_York', '2026-03-08T07:00:00Z', '01:00', '04:00'],
  ['America/New_York', '2026-11-01T06:00:00Z', '01:00', '02:00'],
  ['America/St_Johns', '2026-03-08T05:30:00Z', '01:00', '04:00'],
  ['America/Santiago', '2026-09-06T04:00:00Z', '23:00', '02:00'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', '01:00', '02:30'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', '01:00', '03:30'],
  ['Australia/Sydney', '2026-04-04T16:00:00Z', '02:00', '03:00'],
  ['Pacific/Chatham', '2026-09-26T14:00:00Z', '01:45', '04:45'],
  ['Asia/Kathmandu', '2026-03-29T01:00:00Z', '05:45', '07:45'],
  ['UTC', '2026-03-29T01:00:00Z', '00:00', '02:00'],
];

test('[B4] two hours are two hours, whatever the clock on the wall did between', () => {
  for (const [zone, change, before, after] of clockChanges) {
    const start = plusMinutes(at(change), -60);
    const end = plusMinutes(at(change), 60);
    assert.equal(clockTime(zone, start), before, `${zone} ${change}`);
    assert.equal(clockTime(zone, end), after, `${zone} ${change}`);
    assert.equal(elapsedMinutes(start, end), 120, `${zone} ${change}`);
    assert.equal(elapsedMinutes(start, plusMinutes(end, -1)), 119);
    assert.equal(elapsedText(start, end), '2:00');
  }
});

test('[B4] the dates of a year follow one another in every zone, none left out and none twice', () => {
  for (const zone of [
    ...new Set(clockChanges.map(([name]) => name)),
    'Pacific/Kiritimati',
    'Africa/Casablanca',
  ]) {
    assert.ok(isTimeZone(zone), zone);
    let now = at('2026-01-01T00:00:00Z');
    let last = dateIn(zone, now);
    const seen = [last];
    for (let hour = 0; hour < 365 * 24; hour += 1) {
      now = plusMinutes(now, 60);
      const date = dateIn(zone, now);
      if (date === last) continue;
      assert.equal(daysBetween(last, date), 1, `${zone} ${now}`);
      seen.push(date);
      last = date;
    }
    assert.equal(new Set(seen).size, 366, zone);
  }
});

test('[B4] the hour that comes twice is told apart by its zone name', () => {
  const first = at('2026-10-25T00:30:00Z');
  const second = at('2026-10-25T01:30:00Z');
  assert.equal(clockTime('Europe/London', first), '01:30');
  assert.equal(clockTime('Europe/London', second), '01:30');
  assert.equal(clockTime('Europe/London', first, true), '01:30 BST');
  assert.equal(clockTime('Europe/London', second, true), '01:30 GMT');
  assert.equal(elapsedText(first, second), '1:00');
  const spring = at('2026-03-29T00:30:00Z');
  assert.equal(clockTime('Europe/London', spring), '00:30');
  assert.equal(clockTime('Europe/London', plusMinutes(spring, 60)), '02:30');
});

test('[B4] the date is the patient’s own, on both sides of the date line', () => {
  const instant = at('2026-12-31T11:30:00Z');
  assert.equal(dateIn('Pacific/Kiritimati', instant), '2027-01-01');
  assert.equal(dateIn('Pacific/Pago_Pago', instant), '2026-12-31');
  assert.equal(dateIn('Australia/Lord_Howe', at('2026-12-31T13:00:00Z')), '2027-01-01');
});

test('elapsed minutes round down and elapsed text reads as a chart does', () => {
  const start = at('2026-11-25T10:00:00Z');
  const table: readonly (readonly [number, number, string])[] = [
    [0, 0, '0:00'],
    [59_999, 0, '0:00'],
    [60_000, 1, '0:01'],
    [42 * 60_000, 42, '0:42'],
    [120 * 60_000, 120, '2:00'],
    [120 * 60_000 - 1, 119, '1:59'],
    [-60_000, -1, '-0:01'],
    [26 * 3_600_000, 1560, '26:00'],
  ];
  for (const [ms, minutes, text] of table) {
    const end = instantOf(epochMs(start) + ms);
    assert.equal(elapsedMinutes(start, end), minutes);
    assert.equal(elapsedText(start, end), text);
  }
});

test('a date is a day that exists', () => {
  for (const text of ['2026-02-28', '2024-02-29', '2000-02-29', '1926-01-01'])
    assert.equal(parseDate(text), text);
  for (const text of [
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-1-1',
    '26-01-01',
    '2026-01-01T00:00:00Z',
    '',
    '01/02/2026',
  ])
    assert.equal(parseDate(text), undefined, text);
});

test('days are counted by the calendar, whatever the clocks did', () => {
  assert.equal(daysBetween(day('2026-03-28'), day('2026-03-30')), 2);
  assert.equal(daysBetween(day('2026-11-25'), day('2026-11-24')), -1);
  assert.equal(daysBetween(day('2023-12-31'), day('2024-12-31')), 366);
  assert.equal(plusDays(day('2024-02-28'), 1), '2024-02-29');
  assert.equal(plusDays(day('2026-12-31'), 1), '2027-01-01');
  const stream = randomStream('instant', 'test', 'days');
  for (let i = 0; i < 1_000; i += 1) {
    const days = stream.integer(-40_000, 40_000);
    assert.equal(daysBetween(day('2026-11-25'), plusDays(day('2026-11-25'), days)), days);
  }
});

test('age is in completed years, also for those born on 29 February', () => {
  const table: readonly (readonly [string, string, number])[] = [
    ['2008-11-25', '2026-11-24', 17],
    ['2008-11-25', '2026-11-25', 18],
    ['2008-11-25', '2026-11-26', 18],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2026-11-25', '2026-11-25', 0],
    ['2027-01-01', '2026-11-25', -1],
  ];
  for (const [born, on, age] of table) assert.equal(ageOn(day(born), day(on)), age, `${born} ${on}`);
});

test('a zone that does not exist is told apart', () => {
  for (const zone of ['Mars/Olympus', '', 'Europe/Londres', '12:00'])
    assert.equal(isTimeZone(zone), false, zone);
});

test('a date reads the same in every country, and a partial one stays partial', () => {
  assert.equal(dateWords('1984-03-09'), '9 Mar 1984');
  assert.equal(dateWords('1984-03'), 'Mar 1984');
  assert.equal(dateWords('1984'), '1984');
  assert.equal(dateWords('soon'), 'soon');
});
