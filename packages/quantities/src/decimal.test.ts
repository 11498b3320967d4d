import assert from 'node:assert/strict';
import test from 'node:test';
import {
  add,
  approximate,
  compare,
  decimal,
  divide,
  multiply,
  parseDecimal,
  round,
  subtract,
} from './decimal.ts';
import { randomStream } from './random-stream.ts';

test('[D5] a typed number is read exactly or refused, never re-interpreted', () => {
  const accepted: readonly (readonly [string, string])[] = [
    ['0', '0'],
    ['5', '5'],
    ['5.0', '5'],
    ['5.10', '5.1'],
    ['0.5', '0.5'],
    ['0.50', '0.5'],
    ['007', '7'],
    ['123456789.123456789', '123456789.123456789'],
  ];
  for (const [typed, read] of accepted) assert.equal(parseDecimal(typed), read, typed);
  const refused = [
    '',
    ' ',
    ' 5',
    '5 ',
    '5\n',
    '.5',
    '5.',
    '.',
    '70,5',
    '1,000',
    '1.2.3',
    '5..0',
    '-1',
    '+1',
    '−1',
    '1e3',
    '1E3',
    '0x10',
    '1_000',
    'NaN',
    'Infinity',
    'O.5',
    '5O',
    'l0',
    '０.５',
    '٠.٥',
    '½',
    '5mg',
    "5'",
    '1234567890',
    '0.1234567890',
  ];
  for (const typed of refused) assert.equal(parseDecimal(typed), undefined, JSON.stringify(typed));
});

test('[D5] a decimal is written with a digit before the point and no trailing zero', () => {
  for (const value of [
    multiply(decimal('0.5'), decimal('0.1')),
    divide(decimal('1'), decimal('8'), 3),
    round(decimal('2.50'), 1),
    add(decimal('0.25'), decimal('0.75')),
    divide(decimal('1'), decimal('1000000'), 9),
  ])
    assert.match(value, /^\d+(\.\d*[1-9])?$/);
});

test('decimal() throws on what is not a plain decimal', () => {
  assert.throws(() => decimal('70,5'), RangeError);
});

test('half is rounded up, at every number of places', () => {
  const table: readonly (readonly [string, number, string])[] = [
    ['0.05', 1, '0.1'],
    ['0.049999999', 1, '0'],
    ['2.5', 0, '3'],
    ['2.45', 1, '2.5'],
    ['2.449', 1, '2.4'],
    ['1.005', 2, '1.01'],
    ['35', 1, '35'],
  ];
  for (const [value, places, wanted] of table) assert.equal(round(decimal(value), places), wanted, value);
  assert.equal(divide(decimal('21'), decimal('4'), 1), '5.3');
  assert.equal(divide(decimal('1'), decimal('3'), 4), '0.3333');
  assert.equal(divide(decimal('2'), decimal('3'), 4), '0.6667');
});

test('what has no answer throws RangeError', () => {
  assert.throws(() => divide(decimal('1'), decimal('0'), 2), RangeError);
  assert.throws(() => subtract(decimal('1'), decimal('1.1')), RangeError);
  assert.equal(subtract(decimal('1.1'), decimal('1.1')), '0');
});

/** A random decimal with up to `places` decimals, with the whole number of its last place. */
function drawn(stream: ReturnType<typeof randomStream>, places: number) {
  const scaled = BigInt(stream.integer(0, 999_999_999));
  const digits = scaled.toString().padStart(places + 1, '0');
  return { scaled, value: decimal(`${digits.slice(0, -places)}.${digits.slice(-places)}`) };
}

/** A whole number of units of 10^-places as plain text. */
function plain(scaled: bigint, places: number): string {
  const digits = scaled.toString().padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, -places) : `${digits.slice(0, -places)}.${fraction}`;
}

test('[D2] sums, differences, products and quotients equal exact whole-number arithmetic', () => {
  const stream = randomStream('decimal', 'test', 'arithmetic');
  for (let i = 0; i < 3_000; i += 1) {
    const a = drawn(stream, 4);
    const b = drawn(stream, 4);
    assert.equal(add(a.value, b.value), plain(a.scaled + b.scaled, 4));
    assert.equal(multiply(a.value, b.value), plain(a.scaled * b.scaled, 8));
    const [more, less] = a.scaled >= b.scaled ? [a, b] : [b, a];
    assert.equal(subtract(more.value, less.value), plain(more.scaled - less.scaled, 4));
    assert.equal(compare(a.value, b.value), a.scaled < b.scaled ? -1 : a.scaled > b.scaled ? 1 : 0);
    if (b.scaled > 0n) {
      const places = stream.integer(1, 4);
      const units = (2n * a.scaled * 10n ** BigInt(places) + b.scaled) / (2n * b.scaled);
      assert.equal(divide(a.value, b.value, places), plain(units, places));
    }
    const shorter = stream.integer(1, 3);
    const unit = 10n ** BigInt(4 - shorter);
    assert.equal(round(a.value, shorter), plain((2n * a.scaled + unit) / (2n * unit), shorter));
  }
});

test('the classic floating-point traps are exact', () => {
  assert.equal(add(decimal('0.1'), decimal('0.2')), '0.3');
  assert.equal(multiply(decimal('1.1'), decimal('3')), '3.3');
  assert.equal(multiply(decimal('0.7'), decimal('100')), '70');
  assert.equal(approximate(decimal('0.1')), 0.1);
});
