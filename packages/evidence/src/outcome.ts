import type { Instrument } from '@evenkeel/instruments';
import { baselineFault, isBetterBy, isInRemission, toTenths } from './improvement.ts';

/** What one score says against its baseline. */
export type Outcome = 'baseline' | 'noResponse' | 'partial' | 'response' | 'remission' | 'unknown';

/** Cut-offs, per cent of improvement on the baseline, with where they come from and how well they are grounded. */
export const outcomeCuts = Object.freeze({
  response: Object.freeze({
    percent: 50,
    mark: 'trial',
    citation: 'Response: a fall of 50 % or more from baseline, as in ELEKT-D',
  }),
  partial: Object.freeze({
    percent: 25,
    mark: 'localDefault',
    citation: 'Partial response: 25 to 49 %. Local default',
  }),
});

/** A change of total. `percent` is of the baseline, to one decimal, negative for a fall; absent when baseline is 0. */
export interface Change {
  readonly change: number;
  readonly percent?: number;
}

/** The change from a baseline total to a current one; undefined while either is unknown. */
export function changeSinceBaseline(
  baseline: number | undefined,
  current: number | undefined,
): Change | undefined {
  if (baseline === undefined || current === undefined) return undefined;
  const change = current - baseline;
  return baseline === 0 ? { change } : { change, percent: toTenths((1000 * change) / baseline) };
}

/** An outcome with the cut it rests on, so that two definitions are never mixed. */
export interface JudgedOutcome {
  readonly outcome: Outcome;
  /** The cut in words, such as "PHQ-9 below 5; Kroenke 2001". */
  readonly cut: string;
}

/**
 * The outcome of one score. Unknown when either total is unknown, when the baseline was within remission already, as a
 * fall from there says nothing, and when the baseline is the best there is. Remission is told before response, where the
 * instrument has a cut for it; percentages are compared exactly. Where higher is better, a rise is the gain.
 */
export function outcomeOf(
  instrument: Instrument,
  baseline: number | undefined,
  current: number | undefined,
): JudgedOutcome {
  if (baseline === undefined) return { outcome: 'unknown', cut: 'There is no baseline score.' };
  if (current === undefined) return { outcome: 'unknown', cut: 'There is no total.' };
  const fault = baselineFault(instrument, baseline);
  if (fault !== undefined) return { outcome: 'unknown', cut: fault };
  if (instrument.remission !== undefined && isInRemission(instrument, current))
    return { outcome: 'remission', cut: instrument.remission.citation };
  const { response, partial } = outcomeCuts;
  if (isBetterBy(instrument, baseline, current, response.percent))
    return { outcome: 'response', cut: response.citation };
  return isBetterBy(instrument, baseline, current, partial.percent)
    ? { outcome: 'partial', cut: partial.citation }
    : { outcome: 'noResponse', cut: partial.citation };
}

/** Totals at or below these count as response and remission against this baseline, for lines in a picture. */
export function outcomeMarks(
  instrument: Instrument & { readonly remission: NonNullable<Instrument['remission']> },
  baseline: number | undefined,
): { readonly response?: number; readonly remission: number } {
  const remission = instrument.remission.atMost;
  if (baseline === undefined || baseline <= remission) return { remission };
  return { remission, response: Math.floor((baseline * (100 - outcomeCuts.response.percent)) / 100) };
}
