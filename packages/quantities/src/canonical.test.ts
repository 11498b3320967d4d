import assert from 'node:assert/strict';
import test from 'node:test';
import { canonicalJson, type Json } from './canonical.ts';
import { randomStream, type RandomStream } from './random-stream.ts';

test('one value has one text: keys sorted, no white space, absent members left out', () => {
  const table: readonly (readonly [Json, string])[] = [
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ a: [1, { d: null, c: true }] }, '{"a":[1,{"c":true,"d":null}]}'],
    [[], '[]'],
    [{}, '{}'],
    ['a"b\n', '"a\\"b\\n"'],
    [{ Z: 1, a: 1, é: 1, '10': 1, '9': 1 }, '{"10":1,"9":1,"Z":1,"a":1,"é":1}'],
  ];
  for (const [value, text] of table) assert.equal(canonicalJson(value), text);
  assert.equal(canonicalJson({ a: undefined, b: 1 } as unknown as Json), '{"b":1}');
});

function drawn(stream: RandomStream, depth: number): Json {
  const kind = stream.integer(0, depth > 0 ? 5 : 3);
  if (kind === 0) return null;
  if (kind === 1) return stream.chance(0.5);
  if (kind === 2) return stream.integer(-1_000, 1_000) / 8;
  if (kind === 3) return stream.pick(['', 'a', '"', '\\', '\u2028', 'ü', '😀', '\u0000']);
  const size = stream.integer(0, 4);
  if (kind === 4) return Array.from({ length: size }, () => drawn(stream, depth - 1));
  return Object.fromEntries(
    Array.from({ length: size }, () => [
      stream.pick(['a', 'b', 'B', 'ü', '1', '']),
      drawn(stream, depth - 1),
    ]),
  );
}

/** The same value with the members of every object in another order. */
function shuffled(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => shuffled(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, shuffled(item as Json)]),
  );
}

test('the text survives parsing and does not depend on the order of members', () => {
  const stream = randomStream('canonical', 'test', 'values');
  for (let i = 0; i < 2_000; i += 1) {
    const value = drawn(stream, 4);
    const text = canonicalJson(value);
    assert.equal(canonicalJson(JSON.parse(text) as Json), text);
    assert.equal(canonicalJson(shuffled(value)), text);
  }
});
