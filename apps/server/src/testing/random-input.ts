/** Inputs from a JSON schema: mostly of its shape, and wrong in one of many ways. The same seed gives the same inputs. */

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** A small seeded generator of numbers from 0 to 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Texts that some field of the house takes. */
const fitting = [
  '2026-11-25T10:05:00.000Z',
  '2026-11-25',
  '1984-03-09',
  '2030-02-11',
  '0.5',
  '70.5',
  '70',
  '35',
  '10',
  'Europe/London',
  'phq9',
  'ketamine-50',
  'Anna',
  'O’Brien',
  'correct horse battery',
  '123456',
  'A reason.',
];

const lone = '\ud800';
/** Texts that no field should stumble over. */
const odd = [
  '',
  ' ',
  '\u0000',
  `a\u0000b`,
  lone,
  `x${lone}y`,
  '\u202eright to left',
  'e\u0301\u0301\u0301',
  '😀'.repeat(50),
  "'; drop table patient; --",
  '%_\\%',
  '${jndi:ldap://x}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  'NaN',
  'Infinity',
  '1e999',
  '-0',
  '70,5',
  '154 lb',
  '9'.repeat(400),
  '0.' + '0'.repeat(400) + '1',
  '2026-02-30',
  '9999-12-31',
  '0000-00-00',
  '-271821-04-20T00:00:00.000Z',
  '+275760-09-13T00:00:00.000Z',
  '294277-01-01T00:00:00.000Z',
  'x'.repeat(5_000),
  '\r\n\r\nSet-Cookie: a=b',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
];
const oddNumbers = [0, -0, -1, 1, 0.5, 999, 7000, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e308, 5e-324];
const oddValues: readonly unknown[] = [
  null,
  true,
  [],
  {},
  [[]],
  { a: 1 },
  'text',
  7,
  [null],
  { toString: 'x' },
];

export interface InputSource {
  readonly random: () => number;
  /** Ids that exist, given where an id is asked for. */
  readonly ids: readonly string[];
  /** Chance that a value is wrong. */
  readonly wrong: number;
}

const pick = <T>(from: readonly T[], random: () => number): T =>
  from[Math.floor(random() * from.length)] as T;

/** One value for a schema. `root` holds the definitions that it refers to. */
export function randomInput(
  schema: JsonSchema,
  source: InputSource,
  root: JsonSchema = schema,
  depth = 0,
): unknown {
  const { random, wrong } = source;
  if (random() < wrong / (depth + 1)) return random() < 0.5 ? pick(oddValues, random) : pick(odd, random);
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const name = reference.split('/').at(-1) ?? '';
    return randomInput((root['$defs'] as Record<string, JsonSchema>)[name] ?? {}, source, root, depth);
  }
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return pick(schema['enum'] as readonly unknown[], random);
  for (const word of ['anyOf', 'oneOf', 'allOf']) {
    if (Array.isArray(schema[word])) {
      return randomInput(pick(schema[word] as readonly JsonSchema[], random), source, root, depth);
    }
  }
  switch (schema['type']) {
    case 'object':
      return objectOf(schema, source, root, depth);
    case 'array': {
      const least = Number(schema['minItems'] ?? 0);
      const count = Math.min(least + Math.floor(random() * 3), Number(schema['maxItems'] ?? 3));
      return Array.from({ length: count }, () =>
        randomInput((schema['items'] as JsonSchema | undefined) ?? {}, source, root, depth + 1),
      );
    }
    case 'integer':
    case 'number': {
      if (random() < wrong) return pick(oddNumbers, random);
      const from = Math.max(Number(schema['minimum'] ?? 0), -1000);
      const to = Math.min(Number(schema['maximum'] ?? 100), 10_000);
      const value = from + random() * (to - from);
      return schema['type'] === 'integer' ? Math.floor(value) : value;
    }
    case 'boolean':
      return random() < 0.5;
    case 'null':
      return null;
    case 'string':
      return textOf(schema, source);
    default:
      return pick(oddValues, random);
  }
}

function textOf(schema: JsonSchema, { random, ids, wrong }: InputSource): string {
  if (random() < wrong) return pick(odd, random);
  if (schema['format'] === 'uuid') return pick(ids, random);
  const pattern = typeof schema['pattern'] === 'string' ? schema['pattern'] : '';
  if (pattern.includes('\\d{6}')) return '123456';
  if (pattern.includes('\\d{4,8}')) return '2468';
  if (pattern.startsWith('^data:image')) return 'data:image/png;base64,iVBORw0KGgo=';
  if (schema['format'] === 'email') return 'a@b.example';
  return pick(fitting, random);
}

function objectOf(
  schema: JsonSchema,
  source: InputSource,
  root: JsonSchema,
  depth: number,
): Record<string, unknown> {
  const { random, wrong } = source;
  const needed = new Set((schema['required'] as readonly string[] | undefined) ?? []);
  const made: Record<string, unknown> = {};
  for (const [name, about] of Object.entries(
    (schema['properties'] as Record<string, JsonSchema> | undefined) ?? {},
  )) {
    const leftOut = needed.has(name) ? random() < wrong / 3 : random() < 0.4;
    if (!leftOut) made[name] = randomInput(about, source, root, depth + 1);
  }
  if (random() < wrong / 3) made[pick(['extra', 'clinicId', 'toString', 'hasOwnProperty', ''], random)] = 1;
  return made;
}
