import assert from 'node:assert/strict';
import test from 'node:test';
import { editDistance, isLikelyDuplicate, type WhoIsIt } from './likely-duplicate.ts';

const who = (family: string, given: string, birthDate: string): WhoIsIt => ({ family, given, birthDate });
const anna = who("O'Brien", 'Anna Maria', '1984-03-09');

test('likely duplicates are found whichever way the name was typed', () => {
  const same = [
    who('OBRIEN', 'anna maria', '1984-03-09'),
    who('O’Brien', 'Anna', '1984-03-09'),
    who('Anna Maria', "O'Brien", '1984-03-09'),
    who('Obrein', 'Anna Maria', '1984-03-09'),
    who("O'Brien", 'Ánna Mária', '1984-03-09'),
    who("O'Brien", 'A', '1984-03-09'),
    who("O'Brien", 'Anna Maria', '1984-09-03'),
    who("O'Brien", 'Anna Maria', '1984-03-19'),
  ];
  for (const other of same) assert.ok(isLikelyDuplicate(anna, other), JSON.stringify(other));
});

test('other people are not called duplicates', () => {
  const others = [
    who('Smith', 'Anna Maria', '1984-03-09'),
    who("O'Brien", 'Patrick', '1984-03-09'),
    who("O'Brien", 'Anna Maria', '1991-12-24'),
    who('Obrein', 'Anna Maria', '1984-03-19'),
    who('', '', '1984-03-09'),
  ];
  for (const other of others) assert.ok(!isLikelyDuplicate(anna, other), JSON.stringify(other));
});

test('likeness does not depend on who was registered first', () => {
  const people = ['Ana', 'Anna', 'Nana', 'A', 'Hannah Ann', ''].flatMap((given) =>
    ['Lee', 'Leigh', 'Eel'].map((family) => who(family, given, '1990-01-02')),
  );
  for (const a of people)
    for (const b of people) assert.equal(isLikelyDuplicate(a, b), isLikelyDuplicate(b, a));
});

test('a swap of neighbours is one typing error', () => {
  assert.equal(editDistance('brien', 'brein'), 1);
  assert.equal(editDistance('', 'abc'), 3);
  assert.equal(editDistance('kitten', 'sitting'), 3);
});
