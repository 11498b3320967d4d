import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { routes, type Me } from '@evenkeel/contract';
import { makeTestApp, testPassword, type TestApp } from '../testing/app.ts';
import { softwareAuthenticator, type Authenticator, type Flaw } from '../testing/authenticator.ts';

let house: TestApp;
before(async () => {
  house = await makeTestApp();
});
after(async () => {
  await house.close();
});

const origin = 'http://localhost:7300';
interface Begun {
  readonly ceremony: string;
  readonly options: { readonly challenge: string; readonly rp: { readonly id: string } };
}

async function add(ek: string, key: Authenticator, from = origin, flaw?: Flaw) {
  const begun = (await house.call(routes.passkeyOptions, { cookies: { ek }, body: {} })).body as Begun;
  assert.equal(begun.options.rp.id, 'localhost');
  return house.call(routes.addPasskey, {
    cookies: { ek },
    body: { ceremony: begun.ceremony, name: 'Laptop', answer: key.register(begun.options, from, flaw) },
  });
}
const begin = async () => (await house.call(routes.passkeySignInOptions, { body: {} })).body as Begun;
async function prove(
  key: Authenticator,
  what: { readonly rpId?: string; readonly origin?: string; readonly flaw?: Flaw } = {},
) {
  const begun = await begin();
  const answer = key.prove(begun.options, what.rpId ?? 'localhost', what.origin ?? origin, what.flaw);
  return house.call(routes.passkeySignIn, { body: { ceremony: begun.ceremony, answer } });
}
const staffList = (ek: string) => house.call(routes.staffList, { cookies: { ek } });

test('a passkey is a first second factor, and then a whole sign-in; a password alone opens nothing any more', async () => {
  const { login } = house.here.staff.administrator;
  const first = await house.call(routes.signIn, { body: { login, password: testPassword } });
  const ek = first.cookies['ek'] ?? '';
  assert.equal((await staffList(ek)).code, 'AUT-008');
  const key = softwareAuthenticator();
  assert.equal((await add(ek, key)).status, 200);
  assert.equal((await staffList(ek)).status, 200, 'the sign-in is full now');
  const proved = await prove(key);
  assert.deepEqual(proved.body, { next: 'done' });
  const me = (await house.call(routes.me, { cookies: { ek: proved.cookies['ek'] ?? '' } })).body as Me;
  assert.deepEqual([me.passkeys, me.secondFactor, me.strength], [1, true, 'full']);
  const password = await house.call(routes.signIn, { body: { login, password: testPassword } });
  assert.deepEqual([password.code, Object.keys(password.cookies)], ['AUT-009', []]);
});

test('a passkey answer is refused when anything about it is not as it must be', async () => {
  const ek = await house.signIn(house.here, 'nurse');
  const key = softwareAuthenticator();
  assert.equal((await add(ek, key, 'http://elsewhere.example')).code, 'AUT-009');
  assert.equal((await add(ek, key, origin, 'notVerified')).code, 'AUT-009');
  assert.equal((await add(ek, key)).status, 200);
  assert.equal((await add(ek, key)).code, 'AUT-009', 'the same key twice');
  assert.equal((await prove(key)).status, 200);
  const wrong = [
    // First, while the key's counter is still the one that the server knows.
    { flaw: 'sameCounter' },
    { flaw: 'notVerified' },
    { flaw: 'badSignature' },
    { origin: 'http://localhost:7301' },
    { rpId: 'elsewhere.example' },
  ] as const;
  for (const what of wrong) assert.equal((await prove(key, what)).code, 'AUT-009', JSON.stringify(what));
  assert.equal((await prove(softwareAuthenticator())).code, 'AUT-009', 'a key that nobody has');

  const begun = await begin();
  const answer = key.prove(begun.options, 'localhost', origin);
  const send = () => house.call(routes.passkeySignIn, { body: { ceremony: begun.ceremony, answer } });
  assert.equal((await send()).status, 200);
  assert.equal((await send()).code, 'AUT-009', 'an answer is good once');
  const late = await begin();
  house.wait(6);
  const tooLate = { ceremony: late.ceremony, answer: key.prove(late.options, 'localhost', origin) };
  assert.equal((await house.call(routes.passkeySignIn, { body: tooLate })).code, 'AUT-009');
});

test('a reset ends the passkeys of a person, and somebody who may not come in any more cannot come in by one', async () => {
  const ek = await house.signIn(house.there, 'nurse');
  const key = softwareAuthenticator();
  assert.equal((await add(ek, key)).status, 200);
  const admin = await house.signIn(house.there, 'administrator');
  const { staffId } = house.there.staff.nurse;
  const change = (version: number, body: Record<string, unknown>) =>
    house.call(routes.changeStaff, {
      params: { staffId },
      cookies: { ek: admin },
      body: { version, ...body },
    });
  assert.equal((await change(1, { active: false })).status, 200);
  assert.equal((await prove(key)).code, 'AUT-009');
  assert.equal((await change(2, { active: true })).status, 200);
  assert.equal((await prove(key)).status, 200);
  assert.equal((await change(3, { resetSecondFactor: true })).status, 200);
  assert.equal((await prove(key)).code, 'AUT-009');
});
