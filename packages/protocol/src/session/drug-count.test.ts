import assert from 'node:assert/strict';
import test from 'node:test';
import { decimal } from '@evenkeel/quantities';
import { discharge, doseEnd, doseStart, before, entry, fold } from '../testing/log.ts';
import { countedDrug, volumeOf } from './drug-count.ts';
import type { EntryBodies } from './entry.ts';

const count = (
  drawn: string,
  wasted: string,
  more: { readonly returned?: string; readonly witness?: string; readonly difference?: string } = {},
): EntryBodies['drugCount'] => ({
  drawnMl: decimal(drawn),
  wastedMl: decimal(wasted),
  ...(more.returned === undefined ? {} : { returnedMl: decimal(more.returned) }),
  ...(more.witness === undefined ? {} : { witness: more.witness }),
  ...(more.difference === undefined ? {} : { difference: more.difference }),
});
const witness = 'Robin';
const state = (given: string, ...what: Parameters<typeof count>) =>
  countedDrug(count(...what), decimal(given)).state;

test('[CLO-01] [H27] drawn up equals given, wasted and returned: one hundredth below, at and above', () => {
  assert.deepEqual(
    ['4.99', '5', '5.01'].map((drawn) => state('3.5', drawn, '1.5', { witness })),
    ['differs', 'addsUp', 'differs'],
  );
  assert.equal(state('3.5', '5', '1', { witness, returned: '0.5' }), 'addsUp');
  assert.equal(state('3.5', '5', '1', { witness }), 'differs');
  assert.equal(state('0.1', '0.3', '0.2', { witness }), 'addsUp', 'exact, not in floating point');
  assert.equal(
    countedDrug(count('5', '1.25', { witness }), decimal('3.5')).says,
    '0.25 mL is not accounted for: 5 mL drawn up; 3.5 given, 1.25 wasted, 0 returned.',
  );
  assert.equal(
    countedDrug(count('5', '1.5', { witness, returned: '0.2' }), decimal('3.5')).says,
    '0.2 mL more is accounted for than was drawn up: 5 mL drawn up; 3.5 given, 1.5 wasted, 0.2 returned.',
  );
  assert.equal(
    countedDrug(count('5', '1.5', { witness }), decimal('3.5')).says,
    '5 mL drawn up is accounted for.',
  );
});

test('[CLO-01] a waste names its witness, nothing wasted needs none, and what was not counted is not known', () => {
  assert.equal(state('3.5', '5', '1.5'), 'noWitness');
  assert.equal(state('3.5', '5', '1.5', { witness: '  ' }), 'noWitness');
  assert.equal(state('3.5', '3.51', '0.01'), 'noWitness');
  assert.equal(state('3.5', '3.5', '0'), 'addsUp');
  assert.equal(state('3.5', '4', '0', { difference: 'Spilt' }), 'differs', 'a reason is no volume');
  assert.deepEqual(countedDrug(undefined, decimal('3.5')), {
    rule: 'CLO-01',
    state: 'notCounted',
    says: 'What was drawn up, wasted and returned is not recorded.',
  });
});

test('[CLO-01] the newest count stands, a corrected one in place of the old, and one taken back is none', () => {
  const dose = [...before(), doseStart(), doseEnd(), discharge(121, [], 'x')];
  const first = entry('drugCount', 122, count('5', '1', { witness }));
  assert.equal(fold(dose, 125).drugCount, undefined);
  assert.equal(fold([...dose, first], 125).drugCount?.wastedMl, '1');
  const second = entry('drugCount', 124, count('5', '1.5', { witness }));
  assert.equal(fold([...dose, first, second], 125).drugCount?.wastedMl, '1.5');
  const corrected = entry('drugCount', 122, count('5', '1.25', { witness }), {
    corrects: first.id,
    reason: 'Read again',
  });
  assert.equal(fold([...dose, first, corrected], 125).drugCount?.wastedMl, '1.25');
});

test('[CLO-01] [D8] a volume is read as a syringe shows it: two decimals, up to a litre, or not at all', () => {
  assert.deepEqual(['0', '0.01', '5.0', '5.50', ' 5 ', '999.99', '1000'].map(volumeOf), [
    '0',
    '0.01',
    '5',
    '5.5',
    '5',
    '999.99',
    '1000',
  ]);
  for (const wrong of ['', '0.001', '1000.01', '1001', '1,5', '.5', '5.', '-1', '1e1', '٥', 'x'])
    assert.equal(volumeOf(wrong), undefined, wrong);
});
