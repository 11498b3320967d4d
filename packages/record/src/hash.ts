import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@evenkeel/quantities';
import type { Entry, Recorded } from '@evenkeel/protocol';

/** What a chain starts from. */
export const noHash: Buffer = Buffer.alloc(32);

/** SHA-256 over the previous hash and the canonical text of a value. */
export function chainHash(previous: Uint8Array, value: Json): Buffer {
  return createHash('sha256').update(previous).update(canonicalJson(value)).digest();
}

/** All of an entry that its hash covers. */
export function entryContent(
  clinicId: string,
  entry: Entry,
  recorded: Pick<Recorded, 'sequence' | 'serverTime' | 'amendment'>,
): Json {
  return {
    clinicId,
    sessionId: entry.sessionId,
    id: entry.id,
    type: entry.type,
    clinicalTime: entry.clinicalTime,
    deviceTime: entry.deviceTime,
    deviceId: entry.deviceId,
    deviceSequence: entry.deviceSequence,
    authorId: entry.authorId,
    ...(entry.corrects === undefined ? {} : { corrects: entry.corrects }),
    ...(entry.reason === undefined ? {} : { reason: entry.reason }),
    body: entry.body as unknown as Json,
    sequence: recorded.sequence,
    serverTime: recorded.serverTime,
    amendment: recorded.amendment,
  };
}
