import { createHash, randomBytes } from 'node:crypto';
import { isForPatients } from '@evenkeel/instruments';
import { plusMinutes, type Instant } from '@evenkeel/quantities';
import { countWrongTry, findLink, insertLink, lockLink } from '@evenkeel/record';
import { startLinkSession, type SignInToken } from '../account/token.ts';
import type { Context } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Ground } from '../patients/ground.ts';
import { instrumentOr404, startResponse, type NewResponse } from './response-work.ts';

/** How long a link can be opened: the time in which an answer about the last two weeks still says something. */
const linkDays = 7;
/** Wrong birth dates that end a link. */
const mostWrongTries = 5;

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

/** Makes a link to one new questionnaire. The token is in the answer and nowhere else; only its hash is kept. @throws Refusal RSP-001 */
export async function makeLink(
  ground: Ground,
  base: string,
  input: Omit<NewResponse, 'responseId' | 'mode'>,
): Promise<{ path: string; expiresAt: Instant; responseId: string }> {
  const instrument = instrumentOr404(input.instrument);
  if (!isForPatients(instrument))
    throw new Refusal('RSP-001', {
      detail: 'This scale is not answered by the patient alone: it has a rater, or its text is not here.',
    });
  const responseId = ground.newId();
  await startResponse(ground, { ...input, responseId, mode: 'link' });
  const token = randomBytes(32).toString('base64url');
  const expiresAt = plusMinutes(ground.now, linkDays * 24 * 60);
  await insertLink(ground.tx, ground.scope, ground.now, {
    linkId: ground.newId(),
    patientId: input.patientId,
    responseId,
    tokenHash: hashOf(token),
    expiresAt,
  });
  // Behind the #, so that it reaches no log on the way, and no mail scanner that follows the address can open it.
  return { path: `${base}/q#${token}`, expiresAt, responseId };
}

/**
 * Opens a link with the birth date and signs its patient in. A wrong token, a wrong date and an ended link are answered
 * alike, so that nothing can be learned by asking.
 * @throws Refusal LNK-001, and LNK-002 after the fifth wrong date
 */
export async function openLink(c: Context, token: string, birthDate: string): Promise<void> {
  const { store } = c.site;
  const found = await store.beforeClinic((tx) => findLink(tx, hashOf(token)));
  if (found === undefined) throw new Refusal('LNK-001');
  const { clinicId, linkId, patientId } = found;
  const scope = { clinicId, actorId: linkId, actorRole: 'patient' };
  const now = store.now();
  const opened = await store.inClinic(
    scope,
    (outcome: 'wrong' | 'tooMany' | SignInToken) => [
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
      if (found.birthDate === birthDate) return startLinkSession(c.site, tx, { clinicId, linkId });
      const tries = await countWrongTry(tx, scope, now, linkId, mostWrongTries);
      return tries >= mostWrongTries ? ('tooMany' as const) : ('wrong' as const);
    },
  );
  if (typeof opened === 'string') throw new Refusal(opened === 'tooMany' ? 'LNK-002' : 'LNK-001');
  c.setCookie('link', opened.token, opened.expiresAt);
}
