import { z } from 'zod';
import { patientSummary } from './patient.ts';

/** An alert as it stands, with its log. */
export const riskAlert = z.object({
  alertId: z.string(),
  patient: patientSummary,
  kind: z.enum(['suicidality', 'mania']),
  level: z.enum(['high', 'moderate', 'low', 'answer', 'unanswered']),
  instrument: z.string(),
  says: z.string(),
  /** What is owed after a finding of this level. */
  follows: z.array(z.string()),
  sources: z.array(z.object({ mark: z.string(), citation: z.string() })),
  ladder: z.array(
    z.object({ afterMinutes: z.number(), to: z.enum(['owner', 'prescribers', 'medicalLead']) }),
  ),
  openedAt: z.string(),
  minutes: z.number(),
  state: z.enum(['open', 'acknowledged', 'closed']),
  ownerName: z.string().optional(),
  isMine: z.boolean(),
  acknowledgedAt: z.string().optional(),
  acknowledgedByName: z.string().optional(),
  nextAt: z.string().optional(),
  nextTo: z.enum(['owner', 'prescribers', 'medicalLead']).optional(),
  closedAt: z.string().optional(),
  disposition: z.string().optional(),
  reason: z.string().optional(),
  events: z.array(
    z.object({
      type: z.enum(['owned', 'acknowledged', 'escalated', 'note', 'contact', 'closed']),
      at: z.string(),
      byName: z.string(),
      text: z.string(),
    }),
  ),
});
export type RiskAlertView = z.output<typeof riskAlert>;

export const riskCount = z.object({
  open: z.number(),
  waiting: z.number(),
  oldestMinutes: z.number().optional(),
  escalation: z.object({ ok: z.boolean(), sentence: z.string() }),
});

/** A message of the outbox. A link's secret is never in it. */
export const message = z.object({
  messageId: z.string(),
  /** Absent for a message to staff, and for who may not know who is a patient: the address is veiled then as well. */
  patient: patientSummary.optional(),
  staffName: z.string().optional(),
  purpose: z.enum(['invitation', 'reminder', 'riskAlert']),
  channel: z.enum(['email', 'text', 'none']),
  recipient: z.string(),
  subject: z.string(),
  body: z.string(),
  notBefore: z.string(),
  expiresAt: z.string(),
  madeAt: z.string(),
  state: z.enum(['waiting', 'sent', 'failed', 'dead', 'notConfigured', 'cancelled', 'expired']),
  attempts: z.array(z.object({ outcome: z.string(), detail: z.string(), at: z.string() })),
});
export type MessageView = z.output<typeof message>;

export const sitePackView = z.object({
  instrument: z.string(),
  language: z.string(),
  owner: z.string(),
  terms: z.string(),
  statement: z.string(),
  acceptedByName: z.string(),
  acceptedAt: z.string(),
  version: z.number(),
});
export type SitePackView = z.output<typeof sitePackView>;
