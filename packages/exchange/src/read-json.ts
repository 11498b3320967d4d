import { checkKeys } from './key-check.ts';
import type { ReferralProblem } from './referral.ts';
import { writtenNumber } from './written-number.ts';

type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown;

/** JSON.parse as this package uses it; tests pass one that, as older browsers do, hides what was written. */
export type JsonParse = (text: string, reviver: Reviver) => unknown;

/** A parsed text whose numbers are {@link WrittenNumber}s; `exact` is false where the runtime hid their digits. */
export interface ReadJson {
  readonly value: unknown;
  readonly exact: boolean;
}

const keyProblems = Object.freeze({
  duplicateKey: {
    code: 'referral.duplicateKey',
    happened: 'One part of the file gives the same name twice, so it cannot be told which value is meant.',
    whatToDo: 'Ask the sender for a corrected file. Nothing was taken over.',
  },
  forbiddenKey: {
    code: 'referral.forbiddenKey',
    happened: 'The file uses a name that no health record uses and that can harm a program.',
    whatToDo: 'Do not open the file again; ask the sender where it came from. Nothing was taken over.',
  },
  tooManyValues: {
    code: 'referral.tooManyValues',
    happened: 'The file holds more values than a referral can have.',
    whatToDo: 'Ask the sender for a shorter period or fewer kinds of entries. Nothing was taken over.',
  },
  tooDeep: {
    code: 'referral.tooDeep',
    happened: 'The file is nested deeper than a health record can be.',
    whatToDo: 'Ask the sender for a new export. Nothing was taken over.',
  },
});

/** Reads JSON strictly, keeping every number's digits. Never throws: what cannot be read is a problem in words. */
export function readJson(
  text: string,
  parse: JsonParse = JSON.parse,
): ReadJson | { readonly problem: ReferralProblem } {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const fault = checkKeys(body);
  if (fault?.kind === 'tooDeep' || fault?.kind === 'tooManyValues') {
    return { problem: { ...keyProblems[fault.kind], path: fault.path } };
  }
  let exact = true;
  let value: unknown;
  try {
    value = parse(body, (_key, part, context) => {
      if (typeof part !== 'number') return part;
      if (context?.source === undefined) exact = false;
      return writtenNumber(context?.source ?? String(part));
    });
  } catch {
    return {
      problem: {
        code: 'referral.notJson',
        happened: 'The file is not JSON, or it was cut off on the way.',
        whatToDo:
          'Ask the sender for the FHIR R4 bundle as JSON, and send the whole file. Nothing was taken over.',
      },
    };
  }
  if (fault !== undefined) return { problem: { ...keyProblems[fault.kind], path: fault.path } };
  return { value, exact };
}
