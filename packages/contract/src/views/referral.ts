import { z } from 'zod';
import { patientSummary, sex } from './patient.ts';

export const referralItem = z.object({
  key: z.string(),
  kind: z.string(),
  group: z.string(),
  label: z.string(),
  code: z.object({ system: z.string(), code: z.string(), display: z.string() }).optional(),
  date: z.string().optional(),
  status: z.enum(['active', 'past', 'unknown']),
  quantity: z.object({ value: z.string(), unit: z.string() }).optional(),
  systolic: z.string().optional(),
  diastolic: z.string().optional(),
  kilograms: z.string().optional(),
  converted: z.boolean().optional(),
  age: z.enum(['current', 'stale', 'undated']),
  ageDays: z.number().optional(),
  takeable: z.boolean(),
  note: z.string().optional(),
  source: z.object({ resourceType: z.string(), id: z.string() }),
  /** What was decided of it here. */
  decision: z
    .object({
      decision: z.enum(['taken', 'declined', 'alreadyInRecord']),
      byName: z.string(),
      at: z.string(),
    })
    .optional(),
});
export const referral = z.object({
  referralId: z.string(),
  receivedAt: z.string(),
  fileName: z.string().optional(),
  /** True when the same file had been received before: nothing was changed. */
  seenBefore: z.boolean(),
  patientId: z.string().optional(),
  patient: z.object({
    family: z.string(),
    given: z.string(),
    birthDate: z.string().optional(),
    sex,
    phone: z.string().optional(),
    email: z.string().optional(),
    address: z.string().optional(),
    deceased: z.string().optional(),
  }),
  likelyDuplicates: z.array(patientSummary),
  sender: z.string().optional(),
  items: z.array(referralItem),
  leftAside: z.array(z.object({ resourceType: z.string(), count: z.number(), why: z.string() })),
  warnings: z.array(z.string()),
});
export type ReferralView = z.output<typeof referral>;
