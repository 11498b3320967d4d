import { z } from 'zod';
import { patientSummary } from './patient.ts';

export const course = z.object({
  patient: patientSummary,
  timeZone: z.string(),
  doses: z.array(
    z.object({
      sessionId: z.string(),
      at: z.string(),
      doseMgPerKg: z.string(),
      amountMg: z.string(),
      route: z.string(),
      stoppedEarly: z.boolean(),
      number: z.number(),
    }),
  ),
  planned: z.array(z.object({ day: z.string(), number: z.number() })),
  scores: z.array(
    z.object({
      responseId: z.string(),
      instrument: z.string(),
      at: z.string(),
      total: z.number(),
      prorated: z.boolean(),
      timepoint: z.string(),
      change: z.number().optional(),
      changePercent: z.number().optional(),
      outcome: z.enum(['baseline', 'noResponse', 'partial', 'response', 'remission', 'unknown']),
      item9: z.number().nullable(),
    }),
  ),
  medicines: z.array(z.object({ name: z.string(), since: z.string().optional(), status: z.string() })),
  adverseEvents: z.array(
    z.object({ at: z.string(), kind: z.string(), severity: z.string(), sessionId: z.string() }),
  ),
  baseline: z.object({ total: z.number(), at: z.string() }).optional(),
  marks: z.object({ response: z.number().optional(), remission: z.number() }),
  sentence: z.string(),
});
export type CourseView = z.output<typeof course>;
