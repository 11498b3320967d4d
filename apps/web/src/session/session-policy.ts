import { createContext, useContext } from 'react';
import { defaultPolicy, type Policy, type Threshold, type ThresholdName } from '@evenkeel/protocol';
import type { SessionFrame } from './local-store.ts';

const made = new WeakMap<object, Policy>();

/** The policy a session runs under, from the values that came with it: the same fold here as on the server. */
export function policyOfFrame(frame: Pick<SessionFrame, 'policyVersion' | 'thresholds'> | undefined): Policy {
  const values = frame?.thresholds;
  if (frame === undefined || values === undefined) return defaultPolicy;
  const known = made.get(values);
  if (known !== undefined) return known;
  const thresholds = Object.fromEntries(
    (Object.entries(defaultPolicy.thresholds) as [ThresholdName, Threshold][]).map(([name, usual]) => [
      name,
      { ...usual, value: values[name] ?? usual.value },
    ]),
  ) as Policy['thresholds'];
  const policy: Policy = Object.freeze({
    version: frame.policyVersion,
    thresholds: Object.freeze(thresholds),
  });
  made.set(values, policy);
  return policy;
}

/** The policy of the session that is shown. */
export const SessionPolicy = createContext<Policy>(defaultPolicy);

/** The policy of the session that is shown. */
export function useSessionPolicy(): Policy {
  return useContext(SessionPolicy);
}
