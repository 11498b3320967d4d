/** What a control is: a rule of the library, a screen of the router, a name in the database, a file. */
export const controlKinds = Object.freeze(['rule', 'screen', 'constraint', 'code'] as const);
export type ControlKind = (typeof controlKinds)[number];

/** One control: where it is, and what it does in a sentence. */
export interface Control {
  readonly kind: ControlKind;
  /** `GAT-03`, `/patients/$patientId/plan`, `session_entry_one_start`, `packages/protocol/src/session/fold.ts`. */
  readonly id: string;
  readonly says: string;
}

/**
 * A hazard with what controls it and the tests that show the control works (docs/hazards.yaml). One whose control, or a
 * part of it, belongs to later work says so in `open`, with the reason; it may name what there is already.
 */
export interface Hazard {
  readonly id: string;
  readonly hazard: string;
  readonly controls: readonly Control[];
  /** Rule ids such as `MON-01`, tags such as `[D5]`, or whole titles of tests. */
  readonly tests: readonly string[];
  /** Why it is open, and which later work closes it. */
  readonly open?: string;
}

const keys: readonly string[] = ['id', 'hazard', 'open', 'controls', 'tests'];
const isKind = (text: string): text is ControlKind => (controlKinds as readonly string[]).includes(text);

/**
 * Reads the part of YAML that hazards are written in: a list of `- id:` with plain or 'single-quoted' texts, a list of
 * controls, each `- kind: id` with its `says:` on the next line, and a list of tests, one a line. Throws SyntaxError naming
 * the line for anything else, so that it never reads less than is there.
 */
export function parseHazards(text: string): readonly Hazard[] {
  const found: Record<string, string | (string | Partial<Control>)[]>[] = [];
  let list: (string | Partial<Control>)[] | undefined;
  let isControls = false;
  let unsaid: { says?: string } | undefined;
  const lines = text.split('\n');
  lines.forEach((line, index) => {
    const wrong = (what: string) => new SyntaxError(`line ${index + 1}: ${what}`);
    if (/^\s*(#.*)?$/.test(line)) return;
    const says = /^ {6}says: (.+)$/.exec(line);
    if (unsaid !== undefined) {
      if (says === null) throw wrong('a control is followed by its "says:"');
      unsaid.says = scalar(says[1] ?? '', wrong);
      unsaid = undefined;
      return;
    }
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
      isControls = key === 'controls';
      hazard[key] = list ?? scalar(value ?? '', wrong);
      return;
    }
    const item = /^ {4}- (.+)$/.exec(line);
    if (item === null) throw wrong(`cannot read ${JSON.stringify(line)}`);
    if (list === undefined) throw wrong('an item without a list');
    if (!isControls) {
      list.push(scalar(item[1] ?? '', wrong));
      return;
    }
    const [, kind = '', id = ''] = /^([a-z]+): (\S+)$/.exec(item[1] ?? '') ?? [];
    if (!isKind(kind)) throw wrong(`a control is one of ${controlKinds.join(', ')} with its id`);
    const control: Partial<Control> = { kind, id };
    unsaid = control as { says?: string };
    list.push(control);
  });
  if (unsaid !== undefined)
    throw new SyntaxError(`line ${lines.length}: a control is followed by its "says:"`);
  return found.map((one) => {
    const isOpen = one['open'] !== undefined;
    for (const key of keys)
      if (one[key] === undefined && key !== 'open' && !(isOpen && (key === 'controls' || key === 'tests')))
        throw new SyntaxError(`${JSON.stringify(one['id'])}: ${key} is missing`);
    return { controls: [], tests: [], ...one } as unknown as Hazard;
  });
}

function scalar(text: string, wrong: (what: string) => SyntaxError): string {
  const quoted = /^'((?:[^']|'')*)'$/.exec(text);
  if (quoted !== null) return (quoted[1] ?? '').replaceAll("''", "'");
  if (/^[[\]{}"'&*!|>%@`,?:#-]|: | #|:$|\s$/.test(text)) throw wrong(`put ${text} in single quotes`);
  return text;
}
