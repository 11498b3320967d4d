import { longestDoseMinutes } from '@evenkeel/protocol';
import { z } from 'zod';
import type { CareSetting, Finding, PlannedDose } from '@evenkeel/protocol';
import { calendarDate, decimalText, line } from '../primitives.ts';

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
      /** What it was decided about; absent for a decision from before that was kept. */
      setting: z.custom<CareSetting>().optional(),
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
  /** The doubts about the weight that a person looked at and confirmed. */
  weightConfirmed: z.string().optional(),
  signature,
  secondSignature: signature.optional(),
  state: z.enum(['current', 'ended']),
});
export type PlanView = z.output<typeof plan>;

/** What a prescriber chooses; the weight is never among it, it comes from the record. */
export const planInput = z.strictObject({
  template: line(40),
  /** mg/kg or mg, as the template has it. */
  amount: decimalText,
  productId: line(40).optional(),
  durationMinutes: z.int().min(1).max(longestDoseMinutes).optional(),
  firstDay: calendarDate,
  /** The first so many of the template's days. */
  sessions: z.int().min(1).max(60).optional(),
  /** The days themselves, when they were moved or left out. */
  days: z.array(calendarDate).min(1).max(60).optional(),
  /** A person looked at the doubts about the weight and says that it is right. */
  weightConfirmed: z.boolean().optional(),
});

/** What is due at each visit of a course, before it is signed. */
export const planVisit = z.object({
  gates: z.array(z.object({ id: z.string(), question: z.string() })),
  observations: z.array(z.object({ minute: z.number(), what: z.array(z.string()) })),
  leaveAfterMinutes: z.number(),
  scales: z.array(z.object({ title: z.string(), instruments: z.array(z.string()) })),
});

/** A plan before it is signed: the dose, the days, what is asked for, or why it cannot be. */
export const planPreview = z.object({
  dose: plannedDose.optional(),
  sentence: z.string().optional(),
  days: z.array(z.string()),
  course: z.array(
    z.object({
      number: z.number(),
      day: z.string(),
      phase: z.string(),
      hours: z.number().optional(),
      problem: z.string().optional(),
    }),
  ),
  visit: planVisit.optional(),
  weight: z
    .object({
      kilograms: z.string(),
      measuredAt: z.string(),
      ageDays: z.number(),
      estimated: z.boolean(),
      doubts: z.array(z.string()),
    })
    .optional(),
  warnings: z.array(z.string()),
  /** Findings that stop the plan, and holds that are not known; absent while the dose cannot be planned. */
  inTheWay: z.array(finding).optional(),
  openHolds: z.array(finding).optional(),
  needs: z.object({ reason: z.boolean(), secondSigner: z.boolean(), medicalLead: z.boolean() }),
  needsSecondSigner: z.boolean(),
  problem: z.object({ code: z.string(), sentence: z.string() }).optional(),
  /** What stands against it besides, as sentences. */
  moreProblems: z.array(z.string()).optional(),
});
export type PlanPreview = z.output<typeof planPreview>;

/** What a plan can be made of here, and what the course so far suggests for the next session. */
export const planOptions = z.object({
  templates: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      statement: z.string(),
      source: z.object({ mark: z.string(), citation: z.string() }),
      selectCases: z.boolean(),
      /** Where this person starts, with the reason when it is lower than usual. */
      start: z.string(),
      startSays: z.string().optional(),
    }),
  ),
  suggestion: z
    .object({
      rule: z.string(),
      kind: z.enum(['raise', 'keep', 'lower', 'unknown']),
      amount: z.string().optional(),
      template: z.string(),
      says: z.string(),
      sessions: z.array(
        z.object({
          day: z.string(),
          amount: z.string(),
          gainPercent: z.number().optional(),
          tolerated: z.enum(['yes', 'no', 'unknown']),
          says: z.string(),
        }),
      ),
    })
    .optional(),
});
export type PlanOptions = z.output<typeof planOptions>;
