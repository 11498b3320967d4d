import type { Answered, routes } from '@evenkeel/contract';
import { thresholdTitle } from './threshold-areas.ts';

export type PolicyInForce = Answered<(typeof routes)['policy']>;
export type ThresholdRow = PolicyInForce['thresholds'][number];

/** True when a threshold answers a search, by its name, title, unit or source. */
export function fits(one: ThresholdRow, search: string): boolean {
  const text = [one.name, thresholdTitle(one.name), one.unit, one.citation].join(' ').toLowerCase();
  return text.includes(search.trim().toLowerCase());
}
