import { parseDecimal, type Decimal } from '@evenkeel/quantities';

/**
 * Reads one typed number without a unit: accepted exactly, or refused with a sentence. `0.50` is 0.5; a comma, a naked
 * point, an exponent, a sign, other scripts' digits or a letter are never reinterpreted.
 */
export function readNumber(text: string): { readonly number: Decimal } | { readonly sentence: string } {
  const typed = text.trim();
  const refuse = (sentence: string) => ({ sentence });
  if (typed.length > 40) return refuse('This is too long for a number.');
  if (/\s/.test(typed)) return refuse('Type one number without spaces.');
  if (typed.includes(',')) return refuse('A comma can mean two things. Type a point, such as 0.5.');
  if (/^\.\d/.test(typed)) return refuse(`Type a digit before the point: 0${typed}.`);
  if (typed.endsWith('.')) return refuse('There is nothing after the point. Type the whole number.');
  if ((typed.match(/\./g) ?? []).length > 1) return refuse('There are two points in this number.');
  if (/^[-+−]/.test(typed)) return refuse('Type the number without a sign.');
  if (/^\d+(\.\d+)?e[-+]?\d+$/i.test(typed)) return refuse('Write the number out, without an exponent.');
  if (/[oO]/.test(typed)) return refuse('There is a letter O where a zero may be meant.');
  if (/\p{Nd}/u.test(typed) && !/^[\d.]+$/.test(typed))
    return refuse('Type the digits 0 to 9 and at most one point.');
  if (/^\d{10,}/.test(typed)) return refuse('This number is too large.');
  const number = parseDecimal(typed);
  return number === undefined ? refuse('This is not a plain number.') : { number };
}
