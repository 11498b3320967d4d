import { clinicPolicyOf, type ClinicPolicy, type ScaleMoment } from './clinic-policy.ts';
import type { Jurisdiction } from '../evidence-mark.ts';
import type { Threshold, ThresholdName } from './policy.ts';

/** What a clinic may set of its policy: values only. Units, floors and sources stay the house's. */
export interface PolicyValues {
  readonly thresholds: Readonly<Record<string, number>>;
  readonly templates: readonly string[];
  readonly scales: { readonly [M in ScaleMoment]?: readonly string[] };
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
    scales: Object.fromEntries(
      Object.entries(policy.scales).map(([moment, { values }]) => [moment, [...values]]),
    ),
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
  const scales = Object.fromEntries(
    (Object.keys(own.scales) as ScaleMoment[]).map((moment) => {
      const set = values.scales[moment];
      return [
        moment,
        set === undefined ? own.scales[moment] : { ...own.scales[moment], values: Object.freeze([...set]) },
      ];
    }),
  ) as ClinicPolicy['scales'];
  return Object.freeze({
    ...own,
    version,
    thresholds: Object.freeze(thresholds),
    templates: Object.freeze({ ...own.templates, values: Object.freeze([...values.templates]) }),
    scales: Object.freeze(scales),
    ...(values.consentVersion === undefined ? {} : { consentVersion: values.consentVersion }),
  });
}

/** Names of thresholds and moments that the house does not know, in plain sentences. */
export function unknownNames(values: PolicyValues): readonly string[] {
  const own = clinicPolicyOf('US');
  return [
    ...Object.keys(values.thresholds)
      .filter((name) => !Object.hasOwn(own.thresholds, name))
      .map((name) => `There is no threshold ${name}.`),
    ...Object.keys(values.scales)
      .filter((moment) => !Object.hasOwn(own.scales, moment))
      .map((moment) => `There is no moment ${moment}.`),
  ];
}

/** A list that an edit changes. */
export interface ListChange {
  /** `templates`, a moment at which scales are asked, or `consentVersion`. */
  readonly list: 'templates' | 'consentVersion' | ScaleMoment;
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
    ...(Object.keys(before.scales) as ScaleMoment[]).flatMap((moment) =>
      change(moment, before.scales[moment].values, after.scales[moment].values),
    ),
    ...change('consentVersion', one(before.consentVersion), one(after.consentVersion)),
  ];
}
