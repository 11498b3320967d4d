import type {
  AnswerStanding,
  AnyQuestion,
  CareSetting,
  Change,
  Finding,
  Medicine,
  MedicineView,
  MissingKind,
  WayToAnswer,
} from '@evenkeel/protocol';
import { z } from 'zod';
import { answer } from '../primitives.ts';
import { finding } from './plan.ts';

const summary = z.enum(['mayProceed', 'hold', 'stop', 'unknown']);

/** What a verdict is about, as it is asked for; what is left out follows the patient's plan and doses. */
export const settingAsked = z.strictObject({
  drug: z.enum(['ketamine', 'esketamine']).optional(),
  route: z
    .enum([
      'iv',
      'im',
      'sc',
      'nasal-device',
      'nasal-spray',
      'oral-solution',
      'oral-tablet',
      'oral-prolonged',
      'sublingual',
      'oral-film',
      'rectal',
    ] satisfies CareSetting['route'][])
    .optional(),
  phase: z.enum(['firstDose', 'laterDose', 'continuing']).optional(),
  indication: z.enum(['resistant', 'suicidality']).optional(),
});
export type SettingAsked = z.output<typeof settingAsked>;

export const override = z.object({
  overrideId: z.string(),
  rule: z.string(),
  /** The finding as it was. */
  finding,
  setting: z.custom<CareSetting>(),
  reason: z.string(),
  role: z.string(),
  byName: z.string(),
  secondName: z.string().optional(),
  at: z.string(),
  /** False once the finding has changed: it is to be weighed anew. */
  inForce: z.boolean(),
});
export type OverrideView = z.output<typeof override>;

/** The whole verdict on one patient for one dose. */
export const verdict = z.object({
  judgedAt: z.string(),
  policyVersion: z.number(),
  setting: z.custom<CareSetting>(),
  summary,
  /** The summary beside the findings that were gone past with a reason. */
  summaryBeside: summary,
  findings: z.array(finding),
  open: z.array(z.string()),
  /** What is not known yet, by rule, and how each is recorded. */
  toAsk: z.array(
    z.object({
      rule: z.string(),
      /** What is missing as a sentence, and what kind of thing that is. */
      says: z.array(z.string()),
      kinds: z.array(z.custom<MissingKind>()),
      ways: z.array(z.custom<WayToAnswer>()),
      ruleClass: z.custom<Finding['ruleClass']>(),
    }),
  ),
  smallestChange: z.object({ to: summary, changes: z.array(z.custom<Change>()) }),
  firstDayOfChange: z.object({ day: z.string(), summary }).optional(),
  overrides: z.array(override),
});
export type VerdictView = z.output<typeof verdict>;

/** What the patient was asked by link and answered, and how each answer stands beside the record. */
export const patientAnswers = z.object({
  /** The newest time the patient was asked. */
  asked: z
    .object({
      at: z.string(),
      /** Absent where the clinic's schedule asked. */
      byName: z.string().optional(),
      kind: z.enum(['personal', 'kiosk']),
      state: z.enum(['open', 'answered', 'expired']),
      expiresAt: z.string(),
      answeredAt: z.string().optional(),
    })
    .optional(),
  answers: z.array(
    z.object({
      question: z.custom<AnyQuestion>(),
      responseId: z.string(),
      answer: answer.optional(),
      answeredAt: z.string(),
      late: z.object({ answer: answer.optional(), at: z.string() }).optional(),
      standing: z.custom<AnswerStanding>(),
    }),
  ),
  /** The scales that this clinic can give by link. */
  byLink: z.array(z.object({ instrument: z.string(), shortTitle: z.string() })),
});
export type PatientAnswersView = z.output<typeof patientAnswers>;

/** One medicine of the list with what the table says of it. */
export const medicineRow = z.object({
  factId: z.string(),
  version: z.number(),
  medicine: z.custom<Medicine>(),
  recordedByName: z.string(),
  recordedAt: z.string(),
  by: z.enum(['code', 'name', 'codeAndName', 'conflict', 'group', 'none']),
  looksLike: z.array(z.string()),
  ask: z.string().optional(),
  rows: z.array(z.custom<MedicineView['rows'][number]>()),
});

export const medicines = z.object({
  judgedAt: z.string(),
  setting: z.custom<CareSetting>(),
  confirmed: z
    .object({ at: z.string(), byName: z.string(), days: z.number(), counts: z.boolean() })
    .optional(),
  /** How many days a confirmation counts. */
  confirmedDays: z.number(),
  medicines: z.array(medicineRow),
  /** Medicines that are past; they no longer interact. */
  past: z.array(z.object({ factId: z.string(), version: z.number(), medicine: z.custom<Medicine>() })),
  diazepam: z.object({
    mg: z.string(),
    complete: z.boolean(),
    limitMg: z.number(),
    parts: z.array(
      z.object({ medicine: z.string(), dailyMg: z.string().optional(), diazepamMg: z.string().optional() }),
    ),
    missing: z.array(z.string()),
    source: z.string(),
  }),
  forModel: z.array(z.string()),
  /** Questions of the US monitoring form; absent elsewhere. `unknown` while the list does not count as confirmed or holds what is not recognised. */
  monitoringForm: z
    .array(z.object({ group: z.string(), title: z.string(), taken: z.enum(['yes', 'no', 'unknown']) }))
    .optional(),
  reviewed: z.string(),
});
export type MedicinesPageView = z.output<typeof medicines>;
