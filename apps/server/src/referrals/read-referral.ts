import { defaultStaleness, parseReferral, type Referral } from '@evenkeel/exchange';
import { referralText } from '@evenkeel/record';
import { today, type Ground } from '../patients/ground.ts';

/** Bundles laid out lately: reading a large one takes a second, looking at its page happens many times. */
const laidOut = new Map<string, Referral>();
const mostLaidOut = 40;

/** Lays a kept referral out as of today. */
export async function readReferral(ground: Ground, referralId: string): Promise<Referral> {
  const known = laidOut.get(keyOf(ground, referralId));
  if (known !== undefined) return known;
  const parsed = parseReferral(
    await referralText(ground.tx, ground.scope, referralId),
    today(ground),
    defaultStaleness,
  );
  // A kept referral was read before it was kept; only a later, stricter reader could refuse it now.
  if ('problem' in parsed) throw new Error(`A kept referral cannot be read: ${parsed.problem.code}`);
  rememberReferral(ground, referralId, parsed.referral);
  return parsed.referral;
}

/** Keeps a referral that was laid out a moment ago, so that it is not laid out again for its page. */
export function rememberReferral(ground: Ground, referralId: string, referral: Referral): void {
  if (laidOut.size >= mostLaidOut) laidOut.delete(laidOut.keys().next().value ?? '');
  laidOut.set(keyOf(ground, referralId), referral);
}

function keyOf(ground: Ground, referralId: string): string {
  return `${ground.scope.clinicId} ${referralId} ${today(ground)}`;
}
