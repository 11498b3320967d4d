/** What is wrong with the keys of a JSON text; `path` says where, as `entry[3].resource.status`. */
export interface KeyFault {
  readonly kind: 'duplicateKey' | 'forbiddenKey' | 'tooDeep' | 'tooManyValues';
  readonly path: string;
}

/** Objects and lists inside one another. Local default: FHIR's deepest real resources stay under fifty. */
const deepest = 128;

/** Values in one text. Local default: room for 20,000 entries of 100 values each; bounds time and memory. */
const mostValues = 2_000_000;

/** Names in one object. Local default: no FHIR object has a hundred. */
const mostKeys = 1000;

const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

interface Level {
  readonly keys: Set<string> | undefined;
  at: string | number;
}

/**
 * Looks for the faults that JSON.parse passes over: the same key twice in one object (which value counts is then
 * anyone's guess), keys that reach into a program's own objects, and nesting meant to exhaust the reader. One pass over
 * the text, no recursion, never throws; a text that is not JSON gives whatever was found before it broke.
 */
export function checkKeys(text: string): KeyFault | undefined {
  const levels: Level[] = [];
  let top: Level | undefined;
  let keyNext = false;
  let values = 0;
  let fault: KeyFault | undefined;
  for (let i = 0; i < text.length; i += 1) {
    switch (text.charCodeAt(i)) {
      case 0x22: {
        const end = closingQuote(text, i + 1);
        if (end < 0) return fault;
        if (keyNext && top?.keys !== undefined) {
          const key = decoded(text.slice(i + 1, end));
          top.at = key;
          if (fault === undefined && forbidden.has(key))
            fault = { kind: 'forbiddenKey', path: pathOf(levels) };
          if (fault === undefined && top.keys.has(key))
            fault = { kind: 'duplicateKey', path: pathOf(levels) };
          top.keys.add(key);
          if (top.keys.size > mostKeys) return { kind: 'tooManyValues', path: pathOf(levels) };
          keyNext = false;
        }
        i = end;
        break;
      }
      case 0x7b:
      case 0x5b: {
        values += 1;
        if (levels.length >= deepest) return { kind: 'tooDeep', path: pathOf(levels) };
        const isObject = text.charCodeAt(i) === 0x7b;
        top = isObject ? { keys: new Set(), at: '' } : { keys: undefined, at: 0 };
        levels.push(top);
        keyNext = isObject;
        break;
      }
      case 0x7d:
      case 0x5d:
        levels.pop();
        top = levels.at(-1);
        keyNext = false;
        break;
      case 0x2c:
        values += 1;
        if (values > mostValues) return { kind: 'tooManyValues', path: pathOf(levels) };
        if (top === undefined) break;
        if (typeof top.at === 'number') top.at += 1;
        keyNext = top.keys !== undefined;
        break;
      default:
    }
  }
  return fault;
}

function closingQuote(text: string, from: number): number {
  for (let end = text.indexOf('"', from); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (end - slashes > from && text.charCodeAt(end - slashes - 1) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return -1;
}

function decoded(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}

function pathOf(levels: readonly Level[]): string {
  return levels
    .map(({ at }, index) =>
      typeof at === 'number' ? `[${at}]` : `${index === 0 ? '' : '.'}${at.slice(0, 60)}`,
    )
    .join('');
}
