import {
  compare,
  daysBetween,
  decimal,
  divide,
  multiply,
  round,
  weightChangePercent,
} from '@evenkeel/quantities';
import type { CalendarDate, Decimal, Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { MeasuredWeight } from '../patient-facts.ts';
import type { InfusionDose, Product } from './plan.ts';

/** Why a dose cannot be planned; `sentence` is shown as it is. */
export interface DoseProblem {
  readonly code:
    | 'weightMissing'
    | 'weightEstimated'
    | 'weightStale'
    | 'weightInFuture'
    | 'doseNotPositive'
    | 'doseOutsideAbsoluteBand'
    | 'durationOutOfRange';
  readonly sentence: string;
}

/** A dose with the sentence a person reads back, and what has to be looked at before signing. */
export interface CalculatedDose {
  readonly dose: InfusionDose;
  readonly sentence: string;
  readonly warnings: readonly string[];
  /** Outside the protocol band: needs a reason and a second signature. */
  readonly needsSecondSigner: boolean;
}

export interface DoseRequest {
  readonly doseMgPerKg: Decimal;
  readonly weight: MeasuredWeight | undefined;
  /** The weight measured before this one, to catch pounds typed as kilograms. */
  readonly earlierWeight?: MeasuredWeight;
  readonly product: Product;
  readonly durationMinutes: number;
  readonly ageYears?: number;
  readonly policy: Policy;
  readonly now: Instant;
}

/** Infusion times offered, minutes. Local default around the usual 40 to 60. */
export const infusionMinutes = Object.freeze({ lowest: 20, highest: 120 });

const sixty = decimal('60');

/** The day of an instant, enough to age a weight by days. */
function day(at: Instant): CalendarDate {
  return at.slice(0, 10) as CalendarDate;
}

/**
 * mg/kg x kg = mg, and mg / (mg/mL) = mL, in exact decimals. The amount is rounded to 0.1 mg and the volume to 0.01 mL,
 * half up; the rate for the pump to 0.1 mL/h. Never a default weight: without a fresh measured one there is no dose.
 */
export function calculateDose(request: DoseRequest): CalculatedDose | { readonly problem: DoseProblem } {
  const problem = doseProblem(request);
  if (problem !== undefined) return { problem };
  const { doseMgPerKg, product, durationMinutes, policy } = request;
  const weight = request.weight as MeasuredWeight;
  const amountMg = round(multiply(doseMgPerKg, weight.kilograms), 1);
  const volumeMl = divide(amountMg, product.concentrationMgPerMl, 2);
  const dose: InfusionDose = Object.freeze({
    drug: 'ketamine',
    route: 'iv',
    doseMgPerKg,
    weightKg: weight.kilograms,
    weightMeasuredAt: weight.measuredAt,
    amountMg,
    productId: product.id,
    concentrationMgPerMl: product.concentrationMgPerMl,
    volumeMl,
    durationMinutes,
    rateMlPerHour: divide(multiply(volumeMl, sixty), decimal(String(durationMinutes)), 1),
  });
  const low = decimal(String(limit(policy, 'doseBandLowMgPerKg')));
  const high = decimal(String(limit(policy, 'doseBandHighMgPerKg')));
  const outside = compare(doseMgPerKg, low) < 0 || compare(doseMgPerKg, high) > 0;
  return Object.freeze({
    dose,
    sentence: doseSentence(dose),
    needsSecondSigner: outside,
    warnings: Object.freeze([
      ...(outside ? [`${doseMgPerKg} mg/kg is outside the protocol band of ${low} to ${high} mg/kg.`] : []),
      ...weightWarnings(request),
      ...(request.ageYears !== undefined && request.ageYears >= 65 && compare(doseMgPerKg, decimal('0.5')) > 0
        ? ['From 65 years a lower start (0.25 to 0.5 mg/kg) is usual. Local default.']
        : []),
    ]),
  });
}

function weightWarnings({ weight, earlierWeight, policy }: DoseRequest): readonly string[] {
  if (weight === undefined || earlierWeight === undefined) return [];
  const change = weightChangePercent(earlierWeight.kilograms, weight.kilograms);
  return compare(change, decimal(String(limit(policy, 'weightChangePercent')))) > 0
    ? [
        `The weight changed by ${change} % from ${earlierWeight.kilograms} kg. Check that it was typed in kilograms.`,
      ]
    : [];
}

/** "35 mg racemic ketamine IV over 40 min = 3.5 mL of 10 mg/mL; 0.5 mg/kg x 70 kg". */
export function doseSentence(dose: InfusionDose): string {
  return (
    `${dose.amountMg} mg racemic ketamine IV over ${dose.durationMinutes} min = ` +
    `${dose.volumeMl} mL of ${dose.concentrationMgPerMl} mg/mL; ${dose.doseMgPerKg} mg/kg × ${dose.weightKg} kg`
  );
}

function doseProblem({
  doseMgPerKg,
  weight,
  durationMinutes,
  policy,
  now,
}: DoseRequest): DoseProblem | undefined {
  const most = limit(policy, 'doseAbsoluteMgPerKg');
  const days = limit(policy, 'weightAgeDays');
  if (compare(doseMgPerKg, decimal('0')) <= 0) {
    return { code: 'doseNotPositive', sentence: 'The dose must be above zero mg/kg.' };
  }
  const least = policy.thresholds.doseBandLowMgPerKg.floor;
  if (compare(doseMgPerKg, decimal(String(least))) < 0) {
    return {
      code: 'doseOutsideAbsoluteBand',
      sentence: `${doseMgPerKg} mg/kg is below ${least} mg/kg and cannot be saved. Check the decimal point.`,
    };
  }
  if (compare(doseMgPerKg, decimal(String(most))) > 0) {
    return {
      code: 'doseOutsideAbsoluteBand',
      sentence: `${doseMgPerKg} mg/kg is above ${most} mg/kg and cannot be saved. Check mg/kg against mg.`,
    };
  }
  if (
    !Number.isInteger(durationMinutes) ||
    durationMinutes < infusionMinutes.lowest ||
    durationMinutes > infusionMinutes.highest
  ) {
    return {
      code: 'durationOutOfRange',
      sentence: `An infusion runs over ${infusionMinutes.lowest} to ${infusionMinutes.highest} minutes.`,
    };
  }
  if (weight === undefined) {
    return { code: 'weightMissing', sentence: 'No weight is recorded. Measure one in kilograms.' };
  }
  if (weight.estimated) {
    return {
      code: 'weightEstimated',
      sentence: 'The newest weight is an estimate. Measure one in kilograms.',
    };
  }
  const age = daysBetween(day(weight.measuredAt), day(now));
  if (age < -1)
    return {
      code: 'weightInFuture',
      sentence: 'The newest weight is dated in the future. Correct its date.',
    };
  if (age > days) {
    return {
      code: 'weightStale',
      sentence: `The weight is ${age} days old; the policy allows ${days}. Measure a new one.`,
    };
  }
  return undefined;
}
