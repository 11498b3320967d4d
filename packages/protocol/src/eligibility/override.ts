import type { Drug } from '@evenkeel/pharmacology';
import type { Finding } from '../finding.ts';

/** A person who takes part in an override. */
export interface OverrideSigner {
  readonly id: string;
  readonly role: 'prescriber' | 'medicalLead' | 'clinician';
}

/** A decision to go on although a rule is not met or not known. */
export interface Override {
  readonly rule: string;
  readonly ruleVersion: number;
  readonly reason: string;
  readonly signer: OverrideSigner;
  readonly secondSigner?: OverrideSigner;
}

/**
 * Why an override of a finding cannot stand; empty when it can. A hard stop of esketamine cannot be overridden; one of
 * racemic ketamine needs the medical lead and a second clinician. A hold needs a prescriber and a reason, a caution a
 * reason. Nothing that is met or only informs is overridden.
 */
export function overrideProblems(finding: Finding, override: Override, drug: Drug): readonly string[] {
  const { rule, ruleVersion, ruleClass, verdict } = finding;
  const { signer, secondSigner, reason } = override;
  if (override.rule !== rule || override.ruleVersion !== ruleVersion)
    return ['The override is of another rule or version.'];
  if (verdict === 'met' || ruleClass === 'inform') return [`${rule} does not stand in the way.`];
  if (ruleClass === 'hardStop' && drug === 'esketamine')
    return [`${rule} is a hard stop of the label and cannot be overridden.`];
  const problems: string[] = [];
  if (reason.trim().length < 10) problems.push('A reason in words is missing.');
  if (ruleClass === 'hardStop') {
    if (verdict === 'unknown') problems.push('What is not known is asked, not overridden.');
    if (signer.role !== 'medicalLead') problems.push('The medical lead decides on a hard stop.');
    if (secondSigner === undefined) problems.push('A second clinician is needed.');
    else if (secondSigner.id === signer.id) problems.push('The second clinician must be another person.');
  }
  if (ruleClass === 'hold' && signer.role === 'clinician') problems.push('A prescriber decides on a hold.');
  return problems;
}

/** How often each rule was overridden, most first: a rule that is overridden often is looked at again. */
export function countOverrides(
  overrides: readonly Override[],
): readonly { readonly rule: string; readonly count: number; readonly signers: number }[] {
  return [...new Set(overrides.map(({ rule }) => rule))]
    .map((rule) => {
      const own = overrides.filter((one) => one.rule === rule);
      return { rule, count: own.length, signers: new Set(own.map(({ signer }) => signer.id)).size };
    })
    .toSorted((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
}
