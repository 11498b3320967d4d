import { canonicalJson, type Json } from '@evenkeel/quantities';
import type { Finding } from '../finding.ts';
import type { CareSetting } from '../rule.ts';
import { careRules } from './care-rules.ts';
import { summaryOf, type EligibilitySummary } from './judge-eligibility.ts';

/**
 * What it takes to go past a finding. `no`: nobody passes it. `nothing`: the rule is met, or it only informs. `reason`: a
 * caution. `reasonAndMedicalLead`: a caution that the medical lead signs, alone or as the second. `reasonAndSecond`: a
 * hold, which a second person signs too. `medicalLeadAndSecond`: a hard stop for racemic ketamine that is known, which
 * the medical lead may pass with a second clinician.
 */
export type OverrideNeeds =
  | 'no'
  | 'nothing'
  | 'reason'
  | 'reasonAndMedicalLead'
  | 'reasonAndSecond'
  | 'medicalLeadAndSecond';

const passedBy = new Map(careRules.map((rule) => [rule.id, rule.passedBy] as const));

/**
 * What it takes to go past this finding for this drug, whether it is not met or not known. A hard stop that is not known
 * is asked about, never passed. Age under 18 and capacity (`passedBy: nobody`) stay shut for racemic ketamine too: a local
 * default, as the reference names no exception and neither is a risk that a clinician can weigh.
 */
export function overrideNeeds(
  { rule, ruleClass, verdict }: Pick<Finding, 'rule' | 'ruleClass' | 'verdict'>,
  { drug }: Pick<CareSetting, 'drug'>,
): OverrideNeeds {
  if (verdict === 'met' || ruleClass === 'inform') return 'nothing';
  const only = passedBy.get(rule);
  if (only === 'nobody') return 'no';
  switch (ruleClass) {
    case 'hardStop':
      return verdict === 'notMet' && drug === 'ketamine' ? 'medicalLeadAndSecond' : 'no';
    case 'hold':
      return 'reasonAndSecond';
    case 'caution':
      return only === 'medicalLead' ? 'reasonAndMedicalLead' : 'reason';
  }
}

/** An override as it was recorded: the finding as it was, and what the verdict was about. */
export interface OverrideMade {
  readonly finding: Finding;
  readonly setting: CareSetting;
}

/**
 * True while an override speaks of this very finding: the same rule in the same version and class, the same verdict on
 * the same data, for the same drug, route and phase. Anything else is a new finding, and is to be weighed anew.
 */
export function overrideHolds(made: OverrideMade, now: OverrideMade): boolean {
  return text(made) === text(now);
}

function text({ finding, setting }: OverrideMade): string {
  const { rule, ruleVersion, ruleClass, verdict, used, missing } = finding;
  return canonicalJson({
    rule,
    ruleVersion,
    ruleClass,
    verdict,
    // The age of a datum grows by itself; what it is and when it was taken does not.
    used: used.map(({ what, value, at = '', origin = '', stale }) => ({ what, value, at, origin, stale })),
    missing: [...missing],
    drug: setting.drug,
    route: setting.route,
    phase: setting.phase,
  } as unknown as Json);
}

/** The summary of what is left once the findings that were gone past are taken out; what nobody passes never is. */
export function summaryBeside(
  findings: readonly Finding[],
  overridden: ReadonlySet<string>,
  setting: Pick<CareSetting, 'drug'>,
): EligibilitySummary {
  return summaryOf(
    findings.filter((one) => !overridden.has(one.rule) || overrideNeeds(one, setting) === 'no'),
  );
}
