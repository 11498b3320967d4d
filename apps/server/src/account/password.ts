import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../http/refusal.ts';

/** argon2id as OWASP asks of it: 19 MiB, two passes, one lane. */
const parameters = { memory: 19_456, passes: 2, parallelism: 1 } as const;
/** At once, so that guessing cannot take all threads or memory from the chair; and at most this many waiting. */
const AT_ONCE = 2;
const MOST_WAITING = 60;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new Refusal('REQ-006');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

function derive(
  secret: string,
  salt: Buffer,
  cost: { readonly memory: number; readonly passes: number; readonly parallelism: number },
  length: number,
): Promise<Buffer> {
  return inTurn(
    () =>
      new Promise((resolve, reject) => {
        argon2(
          'argon2id',
          { message: Buffer.from(secret.normalize('NFC')), nonce: salt, tagLength: length, ...cost },
          (error, key) => (error === null ? resolve(key) : reject(error)),
        );
      }),
  );
}

const bare = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');

/** Hashes a password or PIN to a PHC string. */
export async function hashPassword(secret: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(secret, salt, parameters, 32);
  const { memory, passes, parallelism } = parameters;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(salt)}$${bare(key)}`;
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
/** A hash of nothing anybody knows, so that an unknown name takes as long as a known one. */
const nobody = `$argon2id$v=19$m=19456,t=2,p=1$${bare(Buffer.alloc(16))}$${bare(Buffer.alloc(32, 1))}`;

/** True when the secret belongs to the hash. Without a hash it works as long and answers false. */
export async function verifyPassword(hash: string | null | undefined, secret: string): Promise<boolean> {
  const match = phc.exec(hash ?? nobody) ?? phc.exec(nobody);
  const [, memory, passes, parallelism, salt, key] = match as unknown as readonly string[];
  const wanted = Buffer.from(key ?? '', 'base64');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const found = await derive(secret, Buffer.from(salt ?? '', 'base64'), cost, wanted.length);
  return timingSafeEqual(found, wanted) && typeof hash === 'string';
}
