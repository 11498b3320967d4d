import { z } from 'zod';
import type { Finding, PlannedDose } from '@evenkeel/protocol';

export const finding = z.custom<Finding>();
export const plannedDose = z.custom<PlannedDose>();

export const eligibility = z.object({
  judgedAt: z.string(),
  summary: z.enum(['mayProceed', 'hold', 'stop', 'unknown']),
  findings: z.array(finding),
  decision: z
    .object({
      decision: z.enum(['eligible', 'notEligible', 'wait']),
      reason: z.string(),
      byName: z.string(),
      at: z.string(),
    })
    .optional(),
});

export const signature = z.object({
  signerId: z.string(),
  signerName: z.string(),
  meaning: z.string(),
  at: z.string(),
  hash: z.string(),
});

export const plan = z.object({
  planId: z.string(),
  patientId: z.string(),
  dose: plannedDose,
  sentence: z.string(),
  sessions: z.number(),
  days: z.array(z.string()),
  reason: z.string().optional(),
  signature,
  secondSignature: signature.optional(),
  state: z.enum(['current', 'ended']),
});
export type PlanView = z.output<typeof plan>;
