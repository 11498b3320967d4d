import type { PolicyReevaluationView } from '@evenkeel/contract';
import { endReevaluation, findPatients, findReevaluation, reevaluatedPatients } from '@evenkeel/record';
import type { Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { listed, onGround, type Ground } from '../patients/ground.ts';
import { policyView } from './policy-view.ts';
import { activatePolicy, previewOf, proposePolicy, readProposal, withdrawPolicy } from './propose-policy.ts';

/** Patients on one page. */
const pageSize = 100;

async function reevaluationView(
  ground: Ground,
  after: string | undefined,
): Promise<{ reevaluation?: PolicyReevaluationView }> {
  const { tx, scope } = ground;
  const found = await findReevaluation(tx, scope);
  if (found === undefined) return {};
  const rows = await reevaluatedPatients(tx, scope, found.version, { after, limit: pageSize + 1 });
  const page = rows.slice(0, pageSize);
  const people = new Map(
    (
      await findPatients(
        tx,
        scope,
        page.map((one) => one.patientId),
      )
    ).map((one) => [one.patientId, one]),
  );
  const { lastPatient: _, endedBy: __, ...progress } = found;
  const last = page.at(-1);
  return {
    reevaluation: {
      ...progress,
      patients: page.map((one) => {
        const person = people.get(one.patientId);
        type Patient = PolicyReevaluationView['patients'][number];
        return {
          patientId: one.patientId,
          name: person === undefined ? '' : `${person.family}, ${person.given}`,
          number: person?.number ?? '',
          before: one.before as Patient['before'],
          after: one.after as Patient['after'],
          rules: one.rules as Patient['rules'],
        };
      }),
      ...(rows.length > pageSize && last !== undefined ? { more: last.patientId } : {}),
    },
  };
}

/** The clinic's policy: in force, proposed, put in force, and what it did to the patients. */
export const policyHandlers = {
  policy: (c) => onGround(c, policyView),

  proposePolicy: (c) => {
    c.site.policies.changed(c.scope.clinicId);
    return onGround(
      c,
      async (ground) => ({ version: await proposePolicy(ground, c.body) }),
      ({ version }) => ({
        subject: `policy ${version}`,
        detail: { version, reason: c.body.reason, thresholds: c.body.thresholds },
      }),
    );
  },

  policyProposal: async (c) =>
    previewOf(c, await onGround(c, (ground) => readProposal(ground, c.params.version))),

  withdrawPolicy: (c) =>
    onGround(
      c,
      async (ground) => {
        await withdrawPolicy(ground, c.params.version, c.body.reason);
        return { version: c.params.version };
      },
      { subject: `policy ${c.params.version}`, detail: { version: c.params.version, reason: c.body.reason } },
    ),

  activatePolicy: async (c) => {
    const { version } = c.params;
    // What is in force is read from the database, whatever this server kept.
    c.site.policies.changed(c.scope.clinicId);
    const clinic = await c.site.clinicOf(c.scope.clinicId);
    const { scope, now, site } = c;
    const read = await site.store.inClinic(scope, [], async (tx) =>
      readProposal(
        {
          tx,
          scope,
          now,
          newId: () => site.store.newId(),
          ...(await site.policies.of(tx, scope, clinic)),
          clinic,
          post: site.post,
        },
        version,
      ),
    );
    const preview = await previewOf(c, read);
    await onGround(c, (ground) => activatePolicy(ground, version, preview, c.body.shown), {
      subject: `policy ${version}`,
      detail: {
        version,
        proposedBy: read.stored.proposedBy,
        scenariosChanged: preview.scenarios.changed.length,
      },
    });
    site.policies.changed(scope.clinicId);
    return { version };
  },

  policyReevaluation: (c) =>
    onGround(
      c,
      (ground) => reevaluationView(ground, c.query.after),
      ({ reevaluation }) => listed((reevaluation?.patients ?? []).map((one) => one.patientId)),
    ),

  cancelReevaluation: (c) =>
    onGround(
      c,
      async (ground) => {
        const { tx, scope, now } = ground;
        const { version } = c.body;
        if (!(await endReevaluation(tx, scope, now, version, 'cancelled')))
          throw new Refusal('POL-003', { detail: 'No judging of this version is under way.' });
        return { version };
      },
      { subject: `policy ${c.body.version}`, detail: { version: c.body.version } },
    ),
} satisfies Partial<Handlers>;
