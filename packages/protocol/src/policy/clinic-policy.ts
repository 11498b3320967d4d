import type { Jurisdiction, Source } from '../evidence-mark.ts';
import { templates } from '../regimen/template.ts';
import { defaultPolicy, withinFloors } from './default-policy.ts';
import { jurisdictionRules } from './jurisdiction-rules.ts';
import type { Policy, Threshold, ThresholdName } from './policy.ts';
import { source } from './threshold.ts';

/** A list a clinic may change. */
export interface PolicyList {
  readonly values: readonly string[];
  readonly source: Source;
}

/** A clinic's whole policy: thresholds and the templates it uses, for one jurisdiction. Scales are the schedule's. */
export interface ClinicPolicy extends Policy {
  readonly jurisdiction: Jurisdiction;
  readonly templates: PolicyList;
  /** The consent form in force; absent while the clinic keeps no versions. */
  readonly consentVersion?: string;
}

/** Templates offered at first: select cases only after the medical lead adds them. */
const offered = templates.filter((one) => !one.selectCases).map(({ key }) => key);

/** What a clinic of a jurisdiction starts with. Where a country's position is stricter it is said in the source. */
export function clinicPolicyOf(jurisdiction: Jurisdiction): ClinicPolicy {
  const changes: { [K in ThresholdName]?: Partial<Threshold> } = {};
  if (jurisdiction === 'CA') {
    changes.ecgFromAge = {
      value: 18,
      source: source(
        'consensus',
        'College of Physicians and Surgeons of British Columbia, draft standard: ECG before parenteral ketamine for all',
      ),
    };
  }
  return Object.freeze({
    ...defaultPolicy,
    jurisdiction,
    thresholds: Object.freeze({
      ...defaultPolicy.thresholds,
      ...Object.fromEntries(
        Object.entries(changes).map(([name, change]) => [
          name,
          Object.freeze({ ...defaultPolicy.thresholds[name as ThresholdName], ...change }),
        ]),
      ),
    }),
    templates: Object.freeze({
      values: Object.freeze(offered),
      source: jurisdictionRules[jurisdiction].position.source,
    }),
  });
}

/** What is wrong with an edited policy, in plain sentences; empty means it may be put forward. */
export function policyProblems(policy: ClinicPolicy): readonly string[] {
  const keys = new Set(templates.map(({ key }) => key));
  return [
    ...withinFloors(policy),
    ...policy.templates.values.filter((key) => !keys.has(key)).map((key) => `There is no template ${key}.`),
    ...(policy.templates.values.length === 0 ? ['At least one template is needed.'] : []),
  ];
}

/** One threshold that an edit changes, beside its default and floor. */
export interface PolicyChange {
  readonly name: ThresholdName;
  readonly before: number;
  readonly after: number;
  readonly usual: number;
  readonly floor: number;
  readonly unit: string;
  readonly direction: 'moreCautious' | 'lessCautious';
  readonly source: Source;
}

/** What an edit changes, in the order of the thresholds. */
export function policyChanges(before: Policy, after: Policy): readonly PolicyChange[] {
  return (Object.keys(defaultPolicy.thresholds) as ThresholdName[]).flatMap((name) => {
    const [from, to] = [before.thresholds[name]?.value, after.thresholds[name]?.value];
    const { value, floor, unit, cautious, source: ground } = defaultPolicy.thresholds[name];
    if (from === to || from === undefined || to === undefined) return [];
    return [
      {
        name,
        before: from,
        after: to,
        usual: value,
        floor,
        unit,
        direction:
          to < from === (cautious === 'lower') ? ('moreCautious' as const) : ('lessCautious' as const),
        source: ground,
      },
    ];
  });
}

/** Who puts a policy in force. */
export interface PolicyActivation {
  readonly editedBy: string;
  readonly approvedBy: string;
  readonly reason: string;
  /** The scenario bank was run under the edited policy, and its differences were shown. */
  readonly scenariosShown: boolean;
}

/** Why an edited policy cannot be put in force; empty when it can. A second person is always needed. */
export function activationProblems(
  current: ClinicPolicy,
  edited: ClinicPolicy,
  { editedBy, approvedBy, reason, scenariosShown }: PolicyActivation,
): readonly string[] {
  return [
    ...policyProblems(edited),
    ...(edited.version === current.version + 1 ? [] : [`The next version is ${current.version + 1}.`]),
    ...(edited.jurisdiction === current.jurisdiction
      ? []
      : ['A policy does not move to another jurisdiction.']),
    ...(editedBy === '' || approvedBy === '' ? ['Two persons are needed.'] : []),
    ...(editedBy === approvedBy ? ['The second person must be another person.'] : []),
    ...(reason.trim() === '' ? ['A reason is missing.'] : []),
    ...(scenariosShown ? [] : ['The scenarios that change were not shown.']),
  ];
}
