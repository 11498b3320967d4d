import { parseDecimal, type Decimal } from '@evenkeel/quantities';

/** Units a dose may be typed in. They are never turned into each other silently. */
export const amountUnits = Object.freeze(['mg/kg', 'mcg/kg/min', 'mg', 'mL', 'mg/mL'] as const);
export type AmountUnit = (typeof amountUnits)[number];

/**
 * Reads what a person typed for an amount in the unit the field asks for: accepted exactly, or refused with a sentence.
 * `0.50` is 0.5; a comma, a naked point, an exponent, a sign, other scripts' digits or a letter are never reinterpreted.
 */
export function readAmount(
  text: string,
  unit: AmountUnit,
): { readonly amount: Decimal } | { readonly sentence: string } {
  const typed = text.trim();
  const refuse = (sentence: string) => ({ sentence });
  if (typed === '') return refuse(`Type an amount in ${unit}.`);
  if (typed.length > 40) return refuse('This is too long for an amount.');
  const match = /^(\S+?)\s*(mcg\/kg\/min|µg\/kg\/min|mg\/kg|mg\/ml|mg|ml|kg|g|mcg|µg)?$/i.exec(typed);
  const [, number = typed, typedUnit] = match ?? [];
  if (typedUnit !== undefined && typedUnit.toLowerCase() !== unit.toLowerCase())
    return refuse(`This field asks for ${unit}, and ${typedUnit} was typed.`);
  if (/\s/.test(number)) return refuse('Type one number without spaces.');
  if (number.includes(',')) return refuse('A comma can mean two things. Type a point, such as 0.5.');
  if (/^\.\d/.test(number)) return refuse(`Type a digit before the point: 0${number}.`);
  if (number.endsWith('.')) return refuse('There is nothing after the point. Type the whole number.');
  if ((number.match(/\./g) ?? []).length > 1) return refuse('There are two points in this number.');
  if (/^[-+−]/.test(number)) return refuse('An amount has no sign.');
  if (/^\d+(\.\d+)?e[-+]?\d+$/i.test(number)) return refuse('Write the number out, without an exponent.');
  if (/[oO]/.test(number)) return refuse('There is a letter O where a zero may be meant.');
  if (/\p{Nd}/u.test(number) && !/^[\d.]+$/.test(number)) {
    return refuse('Type the digits 0 to 9 and at most one point.');
  }
  if (/^\d{10,}/.test(number)) return refuse('This number is too large.');
  const amount = parseDecimal(number);
  return amount === undefined ? refuse('This is not a plain number.') : { amount };
}
