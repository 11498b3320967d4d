import { z } from 'zod';
import type { RecordedEntry } from '@evenkeel/protocol';
import { answer } from '../primitives.ts';
import { plannedDose, signature } from './plan.ts';

export const recordedEntry = z.custom<RecordedEntry>();

export const sessionSummary = z.object({
  sessionId: z.string(),
  patientId: z.string(),
  patientName: z.string(),
  birthDate: z.string(),
  photo: z.string().optional(),
  number: z.number(),
  plannedSessions: z.number(),
  day: z.string(),
  state: z.enum(['booked', 'open', 'signed', 'cancelled']),
  chair: z.string().optional(),
  /** Folded on the server for lists: phase, minutes since dose start, newest pressure, what is due. */
  phase: z.string(),
  doseStartedAt: z.string().optional(),
  lastVitals: z
    .object({
      at: z.string(),
      systolic: z.number().optional(),
      diastolic: z.number().optional(),
      heartRate: z.number().optional(),
      spo2: z.number().optional(),
    })
    .optional(),
  nextDue: z.object({ what: z.string(), dueAt: z.string() }).optional(),
  attention: z.array(z.object({ level: z.enum(['now', 'due', 'note', 'unknown']), sentence: z.string() })),
});
export type SessionSummary = z.output<typeof sessionSummary>;

export const session = z.object({
  sessionId: z.string(),
  patientId: z.string(),
  number: z.number(),
  plannedSessions: z.number(),
  day: z.string(),
  state: z.enum(['booked', 'open', 'signed', 'cancelled']),
  chair: z.string().optional(),
  planned: plannedDose,
  planSentence: z.string(),
  policyVersion: z.number(),
  /** Values of the policy this session runs under, by name; a tablet that kept an older answer goes by the default. */
  thresholds: z.record(z.string(), z.number()).optional(),
  timeZone: z.string(),
  /** Where the clinic is; some gates and the text for going home go by it. */
  jurisdiction: z.enum(['US', 'EU', 'UK', 'AU-NZ', 'CA']).optional(),
  headSequence: z.number(),
  headHash: z.string(),
  entries: z.array(recordedEntry),
  signatures: z.array(signature),
  /** Names of the authors of entries and signatures, by id. */
  people: z.record(z.string(), z.string()),
  mayDischarge: z.boolean(),
  /** Where a programme asks for a monitoring form of this dose: what the record knows for it, and its days. */
  monitoringForm: z
    .object({ days: z.number(), firstTreatment: answer, concomitant: z.record(z.string(), answer) })
    .optional(),
});
export type SessionView = z.output<typeof session>;
