import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultPolicy } from '@evenkeel/protocol';
import { limitText, valueFaults, withTitles } from './value-faults.ts';

const rows = Object.entries(defaultPolicy.thresholds).map(
  ([name, { value, floor, cautious, unit, source }]) => ({
    name,
    value,
    usual: value,
    floor,
    cautious,
    unit,
    mark: source.mark,
    citation: source.citation,
  }),
);
const faults = (typed: Record<string, string>) => Object.fromEntries(valueFaults(rows, typed));

test('[H42] a typed value past its limit, at zero, no number, or crossing another is said beside its field in words', () => {
  assert.deepEqual(faults({}), {});
  assert.deepEqual(faults({ actSystolic: '200' }), {});
  assert.deepEqual(faults({ actSystolic: '201' }), { actSystolic: 'At most 200 mmHg.' });
  assert.deepEqual(faults({ preDoseHeartRateLow: '44' }), { preDoseHeartRateLow: 'At least 45 /min.' });
  assert.deepEqual(faults({ bladderEveryDays: '0' }), { bladderEveryDays: 'More than 0.' });
  assert.deepEqual(faults({ actSystolic: '-1' }), { actSystolic: 'Write a number, like 170 or 0.5.' });
  assert.deepEqual(faults({ actSystolic: '12' }), {
    actSystolic: 'Not below “Systolic pressure to watch” (160).',
  });
  assert.deepEqual(faults({ actSystolic: '150', watchSystolic: '155' }), {
    watchSystolic: 'Not above “Systolic pressure to act on” (150).',
    actSystolic: 'Not below “Systolic pressure to watch” (155).',
  });
});

test('limits say which side they hold, and a sentence of the server names thresholds by their titles', () => {
  assert.equal(limitText({ cautious: 'lower', floor: 90, unit: 'days' }), 'At most 90 days');
  assert.equal(limitText({ cautious: 'higher', floor: 45, unit: '/min' }), 'At least 45 /min');
  assert.equal(
    withTitles('watchSystolic (160) is above actSystolic (12).'),
    '“Systolic pressure to watch” (160) is above “Systolic pressure to act on” (12).',
  );
});
