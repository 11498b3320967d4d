import { createHash } from 'node:crypto';
import { authorise, type PolicyPreviewView } from '@evenkeel/contract';
import {
  activationProblems,
  policyProblems,
  policyValues,
  policyWithValues,
  unknownNames,
  type ClinicPolicy,
  type PolicyValues,
} from '@evenkeel/protocol';
import { canonicalJson, type Json } from '@evenkeel/quantities';
import {
  insertPolicyActivation,
  insertPolicyVersion,
  insertPolicyWithdrawal,
  insertReevaluation,
  lockPolicy,
  policyVersionsOf,
  type StoredPolicyVersion,
} from '@evenkeel/record';
import type { Context } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Ground } from '../patients/ground.ts';
import { differences, policyOfVersion, stateOf, versionViews } from './policy-view.ts';
import { readBank, runBank, scenarioFolder, type BankChanges } from './scenario-bank.ts';

/** What a person wants the policy to be; what is left out stays as it is in force. */
export interface PolicyEdit {
  readonly thresholds: Readonly<Record<string, number>>;
  readonly templates?: readonly string[] | undefined;
  /** `null`: the clinic keeps no versions of the form. */
  readonly consentVersion?: string | null | undefined;
  readonly reason: string;
}

/** Keeps a proposal. @throws Refusal POL-001 naming every floor passed and every list broken, or that nothing changes */
export async function proposePolicy(ground: Ground, edit: PolicyEdit): Promise<number> {
  const { tx, scope, now, policy, clinic } = ground;
  await lockPolicy(tx, scope);
  const current = policyValues(policy);
  const { consentVersion = current.consentVersion } = edit;
  const values: PolicyValues = {
    thresholds: { ...current.thresholds, ...edit.thresholds },
    templates: distinct(edit.templates ?? current.templates),
    ...(consentVersion === null || consentVersion === undefined ? {} : { consentVersion }),
  };
  const edited = policyWithValues(clinic.jurisdiction, policy.version + 1, values);
  const { changes, lists } = differences(policy, edited);
  const problems = [
    ...unknownNames(values),
    ...policyProblems(edited),
    ...(changes.length + lists.length === 0 ? ['Nothing differs from the policy in force.'] : []),
  ];
  if (problems.length > 0)
    throw new Refusal('POL-001', {
      fields: problems.map((says) => ({ path: says.split(' ')[0] ?? 'policy', says })),
    });
  return insertPolicyVersion(tx, scope, now, {
    basedOn: policy.version,
    body: values,
    reason: edit.reason,
  });
}

const distinct = (list: readonly string[]) => [...new Set(list)];

/** A version, and which one is in force by the database itself, whatever this server kept. */
async function versionOr404(
  ground: Ground,
  version: number,
): Promise<{ readonly stored: StoredPolicyVersion; readonly inForce: number }> {
  const versions = await policyVersionsOf(ground.tx, ground.scope);
  const stored = versions.find((one) => one.version === version);
  if (stored === undefined) throw new Refusal('POL-002');
  const activated = versions.filter((one) => one.activated !== undefined).map((one) => one.version);
  return { stored, inForce: Math.max(1, ...activated) };
}

const closed = {
  inForce: 'It is in force.',
  past: 'It was in force before.',
  withdrawn: 'It was withdrawn.',
  outdated: 'Another version came into force after it was written.',
} as const;

/** @throws Refusal POL-003 when the version is no open proposal any more */
async function openVersion(
  ground: Ground,
  version: number,
  mayBeOutdated = false,
): Promise<StoredPolicyVersion> {
  const { stored, inForce } = await versionOr404(ground, version);
  const state = stateOf(stored, inForce);
  if (state !== 'proposed' && !(mayBeOutdated && state === 'outdated'))
    throw new Refusal('POL-003', { detail: closed[state] });
  return stored;
}

/** Withdraws a proposal, whoever wrote it. @throws Refusal POL-002, POL-003 */
export async function withdrawPolicy(ground: Ground, version: number, reason: string): Promise<void> {
  await lockPolicy(ground.tx, ground.scope);
  await openVersion(ground, version, true);
  await insertPolicyWithdrawal(ground.tx, ground.scope, ground.now, { version, reason });
}

/** What a proposal does to the scenario bank. Both policies and the bank stay as they are, so it is worked out once. */
const ranBefore = new Map<string, Promise<BankChanges>>();
const mostRan = 100;

function bankChanges(clinicId: string, before: ClinicPolicy, after: ClinicPolicy): Promise<BankChanges> {
  const key = `${clinicId} ${before.version} ${after.version}`;
  const known = ranBefore.get(key);
  if (known !== undefined) return known;
  const running = readBank(scenarioFolder).then((bank) => runBank(bank, before, after));
  if (ranBefore.size >= mostRan) ranBefore.clear();
  ranBefore.set(key, running);
  running.catch(() => ranBefore.delete(key));
  return running;
}

/** A proposal with its differences, before the scenarios were run. */
export interface ProposalRead {
  readonly stored: StoredPolicyVersion;
  readonly before: ClinicPolicy;
  readonly after: ClinicPolicy;
  readonly view: Awaited<ReturnType<typeof versionViews>>[number];
  readonly inForce: ClinicPolicy;
}

/** Reads a proposal, or a version that was one. @throws Refusal POL-002 */
export async function readProposal(ground: Ground, version: number): Promise<ProposalRead> {
  const { stored } = await versionOr404(ground, version);
  const [view] = await versionViews(ground, [stored]);
  if (view === undefined) throw new Refusal('POL-002');
  return {
    stored,
    view,
    before: await ground.policyAt(stored.basedOn),
    after: policyOfVersion(ground, stored),
    inForce: ground.policy,
  };
}

/** A proposal as the second person sees it: the scenarios run under both policies, outside any transaction. */
export async function previewOf(
  c: Pick<Context, 'actor' | 'scope'>,
  read: ProposalRead,
): Promise<PolicyPreviewView> {
  const { stored, before, after, view, inForce } = read;
  const scenarios = await bankChanges(c.scope.clinicId, before, after);
  const isOpen = view.state === 'proposed';
  const problems = isOpen
    ? activationProblems(numbered(inForce, stored), after, {
        editedBy: stored.proposedBy,
        // Whoever looks may be the author; that is said by `whyNot`, not as a fault of the proposal.
        approvedBy: 'another person',
        reason: stored.reason,
        scenariosShown: true,
      })
    : [closed[view.state as keyof typeof closed]];
  const whyNot = !isOpen
    ? undefined
    : !authorise(c.actor, 'policy.activate').allowed
      ? 'Only a medical lead puts a policy in force.'
      : stored.proposedBy === c.scope.actorId
        ? 'You proposed it. Another medical lead has to put it in force.'
        : undefined;
  return {
    ...view,
    problems: [...problems],
    scenarios: {
      ran: scenarios.ran,
      changed: scenarios.changed.map((one) => ({ ...one, before: [...one.before], after: [...one.after] })),
      unread: [...scenarios.unread],
    },
    shown: createHash('sha256')
      .update(
        canonicalJson({
          version: stored.version,
          basedOn: stored.basedOn,
          changes: view.changes,
          lists: view.lists,
          scenarios,
        } as unknown as Json),
      )
      .digest('hex'),
    mayActivate: isOpen && problems.length === 0 && whyNot === undefined,
    ...(whyNot === undefined ? {} : { whyNot }),
  };
}

/** Numbers of withdrawn and outdated proposals are left out, so a proposal follows the version in force whatever its number. */
function numbered(inForce: ClinicPolicy, stored: StoredPolicyVersion): ClinicPolicy {
  return { ...inForce, version: stored.version - 1 };
}

/**
 * Puts a proposal in force, and asks for everybody to be judged again, in one transaction.
 * @throws Refusal POL-002, POL-003 when it is no open proposal or something else was shown, POL-004 for its author
 */
export async function activatePolicy(
  ground: Ground,
  version: number,
  preview: PolicyPreviewView,
  shown: string,
): Promise<void> {
  const { tx, scope, now, policy } = ground;
  await lockPolicy(tx, scope);
  const stored = await openVersion(ground, version);
  if (stored.proposedBy === scope.actorId) throw new Refusal('POL-004');
  const problems = activationProblems(numbered(policy, stored), policyOfVersion(ground, stored), {
    editedBy: stored.proposedBy,
    approvedBy: scope.actorId,
    reason: stored.reason,
    scenariosShown: preview.shown === shown,
  });
  if (problems.length > 0) throw new Refusal('POL-003', { detail: problems.join(' ') });
  await insertPolicyActivation(tx, scope, now, {
    version,
    proposedBy: stored.proposedBy,
    scenarios: preview.scenarios,
  });
  await insertReevaluation(tx, scope, now, { version, beforeVersion: stored.basedOn });
  await ground.post.queue()?.send(tx, 'reevaluate', { clinicId: scope.clinicId, version });
}
