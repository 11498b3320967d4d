import { effectParameters as given } from './effect-parameters.ts';

/** Dissociation, points of CADSS (0 to 92), at an effect-site level (ng/mL, S + R/2) on the n-th visit (from 1). */
export function dissociation(level: number, visit: number, size = 1): number {
  if (!(level > 0)) return 0;
  const factor = Math.max(given.dissociationFloor.value, given.dissociationPerVisit.value ** (visit - 1));
  const ratio = (given.dissociationHalf.value / level) ** given.dissociationHill.value;
  return (size * factor * given.dissociationMax.value) / (1 + ratio);
}

/** Change of systolic and diastolic pressure (mmHg) and heart rate (beats a minute). Never a threshold for an alert. */
export function pressureChange(level: number, size = 1) {
  return {
    systolic: size * given.systolicSlope.value * level,
    diastolic: size * given.diastolicSlope.value * level,
    heartRate: size * given.heartRateSlope.value * level,
  };
}

/** Factor on the pressure change for age and hypertension. */
export function pressureSize({
  ageY,
  hypertension,
}: {
  readonly ageY?: number;
  readonly hypertension?: boolean;
}): number {
  return (ageY ?? 0) >= 50 || hypertension === true ? given.pressureOlder.value : 1;
}
