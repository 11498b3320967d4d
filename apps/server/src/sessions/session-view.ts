import type { SessionView } from '@evenkeel/contract';
import { policyValues, type RecordedEntry } from '@evenkeel/protocol';
import { entriesOfSessions, signaturesOf, staffNames, type StoredSession } from '@evenkeel/record';
import type { Ground } from '../patients/ground.ts';
import { formFacts } from './monitoring-form.ts';
import { planOf } from './session-context.ts';

/** A session with its whole log, as the chair side reads it. */
export async function sessionView(
  ground: Ground,
  session: StoredSession,
  mayDischarge: boolean,
): Promise<SessionView> {
  const { tx, scope, clinic } = ground;
  const plan = await planOf(ground, session);
  const entries: readonly RecordedEntry[] =
    (await entriesOfSessions(tx, scope, [session.sessionId])).get(session.sessionId) ?? [];
  const signatures = await signaturesOf(tx, scope, session.sessionId);
  const names = await staffNames(tx, scope, [
    ...entries.map((entry) => entry.authorId),
    ...signatures.map((one) => one.signerId),
  ]);
  const start = entries.find((entry) => entry.type === 'doseStart');
  const form = await formFacts(ground, session, plan, start?.clinicalTime);
  return {
    sessionId: session.sessionId,
    patientId: session.patientId,
    number: session.number,
    plannedSessions: Math.max(plan.sessions, session.number),
    day: session.day,
    state: session.state,
    ...(session.chair === undefined ? {} : { chair: session.chair }),
    planned: plan.dose,
    planSentence: plan.sentence,
    policyVersion: session.policyVersion,
    thresholds: policyValues(await ground.policyAt(session.policyVersion)).thresholds,
    timeZone: clinic.timeZone,
    jurisdiction: clinic.jurisdiction,
    headSequence: session.headSequence,
    headHash: session.headHash,
    entries: [...entries],
    signatures: signatures.map((one) => ({
      signerId: one.signerId,
      signerName: names.get(one.signerId) ?? 'Unknown person',
      meaning: one.meaning,
      at: one.at,
      hash: one.hash,
    })),
    people: Object.fromEntries(names),
    mayDischarge,
    ...(form === undefined ? {} : { monitoringForm: form }),
  };
}
