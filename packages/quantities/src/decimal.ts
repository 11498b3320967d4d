import { Big } from 'big.js';

/**
 * An exact decimal number as text (`0.5`, `35`, `3.5`): no exponent, no trailing zero, a digit before the point.
 * Doses and weights are computed with these and never with floating point (promise 6).
 */
export type Decimal = string & { readonly __brand: 'Decimal' };

const decimalPattern = /^\d{1,9}(\.\d{1,9})?$/;

/**
 * Parses what a person typed. Accepts exactly digits with at most one point; refuses signs, commas, exponents, a naked
 * point, other scripts' digits and letters, by giving undefined. `5.0` is accepted and becomes `5`.
 */
export function parseDecimal(text: string): Decimal | undefined {
  return decimalPattern.test(text) ? decimalOf(new Big(text)) : undefined;
}

/** The decimal of a literal known to be well formed; throws RangeError otherwise. */
export function decimal(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new RangeError(`Not a plain decimal number: ${JSON.stringify(text)}`);
  return value;
}

function decimalOf(value: Big): Decimal {
  return value.toFixed() as Decimal;
}

/** a + b, exact. */
export function add(a: Decimal, b: Decimal): Decimal {
  return decimalOf(new Big(a).plus(b));
}

/** a - b, exact; negative results throw RangeError, as no amount in the house is negative. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  const result = new Big(a).minus(b);
  if (result.lt(0)) throw new RangeError(`${a} - ${b} is below zero`);
  return decimalOf(result);
}

/** a x b, exact. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return decimalOf(new Big(a).times(b));
}

/** a / b to `places` decimal places, rounded half up. Throws RangeError when b is zero. */
export function divide(a: Decimal, b: Decimal, places: number): Decimal {
  if (new Big(b).eq(0)) throw new RangeError('Division by zero');
  return decimalOf(exactQuotient(a, b).round(places, 1));
}

function exactQuotient(a: Decimal, b: Decimal): Big {
  const wide = Big();
  wide.DP = 40;
  return new wide(a).div(b);
}

/** Rounded half up to `places` decimal places. */
export function round(a: Decimal, places: number): Decimal {
  return decimalOf(new Big(a).round(places, 1));
}

/** -1, 0 or 1 as a is below, equal to or above b. */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  return new Big(a).cmp(b);
}

/** For plotting and statistics only: the nearest floating-point number. Never feed the result back into a dose. */
export function approximate(a: Decimal): number {
  return Number(a);
}
