import { createHash, randomInt } from 'node:crypto';
import { isForPatients } from '@evenkeel/instruments';
import { plusMinutes, type Instant } from '@evenkeel/quantities';
import { countWrongTry, findLink, insertLink, lockLink } from '@evenkeel/record';
import { startLinkSession, type SignInToken } from '../account/token.ts';
import { takeTry } from '../account/tries.ts';
import type { Context } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { instrumentsHere } from '../instruments-here.ts';
import { linkToken } from '../messages/post.ts';
import type { Ground } from '../patients/ground.ts';
import { startResponse } from './response-work.ts';

/** How long a link can be opened: the time in which an answer about the last two weeks still says something. */
const linkDays = 7;
/** How long a code for the clinic's tablet counts. Minutes. */
const kioskMinutes = 60;
/** Wrong birth dates that end a link. */
const mostWrongTries = 5;

/** Letters and digits that cannot be taken for one another when they are read out. */
const kioskLetters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const kioskLength = 8;

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

function newCode(): string {
  return Array.from({ length: kioskLength }, () => kioskLetters[randomInt(kioskLetters.length)]).join('');
}

/** A code as it was made, from what a person typed: in capitals, without spaces and dashes. A link's secret is kept. */
function asMade(token: string): string {
  if (token.length >= 20) return token;
  return token.toUpperCase().replaceAll(/[\s-]/g, '');
}

/** What a link is made of. */
export interface NewLink {
  readonly linkId: string;
  readonly patientId: string;
  readonly instruments: readonly string[];
  readonly timepoint: string;
  readonly sessionId?: string | undefined;
  readonly kind: 'personal' | 'kiosk';
  readonly expiresAt?: Instant;
}

/**
 * Makes a link to new questionnaires. Its secret is in the answer and nowhere else; only its hash is kept.
 * @throws Refusal RSP-001 when a scale is not for patients
 */
export async function makeLinkTo(
  ground: Ground,
  input: NewLink,
): Promise<{ token: string; expiresAt: Instant; responseIds: string[] }> {
  const find = await instrumentsHere(ground);
  const instruments = [...new Set(input.instruments)].map((id) => {
    const instrument = find(id);
    if (instrument === undefined)
      throw new Refusal('RSP-001', { detail: 'This scale is not in the library.' });
    if (!isForPatients(instrument))
      throw new Refusal('RSP-001', {
        detail: `${instrument.shortTitle} is not answered by the patient alone: it has a rater, or its text is not here.`,
      });
    return instrument;
  });
  const responseIds: string[] = [];
  for (const instrument of instruments) {
    const responseId = ground.newId();
    await startResponse(ground, {
      responseId,
      patientId: input.patientId,
      instrument: instrument.id,
      timepoint: input.timepoint,
      sessionId: input.sessionId,
      mode: input.kind === 'kiosk' ? 'kiosk' : 'link',
    });
    responseIds.push(responseId);
  }
  const token = input.kind === 'kiosk' ? newCode() : linkToken(ground.post, input.linkId);
  const expiresAt =
    input.expiresAt ?? plusMinutes(ground.now, input.kind === 'kiosk' ? kioskMinutes : linkDays * 24 * 60);
  await insertLink(ground.tx, ground.scope, ground.now, {
    linkId: input.linkId,
    patientId: input.patientId,
    responseIds,
    tokenHash: hashOf(token),
    expiresAt,
    kind: input.kind,
  });
  return { token, expiresAt, responseIds };
}

/** Makes a link for a person to hand over: its address, or the code for the clinic's tablet. */
export async function makeLink(
  ground: Ground,
  base: string,
  input: Omit<NewLink, 'linkId' | 'expiresAt'>,
): Promise<{ path: string; code?: string; expiresAt: Instant; responseIds: string[] }> {
  const { token, expiresAt, responseIds } = await makeLinkTo(ground, { ...input, linkId: ground.newId() });
  // Behind the #, so that it reaches no log on the way, and no mail scanner that follows the address can open it.
  return input.kind === 'kiosk'
    ? { path: `${base}/q#kiosk`, code: token, expiresAt, responseIds }
    : { path: `${base}/q#${token}`, expiresAt, responseIds };
}

/**
 * Opens a link with the birth date and signs its patient in. A wrong token, a wrong date and an ended link are answered
 * alike, so that nothing can be learned by asking. Guessing at short codes is slowed by place. On the phone the sign-in is
 * a cookie; on the clinic's tablet it goes to the open page alone, and is gone with it.
 * @throws Refusal LNK-001, LNK-002 after the fifth wrong date, AUT-004 while a place has to wait
 */
export async function openLink(
  c: Context,
  given: string,
  birthDate: string,
): Promise<{ readonly pass?: string }> {
  const { store } = c.site;
  const token = asMade(given);
  const clear = token.length < 20 ? await takeTry(c.site, 'kiosk', c.place) : undefined;
  const found = await store.beforeClinic((tx) => findLink(tx, hashOf(token)));
  if (found === undefined) throw new Refusal('LNK-001');
  const { clinicId, linkId, patientId } = found;
  const scope = { clinicId, actorId: linkId, actorRole: 'patient' };
  const now = store.now();
  const opened = await store.inClinic(
    scope,
    (outcome: 'wrong' | 'tooMany' | (SignInToken & { readonly kind: NewLink['kind'] })) => [
      {
        action: 'openLink',
        kind: 'read',
        patientId,
        subject: linkId,
        allowed: typeof outcome !== 'string',
      },
    ],
    async (tx) => {
      // Tries wait for one another here, so that many at once are still counted one by one.
      const link = await lockLink(tx, scope, linkId);
      if (link.wrongTries >= mostWrongTries) return 'tooMany' as const;
      if (link.endedAt !== undefined || link.expiresAt <= now) return 'wrong' as const;
      if (found.birthDate === birthDate)
        return { ...(await startLinkSession(c.site, tx, { clinicId, linkId })), kind: link.kind };
      const tries = await countWrongTry(tx, scope, now, linkId, mostWrongTries);
      return tries >= mostWrongTries ? ('tooMany' as const) : ('wrong' as const);
    },
  );
  if (typeof opened === 'string') throw new Refusal(opened === 'tooMany' ? 'LNK-002' : 'LNK-001');
  await clear?.();
  if (opened.kind === 'kiosk') return { pass: opened.token };
  c.setCookie('link', opened.token, opened.expiresAt);
  return {};
}
