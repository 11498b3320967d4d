import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instantOf, uuidV7 } from '@evenkeel/quantities';

export const version = (
  JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
    readonly version: string;
  }
).version;

/** The machine's clock and random ids, handed to everything below from here and nowhere else. */
export const systemNow = () => instantOf(Date.now());
export const systemId = () => uuidV7(Date.now(), randomBytes(10));
