import { effectParameters as given } from './effect-parameters.ts';

/**
 * x to a fixed power. Quarters, as the drive has one, are made of square roots: that costs a third of a power, and a
 * population asks for a thousand a person.
 */
function powerOf(exponent: number): (x: number) => number {
  const quarters = exponent * 4;
  if (quarters === 5) return (x) => x * Math.sqrt(Math.sqrt(x));
  return (x) => x ** exponent;
}
const hill = powerOf(given.driveHill.value);
const halfPower = hill(given.driveHalf.value);

/** Acute drive of the cascade, 0 to 1, from occupancy. */
export function drive(occupied: number): number {
  if (!(occupied > 0)) return 0;
  const power = hill(occupied);
  return power / (halfPower + power);
}

/** Change of MADRS that the drug makes (below zero is better), from plasticity and signal, in their arbitrary units. */
export function moodOfDrug(plasticity: number, signal: number, size = 1): number {
  return -size * (given.moodPlasticity.value * plasticity + given.moodSignal.value * signal);
}

/** Change of MADRS in a control arm, hours after its start: expectancy and natural course. Simulated beside the drug. */
export function moodOfControl(hours: number): number {
  if (!(hours > 0)) return 0;
  return -(
    given.controlFast.value * (1 - Math.exp(-hours / given.controlFastTime.value)) +
    given.controlSlow.value * (1 - Math.exp(-hours / given.controlSlowTime.value))
  );
}
