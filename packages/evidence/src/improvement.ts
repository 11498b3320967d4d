import type { Instrument } from '@evenkeel/instruments';

/** Points gained between two totals: more is better, whichever way the scale runs. */
export function pointsGained({ direction }: Instrument, from: number, to: number): number {
  return direction === 'higherIsWorse' ? from - to : to - from;
}

/**
 * The points of which a gain is told as a per cent: the baseline itself where the scale starts at zero, and the room there
 * was where it does not or where higher is better. Zero or less where the baseline was the best there is.
 */
export function roomToGain({ direction, range }: Instrument, baseline: number): number {
  if (direction === 'higherIsBetter') return range.to - baseline;
  return range.from === 0 ? baseline : baseline - range.from;
}

/** True when the gain is at least so many per cent. Compared exactly, without rounding. */
export function isBetterBy(
  instrument: Instrument,
  baseline: number,
  current: number,
  percent: number,
): boolean {
  return 100 * pointsGained(instrument, baseline, current) >= percent * roomToGain(instrument, baseline);
}

/** True when a total is within the stored cut for remission; false without a cut. */
export function isInRemission({ remission, direction }: Instrument, total: number): boolean {
  if (remission === undefined) return false;
  return direction === 'higherIsWorse' ? total <= remission.atMost : total >= remission.atMost;
}

/** Why a gain from this baseline says nothing, or undefined when it does. */
export function baselineFault(instrument: Instrument, baseline: number): string | undefined {
  if (isInRemission(instrument, baseline)) return 'The baseline was within the range of remission already.';
  return roomToGain(instrument, baseline) <= 0 ? 'The baseline was the best there is already.' : undefined;
}

/** The gain in per cent to one decimal, negative for a loss; undefined where there was no room to gain. */
export function percentBetter(instrument: Instrument, baseline: number, current: number): number | undefined {
  const room = roomToGain(instrument, baseline);
  return room <= 0 ? undefined : toTenths((1000 * pointsGained(instrument, baseline, current)) / room);
}

/** Rounds tenths half away from zero, so that a fall and a rise of one size read alike. */
export function toTenths(value: number): number {
  const rounded = Math.round(Math.abs(value)) / 10;
  return value < 0 && rounded > 0 ? -rounded : rounded;
}
