import type { Instrument } from '@evenkeel/instruments';
import { meanIntervalOf, type MeanInterval } from './mean-interval.ts';
import type { OutcomeRow } from './outcome-row.ts';
import { proportion, type Proportion } from './proportion.ts';
import { hiddenUnder, smallestShown, type Shown } from './small-group.ts';
import { timeToRelapse, type TimeToRelapse } from './time-to-relapse.ts';
import { tallyWeeks, type WeekTally } from './week-tally.ts';

/** What one week after the first dose looks like over a group. Each number stands with its own n. */
export interface WeekOutcome {
  readonly week: number;
  /** With a score in this week. */
  readonly scored: Shown<number>;
  /** Of those with a score and a baseline outside remission: at least 50 % better. */
  readonly response: Shown<Proportion>;
  /** Of the same: within the stored cut. Absent where the scale has none. */
  readonly remission?: Shown<Proportion>;
  /** The same of all whose week has passed, a missing score counted as no response: never better for a gap. */
  readonly responseOfAll: Shown<Proportion>;
  readonly remissionOfAll?: Shown<Proportion>;
  /** Change of the total since baseline, in points; negative is a fall. */
  readonly change: Shown<MeanInterval>;
  /** Of those whose week has passed: with a score in it. */
  readonly completion: Shown<Proportion>;
}

/** The outcomes of a group of courses on one scale. */
export interface ClinicOutcomes {
  readonly n: Shown<number>;
  readonly weeks: readonly WeekOutcome[];
  readonly relapse: Shown<TimeToRelapse>;
}

/**
 * Outcomes by week and time to relapse of one group. A number about fewer than `smallest` people is hidden with the
 * reason, and so is one that would give such a number away. Counts within a shown number, such as 3 responses of 40, are
 * shown. The order of the rows decides nothing. Groups shown beside others need `shownGroups` as well.
 */
export function clinicOutcomes(
  rows: readonly OutcomeRow[],
  instrument: Instrument,
  options: { readonly smallest?: number; readonly weeks?: number; readonly level?: number } = {},
): ClinicOutcomes {
  const { smallest = smallestShown, weeks = 12, level } = options;
  const tally = tallyWeeks(rows, instrument, weeks);
  const hasCut = instrument.remission !== undefined;
  return {
    n: rows.length < smallest ? hiddenUnder(smallest) : rows.length,
    weeks: Array.from({ length: weeks }, (_, place) =>
      weekOutcome(tally, place, { smallest, hasCut, level }),
    ),
    relapse: timeToRelapse(rows, smallest, level),
  };
}

function weekOutcome(
  tally: WeekTally,
  place: number,
  {
    smallest,
    hasCut,
    level,
  }: { readonly smallest: number; readonly hasCut: boolean; readonly level: number | undefined },
): WeekOutcome {
  const at = (column: keyof WeekTally) => tally[column][place] ?? 0;
  /** Shown when the group, and every other one that it would give away, is large enough. */
  const shareOf = (
    part: keyof WeekTally,
    whole: keyof WeekTally,
    alsoNeeds: keyof WeekTally = whole,
  ): Shown<Proportion> =>
    at(whole) < smallest || at(alsoNeeds) < smallest
      ? hiddenUnder(smallest)
      : proportion(at(part), at(whole), level);
  const scored = at('scored');
  return {
    week: place + 1,
    scored: scored < smallest ? hiddenUnder(smallest) : scored,
    response: shareOf('response', 'judged'),
    ...(hasCut ? { remission: shareOf('remission', 'judged') } : {}),
    responseOfAll: shareOf('passedResponse', 'passedJudgeable', 'judged'),
    ...(hasCut ? { remissionOfAll: shareOf('passedRemission', 'passedJudgeable', 'judged') } : {}),
    change: changeOf(at('changed'), at('change'), at('changeSquared'), smallest, level),
    completion: shareOf('passedScored', 'passed', 'passedScored'),
  };
}

function changeOf(
  n: number,
  sum: number,
  squares: number,
  smallest: number,
  level: number | undefined,
): Shown<MeanInterval> {
  if (n < smallest) return hiddenUnder(smallest);
  const mean = sum / n;
  return meanIntervalOf({ n, mean: mean / 1000, squares: (squares - sum * mean) / 1_000_000 }, level);
}
