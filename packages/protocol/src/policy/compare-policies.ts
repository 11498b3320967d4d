import type { Instant } from '@evenkeel/quantities';
import { careRules } from '../eligibility/care-rules.ts';
import { summaryOf, type EligibilitySummary } from '../eligibility/judge-eligibility.ts';
import type { Judgement } from '../eligibility/eligibility-rule.ts';
import type { Finding, RuleClass, Verdict } from '../finding.ts';
import type { PatientFacts } from '../patient-facts.ts';
import { applies, classOf, usualSetting, type CareSetting } from '../rule.ts';
import type { ClinicPolicy } from './clinic-policy.ts';
import type { Policy, Threshold, ThresholdName } from './policy.ts';

/** A rule that another policy lets come out otherwise. */
export interface RuleChange {
  readonly rule: string;
  readonly before: Verdict;
  readonly after: Verdict;
  /** What class it comes out in, where that differs: a hold may become a caution. */
  readonly classes?: { readonly before: RuleClass; readonly after: RuleClass };
}

/** What another policy does to one patient. */
export interface PolicyEffect {
  readonly before: EligibilitySummary;
  readonly after: EligibilitySummary;
  readonly rules: readonly RuleChange[];
}

/** The usual dose under a clinic's policy: its consent form is the one that counts. */
export function usualSettingOf(policy: Pick<ClinicPolicy, 'consentVersion'>): CareSetting {
  return policy.consentVersion === undefined
    ? usualSetting
    : { ...usualSetting, consentVersion: policy.consentVersion };
}

/**
 * Makes a comparer of two policies: for one patient at one moment, the summaries that `judgeCare` gives under each, and the
 * rules that come out otherwise. A rule is asked a second time only when it looked at a value that differs.
 */
export function comparePolicies(
  before: ClinicPolicy,
  after: ClinicPolicy,
  setting: CareSetting = usualSetting,
): (facts: PatientFacts, now: Instant) => PolicyEffect {
  const watched = watch(before, after);
  const settingBefore = withConsent(setting, before);
  const settingAfter = withConsent(setting, after);
  const sameSetting = settingBefore.consentVersion === settingAfter.consentVersion;
  return (facts, now) => {
    const first: Light[] = [];
    const second: Light[] = [];
    const rules: RuleChange[] = [];
    for (const rule of careRules) {
      if (!applies(rule, settingBefore, facts.jurisdiction, facts.diagnosis?.kind)) continue;
      watched.reset();
      const one = rule.judge(facts, watched.policy, now, settingBefore);
      const two = watched.differed() || !sameSetting ? rule.judge(facts, after, now, settingAfter) : one;
      const usual = classOf(rule, setting.drug);
      const was = light(one, usual);
      const will = light(two, usual);
      first.push(was);
      second.push(will);
      const otherClass = was.verdict !== 'met' && will.verdict !== 'met' && was.ruleClass !== will.ruleClass;
      if (was.verdict !== will.verdict || otherClass)
        rules.push({
          rule: rule.id,
          before: was.verdict,
          after: will.verdict,
          ...(otherClass ? { classes: { before: was.ruleClass, after: will.ruleClass } } : {}),
        });
    }
    return { before: summaryOf(first), after: summaryOf(second), rules };
  };
}

type Light = Pick<Finding, 'verdict' | 'ruleClass'>;

function light({ verdict, ruleClass }: Judgement, usual: Finding['ruleClass']): Light {
  return { verdict, ruleClass: ruleClass ?? usual };
}

function withConsent(given: CareSetting, policy: Pick<ClinicPolicy, 'consentVersion'>): CareSetting {
  const { drug, route, phase, indication } = given;
  return {
    drug,
    route,
    phase,
    ...(indication === undefined ? {} : { indication }),
    ...(policy.consentVersion === undefined ? {} : { consentVersion: policy.consentVersion }),
  };
}

/** The earlier policy, which notes when somebody looks at a value that the later one changes. */
function watch(before: ClinicPolicy, after: ClinicPolicy) {
  let seen = false;
  const thresholds: { [K in ThresholdName]?: Threshold } = {};
  for (const name of Object.keys(before.thresholds) as ThresholdName[]) {
    const same = before.thresholds[name].value === after.thresholds[name].value;
    Object.defineProperty(thresholds, name, {
      enumerable: true,
      get: same
        ? () => before.thresholds[name]
        : () => {
            seen = true;
            return before.thresholds[name];
          },
    });
  }
  const policy: Policy = { version: before.version, thresholds: thresholds as Policy['thresholds'] };
  return {
    policy,
    reset: () => {
      seen = false;
    },
    differed: () => seen,
  };
}
