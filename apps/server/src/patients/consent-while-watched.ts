import { impairedConsent } from '@evenkeel/protocol';
import type { CalendarDate } from '@evenkeel/quantities';
import { sessionsOf } from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import { foldSessions } from '../sessions/fold-sessions.ts';
import type { Ground } from './ground.ts';
import type { FactGiven } from './record-fact.ts';

/**
 * Refuses a consent dated on the day of a dose, or later, from the start of that dose until the patient has left: who is
 * impaired cannot consent (H31). Taking a consent back is heard at any time.
 */
export async function checkConsentWhileWatched(
  ground: Ground,
  patientId: string,
  { kind, body }: FactGiven,
): Promise<void> {
  if (kind !== 'consent' || body['withdrawnOn'] !== undefined) return;
  const signedOn = body['signedOn'] as CalendarDate;
  const open = (await sessionsOf(ground.tx, ground.scope, patientId)).filter(({ state }) => state === 'open');
  for (const { state } of await foldSessions(ground, open)) {
    const says = impairedConsent(signedOn, state, ground.clinic.timeZone);
    if (says !== undefined)
      throw new Refusal('REQ-001', { detail: says, fields: [{ path: 'fact.body.signedOn', says }] });
  }
}
