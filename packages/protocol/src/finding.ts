import type { Instant } from '@evenkeel/quantities';
import type { Source } from './evidence-mark.ts';

/**
 * The class of a rule: hardStop is passed by nobody for esketamine, and for racemic ketamine by the medical lead with a
 * second clinician (`overrideNeeds`); hold waits for something; caution asks for a recorded reason; inform only tells.
 */
export type RuleClass = 'hardStop' | 'hold' | 'caution' | 'inform';

/** A rule's outcome. `unknown` is never treated as `met`: what was not asked is named in `missing`. */
export type Verdict = 'met' | 'notMet' | 'unknown';

/** One datum a rule looked at, with its age at the time of judging. */
export interface DatumUsed {
  readonly what: string;
  readonly value: string;
  readonly at?: Instant | string;
  readonly ageDays?: number;
  /** Where it came from: a person, a device, another clinic's record. */
  readonly origin?: string;
  readonly stale: boolean;
}

/** One rule's verdict on one patient at one moment (promise 7). */
export interface Finding {
  readonly rule: string;
  readonly ruleVersion: number;
  readonly statement: string;
  readonly ruleClass: RuleClass;
  readonly verdict: Verdict;
  /** What this verdict means for today, one sentence. */
  readonly says: string;
  readonly source: Source;
  readonly used: readonly DatumUsed[];
  /** What is not known and would have to be recorded. */
  readonly missing: readonly string[];
  /** What would change the verdict, one sentence. */
  readonly wouldChange: string;
}
