import assert from 'node:assert/strict';
import { test } from 'node:test';
import { templateByKey } from '@evenkeel/protocol';
import { planToSend, type PlanForm } from './plan-form.ts';
import { planMissing } from './plan-missing.ts';

const template = templateByKey('iv-acute');
assert.ok(template !== undefined);
const whole: PlanForm = {
  template: 'iv-acute',
  amount: '0.5',
  productId: 'ketamine-50',
  minutes: '40',
  firstDay: '2026-12-12',
  days: '',
  reason: '',
};

test('a plan that can be sent misses nothing', () => {
  assert.deepEqual(planMissing(whole, template), {});
});

for (const [part, field, says] of [
  [{ minutes: '' }, 'minutes', /Type the minutes/],
  [{ minutes: 'abc' }, 'minutes', /not a plain number/],
  [{ minutes: '0' }, 'minutes', /1 to 240/],
  [{ minutes: '-5' }, 'minutes', /without a sign/],
  [{ minutes: '40.5' }, 'minutes', /whole number/],
  [{ minutes: '241' }, 'minutes', /1 to 240/],
  [{ minutes: '4000' }, 'minutes', /1 to 240/],
  [{ productId: '' }, 'product', /product/],
  [{ amount: '' }, 'amount', /Type an amount/],
  [{ amount: '99999999999' }, 'amount', /too large/],
  [{ firstDay: '' }, 'firstDay', /first day/],
] as const)
  test(`${JSON.stringify(part)} is said beside its field, and nothing is sent`, () => {
    const form = { ...whole, ...part };
    assert.equal(planToSend(form, template, false), undefined);
    const missing = planMissing(form, template);
    assert.deepEqual(Object.keys(missing), [field]);
    assert.match(missing[field] ?? '', says);
  });

test('all that is missing is said, not only the first', () => {
  const missing = planMissing({ ...whole, amount: '', productId: '', minutes: '', firstDay: '' }, template);
  assert.deepEqual(Object.keys(missing), ['amount', 'product', 'minutes', 'firstDay']);
});
