import { authorise, type MessageView } from '@evenkeel/contract';
import {
  findMessage,
  findPatients,
  insertAttempt,
  lockMessage,
  messagesOf,
  staffNames,
  type StoredMessage,
} from '@evenkeel/record';
import type { Context, Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { listed, onGround, today, type Ground } from '../patients/ground.ts';
import { summaryOf } from '../patients/patient-view.ts';
import { messageState } from './deliver-message.ts';
import { queueMessage } from './write-message.ts';

const mostShown = 200;

/** Who may know who is a patient. An administrator looks after the post and is not one of them. */
const mayKnowPatients = (c: Pick<Context, 'actor'>): boolean =>
  authorise(c.actor, 'patient.demographics').allowed;

/** An address without the person: enough to see which mail house or network refuses. */
function veiled(recipient: string): string {
  const domain = /@[^@]*$/.exec(recipient)?.[0];
  return recipient === '' ? '' : domain === undefined ? '...' : `...${domain}`;
}

/** Messages for one who may know who is a patient, or without the patient's name and address for one who may not. */
async function views(
  ground: Ground,
  messages: readonly StoredMessage[],
  named: boolean,
): Promise<MessageView[]> {
  const { tx, scope, now } = ground;
  const patients = await findPatients(tx, scope, [
    ...new Set(messages.flatMap(({ patientId }) => patientId ?? [])),
  ]);
  const byId = new Map(patients.map((one) => [one.patientId, one]));
  const names = await staffNames(
    tx,
    scope,
    messages.flatMap(({ staffId }) => staffId ?? []),
  );
  return messages.map((message) => {
    const patient = byId.get(message.patientId ?? '');
    const staffName = names.get(message.staffId ?? '');
    const recipient = named || staffName !== undefined ? message.recipient : veiled(message.recipient);
    return {
      messageId: message.messageId,
      ...(patient === undefined || !named ? {} : { patient: summaryOf(patient, today(ground)) }),
      ...(staffName === undefined ? {} : { staffName }),
      purpose: message.purpose,
      channel: message.channel,
      recipient,
      subject: message.subject,
      body: message.body,
      notBefore: message.notBefore,
      expiresAt: message.expiresAt,
      madeAt: message.madeAt,
      state: messageState(message, now),
      attempts: message.attempts.map((one) => ({
        ...one,
        // A mail house repeats the address it refuses.
        detail: message.recipient === '' ? one.detail : one.detail.replaceAll(message.recipient, recipient),
      })),
    };
  });
}

/** Writes a person's decision about a message down, if it has not left. @throws Refusal MSG-001, MSG-002 */
async function decide(
  ground: Ground,
  messageId: string,
  outcome: 'cancelled' | 'queuedAgain',
): Promise<MessageView> {
  const { tx, scope, now } = ground;
  await lockMessage(tx, scope, messageId);
  const message = await findMessage(tx, scope, messageId);
  if (message === undefined) throw new Refusal('MSG-001');
  const state = messageState(message, now);
  if (state === 'sent' || state === 'cancelled' || state === 'expired') throw new Refusal('MSG-002');
  const detail = outcome === 'cancelled' ? 'Stopped by hand.' : 'Queued again by hand.';
  await insertAttempt(tx, scope, now, { messageId, outcome, detail });
  if (outcome === 'queuedAgain')
    // Quiet hours hold for what is sent by hand as well.
    await queueMessage(ground, message, message.notBefore > now ? message.notBefore : 'now');
  const [view] = await views(
    ground,
    [{ ...message, attempts: [...message.attempts, { outcome, detail, at: now }] }],
    true,
  );
  if (view === undefined) throw new Refusal('MSG-001');
  return view;
}

/** The outbox. */
export const messageHandlers = {
  messages: (c) =>
    onGround(
      c,
      async (ground) => {
        const found = await messagesOf(ground.tx, ground.scope, c.query.which ?? 'all', {
          limit: mostShown,
          now: ground.now,
        });
        const { email, text } = ground.post;
        return {
          messages: await views(ground, found, mayKnowPatients(c)),
          ways: { email: email !== undefined, text: text !== undefined },
          sentence:
            email === undefined && text === undefined
              ? 'Neither a mail server nor a text service is set up: this is what would be sent.'
              : email === undefined
                ? 'Only a text service is set up; what has an address only waits.'
                : text === undefined
                  ? 'Only a mail server is set up; what has a number only waits.'
                  : 'Mail server and text service are set up.',
        };
      },
      ({ messages }) => listed(messages.flatMap(({ patient }) => patient?.patientId ?? [])),
    ),
  sendAgain: (c) =>
    onGround(c, (ground) => decide(ground, c.params.messageId, 'queuedAgain'), {
      subject: c.params.messageId,
    }),
  cancelMessage: (c) =>
    onGround(c, (ground) => decide(ground, c.params.messageId, 'cancelled'), {
      subject: c.params.messageId,
    }),
} satisfies Partial<Handlers>;
