import { dateIn, type Instant } from '@evenkeel/quantities';
import { limit } from '../policy/default-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { SessionPhase } from './session-state.ts';

const watched: ReadonlySet<SessionPhase> = new Set<SessionPhase>(['infusing', 'paused', 'recovery']);

/** [MON-17] Who has had a dose and has not left yet is watched. */
export function isWatched(phase: SessionPhase): boolean {
  return watched.has(phase);
}

/** How many observers were present when somebody counted them. */
export interface ObserverCount {
  readonly observers: number;
  readonly at: Instant;
}

/** [MON-17] The count that holds now: it holds on the clinic's day it was made. A new day begins uncounted. */
export function observersNow<C extends ObserverCount>(
  newest: C | undefined,
  timeZone: string,
  now: Instant,
): C | undefined {
  return newest !== undefined && newest.at <= now && dateIn(timeZone, newest.at) === dateIn(timeZone, now)
    ? newest
    : undefined;
}

/** [MON-17] Whether the observers are enough for the patients in the chairs; an unknown number is never enough. */
export function observersEnough(
  patients: number,
  observers: number | undefined,
  policy: Policy,
): { readonly verdict: 'met' | 'notMet' | 'unknown'; readonly says: string } {
  const each = limit(policy, 'patientsPerObserver');
  const needed = Math.ceil(patients / each);
  const counted = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;
  const want = `${counted(patients, 'patient')} to watch: at least ${counted(needed, 'observer')}, at most ${counted(each, 'patient')} each, nobody out of sight.`;
  if (observers === undefined)
    return { verdict: 'unknown', says: `${want} How many are present was not counted today.` };
  return {
    verdict: observers >= needed ? 'met' : 'notMet',
    says: `${want} ${present(observers)} ${observers >= needed ? 'That is enough.' : 'That is too few.'}`,
  };
}

function present(observers: number): string {
  return observers === 0 ? 'Nobody is present.' : `${observers} ${observers === 1 ? 'is' : 'are'} present.`;
}
