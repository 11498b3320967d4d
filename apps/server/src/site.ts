import type { Jurisdiction, Policy } from '@evenkeel/protocol';
import type { Store } from '@evenkeel/record';

/** The clinic that a site serves. */
export interface ClinicHere {
  readonly clinicId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly jurisdiction: Jurisdiction;
}

/** What `evenkeel verify` and the audit page answer. */
export interface Verification {
  readonly ok: boolean;
  readonly sessions: number;
  readonly entries: number;
  readonly auditRows: number;
  readonly anchors: number;
  readonly faults: readonly { readonly what: string; readonly id: string; readonly sentence: string }[];
}

/** Where a site's data lie and how they are looked at from outside the record. */
export interface SiteHouse {
  readonly embedded: boolean;
  readonly dataFolder: string;
  readonly anchorFile: string;
  /** Bytes of the site's database. */
  databaseSize(): Promise<number>;
  verify(): Promise<Verification>;
}

/** One door of the house: the clinic's own site (`base` '') or the demo clinic (`base` '/demo'), each with its database. */
export interface Site {
  readonly store: Store;
  readonly demo: boolean;
  readonly base: '' | '/demo';
  readonly policy: Policy;
  readonly version: string;
  readonly startedAt: string;
  readonly house: SiteHouse;
  /** Signs short-lived ceremonies; the same on every server of a site. */
  readonly ceremonyKey: Buffer;
  /** Lets a clinic be set up from another machine; see SET-002. */
  readonly setUpToken?: string;
  /** Opens the demo clinic, making it on first use; absent on the demo itself. */
  readonly openDemo?: () => Promise<void>;
  /** The clinic of this database, or undefined before it was set up. */
  clinic(): Promise<ClinicHere | undefined>;
  /** The clinic of a signed-in person (a database may hold several clinics). */
  clinicOf(clinicId: string): Promise<ClinicHere>;
}
