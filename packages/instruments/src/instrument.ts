import type { BandSet, Cited, Rule } from './rule.ts';

export type { BandSet, Band, Cited, EvidenceMark, MissingRule, Rule } from './rule.ts';

/** A code of a published code system, such as LOINC, or of our own. */
export interface InstrumentCode {
  readonly system: string;
  readonly code: string;
}

/** One possible answer; `value` is what is stored and, for a scored item, summed. No label where the text may not ship. */
export interface AnswerOption {
  readonly value: number;
  readonly label?: string;
  readonly code?: InstrumentCode;
}

/** An answer that is a number of its own: minutes, hours, millimetres. */
export interface NumberAnswer {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly unit: string;
}

/** One question. Its place in `items` (from 0) is its number in answers, in `missing` and in flags. */
export interface Item {
  readonly id: string;
  /** Absent where the text may not ship: the screen then says which item of the form it is. */
  readonly text?: string;
  /** Empty when `number` is given. */
  readonly options: readonly AnswerOption[];
  readonly number?: NumberAnswer;
  /** False for an item that is shown and kept but never enters the total. */
  readonly scored: boolean;
  readonly code?: InstrumentCode;
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

/** A total, or several subscales together, that ask a person to look. */
export interface TotalFlag {
  /** Every one of these reaches its number; `total` is the total itself. */
  readonly every: readonly { readonly of: string; readonly atLeast: number }[];
  readonly flag: string;
  readonly says: string;
  readonly source: Cited;
  /** Raised when the total cannot be told, where that is a reason to ask. */
  readonly untoldFlag?: string;
  readonly untoldSays?: string;
}

/**
 * A: text may ship. A-own: a scale of few levels, in our own words. A*: unaltered, after the owner's written word. B: the
 * site loads the text. C: structure and score only. own: our own measure, unvalidated.
 */
export type LicenceClass = 'A' | 'A-own' | 'A*' | 'B' | 'C' | 'own';

/** A part of a scale with a number of its own. */
export interface Subscale {
  readonly id: string;
  readonly title: string;
  readonly rule: Rule;
  readonly bands?: BandSet;
}

/** A total from which on, or up to which, a scale is read as positive. */
export interface CutOff extends Cited {
  readonly at: number;
  readonly side: 'atLeast' | 'atMost';
  readonly says: string;
}

/** Answers that follow from others: what is not asked by design is not missing. */
export interface Implied {
  /** All of these were answered so. */
  readonly when: readonly { readonly item: number; readonly equals: number }[];
  readonly items: readonly number[];
  readonly value: number;
}

/** A rating scale. A change to anything a score rests on makes a new `version`. */
export interface Instrument {
  readonly id: string;
  readonly version: string;
  readonly language: string;
  readonly title: string;
  readonly shortTitle: string;
  /** The sentence read before the items; empty where the text may not ship. */
  readonly stem: string;
  readonly items: readonly Item[];
  /** Days the answers look back; 0 is now, absent is not fixed. */
  readonly recallDays?: number;
  readonly rater: 'self' | 'clinician' | 'observer' | 'interview';
  /** `higherIsWorse` decides which way a change is a gain. */
  readonly direction: 'higherIsWorse' | 'higherIsBetter';
  /** How answers become a total; `none` for a scale without one. */
  readonly scoring: Rule;
  readonly scoringVersion: number;
  readonly implied?: readonly Implied[];
  readonly range: { readonly from: number; readonly to: number };
  /** The bands in use: those of `bandSet`. */
  readonly bands: BandSet['bands'];
  readonly bandSource?: Cited;
  /** Other bands in use elsewhere; a clinic may choose. Two sources that disagree are both kept. */
  readonly otherBands?: readonly (BandSet & { readonly id: string })[];
  readonly subscales?: readonly Subscale[];
  readonly cutOffs?: readonly CutOff[];
  /** Items that mean nothing within a day of the last rating: then carried forward from it, and marked. */
  readonly carryForward?: Cited & {
    readonly items: readonly number[];
    readonly timepoints: readonly string[];
  };
  readonly flags: readonly ItemFlag[];
  readonly totalFlags?: readonly TotalFlag[];
  /** The total that counts as remission, with its source: at most, or at least where higher is better. */
  readonly remission?: { readonly atMost: number; readonly citation: string };
  /** Change that means something, in points, with its source. */
  readonly meaningfulChange?: readonly (Cited & { readonly points: number; readonly says: string })[];
  readonly licence: { readonly licenceClass: LicenceClass; readonly terms: string };
  /** Shown with the items, unaltered. */
  readonly attribution: string;
  readonly codes: { readonly panel?: InstrumentCode; readonly total?: InstrumentCode };
  readonly citation: string;
}

/** What stands where an item's text may not: its number on the form that the rater holds. */
export function itemText({ items }: Instrument, place: number): string {
  return items[place]?.text ?? `Item ${place + 1}`;
}

/** What stands on an answer's button. */
export function optionText({ value, label }: AnswerOption): string {
  return label ?? String(value);
}

/** True when this instrument's own text is there, so that a person can answer it alone. */
export function hasText({ items }: Instrument): boolean {
  return items.every(({ text }) => text !== undefined);
}

/** True when a patient can answer it alone: it is a self-report, its text is here, and its answers are choices. */
export function isForPatients(instrument: Instrument): boolean {
  return (
    instrument.rater === 'self' &&
    hasText(instrument) &&
    instrument.items.every(({ options }) => options.length > 0)
  );
}
