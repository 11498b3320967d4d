import { ageOn, dateIn } from '@evenkeel/quantities';
import { judgeCare, type CareVerdict } from '../eligibility/judge-care.ts';
import type { Policy } from '../policy/policy.ts';
import {
  calculateRegimen,
  type CalculatedRegimen,
  type RegimenProblem,
} from '../regimen/calculate-regimen.ts';
import { weightsCompared } from '../regimen/dosing-weight.ts';
import { productById } from '../regimen/products.ts';
import { readAmount } from '../regimen/read-amount.ts';
import { templateByKey } from '../regimen/template.ts';
import { OutlineProblem } from './outline.ts';
import type { PatientScenario } from './patient-scenario.ts';

/** What the rules say of a written patient, and where that is not what was expected. */
export interface PatientOutcome {
  readonly kind: 'patient';
  readonly title: string;
  readonly verdict: CareVerdict;
  /** Findings that are not met, as `ELI-07 notMet`, in the order of the library. */
  readonly open: readonly string[];
  readonly dose?: CalculatedRegimen | { readonly problem: RegimenProblem } | { readonly typed: string };
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
  if (expect.open !== undefined) {
    const wanted = new Set(expect.open);
    const got = new Set(open);
    for (const one of expect.open)
      if (!got.has(one)) differences.push(`${one} was expected and is not there.`);
    for (const one of open) if (!wanted.has(one)) differences.push(`${one} was not expected.`);
  }
  compare('dose', expect.dose, dose === undefined ? undefined : doseWord(dose));
  compare('sentence', expect.sentence, dose !== undefined && 'sentence' in dose ? dose.sentence : undefined);
  return {
    kind: 'patient',
    title: scenario.title,
    verdict,
    open,
    ...(dose === undefined ? {} : { dose }),
    differences,
  };
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
  const template = templateByKey(dose.template);
  if (template === undefined) throw new OutlineProblem(`There is no template ${dose.template}.`);
  const read = (text: string) => readAmount(text, template.basis === 'perKg' ? 'mg/kg' : 'mg');
  const typed = read(dose.amount);
  if ('sentence' in typed) return { typed: typed.sentence };
  const last = dose.lastAmount === undefined ? undefined : read(dose.lastAmount);
  if (last !== undefined && 'sentence' in last)
    throw new OutlineProblem(`dose: lastAmount is ${dose.lastAmount}. ${last.sentence}`);
  const { weight, earlier } = weightsCompared(facts.weights, undefined);
  const product = productById(dose.product ?? 'ketamine-10');
  if (product === undefined) throw new OutlineProblem(`There is no product ${dose.product}.`);
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
    ...(last === undefined ? {} : { lastAmount: last.amount }),
    policy,
    now,
  });
}
