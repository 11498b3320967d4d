import assert from 'node:assert/strict';
import test from 'node:test';
import { readAmount } from './read-amount.ts';

test('[D5] [H2] typing traps: accepted exactly, or refused with a sentence', () => {
  const read = (text: string, unit: Parameters<typeof readAmount>[1] = 'mg/kg') => {
    const result = readAmount(text, unit);
    return 'amount' in result ? result.amount : result.sentence;
  };
  for (const [text, amount] of [
    ['0.5', '0.5'],
    [' 0.5 ', '0.5'],
    ['0.50', '0.5'],
    ['5.0', '5'],
    ['05', '5'],
    ['999999999', '999999999'],
    ['0.5 mg/kg', '0.5'],
    ['0.5mg/kg', '0.5'],
    ['0.5 MG/KG', '0.5'],
  ] as const)
    assert.equal(read(text), amount, text);
  for (const [text, sentence] of [
    ['', /Type an amount in mg\/kg/],
    ['.5', /digit before the point: 0\.5/],
    ['5.', /nothing after the point/],
    ['0,5', /comma can mean two things/],
    ['1,000', /comma/],
    ['0..5', /two points/],
    ['0.5.1', /two points/],
    ['-0.5', /without a sign/],
    ['+0.5', /without a sign/],
    ['5e-1', /exponent/],
    ['1E2', /exponent/],
    ['1.25e+12', /exponent/],
    ['12e10', /exponent/],
    ['x1e2', /digits 0 to 9/],
    ['1e2x', /digits 0 to 9/],
    ['half5', /digits 0 to 9/],
    ['5half', /digits 0 to 9/],
    ['9'.repeat(40), /too large/],
    ['0x32', /not a plain number|digits/],
    ['5O', /letter O/],
    ['O.5', /letter O/],
    ['٠٫٥', /digits 0 to 9/],
    ['５', /digits 0 to 9/],
    ['0.5 mg', /asks for mg\/kg, and mg was typed/],
    ['35mg', /and mg was typed/],
    ['0.5 mcg/kg/min', /mcg\/kg\/min was typed/],
    ['3.5 ml', /ml was typed/],
    ['0 5', /not a plain|spaces/],
    ['half', /not a plain/],
    ['NaN', /not a plain/],
    ['Infinity', /not a plain/],
    ['9'.repeat(41), /too long/],
    ['99999999999', /too large/],
    ['1234567890', /too large/],
    ['1234567890.5', /too large/],
    ['0.1234567890', /not a plain/],
  ] as const)
    assert.match(read(text), sentence, text);
  assert.equal(read('35 mg', 'mg'), '35');
  assert.match(read('0.5 mg/kg', 'mg'), /asks for mg, and mg\/kg was typed/);
  assert.match(read('10 mg/ml', 'mg'), /asks for mg, and mg\/ml was typed/);
});
