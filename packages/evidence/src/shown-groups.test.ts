import assert from 'node:assert/strict';
import test from 'node:test';
import { randomStream } from '@evenkeel/quantities';
import { shownGroups, type CrossedGroup, type GroupAsked } from './shown-groups.ts';

test('a small group is hidden, and so is the next one when the sum would give it away', () => {
  const table: readonly (readonly [readonly number[], readonly boolean[]])[] = [
    [
      [50, 45, 5],
      [true, false, false],
    ],
    [
      [50, 45, 11],
      [true, true, true],
    ],
    [
      [50, 10, 9],
      [true, false, false],
    ],
    // Two that are hidden, yet fewer than 11 together.
    [
      [50, 4, 3],
      [false, false, false],
    ],
    [
      [50, 20, 4, 3],
      [true, false, false, false],
    ],
    // Nobody needs no cover.
    [
      [50, 45, 0],
      [true, true, false],
    ],
    [[5], [false]],
    [[], []],
  ];
  for (const [sizes, wanted] of table) {
    const isShown = shownGroups(sizes.map((people, place) => ({ of: [String(place)], people })));
    assert.deepEqual(
      sizes.map((_, place) => isShown([String(place)])),
      wanted,
      String(sizes),
    );
    const all = sizes.reduce((sum, size) => sum + size, 0);
    assert.equal(isShown([undefined]), all >= 11, String(sizes));
  }
});

test('a small group is hidden from the difference of two others, whichever dimension they are of', () => {
  const isShown = shownGroups([
    { of: ['depression', 'iv'], people: 15 },
    { of: ['depression', 'im'], people: 5 },
    { of: ['bipolar', 'iv'], people: 5 },
    { of: ['bipolar', 'im'], people: 15 },
  ]);
  for (const asked of [
    ['depression', undefined],
    ['bipolar', undefined],
    [undefined, 'iv'],
    [undefined, 'im'],
    [undefined, undefined],
  ])
    assert.equal(isShown(asked), true, String(asked));
  // 20 with a depression less 15 of them by vein would tell the five.
  for (const diagnosis of ['depression', 'bipolar'])
    for (const route of ['iv', 'im']) assert.equal(isShown([diagnosis, route]), false, diagnosis + route);
  assert.equal(isShown(['nobody has it', undefined]), false);
});

/** Everything that can be asked of some groups, with its number of people. */
function everyAsked(crossed: readonly CrossedGroup[]): ReadonlyMap<string, readonly [GroupAsked, number]> {
  const found = new Map<string, readonly [GroupAsked, number]>();
  for (const { of, people } of crossed)
    for (let open = 0; open < 8; open += 1) {
      const asked = of.map((value, at) => (((open >> at) & 1) === 1 ? undefined : value));
      const key = JSON.stringify(asked);
      found.set(key, [asked, (found.get(key)?.[1] ?? 0) + people]);
    }
  return found;
}

test('no hidden group of 1 to 10 people can be had by subtraction, in any margin and step by step', () => {
  const stream = randomStream('groups', 'test', 'shown');
  let hiddenLarge = 0;
  for (let i = 0; i < 400; i += 1) {
    const most = stream.integer(3, 40);
    const crossed = ['a', 'b', 'c'].flatMap((first) =>
      ['x', 'y', 'z'].flatMap((second) =>
        ['1', '2', '3'].map((third) => ({
          of: [first, second, third],
          people: stream.integer(0, 2) === 0 ? 0 : stream.integer(0, most),
        })),
      ),
    );
    const isShown = shownGroups(crossed);
    const all = [...everyAsked(crossed).values()].filter(([, people]) => people > 0);
    const known = new Set(all.filter(([asked]) => isShown(asked)).map(([asked]) => JSON.stringify(asked)));
    hiddenLarge += all.filter(([asked, people]) => people >= 11 && !isShown(asked)).length;
    // Each group is the sum of those that one more dimension divides it into; whatever is missing once is found.
    const sums = all.flatMap(([asked]) =>
      asked.flatMap((value, at) =>
        value === undefined
          ? [
              {
                whole: JSON.stringify(asked),
                parts: all.filter(
                  ([part]) =>
                    part[at] !== undefined &&
                    JSON.stringify(part.with(at, undefined)) === JSON.stringify(asked),
                ),
              },
            ]
          : [],
      ),
    );
    for (let before = -1; before !== known.size;) {
      before = known.size;
      for (const { whole, parts } of sums) {
        const left = parts.filter(([part]) => !known.has(JSON.stringify(part)));
        const people = left.reduce((sum, [, one]) => sum + one, 0);
        if (left.length === 0) known.add(whole);
        if (!known.has(whole)) continue;
        assert.ok(people === 0 || people >= 11, `${whole}: ${people} are told by ${JSON.stringify(crossed)}`);
        if (left.length === 1 && left[0] !== undefined) known.add(JSON.stringify(left[0][0]));
      }
    }
    for (const [asked, people] of all)
      assert.ok(people >= 11 || !known.has(JSON.stringify(asked)), `${JSON.stringify(asked)}: ${people}`);
  }
  assert.ok(hiddenLarge > 100, 'the cases ask for cover');
});

test('as many groups as a large clinic has are judged within a second', () => {
  const stream = randomStream('groups', 'test', 'many');
  const crossed = Array.from({ length: 6 * 6 * 12 }, (_, at) => ({
    of: [`d${at % 6}`, `r${Math.floor(at / 6) % 6}`, `g${Math.floor(at / 36)}`],
    people: stream.integer(0, 3) === 0 ? stream.integer(1, 60) : 0,
  }));
  const began = performance.now();
  assert.ok(shownGroups(crossed)([undefined, undefined, undefined]));
  assert.ok(performance.now() - began < 1000);
});
