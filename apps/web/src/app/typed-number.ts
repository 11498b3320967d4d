import { readNumber } from '@evenkeel/protocol';
import { approximate, compare, decimal } from '@evenkeel/quantities';
import { words } from '../words/en.ts';

/** What a number field may hold. */
export interface NumberLimits {
  readonly whole?: boolean;
  readonly lowest?: number;
  readonly highest: number;
}

/** A typed number as it is sent, or the sentence that says why it is none. Nothing is ever read as another number. */
export function typedNumber(
  text: string,
  { whole = false, lowest = 0, highest }: NumberLimits,
): { readonly value: number } | { readonly sentence: string } {
  const typed = text.trim();
  // A scale may go below zero; elsewhere a sign is refused by the reader.
  const isBelow = lowest < 0 && /^-\d/.test(typed);
  const read = readNumber(isBelow ? typed.slice(1) : typed);
  if ('sentence' in read) return read;
  if (whole && read.number.includes('.')) return { sentence: words.typed.whole };
  const inside = isBelow
    ? compare(read.number, decimal(String(-lowest))) <= 0
    : compare(read.number, decimal(String(highest))) <= 0 &&
      (lowest < 0 || compare(read.number, decimal(String(lowest))) >= 0);
  return inside
    ? { value: (isBelow ? -1 : 1) * approximate(read.number) }
    : { sentence: words.typed.between(lowest, highest) };
}
