import { plusMinutes, type Instant } from '@evenkeel/quantities';
import { insertMessage, type StoredContact, type StoredMessage } from '@evenkeel/record';
import type { Ground } from '../patients/ground.ts';
import type { Post } from './post.ts';

type Way = Pick<StoredMessage, 'channel' | 'recipient'>;

/** How a person can be reached: by a way that is set up where there is one, else by the one the person has. */
export function wayTo(
  post: Pick<Post, 'email' | 'text'>,
  who: { readonly email?: string | null | undefined; readonly phone?: string | null | undefined },
): Way {
  const email = who.email ?? '';
  const phone = who.phone ?? '';
  if (email !== '' && (post.email !== undefined || phone === '' || post.text === undefined))
    return { channel: 'email', recipient: email };
  return phone === '' ? { channel: 'none', recipient: '' } : { channel: 'text', recipient: phone };
}

/** The patient's own way of being reached. */
export function wayToPatient(
  post: Pick<Post, 'email' | 'text'>,
  patient: { readonly contacts: readonly StoredContact[] },
): Way {
  const own = patient.contacts.filter(({ kind }) => kind === 'patient');
  return wayTo(post, {
    email: own.find(({ email }) => email !== undefined)?.email,
    phone: own.find(({ phone }) => phone !== undefined)?.phone,
  });
}

/**
 * Queues a message with the transaction that wrote it. One that waits already is not queued twice, and an alert goes
 * before everything else.
 */
export async function queueMessage(
  { tx, scope, post }: Pick<Ground, 'tx' | 'scope' | 'post'>,
  { messageId, purpose }: Pick<StoredMessage, 'messageId' | 'purpose'>,
  startAfter?: string,
): Promise<void> {
  await post.queue()?.send(
    tx,
    'message',
    { clinicId: scope.clinicId, messageId },
    {
      key: messageId,
      urgent: purpose === 'riskAlert',
      ...(startAfter === undefined ? {} : { startAfter }),
    },
  );
}

/** Writes a message into the outbox and queues it, both with the transaction they belong to. */
export async function writeMessage(
  ground: Ground,
  message: Omit<StoredMessage, 'messageId' | 'madeAt' | 'attempts' | 'notBefore' | 'expiresAt'> & {
    readonly notBefore?: Instant;
    readonly expiresAt?: Instant;
  },
): Promise<string> {
  const { tx, scope, now } = ground;
  const messageId = ground.newId();
  const notBefore = message.notBefore ?? now;
  const expiresAt = message.expiresAt ?? plusMinutes(now, 24 * 60);
  await insertMessage(tx, scope, { ...message, messageId, madeAt: now, notBefore, expiresAt });
  await queueMessage(ground, { messageId, purpose: message.purpose }, notBefore);
  return messageId;
}
