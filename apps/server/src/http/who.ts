import { permissionHolders, type Actor, type Role, type Route } from '@evenkeel/contract';
import { findDevice, passkeysOf, staffById, type Scope } from '@evenkeel/record';
import { hashToken } from '../account/token.ts';
import type { Site } from '../site.ts';
import type { DeviceHere, LinkHere, StaffHere } from './handler.ts';
import { Refusal } from './refusal.ts';
import { findSignInOf } from './sign-in-look-up.ts';

/** Who a request comes from, as the database knows it at this moment. */
export interface Who {
  readonly actor: Actor;
  readonly scope: Scope;
  readonly staff?: StaffHere;
  readonly link?: LinkHere;
}

/** Looks a sign-in up by its token. Nothing is kept between requests, so that an ended sign-in is ended at once. */
export async function whoIs(site: Site, token: string | undefined, route: Route): Promise<Who | undefined> {
  if (token === undefined) return undefined;
  const found = await findSignInOf(site.store, hashToken(token));
  if (found === undefined || found.ended_at !== null || found.expires_at <= site.store.now())
    return undefined;
  const { clinic_id: clinicId, strength } = found;
  if (strength === 'link') {
    if (found.link_id === null || found.patient_id === null || found.response_id === null) return undefined;
    return {
      actor: {
        actorId: found.link_id,
        clinicId,
        roles: ['patient'],
        patientId: found.patient_id,
        strength: 'link',
      },
      scope: { clinicId, actorId: found.link_id, actorRole: 'patient' },
      link: { linkId: found.link_id, patientId: found.patient_id, responseId: found.response_id },
    };
  }
  if (found.staff_id === null || found.active !== true) return undefined;
  const roles = (found.roles ?? []) as readonly Role[];
  const staff: StaffHere = {
    staffId: found.staff_id,
    name: found.name ?? '',
    licensed: found.licensed === true,
    sessionKey: found.session_key,
    strength,
    ...(found.device_id === null ? {} : { deviceId: found.device_id }),
  };
  return {
    actor: { actorId: staff.staffId, clinicId, roles, strength: strength === 'pin' ? 'pin' : 'full' },
    scope: { clinicId, actorId: staff.staffId, actorRole: roleFor(roles, route) },
    staff,
  };
}

/** The role that the audit names: the first that holds the route's permission. */
function roleFor(roles: readonly Role[], route: Route): string {
  const holders: readonly Role[] = permissionHolders[route.permission];
  return roles.find((role) => holders.includes(role)) ?? roles[0] ?? 'none';
}

const firstFactorRoutes: ReadonlySet<string> = new Set([
  'me',
  'beginCode',
  'confirmCode',
  'passkeyOptions',
  'addPasskey',
]);

/**
 * A password alone opens only the set-up of a first second factor; where there is one already it opens nothing.
 * @throws Refusal AUT-001, AUT-008
 */
export async function requireSecondFactor(site: Site, who: Who, route: Route): Promise<void> {
  if (who.staff?.strength !== 'password' || route.permission === 'public') return;
  const { staffId } = who.staff;
  const { clinicId } = who.scope;
  const hasOne = await site.store.inClinic(who.scope, [], async (tx) => {
    const row = await staffById(tx, clinicId, staffId);
    return row?.totp_confirmed === true || (await passkeysOf(tx, clinicId, staffId)).length > 0;
  });
  if (hasOne) throw new Refusal('AUT-001', { detail: 'The second factor is still missing.' });
  if (!firstFactorRoutes.has(route.id)) throw new Refusal('AUT-008');
}

/** The enrolled device of a device cookie. */
export async function deviceOf(site: Site, token: string | undefined): Promise<DeviceHere | undefined> {
  if (token === undefined) return undefined;
  const found = await site.store.beforeClinic((tx) => findDevice(tx, hashToken(token)));
  if (found === undefined || found.ended_at !== null) return undefined;
  return { deviceId: found.device_id, clinicId: found.clinic_id, name: found.name };
}
