import { createHmac } from 'node:crypto';

/** One-time codes (RFC 6238, HMAC-SHA-1, 30 s steps) as every authenticator app makes them. */
const STEP_SECONDS = 30;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base 32 (RFC 4648) without padding. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let value = 0;
  let bits = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(value >>> bits) & 31] ?? '';
    }
    value &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + (alphabet[(value << (5 - bits)) & 31] ?? '');
}

/** The step of a moment; codes are used up by step. */
export function codeStep(epochMs: number): number {
  return Math.floor(epochMs / 1000 / STEP_SECONDS);
}

/** The code of a step. */
export function codeAt(secret: Uint8Array, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac[19] ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step a code belongs to, one step either way allowed for a clock that is off; undefined when it fits none. */
export function stepOfCode(secret: Uint8Array, code: string, epochMs: number): number | undefined {
  const now = codeStep(epochMs);
  return [now, now - 1, now + 1].find((step) => step >= 0 && codeAt(secret, step) === code);
}

/** The address that an authenticator app reads from the picture. */
export function codeAddress(secret: Uint8Array, login: string, clinicName: string): string {
  const issuer = encodeURIComponent(`Evenkeel ${clinicName}`);
  return `otpauth://totp/${issuer}:${encodeURIComponent(login)}?secret=${base32(secret)}&issuer=${issuer}`;
}
