import { z } from 'zod';
import { patientSummary } from './patient.ts';

const outcomeWord = z.enum(['baseline', 'noResponse', 'partial', 'response', 'remission', 'unknown']);

/** One number or verdict on a course, with what it means and what it was reckoned from. */
export const courseFigure = z.object({
  id: z.string(),
  title: z.string(),
  says: z.string(),
  state: z.enum(['yes', 'no', 'unknown', 'number']),
  value: z.number().optional(),
  unit: z.string().optional(),
  whyUnknown: z.string().optional(),
  definition: z.string(),
  source: z.object({ mark: z.string(), citation: z.string() }),
  used: z.array(z.object({ at: z.string(), total: z.number(), as: z.string() })),
});
export type CourseFigureView = z.output<typeof courseFigure>;

/** One scale over time. */
export const courseSeries = z.object({
  instrument: z.string(),
  shortTitle: z.string(),
  title: z.string(),
  domain: z.string(),
  direction: z.enum(['higherIsWorse', 'higherIsBetter']),
  range: z.object({ from: z.number(), to: z.number() }),
  bands: z.array(z.object({ from: z.number(), to: z.number(), label: z.string() })),
  scores: z.array(
    z.object({
      responseId: z.string(),
      at: z.string(),
      /** Absent where the answers do not give a total: a gap, never a zero. */
      total: z.number().optional(),
      prorated: z.boolean(),
      totalOnly: z.boolean(),
      timepoint: z.string(),
      change: z.number().optional(),
      changePercent: z.number().optional(),
      outcome: outcomeWord,
      flags: z.array(z.string()),
    }),
  ),
  baseline: z.object({ total: z.number(), at: z.string() }).optional(),
  marks: z.object({
    response: z.number().optional(),
    remission: z.number().optional(),
    remissionSource: z.string().optional(),
  }),
  figures: z.array(courseFigure),
  /** The change from baseline against the scale's own meaningful change. */
  meaningful: z
    .object({
      points: z.number(),
      reached: z.enum(['improved', 'worse', 'within', 'unknown']),
      change: z.number().optional(),
      source: z.string(),
    })
    .optional(),
});
export type CourseSeries = z.output<typeof courseSeries>;

export const goal = z.object({
  goalId: z.string(),
  version: z.number(),
  wording: z.string(),
  state: z.enum(['current', 'reached', 'laidDown']),
  marks: z.array(z.object({ mark: z.number(), at: z.string() })),
});

export const course = z.object({
  patient: patientSummary,
  timeZone: z.string(),
  now: z.string(),
  doses: z.array(
    z.object({
      sessionId: z.string(),
      at: z.string(),
      drug: z.string(),
      doseMgPerKg: z.string().optional(),
      amountMg: z.string(),
      route: z.string(),
      stoppedEarly: z.boolean(),
      number: z.number(),
    }),
  ),
  planned: z.array(z.object({ day: z.string(), number: z.number() })),
  series: z.array(courseSeries),
  medicines: z.array(z.object({ name: z.string(), since: z.string().optional(), status: z.string() })),
  therapy: z.array(
    z.object({
      day: z.string(),
      therapy: z.string(),
      minutes: z.number().optional(),
      homeworkSet: z.number().optional(),
      homeworkDone: z.number().optional(),
      /** Why the tasks done are doubtful (AFT-09); absent when they are not. */
      homeworkDoubt: z.string().optional(),
      /** Days of the last seven with a steady rhythm. */
      socialRhythm: z.number().optional(),
      note: z.string().optional(),
    }),
  ),
  /** The weekly therapy of bipolar disorder (AFT-10); absent in unipolar depression and while no course runs. */
  weeklyTherapy: z
    .object({
      rule: z.string(),
      state: z.enum(['diagnosisNeeded', 'none', 'notYet', 'dueToday', 'overdue']),
      says: z.string(),
      mark: z.string(),
      citation: z.string(),
    })
    .optional(),
  /** Where this moment lies after the newest dose (AFT-08); absent before the first dose. */
  therapyWindow: z
    .object({
      place: z.enum(['tooSoon', 'early', 'window', 'late']),
      opensAt: z.string(),
      closesAt: z.string(),
      says: z.string(),
    })
    .optional(),
  adverseEvents: z.array(
    z.object({ at: z.string(), kind: z.string(), severity: z.string(), sessionId: z.string() }),
  ),
  /** Occasions that passed without an answer. */
  missed: z.array(z.object({ at: z.string(), title: z.string(), instruments: z.array(z.string()) })),
  goals: z.array(goal),
  sentence: z.string(),
});
export type CourseView = z.output<typeof course>;

/** What the patient sees of the own course. */
export const ownProgress = z.object({
  /** Against the last answer before the first treatment day, to the nearest five per cent. */
  change: z.object({ kind: z.enum(['first', 'same', 'fewer', 'more']), percent: z.number().optional() }),
  charts: z.array(
    z.object({
      domain: z.string(),
      name: z.string(),
      direction: z.enum(['higherIsWorse', 'higherIsBetter']),
      range: z.object({ from: z.number(), to: z.number() }),
      points: z.array(z.object({ at: z.string(), total: z.number().optional() })),
      baseline: z.number().optional(),
    }),
  ),
  doses: z.array(z.string()),
  next: z.string().optional(),
  goals: z.array(goal),
});
export type OwnProgressView = z.output<typeof ownProgress>;
