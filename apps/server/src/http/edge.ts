import type { Route } from '@evenkeel/contract';
import type { z } from 'zod';
import { canBeKept } from './read-json.ts';
import { Refusal } from './refusal.ts';

type Part = 'params' | 'query' | 'body';

/** Parses one part of a request by its schema, once. @throws Refusal REQ-001 naming each field with its sentence */
export function parsePart(route: Route, part: Part, sent: unknown): unknown {
  const schema: z.ZodType | undefined = route[part];
  if (schema === undefined) return undefined;
  if (part !== 'body' && Object.values(sent as Record<string, unknown>).some((value) => !keepable(value))) {
    throw new Refusal('REQ-001', {
      fields: [{ path: part, says: 'This has characters that cannot be kept.' }],
    });
  }
  const result = schema.safeParse(sent);
  if (result.success) return result.data;
  const fields = result.error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.map(String).join('.') || part,
    says: sentence(issue),
  }));
  throw new Refusal('REQ-001', { fields });
}

function keepable(value: unknown): boolean {
  return Array.isArray(value) ? value.every(keepable) : typeof value !== 'string' || canBeKept(value);
}

/** The sentence of one issue; the schema's own where it has one, else said here so that no value is repeated. */
function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'There is a field here that is not known.';
    case 'invalid_type':
      return 'input' in issue && issue.input === undefined
        ? 'This is needed.'
        : `This must be ${kind(issue.expected)}.`;
    case 'invalid_value':
    case 'invalid_union':
      return 'This is not one of the choices.';
    case 'too_big':
      return `This is too ${issue.origin === 'string' || issue.origin === 'array' ? 'long' : 'large'}; at most ${String(issue.maximum)}.`;
    case 'too_small':
      return issue.message.endsWith('.')
        ? issue.message
        : `This is too ${issue.origin === 'string' || issue.origin === 'array' ? 'short' : 'small'}; at least ${String(issue.minimum)}.`;
    default:
      return issue.message.endsWith('.') ? issue.message : 'This could not be read.';
  }
}

function kind(expected: string): string {
  const words: Record<string, string> = {
    string: 'text',
    int: 'a whole number',
    number: 'a number',
    boolean: 'yes or no',
    object: 'a group of fields',
    array: 'a list',
  };
  return words[expected] ?? 'something else';
}
