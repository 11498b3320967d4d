import type { Cited, Instrument } from '@evenkeel/instruments';
import { pointsGained } from './improvement.ts';

/** Spread and reliability of a scale, from which the change that error alone seldom makes is computed. */
export interface Reliability extends Cited {
  readonly instrument: string;
  /** Standard deviation at baseline, in points. */
  readonly sd: number;
  /** Test-retest reliability or internal consistency, 0 to 1. */
  readonly reliability: number;
}

/** Only the PHQ-9 has values so far, and these are illustrative. A clinic should put its own in their place. */
export const reliabilities: readonly Reliability[] = Object.freeze([
  Object.freeze({
    instrument: 'phq9',
    sd: 6.1,
    reliability: 0.84,
    source: 'Illustrative SD 6.1 and reliability 0.84, not confirmed; formula of Jacobson and Truax 1991',
    mark: 'ours',
  }),
]);

/** How often error alone may pass for change: 1.96 is one time in twenty. */
const limitZ = 1.96;

/** A change measured in its own error. */
export interface ReliableChange {
  readonly state: 'yes' | 'no' | 'unknown';
  /** Change in standard errors of a difference; positive for the better. */
  readonly index?: number;
  /** Points from which on a change is reliable. */
  readonly limit?: number;
  readonly source?: Cited;
  readonly whyUnknown?: string;
}

/** The reliable change index (Jacobson and Truax 1991); unknown for a scale without a spread and a reliability. */
export function reliableChange(instrument: Instrument, baseline: number, current: number): ReliableChange {
  const known = reliabilities.find((one) => one.instrument === instrument.id);
  if (known === undefined)
    return {
      state: 'unknown',
      whyUnknown: `There is no confirmed SD and reliability for ${instrument.shortTitle}.`,
    };
  const error = known.sd * Math.SQRT2 * Math.sqrt(1 - known.reliability);
  const index = pointsGained(instrument, baseline, current) / error;
  return {
    state: Math.abs(index) >= limitZ ? 'yes' : 'no',
    index,
    limit: limitZ * error,
    source: { source: known.source, mark: known.mark },
  };
}
