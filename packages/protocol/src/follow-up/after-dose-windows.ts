import type { Source } from '../evidence-mark.ts';
import { local } from '../policy/threshold.ts';

/** A number of days with where it comes from. */
export interface SourcedDays {
  readonly days: number;
  readonly source: Source;
}

/** How long things after a dose stay in sight. */
export const afterDoseWindows = Object.freeze({
  /** Doses older than this have no checks any more. */
  owed: { days: 60, source: local('Who is not heard of for so long is in the list of long-term watching') },
  /** What a person told in a check stays on the list. */
  told: { days: 7, source: local('What was told is read at the next weekly meeting') },
  /** Mood is watched after the last dose. */
  mood: { days: 14, source: local('Mania is asked up to day 7, then weekly: one week more') },
} satisfies Readonly<Record<string, SourcedDays>>);
