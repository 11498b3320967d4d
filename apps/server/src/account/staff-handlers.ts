import type { Role } from '@evenkeel/contract';
import {
  changeStaffRow,
  endPasskeysOf,
  endSignInsOf,
  insertStaff,
  lockStaff,
  staffOf,
  type StaffChange,
} from '@evenkeel/record';
import type { Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { hashPassword } from './password.ts';

type StaffRole = Exclude<Role, 'patient'>;

export const staffHandlers = {
  staffList: async (c) => {
    const rows = await c.transact((tx) => staffOf(tx, c.scope.clinicId));
    return {
      people: rows.map((row) => ({
        staffId: row.staff_id,
        login: row.login,
        name: row.name,
        roles: row.roles as StaffRole[],
        active: row.active,
        version: row.version,
        secondFactor: row.totp_confirmed || row.passkeys > 0,
        licensed: row.licensed,
      })),
    };
  },

  addStaff: async (c) => {
    const { login, name, password, roles, licensed = false } = c.body;
    const staffId = c.site.store.newId();
    const passwordHash = await hashPassword(password);
    await c.transact(
      async (tx) => {
        const { clinicId } = c.scope;
        const person = { clinicId, staffId, login, name, roles, licensed, passwordHash, at: c.now };
        if (!(await insertStaff(tx, person))) throw new Refusal('SET-003');
      },
      { subject: staffId, detail: { roles } },
    );
    return { staffId };
  },

  changeStaff: async (c) => {
    const { staffId } = c.params;
    const { version, roles, active, password, licensed, resetSecondFactor } = c.body;
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    const change: StaffChange = {
      version: version + 1,
      ...(roles === undefined ? {} : { roles }),
      ...(active === undefined ? {} : { active }),
      ...(licensed === undefined ? {} : { licensed }),
      ...(passwordHash === undefined ? {} : { password_hash: passwordHash, pin_hash: null }),
      ...(resetSecondFactor === true
        ? { totp_secret: null, totp_confirmed: false, totp_last_step: 0, pin_hash: null }
        : {}),
    };
    await c.transact(
      async (tx) => {
        const { clinicId } = c.scope;
        const everybody = await lockStaff(tx, clinicId);
        const person = everybody.find((one) => one.staff_id === staffId);
        if (person === undefined) throw new Refusal('REC-002');
        if (person.version !== version) throw new Refusal('REC-001');
        const staysAdministrator = (one: (typeof everybody)[number]) =>
          one.staff_id === staffId
            ? (active ?? one.active) && (roles ?? one.roles).includes('administrator')
            : one.active && one.roles.includes('administrator');
        if (!everybody.some(staysAdministrator)) throw new Refusal('SET-004');
        await changeStaffRow(tx, clinicId, staffId, change);
        if (resetSecondFactor === true) await endPasskeysOf(tx, clinicId, staffId);
        await endSignInsOf(tx, clinicId, staffId, c.now, 'changed');
      },
      {
        subject: staffId,
        detail: {
          changed: Object.keys(c.body).filter((name) => name !== 'version'),
          ...(roles === undefined ? {} : { roles }),
        },
      },
    );
    return { ok: true };
  },
} satisfies Partial<Handlers>;
