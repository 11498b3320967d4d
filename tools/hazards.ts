/**
 * A hazard with what controls it and the tests that show the control works (docs/hazards.yaml). One whose control belongs
 * to later work says so in `open`, with the reason; it may name what there is already.
 */
export interface Hazard {
  readonly id: string;
  readonly hazard: string;
  readonly controls: readonly string[];
  /** Rule ids such as `MON-01`, or fragments of test titles. */
  readonly tests: readonly string[];
  /** Why it is open, and which later work closes it. */
  readonly open?: string;
}

const keys: readonly string[] = ['id', 'hazard', 'open', 'controls', 'tests'];

/**
 * Reads the part of YAML that hazards are written in: a list of `- id:` with plain or 'single-quoted' texts and lists of
 * such texts, one a line. Throws SyntaxError naming the line for anything else, so that it never reads less than is there.
 */
export function parseHazards(text: string): readonly Hazard[] {
  const found: Record<string, string | string[]>[] = [];
  let list: string[] | undefined;
  text.split('\n').forEach((line, index) => {
    const wrong = (what: string) => new SyntaxError(`line ${index + 1}: ${what}`);
    if (/^\s*(#.*)?$/.test(line)) return;
    const member = /^(- | {2})([a-z]+):(?: (.+))?$/.exec(line);
    if (member !== null) {
      const [, lead, key = '', value] = member;
      if (lead === '- ') {
        if (key !== 'id') throw wrong('a hazard starts with its id');
        found.push({});
      }
      const hazard = found.at(-1);
      if (hazard === undefined) throw wrong('a hazard starts with "- id:"');
      if (!keys.includes(key)) throw wrong(`unknown key ${key}`);
      if (hazard[key] !== undefined) throw wrong(`${key} comes twice`);
      const isList = key === 'controls' || key === 'tests';
      if (isList !== (value === undefined)) throw wrong(isList ? `${key} is a list` : `${key} is a text`);
      list = isList ? [] : undefined;
      hazard[key] = list ?? scalar(value ?? '', wrong);
      return;
    }
    const item = /^ {4}- (.+)$/.exec(line);
    if (item === null) throw wrong(`cannot read ${JSON.stringify(line)}`);
    if (list === undefined) throw wrong('an item without a list');
    list.push(scalar(item[1] ?? '', wrong));
  });
  return found.map((one) => {
    const isOpen = one['open'] !== undefined;
    for (const key of keys)
      if (one[key] === undefined && key !== 'open' && !(isOpen && (key === 'controls' || key === 'tests')))
        throw new SyntaxError(`${String(one['id'])}: ${key} is missing`);
    return { controls: [], tests: [], ...one } as unknown as Hazard;
  });
}

function scalar(text: string, wrong: (what: string) => SyntaxError): string {
  const quoted = /^'((?:[^']|'')*)'$/.exec(text);
  if (quoted !== null) return (quoted[1] ?? '').replaceAll("''", "'");
  if (/^[[\]{}"'&*!|>%@`,?:#-]|: | #|:$|\s$/.test(text)) throw wrong(`put ${text} in single quotes`);
  return text;
}
