import { createHmac } from 'node:crypto';
import { ToldFailure } from '@evenkeel/record';
import { createTransport } from 'nodemailer';
import type { MailWay, TextWay } from './post.ts';

/** A message as it leaves, secret link and all. Never logged. */
export interface Letter {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/** What a mail server or a text service said, in a few words and with no address in them. */
function shortly(error: unknown): string {
  const { code, responseCode, message } = error as {
    readonly code?: string;
    readonly responseCode?: number;
    readonly message?: string;
  };
  const what = [code, responseCode].filter((part) => part !== undefined).join(' ');
  return what === '' ? (message ?? 'unknown').replaceAll(/\S+@\S+/g, '...').slice(0, 120) : what;
}

/** A failed try, told without personal data. */
export class SendProblem extends ToldFailure {
  override readonly name = 'SendProblem';
}

/** Sends by SMTP. Sent again it has the same Message-ID, so that a mailbox can tell. @throws SendProblem */
export async function sendMail(way: MailWay, letter: Letter): Promise<void> {
  const transport = createTransport(way.server, {
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as never);
  try {
    await transport.sendMail({
      from: way.from,
      to: letter.to,
      subject: letter.subject,
      text: letter.body,
      messageId: `<${letter.id}@${way.from.split('@').at(-1)?.replace('>', '') ?? 'evenkeel'}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } catch (error) {
    throw new SendProblem(`The mail server did not take it: ${shortly(error)}.`, { cause: error });
  } finally {
    transport.close();
  }
}

/** Posts to the clinic's text service: `{ id, to, text }`, signed. The id is the same on every try. @throws SendProblem */
export async function sendText(way: TextWay, letter: Letter): Promise<void> {
  const body = JSON.stringify({ id: letter.id, to: letter.to, text: letter.body });
  let status: number;
  try {
    const answer = await fetch(way.url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(30_000),
      headers: {
        'content-type': 'application/json',
        ...(way.secret === undefined
          ? {}
          : {
              'x-evenkeel-signature': `sha256=${createHmac('sha256', way.secret).update(body).digest('hex')}`,
            }),
      },
      body,
    });
    await answer.body?.cancel();
    ({ status } = answer);
  } catch (error) {
    throw new SendProblem(`The text service could not be reached: ${shortly(error)}.`, { cause: error });
  }
  if (status < 200 || status > 299) throw new SendProblem(`The text service answered ${status}.`);
}
