/** What an item is about; the kinds with a place in the record can be taken over. */
export type ReferralItemKind =
  | 'condition'
  | 'medicine'
  | 'allergy'
  | 'weight'
  | 'height'
  | 'bloodPressure'
  | 'laboratory'
  | 'score'
  | 'observation'
  | 'procedure'
  | 'other';

/** A code as the sender gave it. */
export interface ReferralCode {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

/** One thing a person can look at, and take over when it is takeable. */
export interface ReferralItem {
  /** `resourceType/id`, or the entry's fullUrl, or its place: the same bundle gives the same keys. */
  readonly key: string;
  readonly kind: ReferralItemKind;
  /** The heading under which it is laid out and can be taken together with its neighbours. */
  readonly group: string;
  /** What a person reads; a medicine or condition named more than once carries its date here. */
  readonly label: string;
  /** The label without a date: the text to write into a record. */
  readonly name: string;
  readonly code?: ReferralCode;
  /** A date or an instant as the sender gave it, with its precision. */
  readonly date?: string;
  readonly status: 'active' | 'past' | 'unknown';
  /** Decimal text exactly as in the file, and its UCUM unit (or the sender's word where no UCUM code was sent). */
  readonly quantity?: { readonly value: string; readonly unit: string };
  /** Blood pressure in mm[Hg], digits as in the file. */
  readonly systolic?: string;
  readonly diastolic?: string;
  /** Weight in kg to 0.1 kg. */
  readonly kilograms?: string;
  /** Height in cm to 0.1 cm. */
  readonly centimetres?: string;
  /** True when kilograms or centimetres came from another unit. */
  readonly converted?: boolean;
  readonly age: 'current' | 'stale' | 'undated';
  /** Whole days before `asOf`, counted from the earliest day the date can mean. */
  readonly ageDays?: number;
  /** There is a place for it in the record, and what was sent fits it. */
  readonly takeable: boolean;
  /** Plain sentences: why it cannot be taken over, what was converted, what is not known. */
  readonly note?: string;
  readonly source: { readonly resourceType: string; readonly id: string };
}

/** The person the bundle is about, as the sender describes them. */
export interface ReferralPatient {
  readonly family: string;
  readonly given: string;
  /** `YYYY-MM-DD`, or `YYYY-MM` or `YYYY` when the sender knows no more. */
  readonly birthDate: string | undefined;
  readonly sex: 'female' | 'male' | 'other' | 'unknown';
  readonly phone?: string;
  readonly email?: string;
  readonly address?: string;
  readonly identifiers: readonly { readonly system: string; readonly value: string }[];
  /** The date of death as given, or `date not given`. */
  readonly deceased?: string;
}

/** An entry that is not offered at all because it does not belong to the patient. */
export interface ReferralRefusal {
  readonly key: string;
  readonly resourceType: string;
  readonly why: string;
}

/**
 * A bundle laid out for a person. Every entry is accounted for:
 * items + the counts of leftAside + refused + the one Patient = the number of entries.
 */
export interface Referral {
  readonly patient: ReferralPatient;
  readonly sender?: string;
  readonly items: readonly ReferralItem[];
  readonly leftAside: readonly {
    readonly resourceType: string;
    readonly count: number;
    readonly why: string;
  }[];
  readonly refused: readonly ReferralRefusal[];
  readonly warnings: readonly string[];
}

/** Why a whole file was refused; nothing of it is used. */
export interface ReferralProblem {
  readonly code: string;
  readonly happened: string;
  readonly whatToDo: string;
  readonly path?: string;
}
