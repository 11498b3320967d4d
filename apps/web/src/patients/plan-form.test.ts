import assert from 'node:assert/strict';
import test from 'node:test';
import { templateByKey } from '@evenkeel/protocol';
import { planToSend, readMinutes, type PlanForm } from './plan-form.ts';

const form: PlanForm = {
  template: 'iv-acute',
  amount: '0.5',
  productId: 'ketamine-10',
  minutes: '40',
  firstDay: '2026-03-02',
  days: '',
  reason: '',
};
const sent = (minutes: string, key = 'iv-acute') =>
  planToSend({ ...form, template: key, minutes }, templateByKey(key), false);

test('[D5] the minutes of an infusion are read exactly, or a sentence says why not and no plan is sent', () => {
  for (const [text, minutes] of [
    ['40', 40],
    [' 40 ', 40],
    ['040', 40],
    ['40.0', 40],
    ['1', 1],
    ['240', 240],
  ] as const)
    assert.equal(sent(text)?.durationMinutes, minutes, text);
  for (const [text, sentence] of [
    ['', /not a plain number/],
    ['0', /from 1 to 240/],
    ['241', /from 1 to 240/],
    ['40.5', /whole number/],
    ['4e1', /exponent/],
    ['0x28', /digits 0 to 9/],
    ['0b101000', /digits 0 to 9/],
    ['1,000', /comma can mean two things/],
    ['40,0', /comma can mean two things/],
    ['.4', /digit before the point/],
    ['40.', /nothing after the point/],
    ['4..0', /two points/],
    ['-40', /without a sign/],
    ['+40', /without a sign/],
    ['4O', /letter O/],
    ['４０', /digits 0 to 9/],
    ['٤٠', /digits 0 to 9/],
    ['4 0', /without spaces/],
    ['forty', /letter O/],
    ['Infinity', /not a plain number/],
  ] as const) {
    const read = readMinutes(text);
    assert.match('sentence' in read ? read.sentence : String(read.value), sentence, text);
    assert.equal(sent(text), undefined, text);
  }
});

test('a dose that is given at once is sent without minutes, whatever the field held before', () => {
  const plan = sent('4e1', 'im-acute');
  assert.ok(plan !== undefined);
  assert.equal('durationMinutes' in plan, false);
});
