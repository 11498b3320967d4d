import type { Drug, Route } from '@evenkeel/pharmacology';
import { parseDate, type CalendarDate } from '@evenkeel/quantities';
import type { Jurisdiction, Source } from './evidence-mark.ts';
import type { RuleClass } from './finding.ts';
import type { DiagnosisKind } from './patient-facts.ts';
import type { ThresholdName } from './policy/policy.ts';

/** When a rule is asked: before the first dose of a course, before each later dose, or when a course goes on. */
export type CarePhase = 'firstDose' | 'laterDose' | 'continuing';

/** What a rule speaks for. An absent member means all of its kind. */
export interface AppliesTo {
  readonly drugs?: readonly Drug[];
  readonly routes?: readonly Route[];
  readonly jurisdictions?: readonly Jurisdiction[];
  readonly diagnoses?: readonly DiagnosisKind[];
  readonly phases?: readonly CarePhase[];
}

/** One thing a rule looks at; `window` names the policy's threshold for how old it may be. */
export interface RuleInput {
  readonly what: string;
  readonly window?: ThresholdName;
}

/** One rule as data. The functions that judge it quote its id; so do its tests. */
export interface RuleRecord {
  readonly id: string;
  readonly version: number;
  readonly statement: string;
  readonly ruleClass: RuleClass;
  /** Where the class differs for a drug: a hard stop for one may be a hold for the other. */
  readonly classFor?: { readonly [D in Drug]?: RuleClass };
  /**
   * Who alone may go past a finding of this rule, where its class does not say it: nobody, or someone with the medical
   * lead beside. Absent for what the class says.
   */
  readonly passedBy?: 'nobody' | 'medicalLead';
  readonly source: Source;
  readonly appliesTo: AppliesTo;
  readonly inputs: readonly RuleInput[];
  /** When a person last read the rule against its source. */
  readonly reviewed: CalendarDate;
}

/** The day this version of the library was read against its references. */
export const lastReviewed: CalendarDate = parseDate('2026-11-25') as CalendarDate;

/** Inputs without a window. */
export function inputs(...whats: readonly string[]): readonly RuleInput[] {
  return Object.freeze(whats.map((what) => Object.freeze({ what })));
}

/** The class of a rule for a drug. */
export function classOf(rule: RuleRecord, drug: Drug): RuleClass {
  return rule.classFor?.[drug] ?? rule.ruleClass;
}

/** What a verdict is about. */
export interface CareSetting {
  readonly drug: Drug;
  readonly route: Route;
  readonly phase: CarePhase;
  /** Why the drug is given; suicidality is the label's second indication of esketamine. */
  readonly indication?: 'resistant' | 'suicidality';
  /** The consent form in force at the clinic; absent when the clinic keeps no versions. */
  readonly consentVersion?: string;
}

/** The dose most clinics start with: racemic ketamine into a vein, before the first dose. */
export const usualSetting: CareSetting = Object.freeze({ drug: 'ketamine', route: 'iv', phase: 'firstDose' });

/** True when a rule speaks for this setting, jurisdiction and diagnosis. A diagnosis not recorded counts as any. */
export function applies(
  { appliesTo }: RuleRecord,
  setting: CareSetting,
  jurisdiction: Jurisdiction,
  diagnosis: DiagnosisKind | undefined,
): boolean {
  const has = <T>(list: readonly T[] | undefined, one: T) => list === undefined || list.includes(one);
  return (
    has(appliesTo.drugs, setting.drug) &&
    has(appliesTo.routes, setting.route) &&
    has(appliesTo.phases, setting.phase) &&
    has(appliesTo.jurisdictions, jurisdiction) &&
    (diagnosis === undefined || has(appliesTo.diagnoses, diagnosis))
  );
}
