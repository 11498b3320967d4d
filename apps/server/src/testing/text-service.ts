// A text service in a process of its own: `node text-service.ts FILE SECRET`. It prints its port, takes what is signed with
// the secret, and appends each text to the file, one JSON line each. Lines on its input: accept, fail.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

const [, , file = '', secret = ''] = process.argv;
let mode = 'accept';

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts);
    const wanted = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
    const given = Buffer.from(String(request.headers['x-evenkeel-signature'] ?? ''));
    const isSigned = given.length === wanted.length && timingSafeEqual(given, wanted);
    if (!isSigned) response.writeHead(401).end();
    else if (mode === 'fail') response.writeHead(503).end('not now');
    else {
      appendFileSync(file, `${body.toString('utf8')}\n`);
      response.writeHead(202).end();
    }
  });
});
createInterface({ input: process.stdin }).on('line', (line) => {
  mode = line.trim();
  process.stdout.write(`${JSON.stringify({ mode })}\n`);
});
process.stdin.on('end', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(
    `${JSON.stringify({ port: typeof address === 'object' ? (address?.port ?? 0) : 0 })}\n`,
  );
});
