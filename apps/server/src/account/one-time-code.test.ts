import assert from 'node:assert/strict';
import test from 'node:test';
import { base32, codeAddress, codeAt, codeStep, stepOfCode } from './one-time-code.ts';

const secret = Buffer.from('12345678901234567890');

test('one-time codes are those of RFC 6238, appendix B', () => {
  const vectors = [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ] as const;
  for (const [seconds, code] of vectors) assert.equal(codeAt(secret, codeStep(seconds * 1000), 8), code);
});

test('a code is taken one step either way and not two', () => {
  const now = 1_234_567_890_000;
  for (const off of [-2, -1, 0, 1, 2]) {
    const step = codeStep(now) + off;
    assert.equal(
      stepOfCode(secret, codeAt(secret, step), now),
      Math.abs(off) <= 1 ? step : undefined,
      String(off),
    );
  }
});

test('the secret is written as RFC 4648 base 32, whatever its length', () => {
  const vectors = [
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ] as const;
  for (const [text, written] of vectors) assert.equal(base32(Buffer.from(text)), written);
  assert.match(
    codeAddress(secret, 'ana', 'River & Co'),
    /^otpauth:\/\/totp\/Evenkeel%20River%20%26%20Co:ana\?secret=[A-Z2-7]{32}&issuer=/,
  );
});
