import assert from 'node:assert/strict';
import test from 'node:test';
import { emptySheet, given, joined, kept, sheetFrom } from './answer-sheet.ts';

test('[P1] an answer counts as kept by the clinic only when the clinic answered for this very answer', () => {
  const one = given(emptySheet(3), 1, 2);
  assert.deepEqual(one, { answers: [null, 2, null], pending: [1], at: 0, wanted: false });
  assert.deepEqual(kept(one, 1, 2).pending, []);
  const changed = given(one, 1, 3);
  assert.deepEqual(kept(changed, 1, 2).pending, [1]);
  const taken = given(kept(one, 1, 2), 1, null);
  assert.deepEqual([taken.answers, taken.pending], [[null, null, null], [1]]);
});

test('[P1] after a reload the unsent answers win over the clinic’s', () => {
  const local = { ...given(given(emptySheet(3), 0, 1), 2, 3), at: 2, wanted: true };
  const both = joined([0, null, null], 3, local);
  assert.deepEqual(both, { answers: [1, null, 3], pending: [0, 2], at: 2, wanted: true });
  assert.deepEqual(joined([0, null, 1], 3, undefined).answers, [0, null, 1]);
  assert.deepEqual(joined([], 2, undefined).answers, [null, null]);
  const broken = { answers: [], pending: [7], at: 99, wanted: false };
  assert.deepEqual(joined([], 2, broken), { answers: [null, null], pending: [], at: 2, wanted: false });
});

test('[P1] a person is where they were, or at the first open item when another device went on', () => {
  const sheet = (answers: (number | null)[], at: number) => ({ answers, pending: [], at, wanted: false });
  const table: readonly [(number | null)[], ReturnType<typeof sheet> | undefined, number][] = [
    [[1, 2, null, null], undefined, 2],
    [[1, 2, 3, 0], undefined, 4],
    // Left open on purpose at 1, and gone on to 3.
    [[1, null, 2, null], sheet([1, null, 2, null], 3), 3],
    // Gone back to look at the first.
    [[1, 2, null, null], sheet([1, 2, null, null], 0), 0],
    // Two more were answered on another device.
    [[1, 2, 3, null], sheet([1, null, null, null], 1), 3],
    // The other device changed an answer behind the one this device is at.
    [[0, 2, null, null], sheet([1, 2, null, null], 3), 3],
  ];
  for (const [server, local, at] of table) assert.equal(joined(server, 4, local).at, at);
});

test('a sheet survives as text; text from elsewhere is no sheet', () => {
  const sheet = given(emptySheet(2), 0, 1);
  assert.deepEqual(sheetFrom(JSON.stringify(sheet)), sheet);
  for (const text of [null, '', '{', '[]', '{"answers":1,"pending":[]}'])
    assert.equal(sheetFrom(text), undefined);
});
