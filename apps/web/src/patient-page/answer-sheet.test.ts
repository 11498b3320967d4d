import assert from 'node:assert/strict';
import test from 'node:test';
import {
  birthDateOf,
  dateOrder,
  emptySheet,
  given,
  joined,
  kept,
  ownChange,
  sheetFrom,
} from './answer-sheet.ts';

const p = (at: string, total: number) => ({ at, total });

test('[P1] an answer counts as kept by the clinic only when the clinic answered for this very answer', () => {
  const one = given(emptySheet(3), 1, 2);
  assert.deepEqual(one, { answers: [null, 2, null], pending: [1], at: 0 });
  assert.deepEqual(kept(one, 1, 2).pending, []);
  const changed = given(one, 1, 3);
  assert.deepEqual(kept(changed, 1, 2).pending, [1]);
  assert.deepEqual(given(kept(one, 1, 2), 1, null), { answers: [null, null, null], pending: [1], at: 0 });
});

test('[P1] after a reload the unsent answers win over the clinic’s, and the person is where they were', () => {
  const local = { ...given(given(emptySheet(3), 0, 1), 2, 3), at: 2 };
  assert.deepEqual(joined([0, 2, null], 3, local), { answers: [1, 2, 3], pending: [0, 2], at: 2 });
  assert.deepEqual(joined([0, 2, null], 3, undefined), { answers: [0, 2, null], pending: [], at: 2 });
  assert.equal(joined([0, 1, 2], 3, undefined).at, 3);
  assert.deepEqual(joined([], 2, undefined).answers, [null, null]);
  assert.equal(joined([], 2, { answers: [], pending: [7], at: 99 }).at, 2);
  assert.deepEqual(joined([], 2, { answers: [], pending: [7], at: 99 }).pending, []);
});

test('a sheet survives as text; text from elsewhere is no sheet', () => {
  const sheet = given(emptySheet(2), 0, 1);
  assert.deepEqual(sheetFrom(JSON.stringify(sheet)), sheet);
  for (const text of [null, '', '{', '[]', '{"answers":1,"pending":[]}'])
    assert.equal(sheetFrom(text), undefined);
});

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

test('the own change is told against the last answer before the first treatment day', () => {
  assert.deepEqual(ownChange([], []), { kind: 'first' });
  assert.deepEqual(ownChange([p('1', 20)], ['2']), { kind: 'first' });
  assert.deepEqual(ownChange([p('1', 24), p('2', 20), p('4', 12)], ['3']), { kind: 'fewer', percent: 40 });
  assert.deepEqual(ownChange([p('4', 12), p('1', 24)], []), { kind: 'fewer', percent: 50 });
  assert.deepEqual(ownChange([p('1', 10), p('4', 15)], ['2']), { kind: 'more', percent: 50 });
  assert.deepEqual(ownChange([p('1', 100), p('4', 101)], ['2']), { kind: 'same' });
  assert.deepEqual(ownChange([p('1', 0), p('4', 3)], ['2']), { kind: 'first' });
});
