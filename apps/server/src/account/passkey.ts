import type { Uuid } from '@evenkeel/quantities';
import { epochMs } from '@evenkeel/quantities';
import { findPasskey, insertPasskey, passkeysOf, setPasskeyCounter } from '@evenkeel/record';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Context } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { beginCeremony, endCeremony } from './ceremony.ts';

/** Ed25519, ES256 and RS256. */
const supportedAlgorithmIDs = [-8, -7, -257];

type Json = Record<string, unknown>;
export interface Begun {
  readonly options: Json;
  readonly ceremony: string;
}

const rpId = (c: Context) => new URL(c.origin).hostname;
const nowMs = (c: Context) => epochMs(c.site.store.now());

/** Options for adding a passkey to the signed-in person. */
export async function beginAdding(
  c: Context,
  person: { readonly staffId: Uuid; readonly login: string; readonly name: string },
): Promise<Begun> {
  const { challenge, token } = beginCeremony(c.site.ceremonyKey, `add:${person.staffId}`, nowMs(c));
  const has = await c.transact((tx) => passkeysOf(tx, c.scope.clinicId, person.staffId));
  const options = await generateRegistrationOptions({
    rpName: 'Evenkeel',
    rpID: rpId(c),
    userID: new Uint8Array(Buffer.from(person.staffId)),
    userName: person.login,
    userDisplayName: person.name,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    attestationType: 'none',
    excludeCredentials: has.map((key) => ({
      id: key.credential_id,
      transports: [...key.transports] as AuthenticatorTransport[],
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs,
  });
  return { options: options as unknown as Json, ceremony: token };
}

/** Verifies and keeps a new passkey. @throws Refusal AUT-009 */
export async function endAdding(
  c: Context,
  staffId: Uuid,
  given: { readonly ceremony: string; readonly name: string; readonly answer: Json },
): Promise<void> {
  const expectedChallenge = endCeremony(c.site.ceremonyKey, `add:${staffId}`, given.ceremony, nowMs(c));
  if (expectedChallenge === undefined) throw new Refusal('AUT-009');
  const verified = await verifyRegistrationResponse({
    response: given.answer as unknown as RegistrationResponseJSON,
    expectedChallenge,
    expectedOrigin: c.origin,
    expectedRPID: rpId(c),
    requireUserVerification: true,
    supportedAlgorithmIDs,
  }).catch(() => undefined);
  if (verified?.verified !== true) throw new Refusal('AUT-009');
  const { credential } = verified.registrationInfo;
  await c.transact(
    async (tx) => {
      const added = await insertPasskey(tx, {
        clinicId: c.scope.clinicId,
        staffId,
        credentialId: credential.id,
        name: given.name,
        publicKey: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: credential.transports ?? [],
        at: c.now,
      });
      if (!added) throw new Refusal('AUT-009');
    },
    { subject: staffId },
  );
}

/** Options for signing in with whichever passkey this browser has. */
export async function beginProving(c: Context): Promise<Begun> {
  const { challenge, token } = beginCeremony(c.site.ceremonyKey, 'prove', nowMs(c));
  const options = await generateAuthenticationOptions({
    rpID: rpId(c),
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    userVerification: 'required',
  });
  return { options: options as unknown as Json, ceremony: token };
}

/** The person who a passkey proves. @throws Refusal AUT-009 */
export async function endProving(
  c: Context,
  given: { readonly ceremony: string; readonly answer: Json },
): Promise<{ readonly clinicId: Uuid; readonly staffId: Uuid }> {
  const expectedChallenge = endCeremony(c.site.ceremonyKey, 'prove', given.ceremony, nowMs(c));
  const id = given.answer['id'];
  if (expectedChallenge === undefined || typeof id !== 'string' || id.length > 1400)
    throw new Refusal('AUT-009');
  const key = await c.site.store.beforeClinic((tx) => findPasskey(tx, id));
  if (key === undefined || !key.active) throw new Refusal('AUT-009');
  const verified = await verifyAuthenticationResponse({
    response: given.answer as unknown as AuthenticationResponseJSON,
    expectedChallenge,
    expectedOrigin: c.origin,
    expectedRPID: rpId(c),
    credential: {
      id,
      publicKey: new Uint8Array(key.public_key),
      counter: key.counter,
      transports: [...key.transports] as AuthenticatorTransport[],
    },
    requireUserVerification: true,
  }).catch(() => undefined);
  if (verified?.verified !== true) throw new Refusal('AUT-009');
  const { clinic_id: clinicId, staff_id: staffId } = key;
  await c.site.store.inClinic({ clinicId, actorId: staffId, actorRole: 'none' }, [], (tx) =>
    setPasskeyCounter(tx, clinicId, id, verified.authenticationInfo.newCounter),
  );
  return { clinicId, staffId };
}
