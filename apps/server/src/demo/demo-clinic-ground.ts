import { clinicPolicyOf, type ClinicPolicy } from '@evenkeel/protocol';
import {
  epochMs,
  instantOf,
  randomStream,
  uuidV7,
  type CalendarDate,
  type Instant,
  type Uuid,
} from '@evenkeel/quantities';
import type { AuditNote, Scope, Store } from '@evenkeel/record';
import { setUpClinic } from '../account/clinic-set-up.ts';
import type { Ground } from '../patients/ground.ts';
import type { ClinicHere, Site } from '../site.ts';
import { demoPassword, demoPeople, type DemoPerson } from './demo-people.ts';

/** The demo clinic while it is made: who works there, what it is, and how something is done at a moment of its past. */
export interface DemoClinic {
  readonly seed: string;
  readonly now: Instant;
  /** When the clinic was set up. */
  readonly begun: Instant;
  readonly clinic: ClinicHere;
  readonly policy: ClinicPolicy;
  readonly staff: { readonly [K in DemoPerson]: Uuid };
  readonly deviceId: Uuid;
  /** Makes ids for one subject; the same seed makes the same ids. */
  idsFor(subject: string): (at: Instant) => Uuid;
  scopeOf(person: DemoPerson): Scope;
  /** Does work as a person at a moment, with its audit note, through the same functions as a request. */
  act<T>(
    who: Scope,
    at: Instant,
    note: AuditNote,
    newId: () => Uuid,
    work: (ground: Ground) => Promise<T>,
  ): Promise<T>;
  /** The store with a clock that stands where it is put, or runs through a list of moments. */
  storeAt(...moments: readonly Instant[]): Store;
}

const name = 'Harbour Light Clinic';
const timeZone = 'Europe/London';
const roleOf: { readonly [K in DemoPerson]: string } = Object.fromEntries(
  demoPeople.map((person) => [person.key, person.roles[0] ?? 'none']),
) as { readonly [K in DemoPerson]: string };

/** Sets the demo clinic up half a year ago. */
export async function makeDemoClinic(site: Site, seed: string, now: Instant): Promise<DemoClinic> {
  const { store, post } = site;
  const policy = clinicPolicyOf('UK');
  const idsFor = (subject: string) => {
    const stream = randomStream(seed, subject, 'ids');
    return (at: Instant) => uuidV7(epochMs(at), stream.bytes(10));
  };
  const storeAt = (...moments: readonly Instant[]): Store => {
    let next = 0;
    return store.withClock(() => {
      const at = moments[Math.min(next, moments.length - 1)] ?? now;
      next += 1;
      return at;
    });
  };
  const begun = instantOf(epochMs(now) - 215 * 86_400_000);
  const clinicIds = idsFor('clinic');
  const { clinicId, staffIds } = await setUpClinic(
    { ...storeAt(begun), newId: () => clinicIds(begun) },
    {
      clinicName: name,
      timeZone,
      jurisdiction: 'UK',
      origin: 'synthetic',
      people: demoPeople.map((person) => ({ ...person, roles: [...person.roles], password: demoPassword })),
    },
    // Whether there is a clinic already is the caller's question.
    { another: true },
  );
  const staff = Object.fromEntries(
    demoPeople.map((person, index) => [person.key, staffIds[index] ?? clinicId]),
  ) as DemoClinic['staff'];
  const clinic: ClinicHere = { clinicId, name, timeZone, jurisdiction: 'UK' };
  return {
    seed,
    now,
    begun,
    clinic,
    policy,
    staff,
    deviceId: clinicIds(begun),
    idsFor,
    scopeOf: (person) => ({ clinicId, actorId: staff[person], actorRole: roleOf[person] }),
    act: (who, at, note, newId, work) =>
      storeAt(at).inClinic(who, [note], (tx) =>
        work({ tx, scope: who, now: at, newId, policy, policyAt: async () => policy, clinic, post }),
      ),
    storeAt,
  };
}

/** A moment on a day of the clinic, by UTC clock time: deterministic whatever the zone does. */
export function momentOn(day: CalendarDate, hour: number, minute = 0): Instant {
  return instantOf(Date.parse(`${day}T00:00:00.000Z`) + (hour * 60 + minute) * 60_000);
}
