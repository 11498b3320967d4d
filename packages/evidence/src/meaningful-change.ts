import type { Cited, EvidenceMark, Instrument } from '@evenkeel/instruments';
import { pointsGained } from './improvement.ts';

/** A change held against the scale's own meaningful change. */
export interface MeaningfulChange {
  /** Points from which on a change means something. */
  readonly points?: number;
  /** `within` is a change too small to mean something. */
  readonly reached: 'improved' | 'worse' | 'within' | 'unknown';
  readonly source?: Cited;
}

const strength: { readonly [M in EvidenceMark]: number } = Object.freeze({
  verified: 3,
  secondary: 2,
  'general knowledge': 1,
  ours: 0,
});

/**
 * Whether a change means something on this scale. Of several thresholds the best founded decides, and of those alike the
 * larger. Unknown without a threshold or while either total is unknown.
 */
export function meaningfulChangeOf(
  instrument: Instrument,
  baseline: number | undefined,
  current: number | undefined,
): MeaningfulChange {
  const threshold = instrument.meaningfulChange?.toSorted(
    (a, b) => strength[b.mark] - strength[a.mark] || b.points - a.points,
  )[0];
  if (threshold === undefined) return { reached: 'unknown' };
  const told = {
    points: threshold.points,
    source: { source: threshold.source, mark: threshold.mark },
  };
  if (baseline === undefined || current === undefined) return { ...told, reached: 'unknown' };
  const gained = pointsGained(instrument, baseline, current);
  if (Math.abs(gained) < threshold.points) return { ...told, reached: 'within' };
  return { ...told, reached: gained > 0 ? 'improved' : 'worse' };
}
