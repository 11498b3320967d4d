import { decimal, type CalendarDate } from '@evenkeel/quantities';
import { careRules } from '../eligibility/care-rules.ts';
import { judgeCare, type CareVerdict } from '../eligibility/judge-care.ts';
import type { Finding } from '../finding.ts';
import type { PatientFacts, ScreeningAnswer, AnyQuestion, TestResult } from '../patient-facts.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { usualSetting, type CareSetting } from '../rule.ts';
import { answered, daysAgo, now, readyPatient } from './facts.ts';
import assert from 'node:assert/strict';

const no: readonly AnyQuestion[] = [
  'pressureRiseHazard',
  'unstableHeart',
  'hypertensiveEncephalopathy',
  'raisedHeadOrEyePressure',
  'ketamineMisuse',
  'breastFeeding',
  'moderateLiverDisease',
  'dialysis',
  'bladderDisease',
  'untreatedSleepApnoea',
  'sedatedToday',
  'overactiveThyroid',
  'phaeochromocytoma',
  'acutePorphyria',
  'uncontrolledSeizures',
  'dementiaOrDelirium',
  'symptomaticBrainInjury',
  'personalityPrimary',
  'switchRisk',
  'newIllnessOrMedicine',
];

/** A result without a finding. */
export const result = (test: TestResult['test'], more: Partial<TestResult> = {}): TestResult => ({
  test,
  clear: 'yes',
  takenAt: daysAgo(3),
  ...more,
});

/** Drops members that are undefined, so that a fact can be taken away. */
const whole = (facts: { readonly [K in keyof PatientFacts]?: PatientFacts[K] | undefined }): PatientFacts =>
  Object.fromEntries(
    Object.entries({ ...readyPatient, ...facts }).map(([key, value]) => [key, value]),
  ) as unknown as PatientFacts;

/** A patient for whom the whole verdict finds nothing in the way: 40 years, nothing of note. */
export const carePatient: PatientFacts = whole({
  screening: [
    ...readyPatient.screening,
    ...no.map((question) => answered(question, 'no')),
    answered('contraceptionPlan', 'yes'),
    answered('lastSessionReviewed', 'yes'),
  ],
  medicines: [{ name: 'Venlafaxine', status: 'active' }],
  totals: [
    { instrument: 'madrs', total: 32, answeredAt: daysAgo(2) },
    { instrument: 'phq9', total: 19, answeredAt: daysAgo(2) },
    { instrument: 'icsi', total: 1, answeredAt: daysAgo(2) },
    { instrument: 'c-ssrs-screener', total: 1, answeredAt: daysAgo(1) },
  ],
  results: [
    result('alt', { value: 0.6 }),
    result('bilirubin', { value: 0.5 }),
    result('egfr', { value: 95 }),
    result('urinalysis'),
    result('drugScreen'),
    result('pregnancyTest'),
    result('prescriptionMonitoring'),
    result('stopBang', { value: 1 }),
  ],
  consents: [
    { formVersion: '2', drug: 'ketamine', signedAt: daysAgo(10) },
    { formVersion: '2', drug: 'esketamine', signedAt: daysAgo(10) },
  ],
  escorts: [{ name: 'Robin Vale', phone: '555 0100', day: '2026-11-25' as CalendarDate }],
  doses: [],
  heightCm: decimal('170'),
});

/** The whole patient with these facts instead; an undefined member is taken away. */
export const care = (changes: {
  readonly [K in keyof PatientFacts]?: PatientFacts[K] | undefined;
}): PatientFacts => whole({ ...carePatient, ...changes });

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
