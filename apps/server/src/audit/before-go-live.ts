import { pastFloors, type Policy } from '@evenkeel/protocol';

/** What a clinic still has to do before it works by this policy, as sentences. */
export function missingBeforeGoLive(policy: Policy): readonly string[] {
  const local = Object.values(policy.thresholds).filter((one) => one.source.mark === 'localDefault').length;
  const past = pastFloors(policy);
  return [
    ...(past.length > 0 ? [`These thresholds are set past their limit: ${past.join(', ')}.`] : []),
    ...(policy.version === 1
      ? ['The policy is still the one a clinic starts with: no medical lead has put a version in force.']
      : []),
    `${local} thresholds are local defaults without a published source. The medical lead reads each on the policy page and proposes what has to change.`,
    'The crisis numbers shown to patients have to be checked for where the clinic is.',
  ];
}
