import type { Instrument } from '@evenkeel/instruments';
import { pointsGained, roomToGain } from './improvement.ts';
import { outcomeCuts } from './outcome.ts';

/** "1 point", "13 points", with broken totals to one decimal. */
export function pointsWords(points: number): string {
  return counted(Math.round(10 * points) / 10, 'point');
}

/** "1 day", "1.5 days", "23 days": whole days from ten on. */
export function daysWords(days: number): string {
  return counted(days < 10 ? Math.round(10 * days) / 10 : Math.round(days), 'day');
}

/** "13 points fewer than at baseline (62 %)"; a per cent of the room to gain is said to be one. */
export function changeWords(instrument: Instrument, from: number, to: number, what: string): string {
  if (from === to) return `The same total as ${what}`;
  const told = `${pointsWords(Math.abs(to - from))} ${to < from ? 'fewer' : 'more'} than ${what}`;
  const room = roomToGain(instrument, from);
  const gained = pointsGained(instrument, from, to);
  if (room <= 0) return told;
  if (room === from && instrument.direction === 'higherIsWorse')
    return `${told} (${percentWords(Math.abs(gained), room)})`;
  return gained > 0 ? `${told} (${percentWords(gained, room)} of what there was to gain)` : told;
}

/** "62 % better than at baseline", "no better than at baseline", "10 % worse than at baseline". */
export function betterWords(instrument: Instrument, baseline: number, current: number): string {
  const gained = pointsGained(instrument, baseline, current);
  if (gained === 0) return 'No better than at baseline';
  const room = roomToGain(instrument, baseline);
  return `${percentWords(Math.abs(gained), room)} ${gained > 0 ? 'better' : 'worse'} than at baseline`;
}

/** A whole per cent, except where rounding would carry a gain over a cut that it does not reach. */
function percentWords(part: number, whole: number): string {
  const exact = (100 * part) / whole;
  const rounded = Math.round(exact);
  const passes = Object.values(outcomeCuts).some(({ percent }) => exact < percent && rounded >= percent);
  return `${passes ? Math.floor(10 * exact) / 10 : rounded} %`;
}

function counted(number: number, what: string): string {
  return `${number} ${number === 1 ? what : `${what}s`}`;
}
