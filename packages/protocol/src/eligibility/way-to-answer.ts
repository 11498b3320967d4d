import type { AnyQuestion, TestName } from '../patient-facts.ts';
import { careRules } from './care-rules.ts';

/** What a person does so that a rule can be decided. One rule may have several ways. */
export type WayToAnswer =
  | { readonly kind: 'question'; readonly question: AnyQuestion }
  | { readonly kind: 'test'; readonly test: TestName }
  | { readonly kind: 'scale'; readonly instruments: readonly string[] }
  | { readonly kind: 'fact'; readonly fact: FactToRecord };

/** Kinds of fact that a rule may ask for beside questions, tests and scales. */
export type FactToRecord =
  | 'diagnosis'
  | 'trial'
  | 'medicines'
  | 'allergies'
  | 'bloodPressure'
  | 'consent'
  | 'escort'
  | 'enrolment'
  | 'baselineSet'
  | 'demographics';

const facts: { readonly [what: string]: FactToRecord } = {
  diagnosis: 'diagnosis',
  'treatment trials': 'trial',
  medicines: 'medicines',
  allergies: 'allergies',
  'blood pressures': 'bloodPressure',
  consents: 'consent',
  escorts: 'escort',
  enrolments: 'enrolment',
  'baseline set': 'baselineSet',
  'birth date': 'demographics',
  sex: 'demographics',
};

function waysOf(what: string): readonly WayToAnswer[] {
  const asked = /^screening answers? (.+)$/.exec(what)?.[1];
  if (asked !== undefined)
    return asked.split(' and ').map((question) => ({ kind: 'question', question: question as AnyQuestion }));
  const test = /^result (.+)$/.exec(what)?.[1];
  if (test !== undefined) return [{ kind: 'test', test: test as TestName }];
  const scales = /^total of (.+)$/.exec(what)?.[1];
  if (scales !== undefined) return [{ kind: 'scale', instruments: scales.split(' or ') }];
  const fact = facts[what];
  return fact === undefined ? [] : [{ kind: 'fact', fact }];
}

const byRule = new Map(
  careRules.map(({ id, inputs }) => [id, Object.freeze(inputs.flatMap(({ what }) => waysOf(what)))] as const),
);

/** How what a rule of the whole verdict rests on is recorded, the most direct way first; none for an unknown rule. */
export function waysToAnswer(rule: string): readonly WayToAnswer[] {
  return byRule.get(rule) ?? [];
}
