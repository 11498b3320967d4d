import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { ObservationStatus, Vitals } from './entry.ts';

export type VitalSign = keyof Vitals;

/** The six signs in the order they are typed, with the words and unit a person reads. */
export const vitalSigns: readonly {
  readonly sign: VitalSign;
  readonly name: string;
  readonly unit: string;
}[] = Object.freeze([
  { sign: 'systolic', name: 'Systolic', unit: 'mmHg' },
  { sign: 'diastolic', name: 'Diastolic', unit: 'mmHg' },
  { sign: 'heartRate', name: 'Heart rate', unit: '/min' },
  { sign: 'spo2', name: 'SpO2', unit: '%' },
  { sign: 'respiratoryRate', name: 'Breaths', unit: '/min' },
  { sign: 'moaas', name: 'MOAA/S', unit: '' },
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

/** What cannot be a living adult, or is swapped. Kept apart from values that are only worrying. */
export function implausibleVitals(
  vitals: Vitals,
): readonly { readonly sign: VitalSign; readonly sentence: string }[] {
  const problems: { sign: VitalSign; sentence: string }[] = [];
  for (const { sign, name, unit } of vitalSigns) {
    const value = vitals[sign];
    const [low, high] = plausible[sign];
    if (value !== undefined && (value < low || value > high)) {
      problems.push({
        sign,
        sentence: `${name} ${value}${unit === '%' ? ' %' : ` ${unit}`.trimEnd()} is outside ${low} to ${high}.`,
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

/** Status of one present value. Freshness is judged by the caller, who knows what is due (see the session fold). */
export function vitalStatus(
  sign: VitalSign,
  value: number | undefined,
  policy: Policy,
  confirmedImplausible = false,
): ObservationStatus {
  if (value === undefined) return 'notMeasured';
  const [low, high] = plausible[sign];
  if ((value < low || value > high) && !confirmedImplausible) return 'implausible';
  switch (sign) {
    case 'systolic':
      return value >= limit(policy, 'actSystolic')
        ? 'act'
        : value >= limit(policy, 'watchSystolic') || value < 90
          ? 'watch'
          : 'inRange';
    case 'diastolic':
      return value >= limit(policy, 'actDiastolic')
        ? 'act'
        : value >= limit(policy, 'watchDiastolic')
          ? 'watch'
          : 'inRange';
    case 'heartRate':
      return value > limit(policy, 'watchHeartRateHigh') || value < limit(policy, 'preDoseHeartRateLow')
        ? 'watch'
        : 'inRange';
    case 'spo2':
      return value < limit(policy, 'actSpo2')
        ? 'act'
        : value < limit(policy, 'watchSpo2')
          ? 'watch'
          : 'inRange';
    case 'respiratoryRate':
      return value < limit(policy, 'actRespiratoryRate')
        ? 'act'
        : value < limit(policy, 'watchRespiratoryRate')
          ? 'watch'
          : 'inRange';
    case 'moaas':
      return value <= limit(policy, 'actMoaas')
        ? 'act'
        : value <= limit(policy, 'watchMoaas')
          ? 'watch'
          : 'inRange';
  }
}
