import type { Uuid } from '@evenkeel/quantities';
import { endSignIn, findStaffByLogin, passkeysOf, staffById, strengthenSignIn } from '@evenkeel/record';
import type { SignInStrength } from '@evenkeel/record';
import type { Context, Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { verifyPassword } from './password.ts';
import { beginProving, endProving } from './passkey.ts';
import { useCode } from './staff-secret.ts';
import { startSignIn } from './token.ts';
import { takeTry } from './tries.ts';

/** Enrolled devices are places of their own: what is tried elsewhere on the same network does not slow them. */
export function placeOfTry(c: Context): string {
  return c.device === undefined ? c.place : `device:${c.device.deviceId}`;
}

/** Starts a sign-in of a person, ends the one it replaces, and sets the cookie. */
export async function signInAs(
  c: Context,
  who: {
    readonly clinicId: Uuid;
    readonly staffId: Uuid;
    readonly strength: SignInStrength;
    readonly why: 'replaced' | 'switched';
  },
): Promise<void> {
  const { clinicId, staffId, strength, why } = who;
  const deviceId = c.device?.clinicId === clinicId ? c.device.deviceId : undefined;
  const before = c.staff;
  if (before !== undefined && c.scope.clinicId !== clinicId) {
    await c.site.store.inClinic(c.scope, [], (tx) =>
      endSignIn(tx, c.scope.clinicId, before.sessionKey, c.now, why),
    );
  }
  const started = await c.site.store.inClinic(
    { clinicId, actorId: staffId, actorRole: 'none' },
    [{ action: c.route.id, kind: 'none', subject: staffId, detail: { strength } }],
    async (tx) => {
      if (before !== undefined) await endSignIn(tx, clinicId, before.sessionKey, c.now, why);
      return startSignIn(c.site, tx, {
        clinicId,
        staffId,
        strength,
        ...(deviceId === undefined ? {} : { deviceId }),
      });
    },
  );
  c.setCookie('staff', started.token, started.expiresAt);
}

/** A denied try of a known person is in the audit; written beside the answer, so that its time tells nothing. */
function noteDenied(c: Context, clinicId: Uuid, staffId: Uuid): void {
  c.site.store
    .inClinic(
      { clinicId, actorId: staffId, actorRole: 'none' },
      [{ action: c.route.id, kind: 'none', subject: staffId, allowed: false }],
      async () => undefined,
    )
    .catch(() => c.log('audit.missed'));
}

/** Whether a person has a second factor, and which. */
async function factorsOf(c: Context, clinicId: Uuid, staffId: Uuid) {
  return c.site.store.inClinic({ clinicId, actorId: staffId, actorRole: 'none' }, [], async (tx) => {
    const row = await staffById(tx, clinicId, staffId);
    const passkeys = await passkeysOf(tx, clinicId, staffId);
    return { row, codes: row?.totp_confirmed === true, passkeys: passkeys.length };
  });
}

export const signInHandlers = {
  signIn: async (c) => {
    const { login, password } = c.body;
    const right = await takeTry(c.site, `signIn:${login}`, placeOfTry(c));
    const found = await c.site.store.beforeClinic((tx) => findStaffByLogin(tx, login));
    const ok = await verifyPassword(found?.active === true ? found.password_hash : undefined, password);
    if (!ok || found === undefined) {
      if (found !== undefined) noteDenied(c, found.clinic_id, found.staff_id);
      throw new Refusal('AUT-003');
    }
    await right();
    const { clinic_id: clinicId, staff_id: staffId } = found;
    const factors = await factorsOf(c, clinicId, staffId);
    if (c.site.demo) {
      await signInAs(c, { clinicId, staffId, strength: 'full', why: 'replaced' });
      return { next: 'done' };
    }
    if (!factors.codes && factors.passkeys > 0) {
      throw new Refusal('AUT-009', { detail: 'This account signs in with its passkey.' });
    }
    await signInAs(c, { clinicId, staffId, strength: 'password', why: 'replaced' });
    return { next: factors.codes ? 'code' : 'setUpSecondFactor' };
  },

  signInCode: async (c) => {
    if (c.staff === undefined || c.staff.strength !== 'password') throw new Refusal('AUT-001');
    const { clinicId } = c.scope;
    const { staffId, sessionKey } = c.staff;
    const right = await takeTry(c.site, `code:${staffId}`, placeOfTry(c));
    const { row, codes } = await factorsOf(c, clinicId, staffId);
    if (!codes || row === undefined) throw new Refusal('AUT-008');
    try {
      await useCode(c.site, { clinicId, staffId, secret: row.totp_secret, code: c.body.code });
    } catch (error) {
      noteDenied(c, clinicId, staffId);
      throw error;
    }
    await right();
    await c.transact((tx) => strengthenSignIn(tx, clinicId, sessionKey), { subject: staffId });
    return { next: 'done' };
  },

  passkeySignInOptions: beginProving,

  passkeySignIn: async (c) => {
    const who = await endProving(c, c.body);
    await signInAs(c, { ...who, strength: 'full', why: 'replaced' });
    return { next: 'done' };
  },

  signOut: async (c) => {
    if (c.staff !== undefined) {
      const { sessionKey, staffId } = c.staff;
      await c.transact((tx) => endSignIn(tx, c.scope.clinicId, sessionKey, c.now, 'signOut'), {
        subject: staffId,
      });
    }
    c.setCookie('staff', undefined);
    return { ok: true };
  },
} satisfies Partial<Handlers>;
