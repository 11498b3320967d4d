import { perhaps } from './nearest-words.ts';
import { lineOf, onLine, OutlineProblem, type Outline } from './outline.ts';

/** Reads one map of an outline: each key is asked for by name, and a key nobody asked for is refused. */
export interface MapReader {
  text(key: string): string | undefined;
  oneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined;
  number(key: string): number | undefined;
  list(key: string): readonly Outline[] | undefined;
  /** A list of texts. */
  texts(key: string): readonly string[] | undefined;
  /** Each text of a list read; a problem names its line. */
  eachText<T>(key: string, read: (text: string) => T): readonly T[] | undefined;
  /** Each map of a list read to its last key; `name` is what one of them is called in problems. */
  each<T>(key: string, read: (one: MapReader) => T, name?: string): readonly T[] | undefined;
  map(key: string): MapReader | undefined;
  raw(key: string): Outline | undefined;
  /** Every key with what stands under it, for a map whose keys are data; each counts as read. */
  entries(): readonly (readonly [string, Outline])[];
  /** The line a key was written on. */
  line(key: string): number | undefined;
  /** A problem with what stands under a key. */
  problem(key: string, sentence: string): OutlineProblem;
  /** Throws OutlineProblem when a key was not read. */
  done(): void;
}

/** A reader of a map; `where` is named in problems, `line` is where the map begins. */
export function mapReader(outline: Outline | undefined, where: string, line?: number): MapReader {
  if (outline === undefined || typeof outline === 'string' || Array.isArray(outline))
    return onLine(line, () => {
      throw new OutlineProblem(`${where}: expected "key: value" lines.`);
    });
  const members = outline as { readonly [key: string]: Outline };
  const read = new Set<string>();
  const lineAt = (key: string) => lineOf(members, key) ?? line;
  const problem = (key: string, sentence: string) => {
    const at = lineAt(key);
    return new OutlineProblem(`${at === undefined ? '' : `Line ${at}: `}${where}: ${sentence}`);
  };
  const raw = (key: string) => {
    read.add(key);
    return Object.hasOwn(members, key) ? members[key] : undefined;
  };
  const text = (key: string) => {
    const value = raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw problem(key, `${key} is one text.`);
    return value;
  };
  const list = (key: string) => {
    const value = raw(key);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw problem(key, `${key} is a list.`);
    return value as readonly Outline[];
  };
  const texts = (key: string) => {
    const value = raw(key);
    if (value === undefined) return undefined;
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'string'))
      throw problem(key, `${key} is a list of texts.`);
    return value as readonly string[];
  };
  return {
    raw,
    text,
    list,
    texts,
    problem,
    oneOf: <T extends string>(key: string, allowed: readonly T[]) => {
      const value = text(key);
      if (value === undefined) return undefined;
      const found = allowed.find((one) => one === value);
      if (found === undefined) throw problem(key, `${key} is ${value}; it must be ${allowed.join(', ')}.`);
      return found;
    },
    number: (key) => {
      const value = text(key);
      return value === undefined ? undefined : onLine(lineAt(key), () => numberOf(value, `${where}: ${key}`));
    },
    eachText: (key, one) => {
      const found = texts(key);
      return found?.map((item, index) => onLine(lineOf(found, index), () => one(item)));
    },
    each: (key, one, name = key) => {
      const found = list(key);
      return found?.map((item, index) => {
        const at = lineOf(found, index);
        return onLine(at, () => {
          const reader = mapReader(item, `${name} ${index + 1}`, at);
          const value = one(reader);
          reader.done();
          return value;
        });
      });
    },
    map: (key) => {
      const value = raw(key);
      return value === undefined ? undefined : mapReader(value, `${where}: ${key}`, lineAt(key));
    },
    entries: () =>
      Object.entries(members).map(([key, value]) => {
        read.add(key);
        return [key, value] as const;
      }),
    line: lineAt,
    done: () => {
      const unknown = Object.keys(members).filter((key) => !read.has(key));
      const [first] = unknown;
      if (first !== undefined)
        throw problem(first, `${unknown.join(', ')} is not known here.${perhaps(first, [...read])}`);
    },
  };
}

/** A plain number, such as -20 or 0.5. */
export function numberOf(text: string, where: string): number {
  if (!/^-?\d{1,9}(\.\d{1,6})?$/.test(text))
    throw new OutlineProblem(`${where} is ${text}; it must be a number.`);
  return Number(text);
}
