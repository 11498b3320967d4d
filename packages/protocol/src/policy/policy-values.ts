import { clinicPolicyOf, type ClinicPolicy } from './clinic-policy.ts';
import type { Jurisdiction } from '../evidence-mark.ts';
import type { Threshold, ThresholdName } from './policy.ts';

/** What a clinic may set of its policy: values only. Units, floors and sources stay the house's. */
export interface PolicyValues {
  readonly thresholds: Readonly<Record<string, number>>;
  readonly templates: readonly string[];
  /** The consent form in force; absent while the clinic keeps no versions. */
  readonly consentVersion?: string | undefined;
}

/** The values of a policy, every one of them, so that a default that changes later does not change this version. */
export function policyValues(policy: ClinicPolicy): PolicyValues {
  return {
    thresholds: Object.fromEntries(
      Object.entries(policy.thresholds).map(([name, { value }]) => [name, value]),
    ),
    templates: [...policy.templates.values],
    ...(policy.consentVersion === undefined ? {} : { consentVersion: policy.consentVersion }),
  };
}

/**
 * The policy of a jurisdiction with a clinic's values. What the values do not name keeps its default; names that the house
 * does not know are left out (see `unknownNames`).
 */
export function policyWithValues(
  jurisdiction: Jurisdiction,
  version: number,
  values: PolicyValues,
): ClinicPolicy {
  const { consentVersion: _, ...own } = clinicPolicyOf(jurisdiction);
  const thresholds = Object.fromEntries(
    (Object.entries(own.thresholds) as [ThresholdName, Threshold][]).map(([name, usual]) => {
      const value = Object.hasOwn(values.thresholds, name) ? values.thresholds[name] : undefined;
      return [name, value === undefined ? usual : Object.freeze({ ...usual, value })];
    }),
  ) as ClinicPolicy['thresholds'];
  return Object.freeze({
    ...own,
    version,
    thresholds: Object.freeze(thresholds),
    templates: Object.freeze({ ...own.templates, values: Object.freeze([...values.templates]) }),
    ...(values.consentVersion === undefined ? {} : { consentVersion: values.consentVersion }),
  });
}

/** Names of thresholds that the house does not know, in plain sentences. */
export function unknownNames(values: PolicyValues): readonly string[] {
  const own = clinicPolicyOf('US');
  return Object.keys(values.thresholds)
    .filter((name) => !Object.hasOwn(own.thresholds, name))
    .map((name) => `There is no threshold ${name}.`);
}

/** A list that an edit changes. */
export interface ListChange {
  readonly list: 'templates' | 'consentVersion';
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What an edit changes in the lists and the consent form, in a fixed order. */
export function listChanges(before: ClinicPolicy, after: ClinicPolicy): readonly ListChange[] {
  const change = (
    list: ListChange['list'],
    from: readonly string[],
    to: readonly string[],
  ): readonly ListChange[] => {
    const added = to.filter((one) => !from.includes(one));
    const removed = from.filter((one) => !to.includes(one));
    return added.length + removed.length === 0 ? [] : [{ list, added, removed }];
  };
  const one = (text: string | undefined) => (text === undefined ? [] : [text]);
  return [
    ...change('templates', before.templates.values, after.templates.values),
    ...change('consentVersion', one(before.consentVersion), one(after.consentVersion)),
  ];
}
