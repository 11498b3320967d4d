import {
  compare,
  decimal,
  multiply,
  parseDecimal,
  plausibleWeight,
  round,
  type Decimal,
} from '@evenkeel/quantities';
import { systems } from './codes.ts';
import type { Quantity } from './fhir-datatypes.ts';
import { plainDigits } from './written-number.ts';

/** A body measure in our unit, or a sentence why it cannot be had. */
export type Measure =
  | { readonly amount: Decimal; readonly converted: boolean; readonly note: string | undefined }
  | { readonly refusal: string };

interface MeasureKind {
  readonly unit: string;
  /** Exact factors from a UCUM unit to ours. */
  readonly factors: ReadonlyMap<string, Decimal>;
  readonly lowest: Decimal;
  readonly highest: Decimal;
}

/** Weights to kilograms. The pound is exact by definition of the international pound. */
export const weightMeasure: MeasureKind = Object.freeze({
  unit: 'kg',
  factors: new Map([
    ['kg', decimal('1')],
    ['g', decimal('0.001')],
    ['[lb_av]', decimal('0.45359237')],
  ]),
  ...plausibleWeight,
});

/** Heights to centimetres. Bounds are a local default for adults. */
export const heightMeasure: MeasureKind = Object.freeze({
  unit: 'cm',
  factors: new Map([
    ['cm', decimal('1')],
    ['m', decimal('100')],
    ['[in_i]', decimal('2.54')],
  ]),
  lowest: decimal('100'),
  highest: decimal('250'),
});

const spokenUnits: ReadonlyMap<string, string> = new Map([
  ['kg', 'kg'],
  ['kgs', 'kg'],
  ['kilogram', 'kg'],
  ['kilograms', 'kg'],
  ['g', 'g'],
  ['gram', 'g'],
  ['grams', 'g'],
  ['lb', '[lb_av]'],
  ['lbs', '[lb_av]'],
  ['[lb_av]', '[lb_av]'],
  ['pound', '[lb_av]'],
  ['pounds', '[lb_av]'],
  ['cm', 'cm'],
  ['m', 'm'],
  ['in', '[in_i]'],
  ['[in_i]', '[in_i]'],
  ['inch', '[in_i]'],
  ['inches', '[in_i]'],
  ['mm[hg]', 'mm[Hg]'],
  ['mmhg', 'mm[Hg]'],
  ['mm hg', 'mm[Hg]'],
]);

/** The UCUM unit of a quantity: its code, else what its unit word means; `conflict` when the two disagree. */
export function unitOf({ system, code, unit }: Quantity): {
  readonly unit: string;
  readonly conflict: boolean;
} {
  const spoken = unit === undefined ? undefined : spokenUnits.get(unit.toLowerCase());
  if (code !== undefined && (system === undefined || system === systems.ucum)) {
    return { unit: code, conflict: spoken !== undefined && spokenUnits.get(code.toLowerCase()) !== spoken };
  }
  return { unit: spoken ?? unit ?? code ?? '', conflict: false };
}

/** Why a quantity as such cannot be used, whatever it measures. */
export function quantityFault(quantity: Quantity | undefined): string | undefined {
  if (quantity?.value === undefined) return 'No value was sent.';
  const { unit, conflict } = unitOf(quantity);
  if (unit === '') return 'No unit was sent, so the number cannot be used.';
  if (conflict) return 'Its unit is given in two ways that disagree; ask the sender which is meant.';
  if (quantity.comparator !== undefined) {
    return `The sender gives a limit (${quantity.comparator} ${quantity.value} ${unit}), not a measured value.`;
  }
  return undefined;
}

/** A quantity in the unit of a kind of measure, rounded half up to one decimal place and checked for plausibility. */
export function measureOf(quantity: Quantity | undefined, kind: MeasureKind): Measure {
  const fault = quantityFault(quantity);
  if (quantity?.value === undefined || fault !== undefined) return { refusal: fault ?? 'No value was sent.' };
  const { unit } = unitOf(quantity);
  const factor = kind.factors.get(unit);
  if (factor === undefined)
    return { refusal: `The unit ${unit} is not one that is read here; type it in ${kind.unit}.` };
  const plain = plainDigits(quantity.value);
  const sent = plain === undefined ? undefined : parseDecimal(plain.replace(/(\.\d{9})\d+$/, '$1'));
  if (plain === undefined || sent === undefined)
    return { refusal: `The value ${quantity.value} ${unit} is not plausible.` };
  const amount = round(multiply(sent, factor), 1);
  if (compare(amount, kind.lowest) < 0 || compare(amount, kind.highest) > 0) {
    return {
      refusal: `${amount} ${kind.unit} is outside ${kind.lowest} to ${kind.highest} ${kind.unit}; measure it here.`,
    };
  }
  const converted = unit !== kind.unit;
  const rounded = !converted && parseDecimal(plain) !== amount;
  const note = converted
    ? `Converted from ${quantity.value} ${unit} to ${amount} ${kind.unit}.`
    : rounded
      ? `Rounded to ${amount} ${kind.unit}.`
      : undefined;
  return { amount, converted, note };
}
