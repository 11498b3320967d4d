import { createHash, randomBytes } from 'node:crypto';
import { plusMinutes, type Instant, type Uuid } from '@evenkeel/quantities';
import { insertSignIn, type Database, type SignInStrength } from '@evenkeel/record';
import type { Transaction } from 'kysely';
import type { Site } from '../site.ts';

/** A sign-in lasts a working day. */
export const SIGN_IN_HOURS = 12;

/** What goes into the cookie; only its hash is stored. */
export interface SignInToken {
  readonly token: string;
  readonly sessionKey: Uuid;
  readonly expiresAt: Instant;
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Starts a sign-in inside the transaction of its clinic. */
export async function startSignIn(
  site: Site,
  tx: Transaction<Database>,
  who: {
    readonly clinicId: Uuid;
    readonly strength: SignInStrength;
    readonly staffId?: Uuid;
    readonly linkId?: Uuid;
    readonly deviceId?: Uuid;
  },
  minutes: number = SIGN_IN_HOURS * 60,
): Promise<SignInToken> {
  const token = newToken();
  const at = site.store.now();
  const sessionKey = site.store.newId();
  const expiresAt = plusMinutes(at, minutes);
  await insertSignIn(tx, { ...who, sessionKey, tokenHash: hashToken(token), at, expiresAt });
  return { token, sessionKey, expiresAt };
}

/** How long a patient who opened a link may answer before giving the birth date again. */
const LINK_MINUTES = 120;

/** Starts the sign-in of a patient whose link and birth date were right; put its token into the `link` cookie. */
export async function startLinkSession(
  site: Site,
  tx: Transaction<Database>,
  link: { readonly clinicId: Uuid; readonly linkId: Uuid },
): Promise<SignInToken> {
  return startSignIn(site, tx, { ...link, strength: 'link' }, LINK_MINUTES);
}
