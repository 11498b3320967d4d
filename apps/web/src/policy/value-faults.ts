import { unitOf } from '../app/format.ts';
import { defaultPolicy, policyFaults, type Policy, type ThresholdName } from '@evenkeel/protocol';
import { policyWords as t } from '../words/policy-en.ts';
import type { ThresholdRow } from './policy-in-force.ts';
import { thresholdTitle } from './threshold-areas.ts';

const plain = /^\d+(\.\d+)?$/;

/** The side a value is held to: `At most 90 days`. */
export function limitText(one: Pick<ThresholdRow, 'cautious' | 'floor' | 'unit'>): string {
  return t.limits[one.cautious](`${one.floor} ${unitOf(one.floor, one.unit)}`);
}

/**
 * What is wrong with typed values, by threshold, in words. Two values that must not cross are said at both that were
 * typed, or at the lower when neither was.
 */
export function valueFaults(
  rows: readonly ThresholdRow[],
  typed: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const says = new Map<string, string>();
  const byName = new Map(rows.map((one) => [one.name, one]));
  const unread = rows.filter(({ name, value }) => !plain.test((typed[name] ?? String(value)).trim()));
  for (const { name } of unread) says.set(name, t.notNumber);
  // What is no number is said as such; the others are judged beside the value that is in force.
  const valueOf = (name: string): number | undefined => {
    const one = byName.get(name);
    return one === undefined || says.get(name) === t.notNumber
      ? one?.value
      : Number(typed[name] ?? one.value);
  };
  const policy: Policy = {
    version: 1,
    thresholds: Object.fromEntries(
      Object.entries(defaultPolicy.thresholds).map(([name, one]) => [
        name,
        { ...one, value: valueOf(name) ?? one.value },
      ]),
    ) as Policy['thresholds'],
  };
  const put = (name: string, text: string) => {
    if (!says.has(name)) says.set(name, text);
  };
  const sure = (name: ThresholdName) => policy.thresholds[name].value;
  for (const fault of policyFaults(policy)) {
    const { name } = fault;
    if (fault.kind === 'floor') put(name, `${limitText(defaultPolicy.thresholds[name])}.`);
    else if (fault.kind === 'order') {
      const { above } = fault;
      if (typed[name] !== undefined || typed[above] === undefined)
        put(name, t.notAbove(thresholdTitle(above), sure(above)));
      if (typed[above] !== undefined) put(above, t.notBelow(thresholdTitle(name), sure(name)));
    } else put(name, t.aboveZero);
  }
  return says;
}

/** A sentence of the server with its thresholds by their titles. */
export function withTitles(says: string): string {
  return says.replaceAll(/\b[a-z][A-Za-z0-9]+\b/g, (word) => {
    const title = thresholdTitle(word);
    return title === word ? word : `“${title}”`;
  });
}
