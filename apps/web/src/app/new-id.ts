import { uuidV7 } from '@evenkeel/quantities';

/** A new id, made on this device: the same thing sent twice is one thing. */
export function newId(): string {
  return uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}
