/**
 * How well a number is founded. verified: read in its source. secondary: read in a text that quotes the source.
 * general knowledge: not looked up, a local default until it is. ours: calibrated or derived here.
 */
export type EvidenceMark = 'verified' | 'secondary' | 'general knowledge' | 'ours';

/** A number of a model with what it needs to be believed. `range` is where it may lie, when that is known. */
export interface Parameter {
  readonly value: number;
  readonly unit: string;
  readonly source: string;
  readonly mark: EvidenceMark;
  readonly range?: readonly [number, number];
  readonly note?: string;
}

/** A maker of parameters that share a source and a mark. */
export function from(source: string, mark: EvidenceMark) {
  return (
    value: number,
    unit: string,
    more: { range?: readonly [number, number]; note?: string } = {},
  ): Parameter => Object.freeze({ value, unit, source, mark, ...more });
}
