import { permissionHolders, type ReferralView, type Role } from '@evenkeel/contract';
import {
  findStaffByLogin,
  openStore,
  staffById,
  type DatabaseServer,
  type OpenedDatabase,
} from '@evenkeel/record';
import { integratorLogin } from './account/clinic-set-up.ts';
import { Refusal } from './http/refusal.ts';
import { receiveReferral } from './referrals/receive-referral.ts';
import { makeSite } from './site.ts';
import { systemId, systemNow, version } from './system.ts';

/** A file that was not received; the message is a sentence. */
export class ImportProblem extends Error {
  override readonly name = 'ImportProblem';
}

export interface ImportedReferral {
  readonly referral: ReferralView;
}

/**
 * Receives a referral from the command line, through the same work as the page and with its own audit row.
 * @param file.as sign-in name of whoever receives it; the clinic's own account for files when absent
 * @throws ImportProblem when there is no clinic, the name may not receive referrals, or the file cannot be read
 */
export async function importReferral(
  database: OpenedDatabase,
  server: DatabaseServer,
  file: { readonly fileName: string; readonly bundle: string; readonly as?: string },
): Promise<ImportedReferral> {
  const store = await openStore({ ...database, now: systemNow, newId: systemId });
  try {
    const demo = database.name !== 'evenkeel';
    const ceremonyKey = Buffer.alloc(0);
    const site = makeSite(store, database, server, { demo, version, startedAt: systemNow(), ceremonyKey });
    const clinic = await site.clinic();
    if (clinic === undefined)
      throw new ImportProblem('There is no clinic yet. Run evenkeel start and set it up.');
    const { clinicId } = clinic;
    const login = file.as?.toLowerCase() ?? integratorLogin(clinicId);
    const found = await store.beforeClinic((tx) => findStaffByLogin(tx, login));
    const actorId = found?.clinic_id === clinicId && found.active ? found.staff_id : undefined;
    const scope = { clinicId, actorId: actorId ?? clinicId, actorRole: 'integrator' };
    const row =
      actorId === undefined
        ? undefined
        : await store.inClinic(scope, [], (tx) => staffById(tx, clinicId, actorId));
    const holders: readonly Role[] = permissionHolders['referral.receive'];
    const role = row?.roles.find((one) => holders.includes(one as Role));
    if (role === undefined)
      throw new ImportProblem(`${login} may not receive referrals here. Nothing was changed.`);
    const referral = await store.inClinic(
      { ...scope, actorRole: role },
      (view: ReferralView) => [
        { action: 'receiveReferral', kind: 'write' as const, subject: view.referralId },
      ],
      async (tx) =>
        receiveReferral(
          {
            tx,
            scope: { ...scope, actorRole: role },
            now: store.now(),
            newId: () => store.newId(),
            ...(await site.policies.of(tx, scope, clinic)),
            post: site.post,
            clinic,
          },
          { fileName: file.fileName, bundle: file.bundle },
        ),
    );
    return { referral };
  } catch (error) {
    if (error instanceof Refusal) throw new ImportProblem(error.more.detail ?? error.message);
    throw error;
  } finally {
    await store.close();
  }
}
