import type { RuleRecord } from '@evenkeel/protocol';

/** The area of a rule: what stands before the dash of its id. */
export function areaOf({ id }: Pick<RuleRecord, 'id'>): string {
  return id.split('-')[0] ?? id;
}
