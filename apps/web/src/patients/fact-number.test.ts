import assert from 'node:assert/strict';
import test from 'node:test';
import { factFields, type FieldSpec } from './fact-fields.ts';
import { factNumber, factNumberSays } from './fact-number.ts';

const result = (input: FieldSpec['input'], text: string) => {
  const read = factNumber({ input }, text);
  return read !== undefined && 'value' in read ? read.value : factNumberSays({ input }, text);
};

test('[D5] a measured value of a fact is read exactly or refused with a sentence', () => {
  for (const [text, value] of [
    ['1000', 1000],
    ['0.5', 0.5],
    ['0.50', 0.5],
    ['5.0', 5],
    [' 12.345 ', 12.345],
    ['0', 0],
    ['99999', 99999],
    ['', undefined],
    ['  ', undefined],
  ] as const)
    assert.equal(result('measure', text), value, text);
  for (const [text, sentence] of [
    ['1,000', /comma can mean two things/],
    ['0,5', /comma can mean two things/],
    ['1.000,5', /comma can mean two things/],
    ['.5', /0\.5/],
    ['5.', /nothing after the point/],
    ['0..5', /two points/],
    ['-5', /without a sign/],
    ['1e2', /exponent/],
    ['0x32', /digits 0 to 9/],
    ['5O', /letter O/],
    ['５', /digits 0 to 9/],
    ['٥', /digits 0 to 9/],
    ['12 mg', /without spaces/],
    ['100000', /from 0 to 99999/],
  ] as const)
    assert.match(String(result('measure', text)), sentence, text);
});

test('[D5] a count of a fact is a whole number or refused with a sentence', () => {
  assert.deepEqual(
    [result('number', '120'), result('number', '9999'), result('number', '')],
    [120, 9999, undefined],
  );
  for (const [text, sentence] of [
    ['1,000', /comma can mean two things/],
    ['12.5', /whole number/],
    ['1e2', /exponent/],
    ['0x78', /digits 0 to 9/],
    ['12O', /letter O/],
    ['-1', /without a sign/],
    ['10000', /from 0 to 9999/],
  ] as const)
    assert.match(String(result('number', text)), sentence, text);
});

test('[D5] every field that is sent as a number has a reader, and a field of words has none', () => {
  const inputs = new Set(Object.values(factFields).flatMap((fields) => fields.map(({ input }) => input)));
  for (const input of inputs)
    assert.equal(factNumber({ input }, '12') !== undefined, input === 'number' || input === 'measure', input);
});
