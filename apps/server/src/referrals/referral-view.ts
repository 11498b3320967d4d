import type { ReferralView } from '@evenkeel/contract';
import type { Referral } from '@evenkeel/exchange';
import { parseDate } from '@evenkeel/quantities';
import {
  findReferral,
  referralDecisions,
  staffNames,
  type StoredReferral,
  type StoredReferralDecision,
} from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import { today, type Ground } from '../patients/ground.ts';
import { summaryOf } from '../patients/patient-view.ts';
import { findLikelyDuplicates } from '../patients/register-patient.ts';
import { readReferral } from './read-referral.ts';

/** A referral of this clinic. @throws Refusal REF-002 */
export async function referralOr404(ground: Ground, referralId: string): Promise<StoredReferral> {
  const found = await findReferral(ground.tx, ground.scope, referralId);
  if (found === undefined) throw new Refusal('REF-002');
  return found;
}

/** One referral, laid out item by item with what was decided of each. */
export async function referralView(
  ground: Ground,
  stored: StoredReferral,
  seenBefore: boolean,
): Promise<ReferralView> {
  const { tx, scope } = ground;
  const referral = await readReferral(ground, stored.referralId);
  const decisions = (await referralDecisions(tx, scope, [stored.referralId])).get(stored.referralId) ?? [];
  const byKey = new Map(decisions.map((one) => [one.itemKey, one]));
  const names = await staffNames(
    tx,
    scope,
    decisions.map((one) => one.decidedBy),
  );
  const { birthDate } = referral.patient;
  const duplicates =
    stored.patientId !== undefined || birthDate === undefined || parseDate(birthDate) === undefined
      ? []
      : await findLikelyDuplicates(ground, { ...referral.patient, birthDate });
  return {
    referralId: stored.referralId,
    receivedAt: stored.receivedAt,
    ...(stored.fileName === undefined ? {} : { fileName: stored.fileName }),
    seenBefore,
    ...(stored.patientId === undefined ? {} : { patientId: stored.patientId }),
    patient: patientPart(referral),
    likelyDuplicates: duplicates.map((one) => summaryOf(one, today(ground))),
    ...(referral.sender === undefined ? {} : { sender: referral.sender }),
    items: referral.items.map((item) => itemView(item, byKey.get(item.key), names)),
    leftAside: [...referral.leftAside, ...refusedEntries(referral)],
    warnings: [...referral.warnings],
  };
}

function patientPart({ patient }: Referral): ReferralView['patient'] {
  const { family, given, birthDate, sex, phone, email, address, deceased } = patient;
  return {
    family,
    given,
    sex,
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
    ...(address === undefined ? {} : { address }),
    ...(deceased === undefined ? {} : { deceased }),
  };
}

function itemView(
  item: Referral['items'][number],
  decision: StoredReferralDecision | undefined,
  names: ReadonlyMap<string, string>,
): ReferralView['items'][number] {
  return {
    ...item,
    ...(item.code === undefined ? {} : { code: { ...item.code } }),
    ...(decision === undefined
      ? {}
      : {
          decision: {
            decision: decision.decision,
            byName: names.get(decision.decidedBy) ?? 'Unknown person',
            at: decision.decidedAt,
          },
        }),
  };
}

/** Entries of somebody else are counted and explained too. */
function refusedEntries(referral: Referral): ReferralView['leftAside'] {
  const counts = new Map<string, ReferralView['leftAside'][number]>();
  for (const { resourceType, why } of referral.refused) {
    const key = `${resourceType} ${why}`;
    const known = counts.get(key);
    counts.set(key, { resourceType, why, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
