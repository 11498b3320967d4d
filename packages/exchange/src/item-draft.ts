import type { CalendarDate } from '@evenkeel/quantities';
import type { Reference } from './fhir-datatypes.ts';
import type { ReferralCode, ReferralItem, ReferralItemKind } from './referral.ts';

/** What one resource says, before its age, its owner and its neighbours are considered. */
export interface ItemDraft {
  readonly kind: ReferralItemKind;
  readonly group: string;
  /** undefined when the sender gave neither words nor a code. */
  readonly name: string | undefined;
  readonly code?: ReferralCode | undefined;
  /** The sender's date, not yet read. */
  readonly date?: string | undefined;
  readonly status?: ReferralItem['status'];
  readonly quantity?: ReferralItem['quantity'];
  readonly systolic?: string | undefined;
  readonly diastolic?: string | undefined;
  readonly kilograms?: string | undefined;
  readonly centimetres?: string | undefined;
  readonly converted?: boolean | undefined;
  readonly takeable: boolean;
  readonly notes: readonly string[];
}

/** A resource is either laid out for a person or left aside with a reason. */
export type DraftOrAside = { readonly draft: ItemDraft } | { readonly aside: string };

/** What a reader of one resource may look at beside it. */
export interface EntryContext {
  readonly asOf: CalendarDate;
  /** The resource a reference names: in this file, or contained in `within`. */
  readonly resolve: (reference: Reference | undefined, within: unknown) => unknown;
}

/** Why an entry the sender has withdrawn is not laid out. */
export const enteredInError = 'The sender has marked it as entered in error.';

/** Quotes a sender's words inside a note, cut to a line. */
export function quoted(words: string): string {
  return `“${words.length > 120 ? `${words.slice(0, 120)}…` : words}”`;
}
