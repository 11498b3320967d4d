import { plusMinutes } from '@evenkeel/quantities';
import { insertDevice, peopleOfDevice } from '@evenkeel/record';
import type { Context, Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { verifyPassword } from './password.ts';
import { signInAs } from './sign-in-handlers.ts';
import { hashToken, newToken, SIGN_IN_HOURS } from './token.ts';
import { takeTry } from './tries.ts';

/** A chair tablet stays enrolled for a year. */
const DEVICE_DAYS = 365;

async function peopleHere(c: Context) {
  if (c.device === undefined) return [];
  const { clinicId, deviceId } = c.device;
  const since = plusMinutes(c.now, -SIGN_IN_HOURS * 60);
  return c.site.store.inClinic({ clinicId, actorId: deviceId, actorRole: 'none' }, [], (tx) =>
    peopleOfDevice(tx, clinicId, deviceId, since),
  );
}

export const deviceHandlers = {
  enrolDevice: async (c) => {
    const token = newToken();
    const deviceId = c.site.store.newId();
    await c.transact(
      (tx) =>
        insertDevice(tx, {
          clinicId: c.scope.clinicId,
          deviceId,
          name: c.body.name,
          tokenHash: hashToken(token),
          by: c.scope.actorId,
          at: c.now,
        }),
      { subject: deviceId },
    );
    c.setCookie('device', token, plusMinutes(c.now, DEVICE_DAYS * 24 * 60));
    return { deviceId };
  },

  devicePeople: async (c) => {
    const people = await peopleHere(c);
    return {
      ...(c.device === undefined ? {} : { deviceName: c.device.name }),
      people: people.map((person) => ({ staffId: person.staff_id, name: person.name })),
    };
  },

  switchUser: async (c) => {
    if (c.device === undefined) throw new Refusal('AUT-007');
    const { clinicId, deviceId } = c.device;
    const { staffId, pin } = c.body;
    const right = await takeTry(c.site, `pin:${staffId}`, `device:${deviceId}`);
    const person = (await peopleHere(c)).find((one) => one.staff_id === staffId);
    const ok = await verifyPassword(person?.pin_hash, pin);
    if (!ok || person === undefined) {
      throw new Refusal('AUT-003', {
        detail: 'The PIN was not right, or a full sign-in on this device is needed first.',
      });
    }
    await right();
    await signInAs(c, { clinicId, staffId, strength: 'pin', why: 'switched' });
    return { next: 'done' };
  },
} satisfies Partial<Handlers>;
