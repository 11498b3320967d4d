import type { Finding } from '../finding.ts';
import type { CareSetting } from '../rule.ts';
import { overrideHolds, overrideNeeds, type OverrideMade } from './override-needs.ts';

/** What the findings are weighed for: a plan of days to come with the decision before it, or a session today. */
export type WeighedFor = 'plan' | 'session';

/**
 * The hours since the last dose. A plan is about days to come, and its days are checked one by one; at the chair the rule
 * stops also while it is not known.
 */
const interval = 'CAR-05';

/** A verdict with the overrides that were made, whether or not they still hold. */
export interface Weighed {
  readonly findings: readonly Finding[];
  readonly setting: CareSetting;
  readonly overrides: readonly OverrideMade[];
}

/**
 * What stops the decision "eligible" and a plan, or the opening of a session: a hard stop that is not met or not known, a
 * hold that is not met, and at the chair the interval between doses while it is not known. An override that still holds
 * takes its finding out, unless nobody may pass it.
 */
export function inTheWay(
  { findings, setting, overrides }: Weighed,
  weighedFor: WeighedFor,
): readonly Finding[] {
  const stops = ({ rule, ruleClass, verdict }: Finding): boolean => {
    if (verdict === 'met' || (rule === interval && weighedFor === 'plan')) return false;
    if (ruleClass === 'hardStop') return true;
    return ruleClass === 'hold' && (verdict === 'notMet' || rule === interval);
  };
  return findings.filter((one) => stops(one) && !isPassed(one, setting, overrides));
}

/** Holds that are not known and were not gone past. They are shown as open; they stop nothing but the interval's. */
export function openHolds({ findings, setting, overrides }: Weighed): readonly Finding[] {
  return findings.filter(
    (one) => one.ruleClass === 'hold' && one.verdict === 'unknown' && !isPassed(one, setting, overrides),
  );
}

/**
 * Findings not met that the medical lead signs for, and has not yet: a plan then asks for the medical lead's signature.
 */
export function askMedicalLead({ findings, setting, overrides }: Weighed): readonly Finding[] {
  return findings.filter(
    (one) =>
      one.verdict === 'notMet' &&
      overrideNeeds(one, setting) === 'reasonAndMedicalLead' &&
      !isPassed(one, setting, overrides),
  );
}

function isPassed(finding: Finding, setting: CareSetting, overrides: readonly OverrideMade[]): boolean {
  return (
    overrideNeeds(finding, setting) !== 'no' &&
    overrides.some((made) => overrideHolds(made, { finding, setting }))
  );
}
