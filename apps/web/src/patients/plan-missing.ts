import { readAmount, type RegimenTemplate } from '@evenkeel/protocol';
import { planWords } from '../words/plan-en.ts';
import { readMinutes, type PlanForm } from './plan-form.ts';

const t = planWords.missing;

/** What keeps a plan from being counted, by field; empty when it can be sent. */
export interface PlanMissing {
  readonly amount?: string;
  readonly product?: string;
  readonly minutes?: string;
  readonly firstDay?: string;
}

/** Says of each field what is missing or cannot be read.  */
export function planMissing(form: PlanForm, template: RegimenTemplate): PlanMissing {
  const read = readAmount(form.amount, template.basis === 'perKg' ? 'mg/kg' : 'mg');
  const withProduct = ['iv', 'im', 'sc'].includes(template.route);
  const minutes = template.minutes === undefined ? undefined : readMinutes(form.minutes);
  return {
    ...('sentence' in read ? { amount: read.sentence } : {}),
    ...(withProduct && form.productId === '' ? { product: t.product } : {}),
    ...(minutes !== undefined && 'sentence' in minutes
      ? { minutes: form.minutes.trim() === '' ? t.noMinutes : minutes.sentence }
      : {}),
    ...(form.firstDay === '' ? { firstDay: t.firstDay } : {}),
  };
}
