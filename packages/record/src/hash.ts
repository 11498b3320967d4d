import { hash } from 'node:crypto';
import { canonicalJson, type Json } from '@evenkeel/quantities';
import type { Entry, Recorded } from '@evenkeel/protocol';

/** What a chain starts from. */
export const noHash: string = '0'.repeat(64);

/** SHA-256 over the 32 bytes of the previous hash and the canonical text of a value; both hashes in lower-case hex. */
export function chainHash(previous: string, value: Json): string {
  return hash(
    'sha256',
    Buffer.concat([Buffer.from(previous, 'hex'), Buffer.from(canonicalJson(value))]),
    'hex',
  );
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

/** Characters that PostgreSQL cannot keep or that would come back changed: U+0000 and halves of surrogate pairs. */
const unstorable = /\\u0000|\\ud[89a-f][0-9a-f]{2}/;

/** True when a value comes back from the database exactly as it went in. */
export function isStorable(value: unknown): boolean {
  return !unstorable.test(JSON.stringify(value));
}
