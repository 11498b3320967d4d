/** How well a number or a rule is grounded, shown to every reader. */
export type EvidenceMark = 'label' | 'trial' | 'observational' | 'consensus' | 'localDefault';

/** Where a rule or a threshold comes from. */
export interface Source {
  readonly mark: EvidenceMark;
  /** One line a clinician can look up: "US ketamine label, contraindications". */
  readonly citation: string;
  readonly url?: string | undefined;
}

/** Where the programme runs; rules may differ between them. */
export type Jurisdiction = 'US' | 'EU' | 'UK' | 'AU-NZ' | 'CA';

/** All jurisdictions, in the order they are offered. */
export const jurisdictions = Object.freeze([
  'US',
  'EU',
  'UK',
  'AU-NZ',
  'CA',
] as const satisfies readonly Jurisdiction[]);
