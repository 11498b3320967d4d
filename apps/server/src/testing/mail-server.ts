// A real mail server in a process of its own: `node mail-server.ts FILE`. It prints its port and appends each mail it takes
// to the file, one JSON line each. Lines on its input say what it does from then on: accept, refuseTwice, refuse.
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { SMTPServer } from 'smtp-server';

const [, , file = ''] = process.argv;
let mode = 'accept';
let refused = 0;

/** The text of a mail as its reader sees it. */
function textOf(raw: string): { readonly headers: string; readonly text: string } {
  const cut = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, cut).replaceAll(/\r\n[ \t]+/g, ' ');
  const body = raw.slice(cut + 4);
  if (/content-transfer-encoding: base64/i.test(headers))
    return { headers, text: Buffer.from(body, 'base64').toString('utf8') };
  if (!/content-transfer-encoding: quoted-printable/i.test(headers)) return { headers, text: body };
  const bytes = body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return { headers, text: Buffer.from(bytes, 'latin1').toString('utf8') };
}

const no = (responseCode: number, says: string) => Object.assign(new Error(says), { responseCode });

const server = new SMTPServer({
  authOptional: true,
  hideSTARTTLS: true,
  logger: false,
  onRcptTo({ address }, _, done) {
    // As many servers do, the refusal repeats the address.
    if (mode === 'refuse') return done(no(550, `No such user here: ${address}`));
    if (mode === 'refuseTwice' && refused < 2) {
      refused += 1;
      return done(no(451, `Try again later, ${address}`));
    }
    return done();
  },
  onData(stream, { envelope }, done) {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      const { headers, text } = textOf(Buffer.concat(parts).toString('utf8'));
      const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? '';
      const mail = {
        to: envelope.rcptTo.map(({ address }) => address),
        from: header('from'),
        subject: header('subject'),
        messageId: header('message-id'),
        headers,
        text,
      };
      appendFileSync(file, `${JSON.stringify(mail)}\n`);
      done();
    });
  },
});
server.on('error', () => undefined);
createInterface({ input: process.stdin }).on('line', (line) => {
  mode = line.trim();
  refused = 0;
  process.stdout.write(`${JSON.stringify({ mode })}\n`);
});
process.stdin.on('end', () => process.exit(0));
const listening = server.listen(0, '127.0.0.1', () => {
  const address = listening.address();
  process.stdout.write(`${JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 })}\n`);
});
