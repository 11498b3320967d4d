import {
  add,
  compare,
  dateIn,
  daysBetween,
  decimal,
  divide,
  multiply,
  plusMinutes,
  round,
  subtract,
  weightChangePercent,
  type Decimal,
  type Kilograms,
} from '@evenkeel/quantities';
import type { MeasuredWeight, Sex } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';

/** The weight a dose is computed from, and why it is this one. */
export interface DosingWeight {
  readonly kilograms: Kilograms;
  readonly basis: 'actual' | 'ideal';
  readonly bodyMassIndex?: Decimal;
  readonly says: string;
}

const hundred = decimal('100');
const inch = decimal('2.54');
const fiveFeet = decimal('60');

/** Body-mass index, kg/m2 to one decimal. */
export function bodyMassIndex(kilograms: Kilograms, heightCm: Decimal): Decimal {
  const square = multiply(heightCm, heightCm);
  return divide(multiply(multiply(kilograms, hundred), hundred), square, 1);
}

/**
 * Ideal body weight by Devine: 50 kg for men and 45.5 kg for women, plus 2.3 kg for each inch over 60, to 0.1 kg; below
 * 60 inches the base. For other and unknown sex the women's, which is the lower (ours).
 */
export function idealWeight(heightCm: Decimal, sex: Sex): Kilograms {
  const base = decimal(sex === 'male' ? '50' : '45.5');
  const inches = divide(heightCm, inch, 9);
  const over = compare(inches, fiveFeet) > 0 ? subtract(inches, fiveFeet) : decimal('0');
  return round(add(base, multiply(over, decimal('2.3'))), 1) as Kilograms;
}

/** Actual weight below the policy's body-mass index, ideal weight from it on. Without a height it cannot be said. */
export function dosingWeight(
  kilograms: Kilograms,
  heightCm: Decimal | undefined,
  sex: Sex,
  policy: Policy,
): DosingWeight {
  if (heightCm === undefined)
    return {
      kilograms,
      basis: 'actual',
      says: `actual weight ${kilograms} kg; the height is not recorded, so whether the ideal weight should dose is not known`,
    };
  const index = bodyMassIndex(kilograms, heightCm);
  if (compare(index, decimal(String(limit(policy, 'bodyMassIndexForIdeal')))) < 0)
    return {
      kilograms,
      basis: 'actual',
      bodyMassIndex: index,
      says: `actual weight ${kilograms} kg, body-mass index ${index}`,
    };
  const ideal = idealWeight(heightCm, sex);
  return {
    kilograms: ideal,
    basis: 'ideal',
    bodyMassIndex: index,
    says: `ideal weight ${ideal} kg (Devine) instead of ${kilograms} kg, body-mass index ${index}`,
  };
}

/** Body-mass indices of living adults; outside them a unit or a field was mixed up until a person says otherwise. */
export const believableIndex = Object.freeze({ lowest: decimal('12'), highest: decimal('60') });
/** Heights of adults, cm. Local default. */
export const believableHeight = Object.freeze({ lowest: decimal('120'), highest: decimal('230') });

/** How many times another weight looks like pounds for kilograms: 2.2 with some change of the weight beside it. Local default. */
export const poundsFactor = Object.freeze({ lowest: decimal('2'), highest: decimal('2.4') });
/** The days a weight is compared over, minutes: those of `weightChangeKg30Days`. */
const comparedMinutes = 30 * 24 * 60;

/** The weight that would dose, and those it is compared with, oldest first. */
export interface WeightsCompared {
  readonly weight?: MeasuredWeight;
  readonly earlier: readonly MeasuredWeight[];
}

/**
 * The newest weight with what it is compared with: every other one of the 30 days before it, the newest before those, and
 * the one the last signed plan was computed from. A wrong weight that was typed twice is so compared with a right one too.
 */
export function weightsCompared(
  weights: readonly MeasuredWeight[],
  signed: MeasuredWeight | undefined,
): WeightsCompared {
  const byTime = (a: MeasuredWeight, b: MeasuredWeight) =>
    a.measuredAt < b.measuredAt ? -1 : Number(a.measuredAt > b.measuredAt);
  const sorted = weights.toSorted(byTime);
  const weight = sorted.at(-1);
  if (weight === undefined) return { earlier: [] };
  const others = sorted.slice(0, -1);
  const from = plusMinutes(weight.measuredAt, -comparedMinutes);
  const before = others.findLast(({ measuredAt }) => measuredAt < from);
  const known = [
    ...(before === undefined ? [] : [before]),
    ...others.filter(({ measuredAt }) => measuredAt >= from),
  ];
  const same = (one: MeasuredWeight) =>
    one.measuredAt === signed?.measuredAt && one.kilograms === signed.kilograms;
  return {
    weight,
    earlier:
      signed === undefined || [...known, weight].some(same) ? known : [...known, signed].toSorted(byTime),
  };
}

/**
 * What makes a weight doubtful, as sentences: pounds, stones or grams typed as kilograms, or height and weight swapped.
 * Each has to be confirmed by a person before the weight doses. It is compared with each weight given as `earlier`.
 */
export function weightDoubts(
  weight: MeasuredWeight,
  earlier: MeasuredWeight | readonly MeasuredWeight[] | undefined,
  heightCm: Decimal | undefined,
  policy: Policy,
  timeZone: string,
): readonly string[] {
  const doubts: string[] = [];
  if (heightCm !== undefined) {
    if (compare(heightCm, believableHeight.lowest) < 0 || compare(heightCm, believableHeight.highest) > 0)
      doubts.push(
        `A height of ${heightCm} cm is hard to believe. Check that height and weight are not swapped.`,
      );
    else {
      const index = bodyMassIndex(weight.kilograms, heightCm);
      if (compare(index, believableIndex.lowest) < 0 || compare(index, believableIndex.highest) > 0)
        doubts.push(
          `${weight.kilograms} kg at ${heightCm} cm gives a body-mass index of ${index}. Check the unit of the weight.`,
        );
    }
  }
  const said = new Set<Kilograms>();
  for (const one of [earlier ?? []].flat().toReversed()) {
    const change = weightChangePercent(one.kilograms, weight.kilograms);
    const more = compare(weight.kilograms, one.kilograms) >= 0;
    const [larger, smaller] = more ? [weight.kilograms, one.kilograms] : [one.kilograms, weight.kilograms];
    const kilograms = subtract(larger, smaller);
    const days = Math.abs(daysBetween(dateIn(timeZone, one.measuredAt), dateIn(timeZone, weight.measuredAt)));
    const share = compare(change, decimal(String(limit(policy, 'weightChangePercent')))) > 0;
    const fast = days <= 30 && compare(kilograms, decimal(String(limit(policy, 'weightChangeKg30Days')))) > 0;
    // One weight, however often it was taken, is one sentence.
    if (!(share || fast) || said.has(one.kilograms)) continue;
    said.add(one.kilograms);
    const times = divide(larger, smaller, 2);
    const pounds = compare(times, poundsFactor.lowest) >= 0 && compare(times, poundsFactor.highest) <= 0;
    doubts.push(
      `The weight changed by ${kilograms} kg (${change} %) from ${one.kilograms} kg in ${days} days. ${pounds ? `One is ${times} times the other, as pounds are of kilograms. ` : ''}Check that it was typed in kilograms.`,
    );
  }
  return doubts;
}
