import { parseDate, parseInstant, type CalendarDate } from '@evenkeel/quantities';

/** A FHIR date or dateTime with the days it can mean. */
export interface FhirDate {
  /** As given: `2019`, `2019-05`, `2019-05-01` or an instant with its offset. */
  readonly text: string;
  readonly earliest: CalendarDate;
  readonly latest: CalendarDate;
  /** For ordering only: milliseconds of the earliest moment it can mean, a bare date taken as UTC. */
  readonly order: number;
  /** True when a clock time without a zone was left out. */
  readonly zoneless: boolean;
}

/** Reads a date of any FHIR precision; a day that does not exist, or any other text, gives undefined. */
export function readFhirDate(text: string): FhirDate | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T.+)?)?)?$/.exec(text);
  if (match === null || match[1] === '0000') return undefined;
  const [, year, month, day, time] = match;
  const earliest = parseDate(`${year}-${month ?? '01'}-${day ?? '01'}`);
  if (earliest === undefined) return undefined;
  if (day === undefined) {
    const latest = month === undefined ? parseDate(`${year}-12-31`) : lastDay(`${year}-${month}`);
    return latest && { text, earliest, latest, order: Date.parse(earliest), zoneless: false };
  }
  if (time === undefined) {
    return { text, earliest, latest: earliest, order: Date.parse(earliest), zoneless: false };
  }
  const instant = parseInstant(text);
  if (instant !== undefined) {
    return { text, earliest, latest: earliest, order: Date.parse(instant), zoneless: false };
  }
  if (!/^T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(time)) return undefined;
  return { text: earliest, earliest, latest: earliest, order: Date.parse(earliest), zoneless: true };
}

function lastDay(month: string): CalendarDate | undefined {
  for (const day of ['31', '30', '29', '28']) {
    const date = parseDate(`${month}-${day}`);
    if (date !== undefined) return date;
  }
  return undefined;
}
