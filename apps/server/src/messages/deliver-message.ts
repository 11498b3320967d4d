import { createHash } from 'node:crypto';
import {
  findMessage,
  findResponses,
  insertAttempt,
  linkById,
  lockMessage,
  measureChangesOf,
  responsesOfLink,
  type MessageOutcome,
  type StoredMessage,
} from '@evenkeel/record';
import { changeIn } from '../measures/schedule-here.ts';
import type { Ground } from '../patients/ground.ts';
import type { Site } from '../site.ts';
import { linkPlace } from './message-text.ts';
import { linkToken } from './post.ts';
import { sendMail, SendProblem, sendText, type Letter } from './send-mail.ts';

/** Where a message stands: its newest try decides. */
export function messageState(
  message: StoredMessage,
  now: string,
): 'waiting' | 'sent' | 'failed' | 'dead' | 'notConfigured' | 'cancelled' | 'expired' {
  const last = message.attempts.at(-1)?.outcome;
  if (last === 'sent' || last === 'dead' || last === 'cancelled') return last;
  if (message.expiresAt <= now) return 'expired';
  return last === undefined || last === 'queuedAgain' ? 'waiting' : last;
}

/** Why a message to a patient need not go any more, though it was right when it was written. */
async function whyNeedless(
  tx: Ground['tx'],
  scope: Ground['scope'],
  { patientId, linkId, purpose }: StoredMessage,
): Promise<string | undefined> {
  if (patientId === undefined || linkId === undefined || purpose === 'riskAlert') return undefined;
  const change = changeIn((await measureChangesOf(tx, scope, [patientId])).get(patientId));
  if (change.noMessages) return 'This patient is asked in the clinic now.';
  const responses = await findResponses(tx, scope, await responsesOfLink(tx, scope, linkId));
  return responses.length > 0 && responses.every(({ submitted }) => submitted !== undefined)
    ? 'Everything in it was answered before it left.'
    : undefined;
}

/**
 * One try to send one message. Throws after a failure that is worth another try, so that the queue makes it; the last
 * one is written down as given up.
 */
export async function deliverMessage(
  site: Site,
  job: { readonly clinicId: string; readonly messageId: string; readonly isLast: boolean },
): Promise<void> {
  const { store, post, base } = site;
  const scope = { clinicId: job.clinicId, actorId: job.clinicId, actorRole: 'system' };
  const found = await store.inClinic(scope, [], async (tx) => {
    const message = await findMessage(tx, scope, job.messageId);
    const link = message?.linkId === undefined ? undefined : await linkById(tx, scope, message.linkId);
    const needless = message === undefined ? undefined : await whyNeedless(tx, scope, message);
    return { message, link, needless };
  });
  const { message, link, needless } = found;
  if (message === undefined) return;
  const state = messageState(message, store.now());
  if (state === 'sent' || state === 'dead' || state === 'cancelled' || state === 'expired') return;
  const note = (outcome: MessageOutcome, detail: string) =>
    store.inClinic(
      scope,
      [
        {
          action: 'deliverMessage',
          kind: 'write',
          subject: job.messageId,
          detail: { outcome },
          ...(message.patientId === undefined ? {} : { patientId: message.patientId }),
        },
      ],
      async (tx) => {
        await lockMessage(tx, scope, job.messageId);
        await insertAttempt(tx, scope, store.now(), { messageId: job.messageId, outcome, detail });
      },
    );
  if (needless !== undefined) return note('cancelled', needless);
  if (message.channel === 'none') return note('dead', 'There is no address and no number to send it to.');
  const way = message.channel === 'email' ? post.email : post.text;
  if (way === undefined)
    return note(
      'notConfigured',
      message.channel === 'email' ? 'No mail server is set up.' : 'No text service is set up.',
    );
  const address = post.address();
  if (address === undefined) {
    // So it is while the house starts, before it listens: a link to nowhere helps nobody.
    await note(
      job.isLast ? 'dead' : 'failed',
      'The house has no address yet that its link could begin with.',
    );
    if (job.isLast) return;
    throw new SendProblem('There is no address yet.');
  }
  let target = `${address}${base}/`;
  if (message.linkId !== undefined) {
    if (link === undefined || link.endedAt !== undefined || link.expiresAt <= store.now())
      return note('dead', 'The link in it has ended.');
    const token = linkToken(post, message.linkId);
    const isOurs = createHash('sha256').update(token, 'utf8').digest().equals(Buffer.from(link.tokenHash));
    if (!isOurs) return note('dead', 'The key that links are made with was changed; make a new link.');
    target = `${address}${base}/q#${token}`;
  }
  const letter: Letter = {
    id: message.messageId,
    to: message.recipient,
    subject: message.subject,
    body: message.body.replace(linkPlace, () => target),
  };
  try {
    if (message.channel === 'email' && post.email !== undefined) await sendMail(post.email, letter);
    else if (post.text !== undefined) await sendText(post.text, letter);
  } catch (error) {
    const detail = error instanceof SendProblem ? error.message : 'It could not be sent.';
    await note(job.isLast ? 'dead' : 'failed', detail);
    if (job.isLast) return;
    // The queue keeps what is thrown: never the mail server's own words, which may hold an address.
    throw new SendProblem(detail);
  }
  await note('sent', message.channel === 'email' ? 'The mail server took it.' : 'The text service took it.');
}
