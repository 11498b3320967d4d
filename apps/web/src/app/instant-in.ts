import { clockTime, dateIn, instantOf } from '@evenkeel/quantities';

/** The instant of a day and a clock time in a zone; undefined when they are none. */
export function instantIn(zone: string, day: string, clock: string): string | undefined {
  const wanted = Date.parse(`${day}T${clock}:00Z`);
  if (Number.isNaN(wanted)) return undefined;
  let guess = wanted;
  for (let round = 0; round < 3; round += 1) {
    const at = instantOf(guess);
    const shown = Date.parse(`${dateIn(zone, at)}T${clockTime(zone, at)}:00Z`);
    if (shown === wanted) break;
    guess += wanted - shown;
  }
  return instantOf(guess);
}
