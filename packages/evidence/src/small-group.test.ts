import assert from 'node:assert/strict';
import test from 'node:test';
import { randomStream } from '@evenkeel/quantities';
import { groupsToHide, hiddenUnder, isHidden } from './small-group.ts';

test('a small group is hidden, and so is the next one when the sum would give it away', () => {
  const table: readonly (readonly [readonly number[], readonly boolean[]])[] = [
    [
      [50, 45, 5],
      [false, true, true],
    ],
    [
      [50, 45, 11],
      [false, false, false],
    ],
    [
      [50, 10, 9],
      [false, true, true],
    ],
    // Two that are hidden, yet fewer than 11 together.
    [
      [50, 4, 3],
      [true, true, true],
    ],
    [
      [50, 20, 4, 3],
      [false, true, true, true],
    ],
    // Nobody needs no cover.
    [
      [50, 45, 0],
      [false, false, true],
    ],
    [[5], [true]],
    [[], []],
  ];
  for (const [sizes, wanted] of table) assert.deepEqual(groupsToHide(sizes), wanted, String(sizes));
});

test('whatever the groups, what the sum tells of the hidden ones is about 11 people or more', () => {
  const stream = randomStream('groups', 'test', 'hide');
  for (let i = 0; i < 500; i += 1) {
    const sizes = Array.from({ length: stream.integer(2, 6) }, () => stream.integer(0, 40));
    const hidden = groupsToHide(sizes);
    const left = sizes.filter((size, place) => hidden[place] === true && size > 0);
    const together = left.reduce((sum, size) => sum + size, 0);
    sizes.forEach((size, place) => assert.ok(size >= 11 || hidden[place] === true));
    assert.ok(left.length === 0 || together >= 11 || hidden.every(Boolean), String(sizes));
    assert.notEqual(left.length, sizes.filter((size) => size > 0).length > 1 ? 1 : -1, String(sizes));
  }
});

test('what is hidden says why and carries no number but the limit', () => {
  const hidden = hiddenUnder(11);
  assert.ok(isHidden(hidden));
  assert.ok(!isHidden<number>(12));
  assert.deepEqual(hidden, {
    hidden: true,
    why: 'Fewer than 11 people: hidden so that nobody can be recognised.',
  });
});
