import { z } from 'zod';
import { calendarDate, line, timeZone } from '../primitives.ts';

export const sex = z.enum(['female', 'male', 'other', 'unknown']);

export const contact = z.strictObject({
  kind: z.enum(['patient', 'escort', 'emergency']),
  name: line(120).optional(),
  relation: line(60).optional(),
  phone: line(40).optional(),
  email: z.email().max(200).optional(),
  address: line(300).optional(),
});

/** A portrait as a data URL; at most 60 kB, JPEG, PNG or WebP. */
export const photo = z
  .string()
  .max(90_000)
  .regex(
    /^data:image\/(jpeg|png|webp);base64,[A-Za-z0-9+/]+=*$/,
    'A photo must be a JPEG, PNG or WebP picture.',
  );

/** Demographics as typed at the front desk. A birth date in the future is refused by the server, which has the time. */
export const demographics = z.strictObject({
  family: line(100),
  given: line(100),
  birthDate: calendarDate,
  sex,
  photo: photo.optional(),
  timeZone: timeZone.optional(),
  contacts: z.array(contact).max(10),
});

export const patientSummary = z.object({
  patientId: z.string(),
  family: z.string(),
  given: z.string(),
  birthDate: z.string(),
  sex,
  age: z.number(),
  number: z.string(),
});
export type PatientSummary = z.output<typeof patientSummary>;

/** The banner: what stands on every patient screen. `unknown` members are said to be unknown, never left out. */
export const patientBanner = patientSummary.extend({
  photo: z.string().optional(),
  version: z.number(),
  timeZone: z.string(),
  contacts: z.array(contact),
  weight: z
    .object({
      kilograms: z.string(),
      measuredAt: z.string(),
      ageDays: z.number(),
      stale: z.boolean(),
      estimated: z.boolean(),
      /** Why it is doubtful, as sentences, until a signed plan confirms it or another weight is measured. */
      doubts: z.array(z.string()),
    })
    .optional(),
  allergies: z.object({ confirmedAt: z.string().optional(), substances: z.array(z.string()) }),
  diagnosis: z.object({ kind: z.string(), episode: z.string() }).optional(),
  phase: z.string(),
  flags: z.array(z.object({ level: z.enum(['now', 'due', 'note', 'unknown']), sentence: z.string() })),
});
export type PatientBanner = z.output<typeof patientBanner>;
