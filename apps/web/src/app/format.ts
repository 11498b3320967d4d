import { clockTime, dateIn, instantOf, type Instant } from '@evenkeel/quantities';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A date as people read it, the same in every country: 9 Mar 1984. A partial date stays partial. */
export function dateText(text: string | undefined): string {
  if (text === undefined) return '';
  const [year, month, day] = text.slice(0, 10).split('-');
  const name = months[Number(month) - 1];
  return name === undefined ? text : day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}

/** The calendar day it is now in a zone. */
export function todayIn(zone: string): string {
  return dateIn(zone, instantOf(Date.now()));
}

/** Date and clock time of an instant in a zone. */
export function momentText(zone: string, at: string, withZone = false): string {
  const instant = at as Instant;
  return `${dateText(dateIn(zone, instant))}, ${clockTime(zone, instant, withZone)}`;
}

/** Clock time only. */
export function timeText(zone: string, at: string): string {
  return clockTime(zone, at as Instant);
}
