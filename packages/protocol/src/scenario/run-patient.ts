import { ageOn, dateIn, type Instant } from '@evenkeel/quantities';
import { judgeCare, type CareVerdict } from '../eligibility/judge-care.ts';
import { afterDoseChecks, moodWatch, type AfterDoseCheck, type MoodWatch } from '../follow-up/after-dose.ts';
import { reviewCourse, type CourseReview } from '../follow-up/course-review.ts';
import { longTermStates, type LongTermState } from '../follow-up/long-term.ts';
import type { PatientFacts } from '../patient-facts.ts';
import type { Policy } from '../policy/policy.ts';
import {
  calculateRegimen,
  type CalculatedRegimen,
  type RegimenProblem,
} from '../regimen/calculate-regimen.ts';
import { weightsCompared } from '../regimen/dosing-weight.ts';
import { readAmount } from '../regimen/read-amount.ts';
import type { AfterDoseFacts } from './follow-up-facts.ts';
import type { PatientScenario } from './patient-scenario.ts';

/** The days after a dose. */
export interface AfterOutcome {
  readonly checks: readonly AfterDoseCheck[];
  readonly mood?: MoodWatch;
}

/** What the rules say of a written patient, and where that is not what was expected. */
export interface PatientOutcome {
  readonly kind: 'patient';
  readonly title: string;
  readonly verdict: CareVerdict;
  /** Findings that are not met, as `ELI-07 notMet`, in the order of the library. */
  readonly open: readonly string[];
  readonly dose?: CalculatedRegimen | { readonly problem: RegimenProblem } | { readonly typed: string };
  /** What long-term watching says; only of a file that expects it or tells of misuse. */
  readonly longTerm?: readonly LongTermState[];
  /** What is owed after a dose, and the watch for a switch of mood in bipolar disorder; only of a file that tells of it. */
  readonly after?: AfterOutcome;
  /** What the review of the course says; only of a file that tells of a course. */
  readonly review?: CourseReview;
  readonly differences: readonly string[];
}

/** Judges a written patient under a policy. */
export function runPatient(scenario: PatientScenario, policy: Policy): PatientOutcome {
  const { facts, setting, now, expect } = scenario;
  const verdict = judgeCare(facts, policy, now, setting);
  const open = verdict.findings
    .filter((one) => one.verdict !== 'met')
    .map((one) => `${one.rule} ${one.verdict}`);
  const dose = doseOutcome(scenario, policy);
  const differences: string[] = [];
  const compare = (what: string, wanted: string | undefined, got: string | undefined) => {
    if (wanted !== undefined && wanted !== got)
      differences.push(`${what}: expected ${wanted}, found ${got ?? 'nothing'}.`);
  };
  compare('summary', expect.summary, verdict.summary);
  const lists = (wanted: readonly string[] | undefined, got: readonly string[]) => {
    if (wanted === undefined) return;
    for (const one of wanted)
      if (!got.includes(one)) differences.push(`${one} was expected and is not there.`);
    for (const one of got) if (!wanted.includes(one)) differences.push(`${one} was not expected.`);
  };
  const longTerm =
    expect.longTerm === undefined && scenario.misuse === undefined
      ? undefined
      : longTermStates(facts, scenario.misuse, policy, now);
  const after = scenario.after === undefined ? undefined : afterOutcome(scenario.after, facts, policy, now);
  const review = scenario.course === undefined ? undefined : reviewCourse(scenario.course, policy);
  lists(expect.open, open);
  compare('dose', expect.dose, dose === undefined ? undefined : doseWord(dose));
  compare('sentence', expect.sentence, dose !== undefined && 'sentence' in dose ? dose.sentence : undefined);
  if (longTerm !== undefined) lists(expect.longTerm, longTermWords(longTerm));
  if (after !== undefined) lists(expect.after, afterWords(after));
  if (review !== undefined) lists(expect.review, reviewWords(review));
  return {
    kind: 'patient',
    title: scenario.title,
    verdict,
    open,
    ...(dose === undefined ? {} : { dose }),
    ...(longTerm === undefined ? {} : { longTerm }),
    ...(after === undefined ? {} : { after }),
    ...(review === undefined ? {} : { review }),
    differences,
  };
}

/** What long-term watching finds or is owed, as `LTM-01 trigger`, `LTM-03 unknown` and `LTM-03 due`. */
export function longTermWords(states: readonly LongTermState[]): readonly string[] {
  return states.flatMap(({ rule, finding, due }) => [
    ...(finding === 'nothing' ? [] : [`${rule} ${finding}`]),
    ...(due ? [`${rule} due`] : []),
  ]);
}

function afterOutcome(
  { doseEndedAt, answeredAt, mood }: AfterDoseFacts,
  { diagnosis }: PatientFacts,
  policy: Policy,
  now: Instant,
): AfterOutcome {
  const bipolar = diagnosis?.kind === 'bipolarI' || diagnosis?.kind === 'bipolarII';
  return {
    checks: afterDoseChecks(doseEndedAt, answeredAt, diagnosis?.kind, now),
    ...(bipolar ? { mood: moodWatch(mood, policy) } : {}),
  };
}

/** Checks that are due or were not answered, and what the watch of mood says, as `AFT-04 silent` and `AFT-05 hold`. */
export function afterWords({ checks, mood }: AfterOutcome): readonly string[] {
  const open = checks
    .filter(({ state }) => state === 'due' || state === 'silent')
    .map(({ rule, state }) => `${rule} ${state}`);
  return [
    // Two checks that were not answered are one call.
    ...new Set(open),
    ...(mood === undefined || mood.level === 'none' ? [] : [`${mood.rule} ${mood.level}`]),
  ];
}

/** The voices of a review that do not speak for going on, as `STP-01 stop`. */
export function reviewWords({ voices }: CourseReview): readonly string[] {
  return voices
    .filter(({ speaksFor }) => speaksFor !== 'continue')
    .map(({ rule, speaksFor }) => `${rule} ${speaksFor}`);
}

/** `protocol`, `outside`, `refused CODE`, or `refused typing`. */
export function doseWord(dose: NonNullable<PatientOutcome['dose']>): string {
  if ('typed' in dose) return 'refused typing';
  return 'problem' in dose ? `refused ${dose.problem.code}` : dose.band;
}

function doseOutcome(
  { dose, facts, now }: PatientScenario,
  policy: Policy,
): PatientOutcome['dose'] | undefined {
  if (dose === undefined) return undefined;
  const { template, product } = dose;
  const typed = readAmount(dose.amount, template.basis === 'perKg' ? 'mg/kg' : 'mg');
  if ('sentence' in typed) return { typed: typed.sentence };
  const { weight, earlier } = weightsCompared(facts.weights, undefined);
  const minutes = dose.minutes ?? template.minutes?.usual;
  return calculateRegimen({
    template,
    amount: typed.amount,
    weight,
    earlierWeights: earlier,
    ...(facts.heightCm === undefined ? {} : { heightCm: facts.heightCm }),
    sex: facts.sex,
    ...(facts.birthDate === undefined
      ? {}
      : { ageYears: ageOn(facts.birthDate, dateIn(facts.timeZone, now)) }),
    ...(['iv', 'im', 'sc'].includes(template.route) ? { product } : {}),
    ...(minutes === undefined ? {} : { durationMinutes: minutes }),
    weightConfirmed: dose.weightConfirmed,
    jurisdiction: facts.jurisdiction,
    timeZone: facts.timeZone,
    ...(dose.lastAmount === undefined ? {} : { lastAmount: dose.lastAmount }),
    policy,
    now,
  });
}
