import { clockTime, dateIn, dateWords, instantOf, type Instant } from '@evenkeel/quantities';

/** `dissociationDistress` as words: `dissociation distress`. */
export function wordsOf(name: string): string {
  return name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A date as people read it; nothing for none. */
export function dateText(text: string | undefined): string {
  return text === undefined ? '' : dateWords(text);
}

/** A date, or the day an instant falls on in a zone, as people read it. */
export function dayText(zone: string, text: string): string {
  return dateText(/^\d{4}-\d\d-\d\dT/.test(text) ? dateIn(zone, text as Instant) : text);
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

/** A unit beside its value: `1 day`, `2 days`, `1 ms`. */
export function unitOf(value: unknown, unit: string): string {
  return String(value) === '1'
    ? unit.replace(/(?<=day|week|month|year|hour|minute|trial|session|point|dose|patient|device)s$/, '')
    : unit;
}
