import assert from 'node:assert/strict';
import test from 'node:test';
import { lettersApart, perhaps } from './nearest-words.ts';

test('[J4] letters apart: added, left out, changed, and swapped with the neighbour', () => {
  for (const [one, other, apart] of [
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['escort', 'escort', 0],
    ['escrot', 'escort', 1],
    ['scort', 'escort', 1],
    ['escortt', 'escort', 1],
    ['escorn', 'escort', 1],
    ['pqh9', 'phq9', 1],
    ['ba', 'ab', 1],
    ['abcd', 'badc', 2],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
    ['abx', 'xba', 2],
    ['aab', 'baa', 2],
  ] as const) {
    assert.equal(lettersApart(one, other), apart, `${one} ${other}`);
    assert.equal(lettersApart(other, one), apart, `${other} ${one}`);
  }
});

test('[J4] a word that is not known is answered with the nearest, or with all when none is near and they are few', () => {
  const words = ['escort', 'consent', 'mania'];
  assert.equal(perhaps('escrot', words), ' Perhaps escort.');
  assert.equal(perhaps('MANIA', words), ' Perhaps mania.');
  assert.equal(perhaps('mani', ['Mania']), ' Perhaps Mania.');
  assert.equal(perhaps('zzzzzzzz', words), ' Words: escort, consent, mania.');
  // Three letters of eight are near, four are not.
  assert.equal(perhaps('abcdefgh', ['abcdexyz']), ' Perhaps abcdexyz.');
  assert.equal(perhaps('abcdefgh', ['abcdwxyz']), ' Words: abcdwxyz.');
  // A short word is near to everything: a third of its letters at most.
  assert.equal(perhaps('ab', ['ac']), ' Perhaps ac.');
  assert.equal(perhaps('ab', ['cd']), ' Words: cd.');
  assert.equal(perhaps('', ['cd']), ' Words: cd.');
  assert.equal(perhaps('abcdef', ['abcdxy']), ' Perhaps abcdxy.');
  assert.equal(perhaps('abcdef', ['abcxyz']), ' Words: abcxyz.');
  assert.equal(perhaps('x', []), ' Words: .');
  // At most three, in the order they stand in; those further away are left out.
  assert.equal(perhaps('a1', ['a12', 'a3', 'a2', 'a4', 'b']), ' Perhaps a12 or a3 or a2.');
  assert.equal(perhaps('ELI-7', ['ELI-07', 'ELI-09']), ' Perhaps ELI-07.');
  const many = (count: number) => Array.from({ length: count }, (_, index) => `word${index + 100}`);
  assert.match(perhaps('zzzzzzzzzz', many(20)), /^ Words: word100, /);
  assert.equal(perhaps('zzzzzzzzzz', many(21)), '');
});
