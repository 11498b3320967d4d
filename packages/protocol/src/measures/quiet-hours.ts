import { clockTime, plusMinutes, type Instant } from '@evenkeel/quantities';

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
  const isQuiet = (moment: Instant) => {
    const now = minutesOf(clockTime(zone, moment));
    return from < to ? now >= from && now < to : now >= from || now < to;
  };
  if (!isQuiet(at)) return at;
  const now = minutesOf(clockTime(zone, at));
  let moment = plusMinutes(at, (to - now + 24 * 60) % (24 * 60));
  // A change of the clock between may leave it a little early or late; an hour more covers every zone there is.
  for (let step = 0; step < 8 && isQuiet(moment); step += 1) moment = plusMinutes(moment, 15);
  return moment;
}
