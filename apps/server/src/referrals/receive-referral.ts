import { createHash } from 'node:crypto';
import type { ReferralView } from '@evenkeel/contract';
import { defaultStaleness, parseReferral } from '@evenkeel/exchange';
import { joinReferral, keepReferral } from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import { today, type Ground } from '../patients/ground.ts';
import { patientOr404, registerPatient } from '../patients/register-patient.ts';
import { rememberReferral } from './read-referral.ts';
import { referralOr404, referralView } from './referral-view.ts';
import { markAlreadyTaken } from './take-items.ts';

/** Keeps a bundle and lays it out. The same file again changes nothing. @throws Refusal REF-001 when it cannot be read */
export async function receiveReferral(
  ground: Ground,
  input: { readonly fileName?: string | undefined; readonly bundle: string },
): Promise<ReferralView> {
  const parsed = parseReferral(input.bundle, today(ground), defaultStaleness);
  if ('problem' in parsed) {
    const { happened, whatToDo, path } = parsed.problem;
    throw new Refusal('REF-001', {
      detail: `${happened} ${whatToDo}`,
      ...(path === undefined ? {} : { fields: [{ path, says: happened }] }),
    });
  }
  const { referralId, seenBefore } = await keepReferral(ground.tx, ground.scope, ground.now, {
    referralId: ground.newId(),
    fingerprint: createHash('sha256').update(input.bundle, 'utf8').digest(),
    fileName: input.fileName,
    bundle: input.bundle.toWellFormed(),
  });
  rememberReferral(ground, referralId, parsed.referral);
  return referralView(ground, await referralOr404(ground, referralId), seenBefore);
}

type Registration = Parameters<typeof registerPatient>[1];

/**
 * Joins a referral to a patient: a registered one, or one registered with it.
 * @throws Refusal REF-005 when it is joined to somebody else
 */
export async function joinToPatient(
  ground: Ground,
  referralId: string,
  who: { readonly join?: string | undefined; readonly register?: Registration | undefined },
): Promise<string> {
  const stored = await referralOr404(ground, referralId);
  const wanted = who.join ?? who.register?.patientId;
  if (wanted === undefined || (who.join !== undefined && who.register !== undefined))
    throw new Refusal('REQ-001', { detail: 'Send either join or register.' });
  if (stored.patientId !== undefined && stored.patientId !== wanted) throw new Refusal('REF-005');
  if (who.register === undefined) await patientOr404(ground, wanted);
  else await registerPatient(ground, who.register, 'register.demographics.birthDate');
  const joined = await joinReferral(ground.tx, ground.scope, ground.now, referralId, wanted);
  if (joined !== wanted) throw new Refusal('REF-005');
  await markAlreadyTaken(ground, referralId, wanted);
  return wanted;
}
