import { careRules } from '../eligibility/care-rules.ts';
import { judgeCare, type CareVerdict } from '../eligibility/judge-care.ts';
import type { Finding } from '../finding.ts';
import type { PatientFacts, ScreeningAnswer, AnyQuestion, TestResult } from '../patient-facts.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { usualSetting, type CareSetting } from '../rule.ts';
import { everythingAsked } from '../scenario/base-patient.ts';
import { daysAgo, now } from './facts.ts';
import assert from 'node:assert/strict';

/** A result without a finding. */
export const result = (test: TestResult['test'], more: Partial<TestResult> = {}): TestResult => ({
  test,
  clear: 'yes',
  takenAt: daysAgo(3),
  ...more,
});

/** A patient for whom the whole verdict finds nothing in the way: 40 years, nothing of note. */
export const carePatient: PatientFacts = everythingAsked(now);

/** The whole patient with these facts instead; an undefined member is taken away. */
export const care = (changes: {
  readonly [K in keyof PatientFacts]?: PatientFacts[K] | undefined;
}): PatientFacts => ({ ...carePatient, ...changes }) as PatientFacts;

/** The whole patient with one question answered otherwise, or not at all. */
export const careScreening = (
  question: AnyQuestion,
  answer?: ScreeningAnswer,
): readonly ScreeningAnswer[] => [
  ...carePatient.screening.filter((one) => one.question !== question),
  ...(answer === undefined ? [] : [answer]),
];

/** Settings the tests speak of. */
export const settings = Object.freeze({
  first: usualSetting,
  later: { ...usualSetting, phase: 'laterDose' },
  esketamine: { drug: 'esketamine', route: 'nasal-device', phase: 'firstDose' },
} as const satisfies Record<string, CareSetting>);

export const careVerdict = (facts: PatientFacts, setting: CareSetting = usualSetting): CareVerdict =>
  judgeCare(facts, defaultPolicy, now, setting);

/** One rule's finding in the whole verdict. */
export function careFinding(facts: PatientFacts, rule: string, setting: CareSetting = usualSetting): Finding {
  assert.ok(
    careRules.some(({ id }) => id === rule),
    `no rule ${rule}`,
  );
  return (
    careVerdict(facts, setting).findings.find((one) => one.rule === rule) ??
    assert.fail(`${rule} does not apply to this setting`)
  );
}
