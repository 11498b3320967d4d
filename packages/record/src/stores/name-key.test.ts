import assert from 'node:assert/strict';
import test from 'node:test';
import { folded, nameKey } from './name-key.ts';
import { patientNumber } from './patient-number.ts';

test('names are compared without accents, case, apostrophes and hyphens', () => {
  assert.equal(nameKey("O'Brien-Núñez", 'Íñigo'), 'obriennunez inigo');
  assert.equal(nameKey('OBrien Nunez', 'INIGO'), 'obrien nunez inigo');
  assert.equal(folded('  Łukasz   Sørensen '), 'lukasz sorensen');
  assert.equal(folded('Groß'), 'gross');
  assert.equal(folded('山田 太郎'), '山田 太郎');
  for (const name of ["D'Arcy", 'ÅSA', 'Nguyễn']) assert.equal(folded(folded(name)), folded(name));
});

test('a patient number follows from the id and can be read aloud', () => {
  const id = '018f0000-0000-7000-8000-0123456789ab';
  assert.equal(patientNumber(id), patientNumber(id));
  assert.match(patientNumber(id), /^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}$/);
  assert.notEqual(patientNumber(id), patientNumber('018f0000-0000-7000-8000-0123456789ac'));
  assert.equal(patientNumber(id, 8).replace('-', '').slice(2), patientNumber(id).replace('-', ''));
});
