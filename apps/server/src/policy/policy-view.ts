import type { Answered, PolicyChangeView, PolicyVersionView, routes } from '@evenkeel/contract';
import {
  allRules,
  clinicPolicyOf,
  listChanges,
  policyChanges,
  policyWithValues,
  templates,
  type ClinicPolicy,
  type PolicyList,
  type PolicyValues,
} from '@evenkeel/protocol';
import { policyVersionsOf, staffNames, type StoredPolicyVersion } from '@evenkeel/record';
import { missingBeforeGoLive } from '../audit/before-go-live.ts';
import type { Ground } from '../patients/ground.ts';

type PolicyView = Answered<(typeof routes)['policy']>;

/** The policy a stored version means, in force or not. */
export function policyOfVersion(ground: Pick<Ground, 'clinic'>, stored: StoredPolicyVersion): ClinicPolicy {
  return policyWithValues(ground.clinic.jurisdiction, stored.version, stored.body as PolicyValues);
}

/** What becomes of a version, given the one in force. */
export function stateOf(stored: StoredPolicyVersion, inForce: number): PolicyVersionView['state'] {
  if (stored.activated !== undefined) return stored.version === inForce ? 'inForce' : 'past';
  if (stored.withdrawn !== undefined) return 'withdrawn';
  return stored.basedOn === inForce ? 'proposed' : 'outdated';
}

/** The differences of two policies for the reader. */
export function differences(
  before: ClinicPolicy,
  after: ClinicPolicy,
): Pick<PolicyVersionView, 'changes' | 'lists'> {
  const usual = clinicPolicyOf(after.jurisdiction).thresholds;
  return {
    changes: policyChanges(before, after).map(({ source, ...one }): PolicyChangeView => ({
      ...one,
      usual: usual[one.name].value,
      mark: source.mark,
      citation: source.citation,
    })),
    lists: listChanges(before, after).map(({ list, added, removed }) => ({
      list,
      added: [...added],
      removed: [...removed],
    })),
  };
}

/** A version with who, when, why and the difference to the one it replaces. */
export async function versionViews(
  ground: Ground,
  versions: readonly StoredPolicyVersion[],
): Promise<PolicyVersionView[]> {
  const names = await staffNames(
    ground.tx,
    ground.scope,
    versions.flatMap((one) => [
      one.proposedBy,
      ...(one.activated === undefined ? [] : [one.activated.by]),
      ...(one.withdrawn === undefined ? [] : [one.withdrawn.by]),
    ]),
  );
  const name = (id: string) => names.get(id) ?? 'Unknown person';
  const views: PolicyVersionView[] = [];
  for (const one of versions) {
    const before = await ground.policyAt(one.basedOn);
    const { activated, withdrawn } = one;
    views.push({
      version: one.version,
      state: stateOf(one, ground.policy.version),
      basedOn: one.basedOn,
      reason: one.reason,
      proposedById: one.proposedBy,
      proposedByName: name(one.proposedBy),
      proposedAt: one.proposedAt,
      ...(activated === undefined
        ? {}
        : {
            activatedByName: name(activated.by),
            activatedAt: activated.at,
            scenariosChanged:
              (activated.scenarios as { readonly changed?: readonly unknown[] }).changed?.length ?? 0,
          }),
      ...(withdrawn === undefined
        ? {}
        : {
            withdrawnByName: name(withdrawn.by),
            withdrawnAt: withdrawn.at,
            withdrawnReason: withdrawn.reason,
          }),
      ...differences(before, policyOfVersion(ground, one)),
    });
  }
  return views;
}

function listView({ values, source }: PolicyList, usual: PolicyList) {
  return {
    values: [...values],
    usual: [...usual.values],
    mark: source.mark,
    citation: source.citation,
  };
}

/** The policy in force with all that its editor needs, the rules, and the history. */
export async function policyView(ground: Ground): Promise<PolicyView> {
  const { policy, clinic } = ground;
  const usual = clinicPolicyOf(clinic.jurisdiction);
  const versions = await versionViews(ground, await policyVersionsOf(ground.tx, ground.scope));
  const first: PolicyVersionView = {
    version: 1,
    state: policy.version === 1 ? 'inForce' : 'past',
    changes: [],
    lists: [],
  };
  return {
    version: policy.version,
    jurisdiction: policy.jurisdiction,
    templates: {
      ...listView(policy.templates, usual.templates),
      titles: Object.fromEntries(templates.map(({ key, title }) => [key, title])),
    },
    ...(policy.consentVersion === undefined ? {} : { consentVersion: policy.consentVersion }),
    versions: [...versions.toReversed(), first],
    thresholds: Object.entries(policy.thresholds).map(([name, one]) => ({
      name,
      value: one.value,
      usual: usual.thresholds[name as keyof typeof usual.thresholds].value,
      cautious: one.cautious,
      floor: one.floor,
      unit: one.unit,
      mark: one.source.mark,
      citation: one.source.citation,
    })),
    rules: allRules.map((rule) => ({
      id: rule.id,
      statement: rule.statement,
      ruleClass: rule.ruleClass,
      mark: rule.source.mark,
      citation: rule.source.citation,
    })),
    missing: [...missingBeforeGoLive(policy)],
  };
}
