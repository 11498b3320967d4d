import { readAmount, type RegimenTemplate } from '@evenkeel/protocol';
import { planWords } from '../words/plan-en.ts';
import { planToSend, type PlanForm } from './plan-form.ts';

const t = planWords.missing;

/** What keeps a plan from being counted, by field; empty when it can be sent. */
export interface PlanMissing {
  readonly amount?: string;
  readonly product?: string;
  readonly minutes?: string;
  readonly firstDay?: string;
}

/** Says of each field what is missing or cannot be read. Minutes are read by {@link planToSend} itself, with all else whole. */
export function planMissing(form: PlanForm, template: RegimenTemplate): PlanMissing {
  const read = readAmount(form.amount, template.basis === 'perKg' ? 'mg/kg' : 'mg');
  const withProduct = ['iv', 'im', 'sc'].includes(template.route);
  const otherwiseWhole = { ...form, amount: template.start, productId: 'any', firstDay: '2000-01-01' };
  const minutesRead = planToSend(otherwiseWhole, template, false) !== undefined;
  return {
    ...('sentence' in read ? { amount: read.sentence } : {}),
    ...(withProduct && form.productId === '' ? { product: t.product } : {}),
    ...(minutesRead ? {} : { minutes: form.minutes.trim() === '' ? t.noMinutes : t.minutes }),
    ...(form.firstDay === '' ? { firstDay: t.firstDay } : {}),
  };
}
