import { foldSession, missingAtClose } from '@evenkeel/protocol';
import { entriesOfSessions, type StoredSession } from '@evenkeel/record';
import { Refusal } from '../http/refusal.ts';
import type { Ground } from '../patients/ground.ts';
import { contextOfSession } from './session-context.ts';

/**
 * Looks whether a session can be signed now.
 * @throws Refusal SES-005 before it was opened, SES-006 naming what is missing, REC-001 when its head moved on
 */
export async function checkSignable(
  ground: Ground,
  session: StoredSession,
  expectedHead: number,
): Promise<void> {
  if (session.state === 'booked')
    throw new Refusal('SES-005', { detail: 'The session has not been opened yet.' });
  if (session.state === 'cancelled') throw new Refusal('SES-005', { detail: 'The session was cancelled.' });
  const context = await contextOfSession(ground, session);
  const log =
    (await entriesOfSessions(ground.tx, ground.scope, [session.sessionId])).get(session.sessionId) ?? [];
  const state = foldSession(log, context, ground.now);
  const missing = [...missingAtClose(state)];
  if (state.dose === undefined && state.discharge.decided === undefined) {
    const explained = state.timeline.some((item) => item.current && item.entry.type === 'note');
    if (!explained) missing.push('No dose was given; a note has to say why.');
  }
  if (missing.length > 0) {
    throw new Refusal('SES-006', {
      detail: missing.join(' '),
      fields: missing.map((says, index) => ({ path: `missing.${index}`, says })),
    });
  }
  if (session.headSequence !== expectedHead)
    throw new Refusal('REC-001', {
      detail: 'An entry arrived since you opened the page. Read it before you sign.',
    });
}
