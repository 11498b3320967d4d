import { randomBytes } from 'node:crypto';
import {
  changeStaffRow,
  endSignInsOf,
  passkeysOf,
  staffById,
  strengthenSignIn,
  useCodeStep,
} from '@evenkeel/record';
import { epochMs } from '@evenkeel/quantities';
import QRCode from 'qrcode';
import type { Context, Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { base32, codeAddress, stepOfCode } from './one-time-code.ts';
import { hashPassword } from './password.ts';
import { beginAdding, endAdding } from './passkey.ts';
import { placeOfTry } from './sign-in-handlers.ts';
import { verifyOwnSecret } from './staff-secret.ts';
import { takeTry } from './tries.ts';

/** The own account is changed by a full sign-in only; the first second factor also before there is one. */
function ownStaff(c: Context, alsoFirstFactor = false) {
  if (c.staff === undefined) throw new Refusal('AUT-001');
  if (c.staff.strength === 'pin') throw new Refusal('AUT-006');
  if (c.staff.strength === 'password' && !alsoFirstFactor) throw new Refusal('AUT-008');
  return c.staff;
}

async function ownRow(c: Context, staffId: string) {
  const row = await c.transact((tx) => staffById(tx, c.scope.clinicId, staffId));
  if (row === undefined) throw new Refusal('AUT-001');
  return row;
}

function contactOf({ email, phone }: { readonly email: string | null; readonly phone: string | null }) {
  return { ...(email === null ? {} : { email }), ...(phone === null ? {} : { phone }) };
}

export const ownAccountHandlers = {
  me: async (c) => {
    if (c.staff === undefined) throw new Refusal('AUT-001');
    const { staffId, strength, name } = c.staff;
    const clinic = await c.site.clinicOf(c.scope.clinicId);
    const { row, passkeys } = await c.transact(async (tx) => ({
      row: await staffById(tx, c.scope.clinicId, staffId),
      passkeys: (await passkeysOf(tx, c.scope.clinicId, staffId)).length,
    }));
    return {
      actorId: staffId,
      name,
      roles: [...c.actor.roles],
      strength: strength === 'pin' ? 'pin' : 'full',
      clinicName: clinic.name,
      timeZone: clinic.timeZone,
      jurisdiction: clinic.jurisdiction,
      secondFactor: row?.totp_confirmed === true || passkeys > 0,
      passkeys,
      pin: row !== undefined && row.pin_hash !== null,
      ...(c.device?.clinicId === c.scope.clinicId
        ? { deviceId: c.device.deviceId, deviceName: c.device.name }
        : {}),
      demo: c.site.demo,
    };
  },

  myContact: async (c) => contactOf(await ownRow(c, ownStaff(c).staffId)),
  setContact: async (c) => {
    const { staffId } = ownStaff(c);
    const { email = null, phone = null } = c.body;
    await c.transact((tx) => changeStaffRow(tx, c.scope.clinicId, staffId, { email, phone }), {
      kind: 'write',
      subject: staffId,
    });
    return contactOf({ email, phone });
  },
  beginCode: async (c) => {
    const { staffId } = ownStaff(c, true);
    const row = await ownRow(c, staffId);
    if (row.totp_confirmed) {
      throw new Refusal('REQ-001', {
        detail: 'One-time codes are set up already. An administrator can reset your second factor.',
      });
    }
    const secret = randomBytes(20);
    await c.transact((tx) =>
      changeStaffRow(tx, c.scope.clinicId, staffId, { totp_secret: secret, totp_last_step: 0 }),
    );
    const clinic = await c.site.clinicOf(c.scope.clinicId);
    const address = codeAddress(secret, row.login, clinic.name);
    return { secret: base32(secret), address, qr: await QRCode.toDataURL(address, { margin: 1, scale: 5 }) };
  },

  confirmCode: async (c) => {
    const { staffId, sessionKey } = ownStaff(c, true);
    const { clinicId } = c.scope;
    const right = await takeTry(c.site, `code:${staffId}`, placeOfTry(c));
    await c.transact(
      async (tx) => {
        const row = await staffById(tx, clinicId, staffId);
        if (row === undefined || row.totp_secret === null || row.totp_confirmed) throw new Refusal('AUT-005');
        const step = stepOfCode(row.totp_secret, c.body.code, epochMs(c.now));
        if (step === undefined || !(await useCodeStep(tx, clinicId, staffId, step)))
          throw new Refusal('AUT-005');
        await changeStaffRow(tx, clinicId, staffId, { totp_confirmed: true });
        await strengthenSignIn(tx, clinicId, sessionKey);
      },
      { subject: staffId },
    );
    await right();
    return { ok: true };
  },

  passkeyOptions: async (c) => {
    const { staffId, name } = ownStaff(c, true);
    const { login } = await ownRow(c, staffId);
    return beginAdding(c, { staffId, login, name });
  },

  addPasskey: async (c) => {
    const { staffId, sessionKey } = ownStaff(c, true);
    await endAdding(c, staffId, c.body);
    await c.transact((tx) => strengthenSignIn(tx, c.scope.clinicId, sessionKey));
    return { ok: true };
  },

  setPin: async (c) => {
    const { staffId } = ownStaff(c);
    const pinHash = await hashPassword(c.body.pin);
    await c.transact((tx) => changeStaffRow(tx, c.scope.clinicId, staffId, { pin_hash: pinHash }), {
      subject: staffId,
    });
    return { ok: true };
  },

  changePassword: async (c) => {
    const { staffId, sessionKey } = ownStaff(c);
    await verifyOwnSecret(c, c.body.current);
    const passwordHash = await hashPassword(c.body.next);
    await c.transact(
      async (tx) => {
        await changeStaffRow(tx, c.scope.clinicId, staffId, { password_hash: passwordHash });
        await endSignInsOf(tx, c.scope.clinicId, staffId, c.now, 'passwordChanged', sessionKey);
      },
      { subject: staffId },
    );
    return { ok: true };
  },
} satisfies Partial<Handlers>;
