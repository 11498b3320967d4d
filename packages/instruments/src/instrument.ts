/** A code of a published code system, such as LOINC. */
export interface InstrumentCode {
  readonly system: string;
  readonly code: string;
}

/** One possible answer; `value` is what is stored and, for a scored item, summed. */
export interface AnswerOption {
  readonly value: number;
  readonly label: string;
  readonly code?: InstrumentCode;
}

/** One question. Its place in `items` (from 0) is its number in answers, in `missing` and in flags. */
export interface Item {
  readonly id: string;
  readonly text: string;
  readonly options: readonly AnswerOption[];
  /** False for an item that is shown and kept but never enters the total. */
  readonly scored: boolean;
  readonly code?: InstrumentCode;
}

/** What happens to the total when scored items are unanswered. */
export type MissingRule =
  /** Up to `atMost` unanswered: mean of the answered x number of items, rounded half up and marked. */
  | { readonly kind: 'prorate'; readonly atMost: number }
  /** Any unanswered: no total. */
  | { readonly kind: 'complete' };

/** How answers become a total. Another kind of scale adds a kind here and a case in `score.ts`. */
export interface SumRule {
  readonly kind: 'sum';
  readonly missing: MissingRule;
}

/** Totals `from` to `to`, both included. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** An answer that asks a person to look, and what leaving it out asks for: unanswered is never taken for "no". */
export interface ItemFlag {
  readonly item: number;
  readonly atLeast: number;
  readonly flag: string;
  readonly says: string;
  readonly unansweredFlag: string;
  readonly unansweredSays: string;
}

/** A: text may ship. B: the site loads the text. C: structure and score only. */
export type LicenceClass = 'A' | 'B' | 'C';

/** A rating scale. A change to anything a score rests on makes a new `version`. */
export interface Instrument {
  readonly id: string;
  readonly version: string;
  readonly language: string;
  readonly title: string;
  readonly shortTitle: string;
  /** The sentence read before the items. */
  readonly stem: string;
  readonly items: readonly Item[];
  /** Days the answers look back. */
  readonly recallDays: number;
  readonly rater: 'self' | 'clinician';
  /** `higherIsWorse` decides which way a change is a gain. */
  readonly direction: 'higherIsWorse' | 'higherIsBetter';
  readonly scoring: SumRule;
  readonly scoringVersion: number;
  readonly range: { readonly from: number; readonly to: number };
  readonly bands: readonly Band[];
  readonly flags: readonly ItemFlag[];
  /** The highest total that counts as remission, with its source. */
  readonly remission: { readonly atMost: number; readonly citation: string };
  readonly licence: { readonly licenceClass: LicenceClass; readonly terms: string };
  /** Shown with the items, unaltered. */
  readonly attribution: string;
  readonly codes: { readonly panel?: InstrumentCode; readonly total?: InstrumentCode };
  readonly citation: string;
}
