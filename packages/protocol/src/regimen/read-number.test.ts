import assert from 'node:assert/strict';
import test from 'node:test';
import { readNumber } from './read-number.ts';

test('[D5] a number without a unit is read exactly or refused with a sentence', () => {
  const read = (text: string) => {
    const result = readNumber(text);
    return 'number' in result ? result.number : result.sentence;
  };
  for (const [text, number] of [
    ['40', '40'],
    [' 40 ', '40'],
    ['1000', '1000'],
    ['999999999', '999999999'],
    ['0.50', '0.5'],
    ['5.0', '5'],
    ['05', '5'],
    ['0', '0'],
  ] as const)
    assert.equal(read(text), number, text);
  for (const [text, sentence] of [
    ['', /not a plain/],
    ['1,000', /comma can mean two things/],
    ['4e1', /exponent/],
    ['0x28', /digits 0 to 9/],
    ['.5', /0\.5/],
    ['5.', /nothing after/],
    ['1.000.5', /two points/],
    ['-5', /without a sign/],
    ['4O', /letter O/],
    ['４０', /digits 0 to 9/],
    ['٤٠', /digits 0 to 9/],
    ['4 0', /spaces/],
    ['40 min', /spaces/],
    ['40min', /digits 0 to 9/],
    ['forty', /letter O/],
    ['Infinity', /not a plain/],
    ['9'.repeat(40), /too large/],
    ['1'.repeat(10), /too large/],
    ['9'.repeat(41), /too long/],
  ] as const)
    assert.match(read(text), sentence, text);
});
