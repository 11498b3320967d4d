import { timepoints } from '@evenkeel/protocol';
import { z } from 'zod';

export const responseItem = z.object({ item: z.number(), answer: z.number().nullable() });
export const response = z.object({
  responseId: z.string(),
  patientId: z.string(),
  instrument: z.string(),
  instrumentVersion: z.string(),
  timepoint: z.string(),
  sessionId: z.string().optional(),
  mode: z.enum(['link', 'kiosk', 'staff', 'paper']),
  state: z.enum(['open', 'submitted']),
  answers: z.array(z.number().nullable()),
  /** Answers of the patient that came after the questionnaire had been sent from another device; the score is without them. */
  late: z.array(responseItem),
  /** Places of answers carried forward from an earlier rating. */
  carried: z.array(z.number()),
  openedAt: z.string(),
  takenAt: z.string().optional(),
  /** Who rated: the person who sent the form, or the one named on the paper. */
  ratedBy: z.string().optional(),
  submittedAt: z.string().optional(),
  score: z
    .object({
      total: z.number().optional(),
      band: z.string().optional(),
      totalOnly: z.boolean(),
      prorated: z.boolean(),
      missing: z.array(z.number()),
      flags: z.array(z.string()),
      subscales: z.array(
        z.object({ id: z.string(), total: z.number().optional(), band: z.string().optional() }),
      ),
    })
    .optional(),
});
export type ResponseView = z.output<typeof response>;

/** A scale as it is shown to the one who answers it. */
export const instrumentForm = z.object({
  id: z.string(),
  version: z.string(),
  language: z.string(),
  title: z.string(),
  shortTitle: z.string(),
  stem: z.string(),
  attribution: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      text: z.string().optional(),
      options: z.array(z.object({ value: z.number(), label: z.string().optional() })),
      number: z.object({ from: z.number(), to: z.number(), step: z.number(), unit: z.string() }).optional(),
      scored: z.boolean(),
    }),
  ),
  /** Items that are not asked because the answers to others say what they would be. */
  implied: z.array(
    z.object({
      when: z.array(z.object({ item: z.number(), equals: z.number() })),
      items: z.array(z.number()),
    }),
  ),
  /** Answers after which help is shown at once. */
  help: z.array(z.object({ item: z.number(), atLeast: z.number() })),
});
export type InstrumentForm = z.output<typeof instrumentForm>;

const way = z.enum(['link', 'kiosk', 'rater']);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A clock time is like 09:00.');
const which = z.enum(['first', 'each', 'last']);

/** A clinic's schedule of scales. */
export const measureSchedule = z.strictObject({
  version: z.int().min(0).max(100_000),
  quiet: z.strictObject({ from: clock, to: clock }),
  occasions: z
    .array(
      z.strictObject({
        id: z
          .string()
          .regex(/^[a-zA-Z][a-zA-Z0-9-]{0,39}$/, 'Letters, digits and dashes, beginning with a letter.'),
        title: z.string().trim().min(1).max(120),
        timepoint: z.enum(timepoints),
        anchor: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('dose'), which }),
          z.strictObject({ kind: z.literal('visit'), which: z.enum(['first', 'each']) }),
          z.strictObject({
            kind: z.literal('calendar'),
            everyDays: z.int().min(1).max(730),
            from: z.literal('eachDose').optional(),
          }),
        ]),
        afterMinutes: z.int().min(-43_200).max(525_600),
        openMinutes: z.int().min(30).max(525_600),
        remindAfterMinutes: z.array(z.int().min(15).max(525_600)).max(5),
        measures: z
          .array(
            z.strictObject({
              instrument: z.string().min(1).max(40),
              way,
              diagnoses: z.array(z.enum(['majorDepressiveDisorder', 'bipolarI', 'bipolarII'])).optional(),
            }),
          )
          .min(1)
          .max(12),
        source: z.strictObject({
          mark: z.enum(['label', 'trial', 'observational', 'consensus', 'localDefault']),
          citation: z.string().max(400),
          url: z.string().max(400).optional(),
        }),
      }),
    )
    .max(40),
});
export type MeasureScheduleView = z.output<typeof measureSchedule>;

/** What differs for one patient. */
export const measureChange = z.strictObject({
  without: z.array(z.string().max(40)).max(40),
  add: z
    .array(
      z.strictObject({
        occasion: z.string().max(40),
        measure: z.strictObject({ instrument: z.string().min(1).max(40), way }),
      }),
    )
    .max(60),
  remove: z.array(z.strictObject({ occasion: z.string().max(40), instrument: z.string().max(40) })).max(60),
  noMessages: z.boolean(),
});
export type MeasureChangeView = z.output<typeof measureChange>;

/** What is due for one patient. */
export const patientMeasures = z.object({
  timeZone: z.string(),
  now: z.string(),
  due: z.array(
    z.object({
      key: z.string(),
      occasion: z.string(),
      title: z.string(),
      timepoint: z.enum(timepoints),
      sessionId: z.string().optional(),
      dueAt: z.string(),
      expiresAt: z.string(),
      state: z.enum(['coming', 'due', 'started', 'answered', 'expired']),
      invitedAt: z.string().optional(),
      messages: z.number(),
      scales: z.array(
        z.object({
          instrument: z.string(),
          way,
          state: z.enum(['coming', 'due', 'started', 'answered', 'expired']),
          responseId: z.string().optional(),
        }),
      ),
    }),
  ),
  schedule: measureSchedule,
  version: z.number(),
  change: measureChange,
  reason: z.string().optional(),
  /** How this patient can be reached. */
  reach: z.enum(['email', 'text', 'none']),
});
export type PatientMeasures = z.output<typeof patientMeasures>;
