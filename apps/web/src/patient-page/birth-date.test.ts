import assert from 'node:assert/strict';
import test from 'node:test';
import { birthDateOf, dateOrder } from './birth-date.ts';

test('a birth date is a real day that is not in the future, else it is refused', () => {
  const today = new Date('2026-11-25T12:00:00Z');
  const table: readonly [string, string, string, string | undefined][] = [
    ['9', '3', '1984', '1984-03-09'],
    ['29', '2', '2000', '2000-02-29'],
    ['29', '2', '2001', undefined],
    ['31', '4', '1984', undefined],
    ['26', '11', '2026', undefined],
    ['9', '3', '84', undefined],
    ['', '3', '1984', undefined],
    ['9', '3', '1899', undefined],
    ['3', '13', '1984', undefined],
  ];
  for (const [day, month, year, want] of table) assert.equal(birthDateOf(day, month, year, today), want);
});

test('the date fields stand in the order of the language', () => {
  assert.deepEqual(dateOrder('en-US'), ['month', 'day', 'year']);
  assert.deepEqual(dateOrder('en-GB'), ['day', 'month', 'year']);
  assert.deepEqual(dateOrder('sv-SE'), ['year', 'month', 'day']);
  assert.deepEqual(dateOrder('no such language!'), ['day', 'month', 'year']);
});
