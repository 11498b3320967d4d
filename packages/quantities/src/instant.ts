/**
 * A moment in time as one canonical text, `YYYY-MM-DDTHH:mm:ss.sssZ`, so that lexical order is time order.
 * There are no naive times in the house: a clock time always comes with a zone (see {@link clockTime}).
 */
export type Instant = string & { readonly __brand: 'Instant' };

/** A calendar date `YYYY-MM-DD`, without a zone. */
export type CalendarDate = string & { readonly __brand: 'CalendarDate' };

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The instant of a number of milliseconds since 1970-01-01T00:00Z. Throws RangeError outside the years 0000 to 9999. */
export function instantOf(ms: number): Instant {
  const text = new Date(ms).toISOString();
  if (!instantPattern.test(text)) throw new RangeError(`Outside the calendar: ${text}`);
  return text as Instant;
}

const offsetPattern = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Parses an ISO 8601 text that carries its offset; a text without an offset, no real date (30 February), hour 24 or
 * second 60 gives undefined.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = offsetPattern.exec(text);
  if (match === null || parseDate(match[1] ?? '') === undefined) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return undefined;
  const canonical = new Date(ms).toISOString();
  return instantPattern.test(canonical) ? (canonical as Instant) : undefined;
}

/** Milliseconds since 1970-01-01T00:00Z. */
export function epochMs(instant: Instant): number {
  return Date.parse(instant);
}

/** Milliseconds from one instant to a later one; negative when `to` is earlier. */
export function elapsedMs(from: Instant, to: Instant): number {
  return epochMs(to) - epochMs(from);
}

/** Whole minutes from one instant to another, rounded down. */
export function elapsedMinutes(from: Instant, to: Instant): number {
  return Math.floor(elapsedMs(from, to) / 60_000);
}

/** The instant a number of minutes later (earlier when negative). */
export function plusMinutes(instant: Instant, minutes: number): Instant {
  return instantOf(epochMs(instant) + Math.round(minutes * 60_000));
}

/** Parses `YYYY-MM-DD`; a day that does not exist gives undefined. */
export function parseDate(text: string): CalendarDate | undefined {
  const match = datePattern.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return day >= 1 && day <= daysIn(year, month) ? (text as CalendarDate) : undefined;
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Days of a month; 0 when there is no such month. */
function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeap ? 29 : (monthDays[month - 1] ?? 0);
}

// Making a formatter costs a hundred times what using it does, and there are only as many as there are zones.
const formatters = new Map<string, Intl.DateTimeFormat>();
const mostFormatters = 500;

function formatter(
  kind: 'date' | 'clock' | 'clockAndZone',
  zone: string,
  make: () => Intl.DateTimeFormat,
): Intl.DateTimeFormat {
  const key = `${kind} ${zone}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (formatters.size >= mostFormatters) formatters.clear();
  formatters.set(key, made);
  return made;
}

// A verdict asks for today hundreds of times.
let asked: { readonly zone: string; readonly instant: Instant; readonly date: CalendarDate } | undefined;

/** The calendar date at an instant in an IANA zone such as `Europe/London`. */
export function dateIn(zone: string, instant: Instant): CalendarDate {
  if (asked?.instant === instant && asked.zone === zone) return asked.date;
  const format = formatter(
    'date',
    zone,
    () =>
      new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }),
  );
  const date = format.format(new Date(instant)) as CalendarDate;
  asked = { zone, instant, date };
  return date;
}

/** The clock time `HH:mm` at an instant in an IANA zone; with `withZone`, followed by the zone's short name. */
export function clockTime(zone: string, instant: Instant, withZone = false): string {
  const format = formatter(
    withZone ? 'clockAndZone' : 'clock',
    zone,
    () =>
      new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        ...(withZone ? { timeZoneName: 'short' as const } : {}),
      }),
  );
  return format.format(new Date(instant));
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A date as people read it, the same in every country: 9 Mar 1984. A partial date stays partial; other text is kept. */
export function dateWords(text: string): string {
  const [year, month, day] = text.slice(0, 10).split('-');
  const name = months[Number(month) - 1];
  return name === undefined ? text : day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}

/** Elapsed time as `h:mm`, the way a chart shows it: 42 minutes is `0:42`. */
export function elapsedText(from: Instant, to: Instant): string {
  const minutes = elapsedMinutes(from, to);
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : ''}${Math.floor(size / 60)}:${String(size % 60).padStart(2, '0')}`;
}

/** Days from one date to another (whole, negative when `to` is earlier). */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The date a number of days later. */
export function plusDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000)
    .toISOString()
    .slice(0, 10) as CalendarDate;
}

/** Completed years of age on a day. */
export function ageOn(birthDate: CalendarDate, day: CalendarDate): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** True when the text names a zone this runtime knows. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
