import { add, compare, decimal, round, subtract, type Decimal } from '@evenkeel/quantities';
import { readNumber } from '../regimen/read-number.ts';
import { inputs, lastReviewed, type RuleRecord } from '../rule.ts';
import type { EntryBodies } from './entry.ts';

/** What was drawn up and what became of it. */
export const drugCountRule: RuleRecord = Object.freeze({
  id: 'CLO-01',
  version: 1,
  statement:
    'What was drawn up equals what was given, wasted and returned, to 0.01 mL, and a waste is witnessed by a second person. A difference is written down with what is known of it.',
  ruleClass: 'inform',
  source: Object.freeze({
    mark: 'localDefault',
    citation: 'Staff and kit: controlled-drug count with a two-person witness for waste',
  }),
  appliesTo: Object.freeze({}),
  inputs: inputs('session log'),
  reviewed: lastReviewed,
});

/** A volume as it is read on a syringe, mL: at most two decimals, at most 1000; undefined when it is none. */
export function volumeOf(text: string): Decimal | undefined {
  const read = readNumber(text);
  return 'number' in read && compare(read.number, largest) <= 0 && round(read.number, 2) === read.number
    ? read.number
    : undefined;
}

/** Whether a count adds up, and in one sentence why not. */
export interface CountedDrug {
  readonly rule: string;
  readonly state: 'notCounted' | 'addsUp' | 'differs' | 'noWitness';
  readonly says: string;
}

const nothing = decimal('0');
const largest = decimal('1000');

/**
 * [CLO-01] How a count of the drug stands beside the volume that was given, mL. What was not counted is not known to add up.
 * A waste without a witness is said before a difference.
 */
export function countedDrug(count: EntryBodies['drugCount'] | undefined, givenMl: Decimal): CountedDrug {
  const rule = drugCountRule.id;
  if (count === undefined)
    return { rule, state: 'notCounted', says: 'What was drawn up, wasted and returned is not recorded.' };
  const { drawnMl, wastedMl, returnedMl = nothing, witness = '' } = count;
  if (compare(wastedMl, nothing) > 0 && witness.trim() === '')
    return { rule, state: 'noWitness', says: 'A waste is witnessed by a second person: name them.' };
  const accounted = add(givenMl, add(wastedMl, returnedMl));
  const side = compare(drawnMl, accounted);
  if (side === 0) return { rule, state: 'addsUp', says: `${drawnMl} mL drawn up is accounted for.` };
  const gap = side > 0 ? subtract(drawnMl, accounted) : subtract(accounted, drawnMl);
  return {
    rule,
    state: 'differs',
    says: `${gap} mL ${side > 0 ? 'is not accounted for' : 'more is accounted for than was drawn up'}: ${drawnMl} mL drawn up; ${givenMl} given, ${wastedMl} wasted, ${returnedMl} returned.`,
  };
}
