import type { EntryType } from './entry.ts';

/** The entries that a dose is told by: a fold of these alone gives the same dose as a fold of the whole log. */
export const doseEntries = Object.freeze([
  'doseStart',
  'deviceGiven',
  'dosePause',
  'doseResume',
  'doseEnd',
  'retraction',
] as const satisfies readonly EntryType[]);
