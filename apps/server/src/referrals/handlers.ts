import { listReferrals, referralDecisions } from '@evenkeel/record';
import type { Handlers, Note } from '../http/handler.ts';
import { listed, onGround } from '../patients/ground.ts';
import { readReferral } from './read-referral.ts';
import { joinToPatient, receiveReferral } from './receive-referral.ts';
import { referralOr404, referralView } from './referral-view.ts';
import { takeItems } from './take-items.ts';

/** Referrals shown in the list. */
const mostListed = 100;

function noteOf(view: { readonly referralId: string; readonly patientId?: string | undefined }): Note {
  return { subject: view.referralId, ...(view.patientId === undefined ? {} : { patientId: view.patientId }) };
}

/** Referrals: received, laid out, joined to a patient, taken over. */
export const referralHandlers = {
  receiveReferral: (c) => onGround(c, (ground) => receiveReferral(ground, c.body), noteOf),

  referrals: (c) =>
    onGround(
      c,
      async (ground) => {
        const stored = await listReferrals(ground.tx, ground.scope, mostListed);
        const decisions = await referralDecisions(
          ground.tx,
          ground.scope,
          stored.map((one) => one.referralId),
        );
        const referrals = [];
        for (const one of stored) {
          const { patient, items } = await readReferral(ground, one.referralId);
          const decided = new Set((decisions.get(one.referralId) ?? []).map((decision) => decision.itemKey));
          referrals.push({
            referralId: one.referralId,
            receivedAt: one.receivedAt,
            name: [patient.family, patient.given].filter((part) => part !== '').join(', '),
            ...(patient.birthDate === undefined ? {} : { birthDate: patient.birthDate }),
            ...(one.patientId === undefined ? {} : { patientId: one.patientId }),
            open: items.filter((item) => item.takeable && !decided.has(item.key)).length,
            ...(one.fileName === undefined ? {} : { fileName: one.fileName }),
          });
        }
        return { referrals };
      },
      ({ referrals }) =>
        listed(referrals.flatMap((one) => (one.patientId === undefined ? [] : [one.patientId]))),
    ),

  referral: (c) =>
    onGround(
      c,
      async (ground) => referralView(ground, await referralOr404(ground, c.params.referralId), false),
      noteOf,
    ),

  joinReferral: (c) =>
    onGround(
      c,
      async (ground) => ({ patientId: await joinToPatient(ground, c.params.referralId, c.body) }),
      ({ patientId }) => ({ patientId, subject: c.params.referralId }),
    ),

  takeFromReferral: (c) =>
    onGround(
      c,
      async (ground) => takeItems(ground, await referralOr404(ground, c.params.referralId), c.body),
      (view) => ({
        ...noteOf(view),
        detail: { take: c.body.take.length, decline: c.body.decline.length },
      }),
    ),
} satisfies Partial<Handlers>;
