import { auditPlaceText, findPatients, parseAuditPlace, searchAudit, staffNames } from '@evenkeel/record';
import type { Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { onGround } from '../patients/ground.ts';

/** Audit rows on one page. */
const pageSize = 100;

/** Who read and wrote what, and the proof of it. */
export const auditHandlers = {
  audit: (c) =>
    onGround(
      c,
      async (ground) => {
        const { tx, scope } = ground;
        const { patientId, actorId } = c.query;
        const before = c.query.before === undefined ? undefined : parseAuditPlace(c.query.before);
        if (c.query.before !== undefined && before === undefined)
          throw new Refusal('REQ-001', {
            fields: [{ path: 'before', says: 'This is not a place in the audit.' }],
          });
        const found = await searchAudit(tx, scope, { patientId, actorId, before, limit: pageSize + 1 });
        const page = found.slice(0, pageSize);
        const names = await staffNames(
          tx,
          scope,
          page.map((row) => row.actorId),
        );
        const ids = [...new Set(page.flatMap((row) => (row.patientId === undefined ? [] : [row.patientId])))];
        const patients = new Map(
          (await findPatients(tx, scope, ids)).map((one) => [one.patientId, `${one.family}, ${one.given}`]),
        );
        const last = page.at(-1);
        return {
          rows: page.map(({ chainId, ...row }) => {
            const patientName = patients.get(row.patientId ?? '');
            return {
              ...row,
              chain: chainId,
              actorName:
                names.get(row.actorId) ?? (row.actorRole === 'patient' ? 'Patient, by link' : 'Not a person'),
              ...(patientName === undefined ? {} : { patientName }),
            };
          }),
          ...(found.length > pageSize && last !== undefined ? { more: auditPlaceText(last) } : {}),
        };
      },
      // Looking at the audit is in the audit.
      {
        kind: 'read',
        ...(c.query.patientId === undefined ? {} : { patientId: c.query.patientId }),
      },
    ),

  verify: async (c) => {
    const { ok, sessions, entries, auditRows, anchors, faults } = await c.site.house.verify(c.scope.clinicId);
    await c.transact(async () => undefined, { detail: { ok, faults: faults.length } });
    return { ok, sessions, entries, auditRows, anchors, faults: faults.map((fault) => ({ ...fault })) };
  },
} satisfies Partial<Handlers>;
