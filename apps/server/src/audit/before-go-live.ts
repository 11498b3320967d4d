import { pastFloors, type Policy } from '@evenkeel/protocol';

/** What a clinic still has to do before it works by this policy, as sentences. */
export function missingBeforeGoLive(policy: Policy): readonly string[] {
  const local = Object.values(policy.thresholds).filter((one) => one.source.mark === 'localDefault').length;
  const past = pastFloors(policy);
  return [
    ...(past.length > 0 ? [`These thresholds are set past their floor: ${past.join(', ')}.`] : []),
    ...(policy.version === 1 ? ['The medical lead has not signed this policy yet.'] : []),
    `${local} thresholds are local defaults without a published source; the medical lead confirms or changes each.`,
    'The crisis numbers shown to patients have to be checked for where the clinic is.',
  ];
}
