import { OutlineProblem, type Outline } from './outline.ts';

/** Reads one map of an outline: each key is asked for by name, and a key nobody asked for is refused. */
export interface MapReader {
  text(key: string): string | undefined;
  oneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined;
  number(key: string): number | undefined;
  list(key: string): readonly Outline[] | undefined;
  /** A list of texts. */
  texts(key: string): readonly string[] | undefined;
  map(key: string): MapReader | undefined;
  raw(key: string): Outline | undefined;
  keys(): readonly string[];
  /** Throws OutlineProblem when a key was not read. */
  done(): void;
}

/** A reader of a map; `where` is named in problems. */
export function mapReader(outline: Outline | undefined, where: string): MapReader {
  if (outline === undefined || typeof outline === 'string' || Array.isArray(outline))
    throw new OutlineProblem(`${where}: expected "key: value" lines.`);
  const members = outline as { readonly [key: string]: Outline };
  const read = new Set<string>();
  const raw = (key: string) => {
    read.add(key);
    return Object.hasOwn(members, key) ? members[key] : undefined;
  };
  const text = (key: string) => {
    const value = raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw new OutlineProblem(`${where}: ${key} is one text.`);
    return value;
  };
  return {
    raw,
    text,
    oneOf: <T extends string>(key: string, allowed: readonly T[]) => {
      const value = text(key);
      if (value === undefined) return undefined;
      const found = allowed.find((one) => one === value);
      if (found === undefined)
        throw new OutlineProblem(`${where}: ${key} is ${value}; it must be ${allowed.join(', ')}.`);
      return found;
    },
    number: (key) => {
      const value = text(key);
      return value === undefined ? undefined : numberOf(value, `${where}: ${key}`);
    },
    list: (key) => {
      const value = raw(key);
      if (value === undefined) return undefined;
      if (!Array.isArray(value)) throw new OutlineProblem(`${where}: ${key} is a list.`);
      return value as readonly Outline[];
    },
    texts: (key) => {
      const value = raw(key);
      if (value === undefined) return undefined;
      if (!Array.isArray(value) || value.some((one) => typeof one !== 'string'))
        throw new OutlineProblem(`${where}: ${key} is a list of texts.`);
      return value as readonly string[];
    },
    map: (key) => {
      const value = raw(key);
      return value === undefined ? undefined : mapReader(value, `${where}: ${key}`);
    },
    keys: () => Object.keys(members),
    done: () => {
      const unknown = Object.keys(members).filter((key) => !read.has(key));
      if (unknown.length > 0) throw new OutlineProblem(`${where}: ${unknown.join(', ')} is not known here.`);
    },
  };
}

/** A plain number, such as -20 or 0.5. */
export function numberOf(text: string, where: string): number {
  if (!/^-?\d{1,9}(\.\d{1,6})?$/.test(text))
    throw new OutlineProblem(`${where} is ${text}; it must be a number.`);
  return Number(text);
}
