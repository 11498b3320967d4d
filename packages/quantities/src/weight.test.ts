import assert from 'node:assert/strict';
import test from 'node:test';
import { compare, decimal } from './decimal.ts';
import {
  kilogramsFromPounds,
  parseWeight,
  plausibleWeight,
  weightChangePercent,
  type Kilograms,
} from './weight.ts';

test('[D3] kilograms are accepted as typed, with or without their unit', () => {
  for (const typed of ['70.5', '70.5 kg', '70.5kg', ' 70.50 KG '])
    assert.deepEqual(parseWeight(typed), { weight: '70.5' }, typed);
  assert.deepEqual(parseWeight('25'), { weight: '25' });
  assert.deepEqual(parseWeight('350'), { weight: '350' });
});

test('[D3] pounds are refused with their kilograms beside them, never stored', () => {
  assert.deepEqual(parseWeight('155 lb'), { problem: { kind: 'pounds', kilograms: '70.3' } });
  assert.deepEqual(parseWeight('155LBS'), { problem: { kind: 'pounds', kilograms: '70.3' } });
  assert.equal(kilogramsFromPounds(decimal('100')), '45.4');
  assert.equal(kilogramsFromPounds(decimal('1')), '0.5');
});

test('[D3] outside plausible weights is refused at each edge', () => {
  const outside = { problem: { kind: 'outOfRange', ...plausibleWeight } };
  for (const typed of ['0', '24.9', '350.1', '7000', '705'])
    assert.deepEqual(parseWeight(typed), outside, typed);
  for (const typed of ['25', '25.1', '349.9', '350']) assert.ok('weight' in parseWeight(typed), typed);
});

test('[D3] [D5] what is no number of kilograms is refused', () => {
  for (const typed of [
    '',
    '   ',
    '-1',
    '70,5',
    '7O',
    '70.5.1',
    '.5',
    '70 70',
    '11 st 4 lb',
    '70500 g',
    'kg',
    '1e2',
    '７０',
    '70kg kg',
    '70 kgs',
  ])
    assert.deepEqual(parseWeight(typed), { problem: { kind: 'notANumber' } }, JSON.stringify(typed));
});

test('[E6] a hostile text costs no time', () => {
  const started = process.hrtime.bigint();
  for (const text of [`7${' '.repeat(100_000)}x`, '7'.repeat(100_000), ' '.repeat(100_000)])
    assert.deepEqual(parseWeight(text), { problem: { kind: 'notANumber' } });
  assert.ok(process.hrtime.bigint() - started < 1_000_000_000n);
});

const kg = (text: string) => decimal(text) as Kilograms;

test('[D3] a change of weight is a percentage of the earlier one, without sign', () => {
  assert.equal(weightChangePercent(kg('70'), kg('77')), '10');
  assert.equal(weightChangePercent(kg('77'), kg('70')), '9.1');
  assert.equal(weightChangePercent(kg('70'), kg('70')), '0');
  // A pound figure taken for kilograms is always far beyond ten per cent.
  for (let kilograms = 25; kilograms <= 350; kilograms += 1) {
    const asPounds = decimal((kilograms / 0.45359237).toFixed(1)) as Kilograms;
    assert.equal(compare(weightChangePercent(kg(String(kilograms)), asPounds), decimal('100')), 1);
  }
});
