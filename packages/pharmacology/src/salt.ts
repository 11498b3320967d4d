import { decimal, multiply, round, type Decimal } from '@evenkeel/quantities';

/**
 * mg of ketamine hydrochloride in 1 mg of ketamine base: molar masses 274.19 and 237.73 g/mol. Labels and trials give
 * base (28 mg esketamine is 32.3 mg of its hydrochloride), and so does every amount in the house.
 */
export const hydrochloridePerBase = decimal('1.153');

/** The hydrochloride that holds this much base, mg, to 0.1 mg. For reading a label; never stored. */
export function hydrochlorideOf(baseMg: Decimal): Decimal {
  return round(multiply(baseMg, hydrochloridePerBase), 1);
}

/** The base in an amount of hydrochloride, mg, for a simulation. A dose that is given is written in base. */
export function baseOfHydrochloride(saltMg: number): number {
  return saltMg / Number(hydrochloridePerBase);
}
