import { lockSession, openSessionAt, openSessionOf, type StoredSession } from '@evenkeel/record';
import { checkCourseGoesOn } from '../follow-up/course-halt.ts';
import { refusalOf, weighed } from '../care/weighed.ts';
import { Refusal } from '../http/refusal.ts';
import type { Ground } from '../patients/ground.ts';
import { patientOr404 } from '../patients/register-patient.ts';
import { sessionOr404 } from './session-context.ts';

/**
 * Opens a booked session at a chair. Opening it again at the same chair answers the same session.
 * What became unknown since the plan was signed is asked before: the gates of the session are a person's answer and do not reach
 * the rules, so none of them stands in for a hard stop that is not known.
 * @throws Refusal SES-009 while the newest review of the course says hold or stop, SES-008 while a finding stands in the way, SES-005 when it was cancelled, SES-002 when it is signed, SES-003 when the patient or the chair has another one open
 */
export async function openSession(ground: Ground, sessionId: string, chair: string): Promise<StoredSession> {
  const { tx, scope, now } = ground;
  const session = await lockSession(tx, scope, sessionId);
  if (session === undefined) throw new Refusal('SES-001');
  if (session.state === 'cancelled')
    throw new Refusal('SES-005', {
      detail: 'This session was cancelled when a newer plan was signed or the course was stopped.',
    });
  if (session.state === 'signed') throw new Refusal('SES-002');
  if (session.state === 'open') {
    if (session.chair === chair) return session;
    throw new Refusal('SES-003', { detail: `This session is open at ${session.chair ?? 'another chair'}.` });
  }
  const other = await openSessionOf(tx, scope, { patientId: session.patientId, chair });
  if (other !== undefined) {
    throw new Refusal('SES-003', {
      detail:
        other.patientId === session.patientId
          ? `Another session of this patient is open${other.chair === undefined ? '' : ` at ${other.chair}`}.`
          : `${chair} is taken.`,
    });
  }
  await checkCourseGoesOn(ground, session.patientId, 'open');
  const patient = await patientOr404(ground, session.patientId);
  const refused = refusalOf(await weighed(ground, patient), 'session');
  if (refused !== undefined) throw new Refusal('SES-008', { detail: refused });
  await openSessionAt(tx, scope, now, sessionId, chair, ground.policy.version);
  return sessionOr404(ground, sessionId);
}

/** True for an error of the database that says a unique index refused a row: somebody else was a moment earlier. */
export function isUniqueClash(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && (error as { readonly code?: unknown }).code === '23505'
  );
}
