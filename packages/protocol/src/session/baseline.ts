import type { VitalSign } from './vital-sign.ts';
import { implausibleVitals, isDangerouslyLow, vitalSigns } from './vital-sign.ts';
import type { Reading } from './session-state.ts';

/** The signs of a reading that may be used: what is hard to believe and not confirmed is left out. */
export function believable(reading: Reading): Reading['vitals'] {
  if (reading.confirmedImplausible) return reading.vitals;
  const doubtful = new Set<VitalSign>(implausibleVitals(reading.vitals).map(({ sign }) => sign));
  // A swapped or impossible half makes the pair unusable.
  if (doubtful.has('systolic') || doubtful.has('diastolic')) doubtful.add('systolic').add('diastolic');
  return Object.fromEntries(
    Object.entries(reading.vitals).filter(([sign]) => !doubtful.has(sign as VitalSign)),
  );
}

/**
 * The signs of a reading that a watch hears: what may be used, and a value too low to be believed that would mean an
 * emergency. No average and no baseline is made of it.
 */
export function heard(reading: Reading): Reading['vitals'] {
  const low = new Set(
    Object.entries(reading.vitals).flatMap(([sign, value]) =>
      isDangerouslyLow(sign as VitalSign, value) ? [sign] : [],
    ),
  );
  // A pressure is heard whole, or an older pair would stand for it.
  if (low.has('systolic')) low.add('diastolic');
  return {
    ...believable(reading),
    ...Object.fromEntries(Object.entries(reading.vitals).filter(([sign]) => low.has(sign))),
  };
}

/**
 * The baseline: the newest whole blood pressure of the readings before the dose, and the newest value of each other
 * sign. Named after the reading with the pressure, or the newest one while there is none.
 */
export function baselineOf(before: readonly Reading[]): Reading | undefined {
  const usable = before.map((reading) => ({ ...reading, vitals: believable(reading) }));
  const pressure = usable.findLast(
    ({ vitals }) => vitals.systolic !== undefined && vitals.diastolic !== undefined,
  );
  const named = pressure ?? usable.at(-1);
  if (named === undefined) return undefined;
  const vitals: Record<string, number> = {};
  for (const { sign } of vitalSigns) {
    const value =
      sign === 'systolic' || sign === 'diastolic'
        ? pressure?.vitals[sign]
        : usable.findLast((reading) => reading.vitals[sign] !== undefined)?.vitals[sign];
    if (value !== undefined) vitals[sign] = value;
  }
  return { ...named, vitals };
}
