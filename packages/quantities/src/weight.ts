import {
  compare,
  decimal,
  divide,
  multiply,
  parseDecimal,
  round,
  subtract,
  type Decimal,
} from './decimal.ts';

/** A body weight in kilograms. Pounds are never stored. */
export type Kilograms = Decimal & { readonly __unit: 'kg' };

/** Why a typed weight was refused; `convert` carries the kilograms to show side by side and confirm. */
export type WeightProblem =
  | { readonly kind: 'notANumber' }
  | { readonly kind: 'outOfRange'; readonly lowest: Decimal; readonly highest: Decimal }
  | { readonly kind: 'pounds'; readonly kilograms: Kilograms };

/** Plausible adult body weights, kg. Local default: wide enough for any adult, narrow enough to stop 7000. */
export const plausibleWeight = Object.freeze({ lowest: decimal('25'), highest: decimal('350') });

const kilogramsPerPound = decimal('0.45359237');

/** Exact by definition of the international pound; rounded to 0.1 kg. */
export function kilogramsFromPounds(pounds: Decimal): Kilograms {
  return round(multiply(pounds, kilogramsPerPound), 1) as Kilograms;
}

/**
 * Parses a typed weight. `70.5` and `70.5 kg` are accepted. `155 lb` is refused with its kilograms, to be confirmed by
 * a person. A comma, a sign, or anything else is not a number; outside {@link plausibleWeight} is refused.
 */
export function parseWeight(
  text: string,
): { readonly weight: Kilograms } | { readonly problem: WeightProblem } {
  // A weight is short; the bound also keeps a hostile text from costing time.
  const match = text.length > 40 ? null : /^\s*(\S+?)\s*(kg|lb|lbs)?\s*$/i.exec(text);
  const value = match === null ? undefined : parseDecimal(match[1] ?? '');
  if (value === undefined) return { problem: { kind: 'notANumber' } };
  if (/^lb/i.test(match?.[2] ?? ''))
    return { problem: { kind: 'pounds', kilograms: kilogramsFromPounds(value) } };
  if (compare(value, plausibleWeight.lowest) < 0 || compare(value, plausibleWeight.highest) > 0) {
    return { problem: { kind: 'outOfRange', ...plausibleWeight } };
  }
  return { weight: value as Kilograms };
}

/** The change from one weight to another as a percentage of the first, to one decimal, without sign. */
export function weightChangePercent(from: Kilograms, to: Kilograms): Decimal {
  const larger = compare(from, to) >= 0 ? from : to;
  const smaller = larger === from ? to : from;
  const difference = subtract(larger, smaller);
  return divide(multiply(difference, decimal('100')), from, 1);
}
