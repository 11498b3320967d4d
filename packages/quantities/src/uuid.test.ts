import assert from 'node:assert/strict';
import test from 'node:test';
import { randomStream } from './random-stream.ts';
import { isUuid, uuidV7 } from './uuid.ts';

test('a version 7 id carries its version, its variant and its time', () => {
  const id = uuidV7(0x0123456789ab, new Uint8Array(10).fill(0xff));
  assert.equal(id, '01234567-89ab-7fff-bfff-ffffffffffff');
  // The example of RFC 9562, appendix A.6.
  const example = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  assert.equal(uuidV7(0x017f22e279b0, example), '017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('ids made later sort later, and none comes twice', () => {
  const stream = randomStream('uuid', 'test', 'order');
  const seen = new Set<string>();
  let last = '';
  for (let ms = 1_764_000_000_000; ms < 1_764_000_002_000; ms += 1) {
    const id = uuidV7(ms, stream.bytes(10));
    assert.ok(isUuid(id) && id > last && !seen.has(id));
    seen.add(id);
    last = id;
  }
});

test('too little chance is refused', () => {
  assert.throws(() => uuidV7(0, new Uint8Array(9)), RangeError);
});

test('only lower-case text of the right form is an id', () => {
  assert.ok(isUuid('01234567-89ab-7fff-bfff-ffffffffffff'));
  for (const text of [
    '',
    '01234567-89AB-7fff-bfff-ffffffffffff',
    '0123456789ab7fffbfffffffffffffff',
    '01234567-89ab-7fff-bfff-fffffffffffff',
    ' 01234567-89ab-7fff-bfff-ffffffffffff',
    '01234567-89ab-7fff-bfff-fffffffffffg',
    '01234567-89ab-7fff-bfff-ffffffffffff\n',
  ])
    assert.equal(isUuid(text), false, JSON.stringify(text));
});
