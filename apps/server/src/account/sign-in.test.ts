import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { permissionHolders, routes, type Me } from '@evenkeel/contract';
import { epochMs } from '@evenkeel/quantities';
import { makeTestApp, testPassword, type StaffRole, type TestApp } from '../testing/app.ts';
import { codeAt, codeStep } from './one-time-code.ts';

let house: TestApp;
before(async () => {
  house = await makeTestApp();
});
after(async () => {
  await house.close();
});

const unbase32 = (text: string) => {
  let bits = '';
  for (const letter of text)
    bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};
const codeNow = (secret: string) => codeAt(unbase32(secret), codeStep(epochMs(house.now())));
const password = (login: string, secret = testPassword, from = '10.0.0.1') =>
  house.call(routes.signIn, { body: { login, password: secret }, from });
const me = (cookie: string) => house.call(routes.me, { cookies: { ek: cookie } });
const mayWork = async (cookie: string) =>
  (await house.call(routes.staffList, { cookies: { ek: cookie } })).status;

test('a first sign-in sets up a second factor before anything else; the next one asks for it; a code is used once', async () => {
  const { login } = house.here.staff.administrator;
  const first = await password(login);
  assert.deepEqual(first.body, { next: 'setUpSecondFactor' });
  const ek = first.cookies['ek'] ?? '';
  assert.equal((await me(ek)).status, 200);
  assert.equal((await house.call(routes.staffList, { cookies: { ek } })).code, 'AUT-008');
  assert.equal((await house.call(routes.setPin, { cookies: { ek }, body: { pin: '1234' } })).code, 'AUT-008');

  const begun = await house.call(routes.beginCode, { cookies: { ek }, body: {} });
  const { secret, qr } = begun.body as { readonly secret: string; readonly qr: string };
  assert.match(qr, /^data:image\/png;base64,/);
  const wrong = await house.call(routes.confirmCode, { cookies: { ek }, body: { code: '000000' } });
  assert.equal(wrong.code, 'AUT-005');
  const confirmed = await house.call(routes.confirmCode, {
    cookies: { ek },
    body: { code: codeNow(secret) },
  });
  assert.equal(confirmed.status, 200);
  assert.equal(await mayWork(ek), 200);
  assert.equal(((await me(ek)).body as Me).secondFactor, true);

  const second = await password(login);
  assert.deepEqual(second.body, { next: 'code' });
  const half = second.cookies['ek'] ?? '';
  assert.equal(
    (await me(half)).code,
    'AUT-001',
    'a password alone opens nothing once there is a second factor',
  );
  assert.equal((await house.call(routes.beginCode, { cookies: { ek: half }, body: {} })).code, 'AUT-001');
  const replayed = await house.call(routes.signInCode, {
    cookies: { ek: half },
    body: { code: codeNow(secret) },
  });
  assert.equal(replayed.code, 'AUT-005', 'the code of the set-up was used already');
  house.wait(1);
  const done = await house.call(routes.signInCode, {
    cookies: { ek: half },
    body: { code: codeNow(secret) },
  });
  assert.deepEqual(done.body, { next: 'done' });
  assert.equal(await mayWork(half), 200);
});

test('a wrong name and a wrong password are refused with the same words', async () => {
  const { login } = house.here.staff.nurse;
  const known = await password(login, 'not the password', '10.1.0.1');
  const unknown = await password('nobody.at.all', 'not the password', '10.1.0.1');
  assert.equal(known.status, 401);
  assert.deepEqual(known.body, unknown.body);
  assert.deepEqual(Object.keys(known.cookies), []);
});

test('[F15] guessing from one place is slowed there and nowhere else; the right password helps nobody while it waits', async () => {
  const { login } = house.here.staff.therapist;
  const guesses = await Promise.all(
    Array.from({ length: 12 }, () => password(login, 'a wrong guess', '10.2.0.1')),
  );
  const looked = guesses.filter((guess) => guess.code === 'AUT-003').length;
  assert.equal(looked, 5, 'tries at once count one by one');
  assert.equal(guesses.filter((guess) => guess.code === 'AUT-004').length, 7);
  assert.equal((await password(login, testPassword, '10.2.0.1')).code, 'AUT-004');
  assert.equal((await password(login, testPassword, '10.2.0.2')).status, 200, 'another place is not slowed');
  assert.equal((await password(house.here.staff.frontDesk.login, testPassword, '10.2.0.1')).status, 200);
  house.wait(1);
  assert.equal(
    (await password(login, 'a wrong guess', '10.2.0.1')).code,
    'AUT-003',
    'one more after the wait',
  );
  assert.equal((await password(login, testPassword, '10.2.0.1')).code, 'AUT-004', 'and the wait is longer');
  house.wait(16);
  assert.equal((await password(login, testPassword, '10.2.0.1')).status, 200);
});

test('[F14] a sign-in ends at once: on sign-out, on a change by the administrator, on a new password, after 12 hours', async () => {
  const admin = await house.signIn(house.here, 'administrator');
  const change = async (role: StaffRole, body: Record<string, unknown>) => {
    const list = await house.call(routes.staffList, { cookies: { ek: admin } });
    const { staffId } = house.here.staff[role];
    const { people } = list.body as {
      readonly people: readonly { readonly staffId: string; readonly version: number }[];
    };
    const version = people.find((one) => one.staffId === staffId)?.version;
    return house.call(routes.changeStaff, {
      params: { staffId },
      cookies: { ek: admin },
      body: { version, ...body },
    });
  };
  const out = await house.signIn(house.here, 'researcher');
  await house.call(routes.signOut, { cookies: { ek: out }, body: {} });
  assert.equal((await me(out)).code, 'AUT-001');

  const changes: Record<string, unknown>[] = [
    { roles: ['researcher', 'auditor'] },
    { password: 'another good password' },
    { resetSecondFactor: true },
    { licensed: true },
    { active: false },
    { active: true },
  ];
  for (const body of changes) {
    const cookie = await house.signIn(house.here, 'researcher');
    if (body['active'] !== true) assert.equal((await me(cookie)).status, 200);
    assert.equal((await change('researcher', body)).status, 200, JSON.stringify(body));
    assert.equal((await me(cookie)).code, 'AUT-001', JSON.stringify(body));
  }
  assert.equal(
    (
      await house.call(routes.changeStaff, {
        params: { staffId: house.here.staff.researcher.staffId },
        cookies: { ek: admin },
        body: { version: 1, active: false },
      })
    ).code,
    'REC-001',
    'somebody who looked at an older version changes nothing',
  );

  const [one, two] = [await house.signIn(house.here, 'auditor'), await house.signIn(house.here, 'auditor')];
  const changed = await house.call(routes.changePassword, {
    cookies: { ek: one },
    body: { current: testPassword, next: 'a longer password' },
  });
  assert.equal(changed.status, 200);
  assert.equal((await me(one)).status, 200);
  assert.equal((await me(two)).code, 'AUT-001', 'a new password ends the other sign-ins');

  const old = await house.signIn(house.here, 'integrator');
  house.wait(12 * 60 - 1);
  assert.equal((await me(old)).status, 200);
  house.wait(1);
  assert.equal((await me(old)).code, 'AUT-001');
});

test('a clinic keeps its last administrator, also when two changes come at once', async () => {
  const admin = await house.signIn(house.there, 'administrator');
  const { staffId } = house.there.staff.administrator;
  for (const body of [{ roles: ['nurse'] }, { active: false }]) {
    const answer = await house.call(routes.changeStaff, {
      params: { staffId },
      cookies: { ek: admin },
      body: { version: 1, ...body },
    });
    assert.equal(answer.code, 'SET-004');
  }
  const nurse = house.there.staff.nurse.staffId;
  const raised = await house.call(routes.changeStaff, {
    params: { staffId: nurse },
    cookies: { ek: admin },
    body: { version: 1, roles: ['nurse', 'administrator'] },
  });
  assert.equal(raised.status, 200);
  const both = await Promise.all([
    house.call(routes.changeStaff, {
      params: { staffId },
      cookies: { ek: admin },
      body: { version: 1, roles: ['nurse'] },
    }),
    house.call(routes.changeStaff, {
      params: { staffId: nurse },
      cookies: { ek: admin },
      body: { version: 2, roles: ['nurse'] },
    }),
  ]);
  assert.equal(both.filter((answer) => answer.status === 200).length, 1);
});

test('a PIN works on an enrolled device only, after a full sign-in there, for 12 hours, and signs nothing for others', async () => {
  const lead = await house.signIn(house.here, 'medicalLead');
  const enrolled = await house.call(routes.enrolDevice, { cookies: { ek: lead }, body: { name: 'Chair 1' } });
  const { deviceId } = enrolled.body as { readonly deviceId: string };
  const device = enrolled.cookies['ek_device'] ?? '';
  assert.notEqual(device, '');
  const nurse = await house.signIn(house.here, 'nurse', 'full', deviceId);
  assert.equal(
    (await house.call(routes.setPin, { cookies: { ek: nurse }, body: { pin: '2468' } })).status,
    200,
  );
  const { staffId } = house.here.staff.nurse;
  const flip = (pin: string, cookies: Record<string, string>, who = staffId) =>
    house.call(routes.switchUser, { cookies, body: { staffId: who, pin } });

  assert.equal((await flip('2468', {})).code, 'AUT-007');
  assert.equal((await flip('2468', { ek_device: 'x'.repeat(43) })).code, 'AUT-007');
  assert.equal((await flip('1357', { ek_device: device })).code, 'AUT-003');
  assert.equal((await flip('2468', { ek_device: device }, house.there.staff.nurse.staffId)).code, 'AUT-003');
  const switched = await flip('2468', { ek_device: device });
  assert.deepEqual(switched.body, { next: 'done' });
  const ek = switched.cookies['ek'] ?? '';
  const who = (await me(ek)).body as Me;
  assert.equal(who.strength, 'pin');
  assert.equal(
    (
      await house.call(routes.changePassword, {
        cookies: { ek },
        body: { current: testPassword, next: 'a longer password' },
      })
    ).code,
    'AUT-006',
  );
  assert.equal((await house.call(routes.setPin, { cookies: { ek }, body: { pin: '0000' } })).code, 'AUT-006');
  const people = await house.call(routes.devicePeople, { cookies: { ek_device: device } });
  assert.deepEqual(people.body, { deviceName: 'Chair 1', people: [{ staffId, name: 'nurse here' }] });

  for (let i = 0; i < 5; i += 1) await flip('9999', { ek_device: device });
  assert.equal((await flip('2468', { ek_device: device })).code, 'AUT-004', 'guessing a PIN is slowed too');
  house.wait(20);
  assert.equal((await flip('2468', { ek_device: device })).status, 200);
  house.wait(12 * 60);
  assert.equal((await flip('2468', { ek_device: device })).code, 'AUT-003', 'a full sign-in is needed again');
  assert.equal((await house.call(routes.devicePeople, { cookies: {} })).status, 200);
});

test('cookies cannot be read by scripts or sent from other sites, and are secure behind https', async () => {
  const answer = await password(house.here.staff.prescriber.login, testPassword, '10.9.0.1');
  const header = String(answer.raw.headers['set-cookie']);
  assert.match(header, /^ek=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
  assert.doesNotMatch(JSON.stringify(answer.body), /[\w-]{43}/);
});

test('a request from another site is refused whatever it asks', async () => {
  const ek = await house.signIn(house.here, 'administrator');
  const asked = (headers: Record<string, string>) =>
    house.call(routes.signOut, { cookies: { ek }, body: {}, headers });
  for (const headers of [
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { origin: 'http://localhost:7301' },
    { origin: 'https://localhost:7300' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    assert.equal((await asked(headers)).code, 'REQ-005', JSON.stringify(headers));
  }
  assert.equal((await me(ek)).status, 200);
});

test('set-up is once, from this machine only', async () => {
  const body = {
    clinicName: 'Another',
    timeZone: 'Europe/London',
    jurisdiction: 'UK',
    administrator: { login: 'ana', name: 'Ana', password: testPassword },
    people: [],
  };
  assert.equal((await house.call(routes.setUp, { body })).code, 'SET-001');
  for (const what of [
    { from: '10.0.0.5' },
    { headers: { host: 'evil.example', origin: 'http://evil.example' } },
    { headers: { 'x-forwarded-for': '127.0.0.1' } },
  ]) {
    assert.equal((await house.call(routes.setUp, { body, ...what })).code, 'SET-002', JSON.stringify(what));
  }
});

test('sign-ins, refusals and changes of people are in the audit', async () => {
  const ek = await house.signIn(house.here, 'auditor');
  const rows: { readonly action: string; readonly allowed: boolean; readonly subject?: string }[] = [];
  for (let before: string | undefined; ;) {
    const page = await house.call(routes.audit, { cookies: { ek }, query: { before } });
    assert.equal(page.status, 200);
    const body = page.body as { readonly rows: typeof rows; readonly more?: string };
    rows.push(...body.rows);
    before = body.more;
    if (before === undefined) break;
  }
  const nurse = house.here.staff.nurse.staffId;
  assert.ok(rows.some((row) => row.action === 'signIn' && row.allowed));
  assert.ok(rows.some((row) => row.action === 'signIn' && !row.allowed && row.subject === nurse));
  for (const action of [
    'changeStaff',
    'enrolDevice',
    'setPin',
    'switchUser',
    'signOut',
    'confirmCode',
    'changePassword',
  ]) {
    assert.ok(
      rows.some((row) => row.action === action && row.allowed),
      action,
    );
  }
  assert.equal(permissionHolders['audit.read'].length, 1);
});
