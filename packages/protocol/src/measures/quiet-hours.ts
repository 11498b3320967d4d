import { clockTime, plusMinutes, type Instant } from '@evenkeel/quantities';

const day = 24 * 60;
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/**
 * The first moment from `at` on that lies outside quiet hours in a zone: `at` itself, or the end of the quiet hours. Quiet
 * hours may pass midnight; where both ends are the same there are none. Clock times that a change of the clock leaves out
 * are skipped.
 */
export function afterQuietHours(
  at: Instant,
  zone: string,
  quiet: { readonly from: string; readonly to: string },
): Instant {
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  if (from === to) return at;
  const shownAt = (moment: Instant) => minutesOf(clockTime(zone, moment));
  const isQuiet = (moment: Instant) => {
    const now = shownAt(moment);
    return from < to ? now >= from && now < to : now >= from || now < to;
  };
  let moment = at;
  // More than one jump is needed only where the clock changes on the way.
  for (let jump = 0; jump < 4 && isQuiet(moment); jump += 1) {
    const landed = plusMinutes(moment, (to - shownAt(moment) + day) % day);
    const over = (shownAt(landed) - to + day) % day;
    // The clock went on meanwhile: the end was earlier by as much, unless that clock time was left out.
    const before = plusMinutes(landed, -over);
    moment = over > 0 && over <= 120 && before > moment && !isQuiet(before) ? before : landed;
  }
  return moment;
}
