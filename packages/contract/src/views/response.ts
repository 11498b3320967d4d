import { z } from 'zod';

export const responseItem = z.object({ item: z.number(), answer: z.number().nullable() });
export const response = z.object({
  responseId: z.string(),
  patientId: z.string(),
  instrument: z.string(),
  instrumentVersion: z.string(),
  timepoint: z.string(),
  sessionId: z.string().optional(),
  mode: z.enum(['link', 'staff']),
  state: z.enum(['open', 'submitted']),
  answers: z.array(z.number().nullable()),
  submittedAt: z.string().optional(),
  score: z
    .object({
      total: z.number().optional(),
      band: z.string().optional(),
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
