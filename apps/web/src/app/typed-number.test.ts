import assert from 'node:assert/strict';
import test from 'node:test';
import { typedNumber } from './typed-number.ts';

const read = (text: string, limits: Parameters<typeof typedNumber>[1]) => {
  const found = typedNumber(text, limits);
  return 'value' in found ? found.value : found.sentence;
};

test('[D5] a typed total is sent as it is or refused: the edges of its scale, below zero too', () => {
  const depression = { lowest: 0, highest: 27 };
  for (const [text, value] of [
    ['0', 0],
    ['27', 27],
    ['12.5', 12.5],
    ['12.50', 12.5],
    [' 9 ', 9],
  ] as const)
    assert.equal(read(text, depression), value, text);
  for (const [text, sentence] of [
    ['28', /from 0 to 27/],
    ['-1', /without a sign/],
    ['1,000', /comma can mean two things/],
    ['12,5', /comma can mean two things/],
    ['1e1', /exponent/],
    ['', /not a plain/],
  ] as const)
    assert.match(String(read(text, depression)), sentence, text);
  const agitation = { lowest: -5, highest: 4 };
  assert.deepEqual(
    ['-6', '-5', '-4', '0', '4', '5'].map((text) => read(text, agitation)),
    ['Type a number from -5 to 4.', -5, -4, 0, 4, 'Type a number from -5 to 4.'],
  );
  assert.match(String(read('--1', agitation)), /without a sign/);
  assert.match(String(read('−1', agitation)), /without a sign/);
});

test('[D5] a whole number has no point, and a lowest one is kept', () => {
  const minutes = { whole: true, lowest: 1, highest: 240 };
  assert.deepEqual(
    ['0', '1', '240', '241', '40.5', '40.0'].map((text) => read(text, minutes)),
    [
      'Type a number from 1 to 240.',
      1,
      240,
      'Type a number from 1 to 240.',
      'Type a whole number, without a point.',
      40,
    ],
  );
});
