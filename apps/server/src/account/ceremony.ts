import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A passkey ceremony lasts five minutes; its challenge travels in a signed token, so any server of the site can end it. */
const MINUTES = 5;
const used = new Map<string, number>();

export interface Ceremony {
  readonly challenge: string;
  readonly token: string;
}

function sign(key: Buffer, about: string, payload: Buffer): Buffer {
  return createHmac('sha256', key).update(about).update('\0').update(payload).digest().subarray(0, 20);
}

/** Begins a ceremony. `about` ties it to its purpose and person. */
export function beginCeremony(key: Buffer, about: string, nowMs: number): Ceremony {
  const payload = Buffer.alloc(40);
  randomBytes(32).copy(payload);
  payload.writeDoubleBE(nowMs + MINUTES * 60_000, 32);
  const challenge = payload.subarray(0, 32).toString('base64url');
  return {
    challenge,
    token: `${payload.toString('base64url')}.${sign(key, about, payload).toString('base64url')}`,
  };
}

/** The challenge of a ceremony that is still open; each can be ended once. */
export function endCeremony(key: Buffer, about: string, token: string, nowMs: number): string | undefined {
  const [head = '', tail = ''] = token.split('.');
  const payload = Buffer.from(head, 'base64url');
  const mac = Buffer.from(tail, 'base64url');
  if (payload.length !== 40 || mac.length !== 20) return undefined;
  if (`${payload.toString('base64url')}.${mac.toString('base64url')}` !== token) return undefined;
  if (!timingSafeEqual(mac, sign(key, about, payload))) return undefined;
  const until = payload.readDoubleBE(32);
  if (!(until > nowMs)) return undefined;
  const challenge = payload.subarray(0, 32).toString('base64url');
  for (const [old, end] of used) if (end <= nowMs) used.delete(old);
  if (used.has(challenge)) return undefined;
  used.set(challenge, until);
  return challenge;
}
