import { createHmac } from 'node:crypto';
import type { Jurisdiction } from '@evenkeel/protocol';
import {
  clinicById,
  findClinicHere,
  verifyAll,
  type ClinicFound,
  type DatabaseServer,
  type OpenedDatabase,
  type Store,
  type Verification,
} from '@evenkeel/record';
import { sql } from 'kysely';
import type { Post } from './messages/post.ts';
import { makePolicies, type Policies } from './policy/policies.ts';

/** The clinic that a site serves. */
export interface ClinicHere {
  readonly clinicId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly jurisdiction: Jurisdiction;
}

/** Where a site's data lie and how they are looked at from outside the record. */
export interface SiteHouse {
  readonly embedded: boolean;
  readonly dataFolder: string;
  readonly anchorFile: string;
  /** Bytes of the site's database. */
  databaseSize(): Promise<number>;
  /** Recomputes every chain, of one clinic or of all. */
  verify(clinicId?: string): Promise<Verification>;
}

/** One door of the house: the clinic's own site (`base` '') or the demo clinic (`base` '/demo'), each with its database. */
export interface Site {
  readonly store: Store;
  readonly demo: boolean;
  readonly base: '' | '/demo';
  readonly policies: Policies;
  readonly version: string;
  readonly startedAt: string;
  readonly house: SiteHouse;
  readonly post: Post;
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

/** What a site is told besides its store and database. */
export type SiteOptions = Pick<
  Site,
  'demo' | 'version' | 'startedAt' | 'ceremonyKey' | 'setUpToken' | 'openDemo'
> & { readonly post?: Partial<Omit<Post, 'linkKey'>> };

function clinicHere(found: ClinicFound): ClinicHere {
  return Object.freeze({
    clinicId: found.clinic_id,
    name: found.name,
    timeZone: found.time_zone,
    jurisdiction: found.jurisdiction as Jurisdiction,
  });
}

/** Makes a site over an opened store. A clinic's name and zone do not change in this version, so they are kept. */
export function makeSite(
  store: Store,
  database: OpenedDatabase,
  server: DatabaseServer,
  { post = {}, ...options }: SiteOptions,
): Site {
  let here: ClinicHere | undefined;
  const kept = new Map<string, ClinicHere>();
  return Object.freeze({
    ...options,
    store,
    base: options.demo ? '/demo' : '',
    policies: makePolicies(() => performance.now()),
    post: Object.freeze({
      address: () => undefined,
      queue: () => undefined,
      ...post,
      linkKey: createHmac('sha256', options.ceremonyKey).update('links').digest(),
    }),
    house: Object.freeze({
      embedded: server.embedded,
      dataFolder: server.dataFolder,
      anchorFile: database.anchorFile,
      databaseSize: () =>
        store.beforeClinic(async (tx) => {
          const { rows } = await sql<{
            size: number;
          }>`select pg_database_size(current_database()) as size`.execute(tx);
          return rows[0]?.size ?? 0;
        }),
      // One clinic is read by the application's role, so that row security keeps the others out.
      verify: (clinicId?: string) =>
        verifyAll(clinicId === undefined ? database.owner : database.app, database.anchorFile, clinicId),
    }),
    clinic: async () => {
      if (here !== undefined) return here;
      const found = await store.beforeClinic(findClinicHere);
      here = found === undefined ? undefined : clinicHere(found);
      return here;
    },
    clinicOf: async (clinicId: string) => {
      const known = kept.get(clinicId);
      if (known !== undefined) return known;
      const scope = { clinicId, actorId: clinicId, actorRole: 'none' };
      const found = await store.inClinic(scope, [], (tx) => clinicById(tx, clinicId));
      if (found === undefined) throw new Error('a sign-in names no clinic');
      const clinic = clinicHere(found);
      kept.set(clinicId, clinic);
      return clinic;
    },
  });
}
