import type { PolicyInForce } from './policy-in-force.ts';

/** The values a version has or had: what the clinic started with, and then what each version before it changed. */
export function versionValues(
  policy: Pick<PolicyInForce, 'thresholds' | 'templates' | 'consentVersion' | 'versions'>,
  version: number,
): Pick<PolicyInForce, 'thresholds' | 'templates' | 'consentVersion'> | undefined {
  const found = policy.versions.find((one) => one.version === version);
  if (found === undefined) return undefined;
  const { consentVersion: _, ...rest } = policy;
  if (found.basedOn === undefined)
    return {
      thresholds: rest.thresholds.map((one) => ({ ...one, value: one.usual })),
      templates: { ...rest.templates, values: rest.templates.usual },
    };
  const before = versionValues(policy, found.basedOn);
  if (before === undefined) return undefined;
  const after = new Map(found.changes.map((one) => [one.name, one.after]));
  const list = (name: string, values: readonly string[]) => {
    const change = found.lists.find((one) => one.list === name);
    return [...values.filter((one) => change?.removed.includes(one) !== true), ...(change?.added ?? [])];
  };
  const [consentVersion] = list(
    'consentVersion',
    before.consentVersion === undefined ? [] : [before.consentVersion],
  );
  return {
    thresholds: before.thresholds.map((one) => ({ ...one, value: after.get(one.name) ?? one.value })),
    templates: { ...before.templates, values: list('templates', before.templates.values) },
    ...(consentVersion === undefined ? {} : { consentVersion }),
  };
}
