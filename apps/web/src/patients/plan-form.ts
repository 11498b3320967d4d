import { longestDoseMinutes, readAmount, type RegimenTemplate } from '@evenkeel/protocol';
import type { Decimal } from '@evenkeel/quantities';
import { typedNumber } from '../app/typed-number.ts';

/** What the plan builder holds; kept on this device until it is signed. `days` are joined by spaces, empty for the template's own. */
export interface PlanForm {
  readonly template: string;
  readonly amount: string;
  readonly productId: string;
  readonly minutes: string;
  readonly firstDay: string;
  readonly days: string;
  readonly reason: string;
}

/** A plan as the server takes it. */
export interface PlanSent {
  readonly template: string;
  readonly amount: Decimal;
  readonly productId?: string;
  readonly durationMinutes?: number;
  readonly firstDay: string;
  readonly days?: string[];
  readonly weightConfirmed?: boolean;
}

/** The minutes of an infusion as typed: a whole number up to the longest dose, or a sentence that says why not. */
export const readMinutes = (text: string) =>
  typedNumber(text, { whole: true, lowest: 1, highest: longestDoseMinutes });

/** The plan to send, or undefined while something is missing or cannot be read exactly. */
export function planToSend(
  form: PlanForm,
  template: RegimenTemplate | undefined,
  weightConfirmed: boolean,
): PlanSent | undefined {
  if (template === undefined || form.firstDay === '') return undefined;
  const read = readAmount(form.amount, template.basis === 'perKg' ? 'mg/kg' : 'mg');
  if ('sentence' in read) return undefined;
  if (['iv', 'im', 'sc'].includes(template.route) && form.productId === '') return undefined;
  const minutes = template.minutes === undefined ? undefined : readMinutes(form.minutes);
  if (minutes !== undefined && 'sentence' in minutes) return undefined;
  return {
    template: template.key,
    amount: read.amount,
    ...(form.productId === '' || template.route === 'nasal-device' ? {} : { productId: form.productId }),
    ...(minutes === undefined ? {} : { durationMinutes: minutes.value }),
    firstDay: form.firstDay,
    ...(form.days === '' ? {} : { days: form.days.split(' ') }),
    ...(weightConfirmed ? { weightConfirmed } : {}),
  };
}
