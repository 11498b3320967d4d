/** One person's course as clinic outcomes count it. */
export interface OutcomeRow {
  readonly baseline: number | null;
  /** The total of week 1, 2, ... after the first dose; null, or a list too short, where there is none. */
  readonly weeks: readonly (number | null)[];
  /** Whole weeks since the first dose: how many weeks could have a score by now. */
  readonly weeksPassed: number;
  /** Days from the first response or remission to relapse or the last score; null without a response. */
  readonly relapseDays: number | null;
  readonly relapsed: boolean;
}
