import type { EvidenceMark, Source } from '../evidence-mark.ts';
import type { Threshold } from './policy.ts';

/** A source with its mark. */
export function source(mark: EvidenceMark, citation: string): Source {
  return Object.freeze({ mark, citation });
}

/** A value of ours until a source is found; the clinic's medical lead confirms or changes it. */
export const local = (citation: string) => source('localDefault', citation);
/** One number with its unit, its floor and where it comes from. */
export function threshold(
  value: number,
  unit: string,
  floor: number,
  cautious: Threshold['cautious'],
  from: Source,
): Threshold {
  return Object.freeze({ value, unit, floor, cautious, source: from });
}
