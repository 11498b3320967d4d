import type { OverrideView, SettingAsked, VerdictView } from '@evenkeel/contract';
import {
  firstDayOfChange,
  judgeCare,
  missingKind,
  overrideHolds,
  summaryBeside,
  waysToAnswer,
  type CareVerdict,
} from '@evenkeel/protocol';
import { overridesOf, staffNames, type StoredOverride, type StoredPatient } from '@evenkeel/record';
import { gatherFacts } from '../patients/gather-facts.ts';
import type { Ground } from '../patients/ground.ts';
import { careSetting } from './care-setting.ts';

/** How many days ahead a change by time alone is looked for: longer while nothing stands in the way. */
const daysAhead = { clear: 60, otherwise: 14 } as const;

/** The whole verdict as it is now, with the overrides that were made and whether each still speaks of its finding. */
export async function verdictView(
  ground: Ground,
  patient: StoredPatient,
  asked: SettingAsked,
): Promise<VerdictView> {
  const { tx, scope, policy, now } = ground;
  const facts = await gatherFacts(ground, patient);
  const setting = await careSetting(ground, patient, facts, asked);
  const judged = judgeCare(facts, policy, now, setting);
  const stored = await overridesOf(tx, scope, patient.patientId);
  const names = await staffNames(
    tx,
    scope,
    stored.flatMap(({ by, secondBy = by }) => [by, secondBy]),
  );
  const overrides = stored.map((one) => overrideView(one, judged, names));
  const change = firstDayOfChange(
    facts,
    policy,
    now,
    setting,
    judged.summary === 'mayProceed' ? daysAhead.clear : daysAhead.otherwise,
  );
  return {
    judgedAt: judged.at,
    policyVersion: judged.policyVersion,
    setting: judged.setting,
    summary: judged.summary,
    summaryBeside: summaryBeside(
      judged.findings,
      new Set(overrides.filter(({ inForce }) => inForce).map(({ rule }) => rule)),
      setting,
    ),
    findings: [...judged.findings],
    open: [...judged.open],
    toAsk: toAsk(judged),
    smallestChange: {
      to: judged.smallestChange.to,
      changes: [...judged.smallestChange.changes],
    },
    ...(change === undefined ? {} : { firstDayOfChange: { day: change.day, summary: change.summary } }),
    overrides,
  };
}

/** What is not known, in the order of how serious it is. */
function toAsk({ open, findings }: CareVerdict): VerdictView['toAsk'] {
  const byRule = new Map(findings.map((one) => [one.rule, one]));
  return open.flatMap((rule) => {
    const finding = byRule.get(rule);
    return finding === undefined || finding.missing.length === 0
      ? []
      : [
          {
            rule,
            says: [...finding.missing],
            kinds: finding.missing.map(missingKind),
            ways: [...waysToAnswer(rule)],
            ruleClass: finding.ruleClass,
          },
        ];
  });
}

function overrideView(
  one: StoredOverride,
  { findings, setting }: CareVerdict,
  names: ReadonlyMap<string, string>,
): OverrideView {
  const nameOf = (id: string) => names.get(id) ?? 'Unknown person';
  const finding = findings.find(({ rule }) => rule === one.finding.rule);
  return {
    overrideId: one.overrideId,
    rule: one.finding.rule,
    finding: one.finding,
    setting: one.setting,
    reason: one.reason,
    role: one.role,
    byName: nameOf(one.by),
    ...(one.secondBy === undefined ? {} : { secondName: nameOf(one.secondBy) }),
    at: one.at,
    inForce: finding !== undefined && overrideHolds(one, { finding, setting }),
  };
}
