import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { ObservationStatus, Vitals } from './entry.ts';

export type VitalSign = keyof Vitals;

/** The words a person reads for each sign. */
export const signNames: { readonly [S in VitalSign]: string } = Object.freeze({
  systolic: 'Systolic',
  diastolic: 'Diastolic',
  heartRate: 'Heart rate',
  spo2: 'SpO2',
  respiratoryRate: 'Breaths',
  moaas: 'MOAA/S',
});

/** "Heart rate is 20", "Breaths are 7": the beginning of a sentence about a value. */
export function signIs(sign: VitalSign, value: number): string {
  return `${signNames[sign]} ${sign === 'respiratoryRate' ? 'are' : 'is'} ${value}`;
}

/** The six signs in the order they are typed, with the words and unit a person reads. */
export const vitalSigns: readonly {
  readonly sign: VitalSign;
  readonly name: string;
  readonly unit: string;
}[] = Object.freeze([
  { sign: 'systolic', name: signNames.systolic, unit: 'mmHg' },
  { sign: 'diastolic', name: signNames.diastolic, unit: 'mmHg' },
  { sign: 'heartRate', name: signNames.heartRate, unit: '/min' },
  { sign: 'spo2', name: signNames.spo2, unit: '%' },
  { sign: 'respiratoryRate', name: signNames.respiratoryRate, unit: '/min' },
  { sign: 'moaas', name: signNames.moaas, unit: '' },
]);

/** Outside these a value is taken for a typing error until a person says it is true. Local defaults. */
const plausible: { readonly [S in VitalSign]: readonly [number, number] } = Object.freeze({
  systolic: [50, 260],
  diastolic: [20, 160],
  heartRate: [25, 220],
  spo2: [50, 100],
  respiratoryRate: [2, 60],
  moaas: [0, 5],
});

/** Signs whose values below the plausible range mean danger when they are true: no breath, no pulse, no pressure. */
const dangerBelow: ReadonlySet<VitalSign> = new Set(['systolic', 'heartRate', 'spo2', 'respiratoryRate']);

/**
 * A value too low to be believed on the side where it would mean an emergency. It may be a slip; the patient is looked at
 * before the number is.
 */
export function isDangerouslyLow(sign: VitalSign, value: number): boolean {
  return dangerBelow.has(sign) && value >= 0 && value < plausible[sign][0];
}

/** What cannot be a living adult, or is swapped. Kept apart from values that are only worrying. */
export function implausibleVitals(
  vitals: Vitals,
): readonly { readonly sign: VitalSign; readonly sentence: string }[] {
  const problems: { sign: VitalSign; sentence: string }[] = [];
  for (const { sign, name, unit } of vitalSigns) {
    const value = vitals[sign];
    const [low, high] = plausible[sign];
    if (value !== undefined && !(value >= low && value <= high)) {
      problems.push({
        sign,
        sentence: `${name} ${value}${unit === '%' ? ' %' : ` ${unit}`.trimEnd()} is outside ${low} to ${high}.${isDangerouslyLow(sign, value) ? ' Look at the patient first, then confirm the number.' : ''}`,
      });
    }
  }
  if (
    vitals.systolic !== undefined &&
    vitals.diastolic !== undefined &&
    vitals.diastolic >= vitals.systolic
  ) {
    problems.push({ sign: 'diastolic', sentence: 'The diastolic value is not below the systolic.' });
  }
  return problems;
}

/** Low side of a range that is fine, and high side; a value past `act` asks for a person, past `watch` for a look. */
interface Limits {
  readonly actBelow?: number;
  readonly watchBelow?: number;
  readonly watchFrom?: number;
  readonly watchAbove?: number;
  readonly actFrom?: number;
}

const limitsOf: { readonly [S in VitalSign]: (policy: Policy) => Limits } = Object.freeze({
  systolic: (policy) => ({
    watchBelow: limit(policy, 'watchSystolicLow'),
    watchFrom: limit(policy, 'watchSystolic'),
    actFrom: limit(policy, 'actSystolic'),
  }),
  diastolic: (policy) => ({
    watchFrom: limit(policy, 'watchDiastolic'),
    actFrom: limit(policy, 'actDiastolic'),
  }),
  heartRate: (policy) => ({
    watchBelow: limit(policy, 'preDoseHeartRateLow'),
    watchAbove: limit(policy, 'watchHeartRateHigh'),
  }),
  spo2: (policy) => ({ actBelow: limit(policy, 'actSpo2'), watchBelow: limit(policy, 'watchSpo2') }),
  respiratoryRate: (policy) => ({
    actBelow: limit(policy, 'actRespiratoryRate'),
    watchBelow: limit(policy, 'watchRespiratoryRate'),
  }),
  // Whole steps: "2 or less" is "below 3".
  moaas: (policy) => ({
    actBelow: limit(policy, 'actMoaas') + 1,
    watchBelow: limit(policy, 'watchMoaas') + 1,
  }),
});

/**
 * Status of one value. Freshness is judged by the caller, who knows what is due (see the session fold). With the
 * baseline's value a blood pressure that rose by more than the policy's share is watched.
 */
export function vitalStatus(
  sign: VitalSign,
  value: number | undefined,
  policy: Policy,
  confirmedImplausible = false,
  baseline?: number,
): ObservationStatus {
  if (value === undefined) return 'notMeasured';
  // Before doubt and confirmation: neither makes apnoea less than a reason to act.
  if (isDangerouslyLow(sign, value)) return 'act';
  const [low, high] = plausible[sign];
  if (!Number.isFinite(value) || ((value < low || value > high) && !confirmedImplausible))
    return 'implausible';
  const { actBelow, watchBelow, watchFrom, watchAbove, actFrom } = limitsOf[sign](policy);
  if ((actBelow !== undefined && value < actBelow) || (actFrom !== undefined && value >= actFrom))
    return 'act';
  if (
    (watchBelow !== undefined && value < watchBelow) ||
    (watchFrom !== undefined && value >= watchFrom) ||
    (watchAbove !== undefined && value > watchAbove)
  )
    return 'watch';
  const pressure = sign === 'systolic' || sign === 'diastolic';
  return pressure &&
    baseline !== undefined &&
    100 * (value - baseline) > limit(policy, 'watchRisePercent') * baseline
    ? 'watch'
    : 'inRange';
}
