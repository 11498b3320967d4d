import type { ReferralView } from '@evenkeel/contract';
import {
  insertFactVersions,
  lockReferrals,
  noteReferralDecisions,
  noteTaken,
  referralDecisions,
  takenItems,
  type FactVersion,
  type StoredReferral,
  type StoredReferralDecision,
} from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import type { Ground } from '../patients/ground.ts';
import { factOfItem } from './item-fact.ts';
import { readReferral } from './read-referral.ts';
import { referralView } from './referral-view.ts';

type NewDecision = Pick<StoredReferralDecision, 'itemKey' | 'decision' | 'factId'>;

/**
 * Takes items into the record and declines others, all or nothing. An item that was decided before stays as it was
 * decided; a resource that another file brought for this patient is marked as in the record already.
 * @throws Refusal REF-003 before the referral is joined to a patient, REF-004 naming items that cannot be taken
 */
export async function takeItems(
  ground: Ground,
  stored: StoredReferral,
  keys: { readonly take: readonly string[]; readonly decline: readonly string[] },
): Promise<ReferralView> {
  const { tx, scope, now } = ground;
  const { patientId, referralId } = stored;
  if (patientId === undefined) throw new Refusal('REF-003');
  await lockReferrals(tx, scope, patientId);
  const referral = await readReferral(ground, referralId);
  const items = new Map(referral.items.map((item) => [item.key, item]));
  const decided = new Set(
    ((await referralDecisions(tx, scope, [referralId])).get(referralId) ?? []).map((one) => one.itemKey),
  );
  const taken = new Map(await takenItems(tx, scope, patientId));
  const take = [...new Set(keys.take)].filter((key) => !decided.has(key));
  const decline = [...new Set(keys.decline)].filter((key) => !decided.has(key) && !take.includes(key));

  const fields: { path: string; says: string }[] = [];
  const facts: FactVersion[] = [];
  const decisions: NewDecision[] = [];
  for (const key of take) {
    const item = items.get(key);
    const known = taken.get(key);
    if (item === undefined) {
      fields.push({ path: key, says: 'This item is not in the referral.' });
    } else if (known !== undefined) {
      decisions.push({ itemKey: key, decision: 'alreadyInRecord', factId: known });
    } else {
      const fact = factOfItem(item);
      if ('refused' in fact) {
        fields.push({ path: key, says: `${item.label}: ${fact.refused}` });
      } else {
        const factId = ground.newId();
        const source = { kind: 'referral', reference: `${referralId}/${key}` };
        facts.push({ patientId, factId, version: 1, state: 'current', ...fact, source });
        decisions.push({ itemKey: key, decision: 'taken', factId });
        taken.set(key, factId);
      }
    }
  }
  for (const key of decline) {
    if (items.has(key)) decisions.push({ itemKey: key, decision: 'declined' });
    else fields.push({ path: key, says: 'This item is not in the referral.' });
  }
  if (fields.length > 0) {
    const named = fields.slice(0, 5).map((field) => field.says);
    const more = fields.length > named.length ? [`And ${fields.length - named.length} more.`] : [];
    throw new Refusal('REF-004', { detail: [...named, ...more].join(' '), fields: fields.slice(0, 100) });
  }
  await insertFactVersions(tx, scope, now, facts);
  await noteTaken(
    tx,
    scope,
    patientId,
    decisions.flatMap((one) =>
      one.decision === 'taken' && one.factId !== undefined
        ? [{ itemKey: one.itemKey, factId: one.factId }]
        : [],
    ),
  );
  await noteReferralDecisions(tx, scope, now, referralId, decisions);
  return referralView(ground, stored, false);
}

/** After joining: what other files brought for this patient is marked, so that nobody has to look at it again. */
export async function markAlreadyTaken(ground: Ground, referralId: string, patientId: string): Promise<void> {
  const taken = await takenItems(ground.tx, ground.scope, patientId);
  if (taken.size === 0) return;
  const referral = await readReferral(ground, referralId);
  const decisions = referral.items.flatMap((item): NewDecision[] => {
    const factId = taken.get(item.key);
    return factId === undefined ? [] : [{ itemKey: item.key, decision: 'alreadyInRecord', factId }];
  });
  await noteReferralDecisions(ground.tx, ground.scope, ground.now, referralId, decisions);
}
