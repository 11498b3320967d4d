import type { Decimal } from '@evenkeel/quantities';
import { readNumber } from './read-number.ts';

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
  const read = readNumber(number);
  return 'sentence' in read ? read : { amount: read.number };
}
