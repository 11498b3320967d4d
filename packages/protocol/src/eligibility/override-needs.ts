import { canonicalJson, type Json } from '@evenkeel/quantities';
import type { Finding } from '../finding.ts';
import type { CareSetting } from '../rule.ts';
import { summaryOf, type EligibilitySummary } from './judge-eligibility.ts';

/**
 * What it takes to go past a finding. `no`: a hard stop, which nobody passes. `nothing`: the rule is met, or it only
 * informs. `reason`: a caution. `reasonAndSecond`: a hold, which a second person signs too.
 */
export type OverrideNeeds = 'no' | 'nothing' | 'reason' | 'reasonAndSecond';

/** What it takes to go past this finding, whether it is not met or not known. */
export function overrideNeeds({ ruleClass, verdict }: Finding): OverrideNeeds {
  if (verdict === 'met' || ruleClass === 'inform') return 'nothing';
  switch (ruleClass) {
    case 'hardStop':
      return 'no';
    case 'hold':
      return 'reasonAndSecond';
    case 'caution':
      return 'reason';
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

/** The summary of what is left once the findings that were gone past are taken out. A hard stop never is. */
export function summaryBeside(
  findings: readonly Finding[],
  overridden: ReadonlySet<string>,
): EligibilitySummary {
  return summaryOf(findings.filter((one) => one.ruleClass === 'hardStop' || !overridden.has(one.rule)));
}

/** Hard stops that are not met or not known: none of them passes. */
export function hardStopsInTheWay(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ ruleClass, verdict }) => ruleClass === 'hardStop' && verdict !== 'met');
}
