import { z } from 'zod';
import { line, timeZone, uuid } from '../primitives.ts';
import { route } from '../route.ts';
import { jurisdiction, me, role, staff } from '../views.ts';

const login = line(80).refine((text) => /^[\p{L}\p{N}._@+-]+$/u.test(text), 'Use letters, digits and . _ - @ only.').transform((text) => text.toLowerCase());
const password = z.string().min(10, 'A password has at least 10 characters.').max(200);
const code = z.string().regex(/^\d{6}$/, 'The code has six digits.');
const pin = z.string().regex(/^\d{4,8}$/, 'A PIN has 4 to 8 digits.');
const done = z.object({ ok: z.literal(true) });
/** WebAuthn messages are checked by their own library. */
const webauthn = z.record(z.string(), z.unknown());
const newPerson = z.strictObject({ login, name: line(120), password, roles: z.array(role).min(1).max(9), licensed: z.boolean().optional() });
const after = z.object({ next: z.enum(['done', 'code', 'setUpSecondFactor']) });

/** Setting up, signing in and out, one's own account, staff and devices. */
export const accountRoutes = {
  hello: route({ id: 'hello', method: 'GET', path: '/hello', summary: 'What is here: a clinic, or nothing yet', permission: 'public', audit: 'none',
    response: z.object({ state: z.enum(['needsSetup', 'ready']), demo: z.boolean(), clinicName: z.string().optional(), version: z.string(), demoPeople: z.array(z.object({ staffId: z.string(), name: z.string(), roles: z.array(z.string()) })).optional() }) }),
  setUp: route({ id: 'setUp', method: 'POST', path: '/setup', summary: 'Set up the clinic and its first people', permission: 'public', audit: 'none',
    body: z.strictObject({ clinicName: line(120), timeZone, jurisdiction, administrator: z.strictObject({ login, name: line(120), password }), people: z.array(newPerson).max(30) }), response: done }),
  openDemo: route({ id: 'openDemo', method: 'POST', path: '/demo', summary: 'Open the demo clinic, making it on first use', permission: 'public', audit: 'none', body: z.strictObject({}), response: z.object({ path: z.string() }) }),
  demoSignIn: route({ id: 'demoSignIn', method: 'POST', path: '/demo-sign-in', summary: 'Sign in to the demo as one of its people (demo only)', permission: 'public', audit: 'none', body: z.strictObject({ staffId: uuid }), response: after }),
  signIn: route({ id: 'signIn', method: 'POST', path: '/sign-in', summary: 'Name and password', permission: 'public', audit: 'none', body: z.strictObject({ login, password: z.string().min(1).max(200) }), response: after }),
  signInCode: route({ id: 'signInCode', method: 'POST', path: '/sign-in/code', summary: 'The second factor after the password', permission: 'public', audit: 'none', body: z.strictObject({ code }), response: after }),
  passkeySignInOptions: route({ id: 'passkeySignInOptions', method: 'POST', path: '/sign-in/passkey/options', summary: 'Begin a passkey sign-in', permission: 'public', audit: 'none', body: z.strictObject({}), response: z.object({ options: webauthn, ceremony: z.string() }) }),
  passkeySignIn: route({ id: 'passkeySignIn', method: 'POST', path: '/sign-in/passkey', summary: 'Finish a passkey sign-in', permission: 'public', audit: 'none', body: z.strictObject({ ceremony: z.string().max(200), answer: webauthn }), response: after }),
  signOut: route({ id: 'signOut', method: 'POST', path: '/sign-out', summary: 'End this sign-in at once', permission: 'public', audit: 'none', body: z.strictObject({}), response: done }),
  me: route({ id: 'me', method: 'GET', path: '/me', summary: 'Who is signed in', permission: 'signedIn', audit: 'none', response: me }),
  beginCode: route({ id: 'beginCode', method: 'POST', path: '/me/code/begin', summary: 'Begin setting up one-time codes', permission: 'signedIn', audit: 'none', body: z.strictObject({}), response: z.object({ secret: z.string(), address: z.string(), qr: z.string() }) }),
  confirmCode: route({ id: 'confirmCode', method: 'POST', path: '/me/code/confirm', summary: 'Confirm one-time codes with a first code', permission: 'signedIn', audit: 'none', body: z.strictObject({ code }), response: done }),
  passkeyOptions: route({ id: 'passkeyOptions', method: 'POST', path: '/me/passkey/options', summary: 'Begin adding a passkey', permission: 'signedIn', audit: 'none', body: z.strictObject({}), response: z.object({ options: webauthn, ceremony: z.string() }) }),
  addPasskey: route({ id: 'addPasskey', method: 'POST', path: '/me/passkey', summary: 'Finish adding a passkey', permission: 'signedIn', audit: 'none', body: z.strictObject({ ceremony: z.string().max(200), name: line(60), answer: webauthn }), response: done }),
  setPin: route({ id: 'setPin', method: 'POST', path: '/me/pin', summary: 'Set the PIN for enrolled chair tablets', permission: 'signedIn', audit: 'none', body: z.strictObject({ pin }), response: done }),
  changePassword: route({ id: 'changePassword', method: 'POST', path: '/me/password', summary: 'Change the own password', permission: 'signedIn', audit: 'none', body: z.strictObject({ current: z.string().max(200), next: password }), response: done }),
  enrolDevice: route({ id: 'enrolDevice', method: 'POST', path: '/device', summary: 'Enrol this device as a chair tablet', permission: 'device.enrol', audit: 'none', body: z.strictObject({ name: line(60) }), response: z.object({ deviceId: z.string() }) }),
  devicePeople: route({ id: 'devicePeople', method: 'GET', path: '/device/people', summary: 'Who can switch in on this enrolled device', permission: 'public', audit: 'none', response: z.object({ deviceName: z.string().optional(), people: z.array(z.object({ staffId: z.string(), name: z.string() })) }) }),
  switchUser: route({ id: 'switchUser', method: 'POST', path: '/device/switch', summary: 'Switch user with a PIN on an enrolled device', permission: 'public', audit: 'none', body: z.strictObject({ staffId: uuid, pin }), response: after }),
  staffList: route({ id: 'staffList', method: 'GET', path: '/staff', summary: 'People of the clinic', permission: 'staff.manage', audit: 'none', response: z.object({ people: z.array(staff) }) }),
  addStaff: route({ id: 'addStaff', method: 'POST', path: '/staff', summary: 'Add a person', permission: 'staff.manage', audit: 'none', body: newPerson, response: z.object({ staffId: z.string() }) }),
  changeStaff: route({ id: 'changeStaff', method: 'POST', path: '/staff/:staffId', summary: 'Change roles, end or reopen access; ends their sign-ins at once', permission: 'staff.manage', audit: 'none', params: z.strictObject({ staffId: uuid }), body: z.strictObject({ version: z.int(), roles: z.array(role).min(1).max(9).optional(), active: z.boolean().optional(), password: password.optional(), licensed: z.boolean().optional(), resetSecondFactor: z.boolean().optional() }), response: done }),
} as const;
