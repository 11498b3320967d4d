import type { Role } from '@evenkeel/contract';
import type { Uuid } from '@evenkeel/quantities';
import { findClinicHere, insertClinic, insertStaff, lockSetUp } from '@evenkeel/record';
import type { Store } from '@evenkeel/record';
import { randomBytes } from 'node:crypto';
import { Refusal } from '../http/refusal.ts';
import { hashPassword } from './password.ts';

export interface NewPerson {
  readonly login: string;
  readonly name: string;
  readonly password: string;
  readonly roles: readonly Role[];
  readonly licensed?: boolean | undefined;
}
export interface NewClinic {
  readonly clinicName: string;
  readonly timeZone: string;
  readonly jurisdiction: string;
  readonly origin: 'real' | 'synthetic';
  readonly people: readonly NewPerson[];
}

/** Login of the account that files and other systems come in by; nobody can sign in with it. */
export function integratorLogin(clinicId: Uuid): string {
  return `integrator.${clinicId.slice(-12)}`;
}

/**
 * Sets up a clinic and its first people in one transaction.
 * @param options.another true allows a second clinic in the same database (tests, a network of clinics)
 * @returns the ids of the people, in the order given
 * @throws Refusal SET-001 when there is a clinic already, SET-003 when a sign-in name is taken
 */
export async function setUpClinic(
  store: Store,
  clinic: NewClinic,
  options: { readonly another?: boolean } = {},
): Promise<{ readonly clinicId: Uuid; readonly staffIds: readonly Uuid[] }> {
  const clinicId = store.newId();
  const integrator: NewPerson = {
    login: integratorLogin(clinicId),
    name: 'Files and other systems',
    password: randomBytes(32).toString('base64'),
    roles: ['integrator'],
  };
  const hashOf = clinic.origin === 'synthetic' ? onceFor(hashPassword) : hashPassword;
  const people = await Promise.all(
    [...clinic.people, integrator].map(async (person) => ({
      ...person,
      staffId: store.newId(),
      passwordHash: await hashOf(person.password),
    })),
  );
  const first = people[0]?.staffId ?? clinicId;
  const scope = { clinicId, actorId: first, actorRole: 'administrator' };
  await store.inClinic(scope, [{ action: 'setUp', kind: 'none', subject: clinicId }], async (tx) => {
    await lockSetUp(tx);
    if (options.another !== true && (await findClinicHere(tx)) !== undefined) throw new Refusal('SET-001');
    const at = store.now();
    const { clinicName: name, timeZone, jurisdiction, origin } = clinic;
    await insertClinic(tx, { clinicId, name, timeZone, jurisdiction, origin, at });
    for (const { staffId, login, name, roles, licensed = false, passwordHash } of people) {
      const added = await insertStaff(tx, {
        clinicId,
        staffId,
        login,
        name,
        roles,
        licensed,
        passwordHash,
        at,
      });
      if (!added) throw new Refusal('SET-003', { detail: `The sign-in name ${login} is taken.` });
    }
  });
  return { clinicId, staffIds: people.slice(0, -1).map((person) => person.staffId) };
}

/** People of a synthetic clinic share one published password, and hashing is slow on purpose: each password once. */
function onceFor(hash: typeof hashPassword): typeof hashPassword {
  const known = new Map<string, Promise<string>>();
  return (password) => known.getOrInsertComputed(password, hash);
}
