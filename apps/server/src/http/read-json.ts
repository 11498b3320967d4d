import { Refusal } from './refusal.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const MOST_DEPTH = 64;

function refuse(says: string): never {
  throw new Refusal('REQ-001', { fields: [{ path: 'body', says }] });
}

/**
 * Reads a body as JSON. Keys that reach into a prototype, text that the record cannot keep (a zero character, half a
 * surrogate pair), broken UTF-8 and nesting beyond reason are refused here, whatever the route does with them.
 * @throws Refusal REQ-001
 */
export function readJson(bytes: Buffer): unknown {
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(bytes);
    value = JSON.parse(text);
  } catch {
    return refuse('This is not JSON in UTF-8.');
  }
  walk(value, /\\u|__proto__|constructor/.test(text));
  return value;
}

/** One level after another, so that deep nesting costs no stack. */
function walk(root: unknown, closely: boolean): void {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_DEPTH) refuse('This is nested too deeply.');
    const below: unknown[] = [];
    for (const value of level) {
      if (closely && typeof value === 'string' && !canBeKept(value))
        refuse('This has characters that cannot be kept.');
      if (typeof value !== 'object' || value === null) continue;
      if (Array.isArray(value)) {
        for (const item of value) below.push(item);
        continue;
      }
      for (const [key, member] of Object.entries(value)) {
        if (closely && (key === '__proto__' || key === 'constructor')) {
          refuse(`The name ${key} is not allowed.`);
        }
        if (closely && !canBeKept(key)) refuse('This has characters that cannot be kept.');
        below.push(member);
      }
    }
    level = below;
  }
}

/** True for text that the database can hold and give back as it was. */
export function canBeKept(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
