import type { Instrument } from '@evenkeel/instruments';
import { baselineFault, isBetterBy, isInRemission } from './improvement.ts';
import { outcomeCuts } from './outcome.ts';
import type { OutcomeRow } from './outcome-row.ts';

/** Counts by week; place 0 is week 1. Typed arrays, as this runs over every course of a clinic at each look. */
export interface WeekTally {
  /** With a score in the week. */
  readonly scored: Float64Array;
  /** With a score, and a baseline from which a gain can be told. */
  readonly judged: Float64Array;
  readonly response: Float64Array;
  readonly remission: Float64Array;
  /** With a score and any baseline. */
  readonly changed: Float64Array;
  /** Sum of changes and of their squares, in thousandths of a point: whole numbers add up alike in any order. */
  readonly change: Float64Array;
  readonly changeSquared: Float64Array;
  /** Whose week has passed; with a score in it; with a baseline that counts; and in response and remission in it. */
  readonly passed: Float64Array;
  readonly passedScored: Float64Array;
  readonly passedJudgeable: Float64Array;
  readonly passedResponse: Float64Array;
  readonly passedRemission: Float64Array;
}

/** Goes through the rows once, without making anything for each of them. */
export function tallyWeeks(rows: readonly OutcomeRow[], instrument: Instrument, weeks: number): WeekTally {
  const tally = emptyTally(weeks);
  const percent = outcomeCuts.response.percent;
  for (const { baseline, weeks: totals, weeksPassed } of rows) {
    const isJudgeable = isTotal(baseline) && baselineFault(instrument, baseline) === undefined;
    for (let week = 0; week < weeks; week += 1) {
      const total = totals[week];
      const isPassed = weeksPassed > week;
      if (isPassed) {
        add(tally.passed, week, 1);
        if (isJudgeable) add(tally.passedJudgeable, week, 1);
      }
      if (!isTotal(total)) continue;
      add(tally.scored, week, 1);
      if (isPassed) add(tally.passedScored, week, 1);
      if (!isTotal(baseline)) continue;
      const change = Math.round(1000 * (total - baseline));
      add(tally.changed, week, 1);
      add(tally.change, week, change);
      add(tally.changeSquared, week, change * change);
      if (!isJudgeable) continue;
      add(tally.judged, week, 1);
      if (isBetterBy(instrument, baseline, total, percent)) {
        add(tally.response, week, 1);
        if (isPassed) add(tally.passedResponse, week, 1);
      }
      if (isInRemission(instrument, total)) {
        add(tally.remission, week, 1);
        if (isPassed) add(tally.passedRemission, week, 1);
      }
    }
  }
  return tally;
}

function emptyTally(weeks: number): WeekTally {
  const column = () => new Float64Array(weeks);
  return {
    scored: column(),
    judged: column(),
    response: column(),
    remission: column(),
    changed: column(),
    change: column(),
    changeSquared: column(),
    passed: column(),
    passedScored: column(),
    passedJudgeable: column(),
    passedResponse: column(),
    passedRemission: column(),
  };
}

function isTotal(total: number | null | undefined): total is number {
  return typeof total === 'number' && Number.isFinite(total);
}

function add(column: Float64Array, place: number, amount: number): void {
  column[place] = (column[place] ?? 0) + amount;
}
