import { createHmac } from 'node:crypto';
import type { JobQueue } from '@evenkeel/record';

/** How messages leave this house, and what a link's secret is made with. */
export interface Post {
  /** Where people reach this house from outside; links in messages begin with it. */
  readonly address: () => string | undefined;
  readonly email?: MailWay;
  readonly text?: TextWay;
  /** The queue of jobs; undefined before it runs, and in tests that do without it. */
  readonly queue: () => JobQueue | undefined;
  readonly linkKey: Buffer;
}

/** A mail server, as `smtp://user:password@host:port` or `smtps://...`. */
export interface MailWay {
  readonly server: string;
  readonly from: string;
}

/** An address that sends text messages for the clinic. */
export interface TextWay {
  readonly url: string;
  /** Signs what is posted, so that the receiver can tell it is from here. */
  readonly secret?: string;
}

/** Queues that the house works on. `retries` is false for those that a clock fills. */
export const queues = Object.freeze([
  { name: 'message', retries: true },
  { name: 'measures', retries: false },
  { name: 'risk', retries: false },
  { name: 'outcomes', retries: false },
  { name: 'reevaluate', retries: true },
] as const);

/**
 * The secret of a link: made from its id with the house's key, so that a message can be written later without keeping
 * the secret anywhere. 256 bits.
 */
export function linkToken(post: Pick<Post, 'linkKey'>, linkId: string): string {
  return createHmac('sha256', post.linkKey).update(`link ${linkId}`).digest('base64url');
}
