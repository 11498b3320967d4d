import { typedNumber } from '../app/typed-number.ts';
import type { FieldSpec } from './fact-fields.ts';

const limits: { readonly [input in FieldSpec['input']]?: Parameters<typeof typedNumber>[1] } = Object.freeze({
  number: { whole: true, highest: 9999 },
  measure: { highest: 99999 },
});

/** The number of a field of a fact; undefined for an empty field, and for one that holds something else. */
export function factNumber({ input }: Pick<FieldSpec, 'input'>, typed: string) {
  const limit = limits[input];
  return limit === undefined || typed.trim() === '' ? undefined : typedNumber(typed, limit);
}

/** Why what was typed in a field is no number; undefined when it is one, or need not be. */
export function factNumberSays(field: Pick<FieldSpec, 'input'>, typed: string): string | undefined {
  const read = factNumber(field, typed);
  return read !== undefined && 'sentence' in read ? read.sentence : undefined;
}
