import { mgOfDevice, minutesBetweenDevices } from '../session/device-dose.ts';
import type { Drug, Route } from '@evenkeel/pharmacology';
import {
  clockTime,
  compare,
  dateIn,
  daysBetween,
  decimal,
  divide,
  multiply,
  plusMinutes,
  round,
  type Decimal,
  type Instant,
} from '@evenkeel/quantities';
import type { Jurisdiction } from '../evidence-mark.ts';
import type { MeasuredWeight, Sex } from '../patient-facts.ts';
import { limit } from '../policy/default-policy.ts';
import { jurisdictionRules } from '../policy/jurisdiction-rules.ts';
import type { Policy } from '../policy/policy.ts';
import { dosingWeight, weightDoubts, type DosingWeight } from './dosing-weight.ts';
import type { Product } from './plan.ts';
import { olderStartRange, type RegimenTemplate } from './template.ts';

/** Why a dose cannot be saved; `sentence` is shown as it is. */
export interface RegimenProblem {
  readonly code:
    | 'amountNotPositive'
    | 'amountOutsideAbsoluteBand'
    | 'notADeviceAmount'
    | 'productMissing'
    | 'durationMissing'
    | 'durationOutOfRange'
    | 'weightMissing'
    | 'weightEstimated'
    | 'weightInFuture'
    | 'weightStale'
    | 'weightToConfirm';
  readonly sentence: string;
}

/** What has to be given before a dose can be signed, beyond the prescriber's own signature. */
export interface SigningNeeds {
  readonly reason: boolean;
  readonly secondSigner: boolean;
  readonly medicalLead: boolean;
}

/** A dose of any template with everything that gives it meaning (promise 6). Amounts are base. */
export interface RegimenDose {
  readonly template: string;
  readonly drug: Drug;
  readonly route: Route;
  readonly amountMg: Decimal;
  readonly doseMgPerKg?: Decimal;
  readonly weight?: DosingWeight;
  readonly productId?: string;
  readonly concentrationMgPerMl?: Decimal;
  readonly volumeMl?: Decimal;
  readonly durationMinutes?: number;
  readonly rateMlPerHour?: Decimal;
  readonly rateMgPerMinute?: Decimal;
  readonly endsAt?: Instant;
  /** Nasal devices of 28 mg, five minutes apart. */
  readonly devices?: number;
}

export interface CalculatedRegimen {
  readonly dose: RegimenDose;
  readonly sentence: string;
  readonly band: 'protocol' | 'outside';
  readonly needs: SigningNeeds;
  readonly warnings: readonly string[];
}

export interface RegimenRequest {
  readonly template: RegimenTemplate;
  /** mg/kg or mg, as the template has it. */
  readonly amount: Decimal;
  readonly weight: MeasuredWeight | undefined;
  /** Those it is compared with, oldest first ({@link weightsCompared}). */
  readonly earlierWeights?: readonly MeasuredWeight[];
  readonly heightCm?: Decimal;
  readonly sex: Sex;
  readonly ageYears?: number;
  readonly product?: Product;
  readonly durationMinutes?: number;
  /** A person looked at a doubtful weight and said that it is right. */
  readonly weightConfirmed?: boolean;
  readonly jurisdiction: Jurisdiction;
  readonly timeZone: string;
  /** When the dose would start, for the end time. */
  readonly startsAt?: Instant;
  /** The dose before, to catch a jump. */
  readonly lastAmount?: Decimal;
  /** The last dose belongs to an earlier course: what is planned is a first dose again. */
  readonly newCourse?: boolean;
  readonly policy: Policy;
  readonly now: Instant;
}

const sixty = decimal('60');
const fiveMlPerHour = decimal('5');

/** mL/h as it is set on a pump: to 0.1, below 5 mL/h to 0.01, so that rounding moves the dose by 1 % at most. */
function pumpRate(volumeMl: Decimal, minutes: Decimal): Decimal {
  const perHour = multiply(volumeMl, sixty);
  const rate = divide(perHour, minutes, 1);
  return compare(rate, fiveMlPerHour) < 0 ? divide(perHour, minutes, 2) : rate;
}

/**
 * Computes one dose of a template in exact decimals: mg to 0.1, mL to 0.01, mL/h and mg/min to 0.1 and 0.01. Never a
 * default weight. Outside the protocol band it asks for a reason and a second signature; outside the absolute band, or
 * with a weight that is doubtful and not confirmed, it refuses.
 */
export function calculateRegimen(
  request: RegimenRequest,
): CalculatedRegimen | { readonly problem: RegimenProblem } {
  const bands = bandsOf(request.template, request.policy);
  const problem = amountProblem(request, bands) ?? infusionProblem(request) ?? weightProblem(request);
  if (problem !== undefined) return { problem };
  const { template, amount, product, durationMinutes, policy } = request;
  const weight =
    template.basis === 'perKg' && request.weight !== undefined
      ? dosingWeight(request.weight.kilograms, request.heightCm, request.sex, policy)
      : undefined;
  const amountMg = weight === undefined ? amount : round(multiply(amount, weight.kilograms), 1);
  const volumeMl = product === undefined ? undefined : divide(amountMg, product.concentrationMgPerMl, 2);
  const minutes = durationMinutes === undefined ? undefined : decimal(String(durationMinutes));
  const dose: RegimenDose = Object.freeze({
    template: template.key,
    drug: template.drug,
    route: template.route,
    amountMg,
    ...(weight === undefined ? {} : { doseMgPerKg: amount, weight }),
    ...(product === undefined || volumeMl === undefined
      ? {}
      : { productId: product.id, concentrationMgPerMl: product.concentrationMgPerMl, volumeMl }),
    ...(durationMinutes === undefined || minutes === undefined
      ? {}
      : { durationMinutes, rateMgPerMinute: divide(amountMg, minutes, 2) }),
    ...(minutes === undefined || volumeMl === undefined
      ? {}
      : { rateMlPerHour: pumpRate(volumeMl, minutes) }),
    ...(durationMinutes === undefined || request.startsAt === undefined
      ? {}
      : { endsAt: plusMinutes(request.startsAt, durationMinutes) }),
    ...(template.drug === 'esketamine' ? { devices: Number(divide(amount, mgOfDevice, 0)) } : {}),
  });
  const outside = compare(amount, bands.low) < 0 || compare(amount, bands.high) > 0;
  const capped = pastCap(dose, request);
  const warnings = warningsOf(request, dose, outside, bands);
  return Object.freeze({
    dose,
    sentence: regimenSentence(dose, request.timeZone, product),
    band: outside ? 'outside' : 'protocol',
    needs: Object.freeze({
      reason: warnings.length > 0,
      secondSigner: outside || capped,
      medicalLead: template.selectCases,
    }),
    warnings: Object.freeze(warnings),
  });
}

/** Routes by needle, where the dose by weight grows with every kilogram. */
const byNeedle: ReadonlySet<Route> = new Set(['iv', 'im', 'sc']);

/**
 * [REG-14] True above the policy's mg for a dose by weight into a vein, a muscle or under the skin, where the ideal weight
 * doses or where it is not known whether it should.
 */
function pastCap({ weight, amountMg }: RegimenDose, { template, heightCm, policy }: RegimenRequest): boolean {
  return (
    byNeedle.has(template.route) &&
    weight !== undefined &&
    (weight.basis === 'ideal' || heightCm === undefined) &&
    compare(amountMg, decimal(String(limit(policy, 'doseCapMg')))) > 0
  );
}

/** The template's protocol band, narrowed by the clinic's policy for infusions. */
function bandsOf(template: RegimenTemplate, policy: Policy) {
  const { low, high } = template.band;
  const { low: least, high: most } = template.absolute;
  if (template.route !== 'iv') return { low, high, least, most };
  const own = (name: 'doseBandLowMgPerKg' | 'doseBandHighMgPerKg' | 'doseAbsoluteMgPerKg') =>
    decimal(String(limit(policy, name)));
  const lower = (a: Decimal, b: Decimal) => (compare(a, b) <= 0 ? a : b);
  const higher = (a: Decimal, b: Decimal) => (compare(a, b) >= 0 ? a : b);
  return {
    low: higher(low, own('doseBandLowMgPerKg')),
    high: lower(high, own('doseBandHighMgPerKg')),
    least,
    most: lower(most, own('doseAbsoluteMgPerKg')),
  };
}

const unitOf = ({ basis }: RegimenTemplate) => (basis === 'perKg' ? 'mg/kg' : 'mg');

function amountProblem(
  { template, amount }: RegimenRequest,
  { least, most }: ReturnType<typeof bandsOf>,
): RegimenProblem | undefined {
  const unit = unitOf(template);
  if (compare(amount, decimal('0')) <= 0)
    return { code: 'amountNotPositive', sentence: `The dose must be above zero ${unit}.` };
  if (compare(amount, least) < 0)
    return {
      code: 'amountOutsideAbsoluteBand',
      sentence: `${amount} ${unit} is below ${least} ${unit} and cannot be saved. Check the decimal point.`,
    };
  if (compare(amount, most) > 0)
    return {
      code: 'amountOutsideAbsoluteBand',
      sentence: `${amount} ${unit} is above ${most} ${unit} and cannot be saved. Check the decimal point${template.basis === 'perKg' ? ', and mg/kg against mg' : ''}.`,
    };
  if (template.drug === 'esketamine' && !template.steps.includes(amount))
    return {
      code: 'notADeviceAmount',
      sentence: `${amount} mg cannot be given: a device holds ${mgOfDevice} mg. Choose ${template.steps.join(', ')} mg.`,
    };
  return undefined;
}

function infusionProblem({ template, product, durationMinutes }: RegimenRequest): RegimenProblem | undefined {
  const injected = ['iv', 'im', 'sc'].includes(template.route);
  if (injected && product === undefined)
    return {
      code: 'productMissing',
      sentence: 'Choose the product, so that its concentration gives the volume.',
    };
  if (template.minutes === undefined) return undefined;
  const { lowest, highest } = template.minutes;
  if (durationMinutes === undefined)
    return { code: 'durationMissing', sentence: 'Say over how many minutes the infusion runs.' };
  return !Number.isInteger(durationMinutes) || durationMinutes < lowest || durationMinutes > highest
    ? { code: 'durationOutOfRange', sentence: `An infusion runs over ${lowest} to ${highest} minutes.` }
    : undefined;
}

function weightProblem(request: RegimenRequest): RegimenProblem | undefined {
  const { template, weight, policy, now } = request;
  if (template.basis === 'fixed') return undefined;
  if (weight === undefined)
    return { code: 'weightMissing', sentence: 'No weight is recorded. Measure one in kilograms.' };
  if (weight.estimated)
    return {
      code: 'weightEstimated',
      sentence: 'The newest weight is an estimate. Measure one in kilograms.',
    };
  const age = daysBetween(dateIn(request.timeZone, weight.measuredAt), dateIn(request.timeZone, now));
  if (age < -1)
    return {
      code: 'weightInFuture',
      sentence: 'The newest weight is dated in the future. Correct its date.',
    };
  const before = request.earlierWeights?.at(-1);
  const losing = before !== undefined && compare(weight.kilograms, before.kilograms) < 0;
  const days = losing ? Math.min(7, limit(policy, 'weightAgeDays')) : limit(policy, 'weightAgeDays');
  if (age > days)
    return {
      code: 'weightStale',
      sentence: `The weight is ${age} days old; ${days} are allowed${losing ? ' while weight is being lost' : ''}. Measure a new one.`,
    };
  const doubts = weightDoubts(weight, request.earlierWeights, request.heightCm, policy, request.timeZone);
  return doubts.length > 0 && request.weightConfirmed !== true
    ? { code: 'weightToConfirm', sentence: doubts.join(' ') }
    : undefined;
}

function warningsOf(
  request: RegimenRequest,
  dose: RegimenDose,
  outside: boolean,
  { low, high }: ReturnType<typeof bandsOf>,
): string[] {
  const { template, amount, policy, lastAmount } = request;
  const unit = unitOf(template);
  const warnings: string[] = [];
  if (outside) warnings.push(`${amount} ${unit} is outside the protocol band of ${low} to ${high} ${unit}.`);
  const isFirst = lastAmount === undefined || request.newCourse === true;
  const older = olderStart(request);
  if (older !== undefined && compare(amount, older.mostly) > 0 && isFirst) warnings.push(older.says);
  else if (isFirst && compare(amount, template.start) > 0)
    warnings.push(
      `The first dose is above the start of ${template.start} ${unit}: higher steps are for too little gain at the one before (REG-13).`,
    );
  if (pastCap(dose, request))
    warnings.push(
      `${dose.amountMg} mg is above ${limit(policy, 'doseCapMg')} mg, the most for a dose by weight where the body-mass index is high or not known (REG-14).`,
    );
  if (dose.weight !== undefined && request.heightCm === undefined)
    warnings.push('The height is not recorded, so whether the ideal weight should dose is not known.');
  if (lastAmount !== undefined && compare(amount, lastAmount) > 0) {
    const from = template.steps.findIndex((step) => compare(step, lastAmount) > 0);
    const next = template.steps[from];
    if (next === undefined || compare(amount, next) > 0)
      warnings.push(`${amount} ${unit} is more than one step above the last dose of ${lastAmount} ${unit}.`);
  }
  if (template.selectCases) warnings.push('The evidence for this route is thin; the medical lead signs too.');
  return warnings;
}

/** The most a first dose usually is from 65 years, with why; undefined below, and where the label has no start of its own. */
function olderStart({
  template,
  ageYears,
  jurisdiction,
  policy,
}: RegimenRequest): { readonly mostly: Decimal; readonly says: string } | undefined {
  if (ageYears === undefined || ageYears < limit(policy, 'olderFromAge')) return undefined;
  if (template.drug === 'esketamine') {
    const { value, source } = jurisdictionRules[jurisdiction].esketamineStartFrom65;
    return value === undefined
      ? undefined
      : {
          mostly: decimal(String(value)),
          says: `From 65 years the first dose here is ${value} mg (${source.citation}).`,
        };
  }
  const mostly = multiply(template.startFrom65, olderStartRange.times);
  return {
    mostly,
    says: `From 65 years a lower start (${template.startFrom65} to ${mostly} ${unitOf(template)}) is usual. Local default.`,
  };
}

const routeWords: { readonly [R in Route]: string } = Object.freeze({
  iv: 'IV',
  im: 'IM',
  sc: 'SC',
  'nasal-device': 'nasal',
  'nasal-spray': 'by nasal spray',
  'oral-solution': 'by mouth',
  'oral-tablet': 'by mouth as a tablet',
  'oral-prolonged': 'by mouth as a prolonged-release tablet',
  sublingual: 'under the tongue',
  'oral-film': 'as a film in the mouth',
  rectal: 'into the rectum',
});

/** The route in a sentence: "IV", "by mouth". */
export function routeName(route: Route): string {
  return routeWords[route];
}

/** The sentence a person reads back: amount, volume at the named concentration, rate and end, and what it rests on. */
export function regimenSentence(dose: RegimenDose, timeZone: string, product?: Product): string {
  const drug = dose.drug === 'ketamine' ? 'racemic ketamine' : 'esketamine';
  const parts = [
    `${dose.amountMg} mg ${drug} ${routeName(dose.route)}${dose.durationMinutes === undefined ? '' : ` over ${dose.durationMinutes} min`}`,
  ];
  if (dose.volumeMl !== undefined)
    parts.push(`${dose.volumeMl} mL of ${product?.name ?? `${dose.concentrationMgPerMl} mg/mL`}`);
  if (dose.rateMlPerHour !== undefined)
    parts.push(`${dose.rateMlPerHour} mL/h (${dose.rateMgPerMinute} mg/min)`);
  if (dose.endsAt !== undefined) parts.push(`ends at ${clockTime(timeZone, dose.endsAt)}`);
  if (dose.devices !== undefined)
    parts.push(
      `${dose.devices} ${dose.devices === 1 ? 'device' : 'devices'} of ${mgOfDevice} mg, ${minutesBetweenDevices} minutes apart`,
    );
  if (dose.weight !== undefined) parts.push(`${dose.doseMgPerKg} mg/kg × ${dose.weight.says}`);
  return parts.join('; ');
}
