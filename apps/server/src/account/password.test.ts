import assert from 'node:assert/strict';
import test from 'node:test';
import { hashPassword, verifyPassword } from './password.ts';

test('a password is hashed with argon2id at 19 MiB and two passes, with its own salt', async () => {
  const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  assert.notEqual(one, two);
  assert.equal(await verifyPassword(one, 'correct horse'), true);
  assert.equal(await verifyPassword(one, 'correct horsf'), false);
});

test('a hash made elsewhere is read: the reference argon2 tool gives this one for "password" and "somesalt"', async () => {
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  assert.equal(await verifyPassword(reference, 'password'), true);
});

async function timed(given: string | undefined): Promise<number> {
  const from = process.hrtime.bigint();
  await verifyPassword(given, 'wrong');
  return Number(process.hrtime.bigint() - from);
}

const middle = (times: readonly number[]) => times.toSorted((a, b) => a - b)[3] ?? 0;

test('without a hash, or with a broken one, nothing is right; it takes as long as a wrong password', async () => {
  const hash = await hashPassword('correct horse');
  for (const none of [undefined, null, '', 'plain', hash.slice(0, 40)]) {
    assert.equal(await verifyPassword(none, ''), false);
    assert.equal(await verifyPassword(none, 'plain'), false);
  }
  const known: number[] = [];
  const unknown: number[] = [];
  for (let i = 0; i < 7; i += 1) {
    known.push(await timed(hash));
    unknown.push(await timed(undefined));
  }
  assert.ok(middle(unknown) > middle(known) / 3, 'an unknown name must not answer at once');
});

test('the same letters composed differently are the same password', async () => {
  assert.equal(
    await verifyPassword(await hashPassword('caf\u00e9 caf\u00e9'), 'cafe\u0301 cafe\u0301'),
    true,
  );
});
