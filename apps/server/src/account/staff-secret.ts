import { permissionHolders, type Role, type SecondPerson } from '@evenkeel/contract';
import type { Uuid } from '@evenkeel/quantities';
import { epochMs } from '@evenkeel/quantities';
import { findStaffByLogin, staffById, useCodeStep } from '@evenkeel/record';
import type { Context } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Site } from '../site.ts';
import { stepOfCode } from './one-time-code.ts';
import { verifyPassword } from './password.ts';
import { takeTry } from './tries.ts';

/** A person who has just proved who they are, for a signature. */
export interface ProvedStaff {
  readonly staffId: Uuid;
  readonly clinicId: Uuid;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly licensed: boolean;
}

/**
 * Proves the signed-in person once more, for signing: the password, or the PIN when they came by a quick switch.
 * @throws Refusal AUT-003 when it is wrong, AUT-004 after too many tries
 */
export async function verifyOwnSecret(c: Context, secret: string): Promise<ProvedStaff> {
  if (c.staff === undefined) throw new Refusal('AUT-001');
  const pin = c.staff.strength === 'pin';
  return verifyStaffSecret(c.site, {
    clinicId: c.scope.clinicId,
    staffId: c.staff.staffId,
    secret,
    place: c.staff.deviceId === undefined ? c.place : `device:${c.staff.deviceId}`,
    pin,
  });
}

/**
 * Proves a second person at the same screen: name, password and, where one is set up, the one-time code.
 * Somebody of another clinic is refused like a wrong name.
 * @throws Refusal AUT-003, AUT-004, AUT-005
 */
async function verifySecondSigner(c: Context, second: SecondPerson): Promise<ProvedStaff> {
  const login = second.login.toLowerCase();
  const found = await c.site.store.beforeClinic((tx) => findStaffByLogin(tx, login));
  const here = found?.clinic_id === c.scope.clinicId ? found : undefined;
  return about(
    'This is about the second person’s sign-in, not yours.',
    verifyStaffSecret(c.site, {
      clinicId: c.scope.clinicId,
      staffId: here?.staff_id,
      login,
      secret: second.password,
      place: c.place,
      code: second.code ?? '',
    }),
  );
}

/**
 * Proves the second person where an act takes two: another one than the asker, with a role that holds the permission.
 * @throws Refusal AUT-003, AUT-004, AUT-005; `refusal` when it is the same person, or one without the right
 */
export async function verifySecondPerson(
  c: Context,
  second: SecondPerson,
  permission: 'plan.sign' | 'eligibility.override',
  refusal: 'PLN-003' | 'OVR-002' | 'MEA-003',
): Promise<ProvedStaff> {
  const proved = await verifySecondSigner(c, second);
  const holders: readonly Role[] = permissionHolders[permission];
  if (proved.staffId === c.scope.actorId)
    throw new Refusal(refusal, { detail: 'The second person must be another person.' });
  if (!proved.roles.some((role) => holders.includes(role)))
    throw new Refusal(refusal, { detail: 'The second person must be a prescriber or the medical lead.' });
  return proved;
}

/** Two people sign at one screen: a refusal says whose sign-in it is about, never whether an account exists. */
async function about<T>(detail: string, proof: Promise<T>): Promise<T> {
  try {
    return await proof;
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.code, { ...error.more, detail }) : error;
  }
}

/**
 * Proves the signed-in person where a second person signs with them.
 * @throws Refusal AUT-003, AUT-004
 */
export async function verifyOwnBesideSecond(c: Context, secret: string): Promise<ProvedStaff> {
  return about('This is about your own password, not the second person’s.', verifyOwnSecret(c, secret));
}

export interface SecretTry {
  readonly clinicId: Uuid;
  readonly staffId: Uuid | undefined;
  /** Counts tries where the person is not known. */
  readonly login?: string;
  readonly secret: string;
  readonly place: string;
  /** Compare with the PIN instead of the password. */
  readonly pin?: boolean;
  /** Given: the one-time code is checked too when the person has one and this is no demo. */
  readonly code?: string;
}

/** Checks a person's secret, counting tries by person and place. */
export async function verifyStaffSecret(site: Site, tried: SecretTry): Promise<ProvedStaff> {
  const { clinicId, staffId } = tried;
  const subject = `${tried.pin === true ? 'pin' : 'secret'}:${staffId ?? `${clinicId}:${tried.login ?? ''}`}`;
  const right = await takeTry(site, subject, tried.place);
  const scope = { clinicId, actorId: staffId ?? clinicId, actorRole: 'none' };
  const row =
    staffId === undefined
      ? undefined
      : await site.store.inClinic(scope, [], (tx) => staffById(tx, clinicId, staffId));
  const hash = row?.active === true ? (tried.pin === true ? row.pin_hash : row.password_hash) : undefined;
  const ok = await verifyPassword(hash, tried.secret);
  if (!ok || row === undefined) throw new Refusal('AUT-003');
  if (tried.code !== undefined && row.totp_confirmed && !site.demo) {
    await useCode(site, { clinicId, staffId: row.staff_id, secret: row.totp_secret, code: tried.code });
  }
  await right();
  return {
    staffId: row.staff_id,
    clinicId,
    name: row.name,
    roles: row.roles as Role[],
    licensed: row.licensed,
  };
}

/** Checks a one-time code and uses it up. @throws Refusal AUT-005 */
export async function useCode(
  site: Site,
  given: {
    readonly clinicId: Uuid;
    readonly staffId: Uuid;
    readonly secret: Uint8Array | null;
    readonly code: string;
  },
): Promise<void> {
  const { clinicId, staffId, secret, code } = given;
  const step = secret === null ? undefined : stepOfCode(secret, code, epochMs(site.store.now()));
  if (step === undefined) throw new Refusal('AUT-005');
  const fresh = await site.store.inClinic({ clinicId, actorId: staffId, actorRole: 'none' }, [], (tx) =>
    useCodeStep(tx, clinicId, staffId, step),
  );
  if (!fresh) throw new Refusal('AUT-005');
}
