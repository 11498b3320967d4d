import { isTimeZone, isUuid, parseDate, parseDecimal, parseInstant, parseWeight } from '@evenkeel/quantities';
import type { CalendarDate, Decimal, Instant, Kilograms } from '@evenkeel/quantities';
import { z } from 'zod';

/** Years that a person's record can mean; what lies outside is a typing error (and year 0 is none that can be stored). */
function isNearYear(text: string): boolean {
  return text >= '1850' && text < '2200';
}
/** True when the text can be kept: no control characters, no half of a character. */
function isKeepable(text: string, forbidden: RegExp): boolean {
  return text.isWellFormed() && !forbidden.test(text);
}

/** Schemas of the house's own words; each turns text into a domain type or refuses with a sentence. */
export const uuid = z.string().refine(isUuid, 'This is not an id.').meta({ id: 'Uuid', format: 'uuid' });
export const instant = z
  .string()
  .refine(
    (text) => parseInstant(text) === text && isNearYear(text),
    'A time must be like 2026-11-25T10:05:00.000Z.',
  )
  .transform((text) => text as Instant);
export const calendarDate = z
  .string()
  .refine((text) => parseDate(text) !== undefined, {
    error: 'A date must be a real day like 1984-03-09.',
    abort: true,
  })
  .refine(isNearYear, 'A date must lie between the years 1850 and 2199.')
  .transform((text) => text as CalendarDate);
export const decimalText = z
  .string()
  .refine((text) => parseDecimal(text) !== undefined, 'Use digits and a point, like 0.5 or 70.5.')
  .transform((text) => parseDecimal(text) as Decimal);
export const kilograms = z
  .string()
  .refine(
    (text) => !/lb/i.test(text) && 'weight' in parseWeight(text),
    'A weight is 25 to 350 kilograms, like 70.5.',
  )
  .transform((text) => (parseWeight(text) as { weight: Kilograms }).weight);
export const timeZone = z.string().max(64).refine(isTimeZone, 'This time zone is not known.');

/** A line of text: trimmed, not empty, no control characters. */
export const line = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => text.length > 0, 'This is empty.')
    .refine((text) => isKeepable(text, /[\u0000-\u001f\u007f]/), 'This has characters that cannot be kept.');

/** Text of several lines. */
export const paragraph = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => text.normalize('NFC').trim())
    .refine(
      (text) => isKeepable(text, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/),
      'This has characters that cannot be kept.',
    );

export const answer = z.enum(['yes', 'no', 'unknown']);

/** A second person who signs in beside the one who asks. */
export const secondPerson = z.strictObject({
  login: line(80),
  password: z.string().min(1).max(200),
  code: z.string().max(10).optional(),
});
export type SecondPerson = z.output<typeof secondPerson>;
