/**
 * What an outline holds: texts, lists and maps. Every value is text as it was written: `no` is the word no, and 1.50 is
 * not 1.5, so nothing is turned into something else on the way.
 */
export type Outline = string | readonly Outline[] | { readonly [key: string]: Outline };

/** An outline that cannot be read; the message names the line. */
export class OutlineProblem extends Error {
  override readonly name = 'OutlineProblem';
}

/** The line each key of a map, or item of a list, was written on. Kept beside the outline, which stays plain data. */
const places = new WeakMap<object, ReadonlyMap<string | number, number>>();

/** The line a key of a map or an item of a list (from 0) was written on. */
export function lineOf(outline: Outline, key: string | number): number | undefined {
  return typeof outline === 'string' ? undefined : places.get(outline)?.get(key);
}

/** Reads something that was written on a line: a problem that names no line yet is given this one. */
export function onLine<T>(line: number | undefined, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (line === undefined || !(error instanceof OutlineProblem) || /^Line \d/.test(error.message))
      throw error;
    throw new OutlineProblem(`Line ${line}: ${error.message}`);
  }
}

interface Line {
  readonly number: number;
  readonly indent: number;
  readonly text: string;
}

/**
 * Reads the part of YAML that scenarios are written in: maps, lists, `[a, b]` lists of texts, plain and quoted texts,
 * comments, two spaces a level. Anything else, a tab or a key that comes twice is refused with its line.
 */
export function readOutline(text: string): Outline {
  const lines = text
    // Some editors begin a file with a mark that is not seen.
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((raw, index): Line => {
      const number = index + 1;
      if (raw.includes('\t')) throw new OutlineProblem(`Line ${number}: a tab. Use two spaces a level.`);
      const bare = withoutComment(raw).trimEnd();
      const indent = bare.length - bare.trimStart().length;
      if (indent % 2 !== 0) throw new OutlineProblem(`Line ${number}: two spaces a level.`);
      return { number, indent, text: bare.trimStart() };
    })
    .filter((line) => line.text !== '');
  const [first] = lines;
  if (first === undefined) throw new OutlineProblem('The file is empty.');
  const [value, next] = block(lines, 0, first.indent);
  const left = lines[next];
  if (left !== undefined)
    throw new OutlineProblem(`Line ${left.number}: does not belong to what stands above.`);
  return value;
}

function withoutComment(raw: string): string {
  let quote = '';
  for (let index = 0; index < raw.length; index += 1) {
    const letter = raw.charAt(index);
    if (quote !== '') {
      // Two single quotes inside single quotes are one.
      if (letter === "'" && quote === "'" && raw[index + 1] === "'") index += 1;
      else if (letter === quote) quote = '';
    } else if ((letter === "'" || letter === '"') && /^$|[\s:[,-]/.test(raw.charAt(index - 1)))
      quote = letter;
    else if (letter === '#' && (index === 0 || raw[index - 1] === ' ')) return raw.slice(0, index);
  }
  return raw;
}

function block(lines: readonly Line[], start: number, indent: number): readonly [Outline, number] {
  return lines[start]?.text.startsWith('- ') === true || lines[start]?.text === '-'
    ? list(lines, start, indent)
    : map(lines, start, indent);
}

function list(lines: readonly Line[], start: number, indent: number): readonly [Outline, number] {
  const items: Outline[] = [];
  const lineNumbers = new Map<number, number>();
  places.set(items, lineNumbers);
  let at = start;
  for (let line = lines[at]; line !== undefined && line.indent === indent; line = lines[at]) {
    if (!line.text.startsWith('- '))
      throw new OutlineProblem(`Line ${line.number}: a list goes on with "- ".`);
    const rest = line.text.slice(2).trim();
    lineNumbers.set(items.length, line.number);
    if (keyOf(rest) === undefined) {
      items.push(scalar(rest, line.number));
      at += 1;
    } else {
      // A map that begins on the line of its dash: its keys stand two columns further in.
      const own = lines.map((other, index) =>
        index === at ? { ...line, indent: indent + 2, text: rest } : other,
      );
      const [value, next] = map(own, at, indent + 2);
      items.push(value);
      at = next;
    }
  }
  return [items, at];
}

function map(lines: readonly Line[], start: number, indent: number): readonly [Outline, number] {
  const members: Record<string, Outline> = Object.create(null) as Record<string, Outline>;
  const lineNumbers = new Map<string, number>();
  let at = start;
  for (let line = lines[at]; line !== undefined && line.indent === indent; line = lines[at]) {
    const found = keyOf(line.text);
    if (found === undefined) throw new OutlineProblem(`Line ${line.number}: expected "key: value".`);
    const { key, rest } = found;
    if (members[key] !== undefined) throw new OutlineProblem(`Line ${line.number}: ${key} comes twice.`);
    lineNumbers.set(key, line.number);
    at += 1;
    if (rest !== '') members[key] = scalar(rest, line.number);
    else {
      const below = lines[at];
      if (below === undefined || below.indent <= indent)
        throw new OutlineProblem(`Line ${line.number}: ${key} has no value.`);
      if (below.indent !== indent + 2) throw new OutlineProblem(`Line ${below.number}: two spaces a level.`);
      const [value, next] = block(lines, at, indent + 2);
      members[key] = value;
      at = next;
    }
  }
  const next = lines[at];
  if (next !== undefined && next.indent > indent)
    throw new OutlineProblem(`Line ${next.number}: does not belong to what stands above.`);
  const whole = { ...members };
  places.set(whole, lineNumbers);
  return [whole, at];
}

function keyOf(text: string): { readonly key: string; readonly rest: string } | undefined {
  if (!/^[A-Za-z0-9][A-Za-z0-9 _-]{0,60}:(?:\s+.*)?$/.test(text)) return undefined;
  const end = text.indexOf(':');
  const key = text.slice(0, end);
  // What a map inherits could be taken for data.
  return key === 'constructor' || key === 'prototype' ? undefined : { key, rest: text.slice(end + 1).trim() };
}

function scalar(text: string, number: number): Outline {
  if (text.startsWith('[')) {
    if (!text.endsWith(']')) throw new OutlineProblem(`Line ${number}: a list in brackets ends on its line.`);
    const inside = text.slice(1, -1).trim();
    const items = inside === '' ? [] : inside.split(',').map((item) => scalar(item.trim(), number));
    places.set(items, new Map(items.map((_, index) => [index, number])));
    return items;
  }
  if (/^'(?:[^']|'')*'$|^"[^"\\]*"$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  if (/^["'{&*!|>%@`]|: |:$/.test(text) || text === '')
    throw new OutlineProblem(`Line ${number}: put the text in single quotes.`);
  return text;
}
