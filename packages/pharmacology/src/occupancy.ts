import { effectParameters as given } from './effect-parameters.ts';
import type { Analyte } from './model.ts';

/** g/mol, free base. */
const molarMass = { ketamine: 237.73, norketamine: 223.7 };

/**
 * Weight of 1 ng/mL of an analyte in x, where occupancy is x / (1 + x): unbound nM over the concentration for half
 * occupancy. Zero for what does not reach the receptor.
 */
export function occupancyWeight(analyte: Analyte): number {
  const of = (mass: number, fu: number, ic50: number) => ((1000 / mass) * fu) / ic50;
  switch (analyte) {
    case 'S-ketamine':
      return of(molarMass.ketamine, given.fuKetamine.value, given.ic50SKetamine.value);
    case 'R-ketamine':
      return of(molarMass.ketamine, given.fuKetamine.value, given.ic50RKetamine.value);
    case 'S-norketamine':
      return of(molarMass.norketamine, given.fuNorketamine.value, given.ic50SNorketamine.value);
    case 'R-norketamine':
      return of(molarMass.norketamine, given.fuNorketamine.value, given.ic50RNorketamine.value);
    // A model that takes the racemate as one: half of each enantiomer is assumed.
    case 'ketamine':
      return (occupancyWeight('S-ketamine') + occupancyWeight('R-ketamine')) / 2;
    case 'norketamine':
      return (occupancyWeight('S-norketamine') + occupancyWeight('R-norketamine')) / 2;
    default:
      return 0;
  }
}

/** Share of NMDA receptors taken, 0 to 1, at equilibrium with unbound plasma. Predicted, never measured in people. */
export function occupancy(x: number): number {
  return x / (1 + x);
}
