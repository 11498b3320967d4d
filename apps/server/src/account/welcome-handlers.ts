import { timingSafeEqual } from 'node:crypto';
import { staffById, staffOf } from '@evenkeel/record';
import type { Context, Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { setUpClinic } from './clinic-set-up.ts';
import { signInAs } from './sign-in-handlers.ts';
import { hashToken } from './token.ts';

/** People of the demo that a visitor can be; the account of files and other systems is not one of them. */
async function demoPeople(c: Context, clinicId: string) {
  const scope = { clinicId, actorId: clinicId, actorRole: 'none' };
  const rows = await c.site.store.inClinic(scope, [], (tx) => staffOf(tx, clinicId));
  return rows
    .filter((row) => row.active && !row.roles.includes('integrator'))
    .map((row) => ({ staffId: row.staff_id, name: row.name, roles: row.roles }));
}

function mayBeSetUpFrom(c: Context): boolean {
  const wanted = c.site.setUpToken;
  if (wanted !== undefined && c.setUpToken !== undefined) {
    return timingSafeEqual(hashToken(wanted), hashToken(c.setUpToken));
  }
  return c.fromThisMachine;
}

export const welcomeHandlers = {
  hello: async (c) => {
    const clinic = await c.site.clinic();
    return {
      state: clinic === undefined ? 'needsSetup' : 'ready',
      demo: c.site.demo,
      ...(clinic === undefined ? {} : { clinicName: clinic.name }),
      version: c.site.version,
      ...(c.site.demo && clinic !== undefined ? { demoPeople: await demoPeople(c, clinic.clinicId) } : {}),
    };
  },

  setUp: async (c) => {
    if (c.site.demo) throw new Refusal('SET-001');
    if (!mayBeSetUpFrom(c)) throw new Refusal('SET-002');
    if ((await c.site.clinic()) !== undefined) throw new Refusal('SET-001');
    const { clinicName, timeZone, jurisdiction, administrator, people } = c.body;
    await setUpClinic(c.site.store, {
      clinicName,
      timeZone,
      jurisdiction,
      origin: 'real',
      people: [{ ...administrator, roles: ['administrator'] }, ...people],
    });
    return { ok: true };
  },

  openDemo: async (c) => {
    if (c.site.openDemo !== undefined) {
      await c.site.openDemo().catch((error: unknown) => {
        c.log('demo.failed', { name: error instanceof Error ? error.name : 'unknown' });
        throw new Refusal('DEM-001');
      });
    }
    return { path: '/demo/' };
  },

  demoSignIn: async (c) => {
    const clinic = await c.site.clinic();
    if (!c.site.demo || clinic === undefined) throw new Refusal('REQ-002');
    const { clinicId } = clinic;
    const { staffId } = c.body;
    const row = await c.site.store.inClinic({ clinicId, actorId: staffId, actorRole: 'none' }, [], (tx) =>
      staffById(tx, clinicId, staffId),
    );
    if (row === undefined || !row.active || row.roles.includes('integrator')) throw new Refusal('AUT-003');
    await signInAs(c, { clinicId, staffId, strength: 'full', why: 'replaced' });
    return { next: 'done' };
  },
} satisfies Partial<Handlers>;
