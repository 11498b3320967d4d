import { z } from 'zod';
import { patientSummary } from './patient.ts';

const exposure = z.object({ sessions: z.number(), mg: z.string(), bioavailableMg: z.string() });

export const longTermDomain = z.enum([
  'bladder',
  'liver',
  'cognition',
  'misuse',
  'pressure',
  'pregnancy',
  'urinalysis',
]);
export type LongTermDomain = z.output<typeof longTermDomain>;

/** One domain of long-term watching as it stands. */
export const longTermState = z.object({
  rule: z.string(),
  domain: longTermDomain,
  finding: z.enum(['nothing', 'trigger', 'unknown']),
  says: z.string(),
  action: z.string().optional(),
  lastOn: z.string().optional(),
  dueOn: z.string().optional(),
  due: z.boolean(),
  dueBy: z.enum(['calendar', 'exposure', 'never', 'neverDone']),
  /** Put off until this day. */
  snoozedUntil: z.string().optional(),
});
export type LongTermStateView = z.output<typeof longTermState>;

export const misuseCheck = z.object({
  checkId: z.string(),
  version: z.number(),
  state: z.enum(['current', 'enteredInError']),
  stateReason: z.string().optional(),
  craving: z.number().optional(),
  earlyRequests: z.boolean().optional(),
  lostDoses: z.boolean().optional(),
  otherPrescribers: z.boolean().optional(),
  note: z.string().optional(),
  askedAt: z.string(),
  byName: z.string(),
});

/** The long-term safety page of one patient. */
export const longTermView = z.object({
  timeZone: z.string(),
  now: z.string(),
  today: z.string(),
  policyVersion: z.number(),
  exposure: exposure.extend({
    byRoute: z.array(
      exposure.extend({
        drug: z.string(),
        route: z.string(),
        share: z.string(),
        mark: z.string(),
        citation: z.string(),
      }),
    ),
  }),
  domains: z.array(
    longTermState.extend({
      ruleClass: z.string(),
      statement: z.string(),
      mark: z.string(),
      citation: z.string(),
      /** What reached the blood since the last look; absent when there was none, or no dose. */
      sinceLast: exposure.optional(),
      /** Exposure that makes it due before its day, mg that reached the blood. */
      everyBioavailableMg: z.number().optional(),
      /** The scale to give. */
      instrument: z.string().optional(),
      /** The last day it can be put off to; absent when it cannot be. */
      snoozeLatest: z.string().optional(),
      snoozes: z.array(
        z.object({
          fromDay: z.string(),
          untilDay: z.string(),
          reason: z.string(),
          byName: z.string(),
        }),
      ),
    }),
  ),
  misuse: z.array(misuseCheck),
});
export type LongTermView = z.output<typeof longTermView>;

/** One row of the clinic's list. */
export const longTermRow = z.object({
  patient: patientSummary,
  sessions: z.number(),
  bioavailableMg: z.string(),
  lastDoseAt: z.string(),
  triggers: z.array(longTermState),
  due: z.array(longTermState),
  snoozed: z.array(longTermState),
});

export const longTermList = z.object({
  today: z.string(),
  counts: z.object({ people: z.number(), withTrigger: z.number(), withDue: z.number() }),
  rows: z.array(longTermRow),
  /** The place to go on from; absent at the end. */
  more: z.number().optional(),
});
export type LongTermListView = z.output<typeof longTermList>;

export const checkQuestion = z.enum([
  'suicidalThoughts',
  'worse',
  'sideEffects',
  'psychosis',
  'shortNights',
  'highSpirits',
]);
export const contactWay = z.enum(['phone', 'video', 'inPerson', 'message', 'other']);

export const checkMeaning = z.object({
  rule: z.string(),
  level: z.enum(['now', 'due', 'unknown']),
  says: z.string(),
});

/** A check after a dose that somebody owes a patient, or one that was made lately. */
export const afterDoseRow = z.object({
  patient: patientSummary,
  sessionId: z.string(),
  number: z.number(),
  doseEndedAt: z.string(),
  hours: z.number(),
  rule: z.string(),
  dueAt: z.string(),
  until: z.string(),
  state: z.enum(['notYet', 'due', 'done', 'silent', 'reached', 'notReached', 'heardLater']),
  owed: z.boolean(),
  overdue: z.boolean(),
  says: z.string(),
  asks: z.array(z.string()),
  questions: z.array(checkQuestion),
  contacts: z.array(
    z.object({
      at: z.string(),
      reached: z.boolean(),
      way: contactWay,
      answers: z.partialRecord(checkQuestion, z.enum(['yes', 'no', 'unknown'])),
      note: z.string().optional(),
      byName: z.string(),
      meanings: z.array(checkMeaning),
    }),
  ),
});
export type AfterDoseRow = z.output<typeof afterDoseRow>;

/** Mood after the last dose of a patient with bipolar disorder. */
export const moodRow = z.object({
  patient: patientSummary,
  doseEndedAt: z.string(),
  rule: z.string(),
  level: z.enum(['stop', 'hold', 'lookInto', 'none', 'unknown']),
  says: z.string(),
});

export const afterDoseList = z.object({
  timeZone: z.string(),
  now: z.string(),
  owed: z.array(afterDoseRow),
  /** Checks of the last days in which a person spoke to the patient and something was told. */
  told: z.array(afterDoseRow),
  mood: z.array(moodRow),
  /** Monitoring forms that a programme asks for and that are not marked as sent, the soonest due first. */
  forms: z.array(
    z.object({
      patient: patientSummary,
      sessionId: z.string(),
      number: z.number(),
      dueBy: z.string(),
      overdue: z.boolean(),
    }),
  ),
  counts: z.object({ owed: z.number(), overdue: z.number() }),
});
export type AfterDoseListView = z.output<typeof afterDoseList>;

const speaksFor = z.enum(['stop', 'hold', 'continue', 'unknown']);
export const reviewVoice = z.object({
  rule: z.string(),
  domain: z.enum(['benefit', 'harm', 'burden', 'wishes']),
  speaksFor,
  says: z.string(),
  statement: z.string(),
  mark: z.string(),
  citation: z.string(),
});

const suggestion = z.object({ rule: z.string(), kind: z.string(), says: z.string(), behind: z.number() });

/** The review of a course: what speaks for stopping, holding and going on. */
export const courseReview = z.object({
  timeZone: z.string(),
  now: z.string(),
  policyVersion: z.number(),
  scale: z.string(),
  sessions: z.number(),
  acuteEnded: z.boolean(),
  gainPercent: z.number().optional(),
  mostSerious: speaksFor,
  voices: z.array(reviewVoice),
  /** Rules of eligibility and long-term watching that speak for the most serious answer. */
  besides: z.array(z.object({ rule: z.string(), says: z.string(), mark: z.string(), citation: z.string() })),
  /** Why this person is watched more closely now (SUI-05); absent when not. */
  closerWatch: z.string().optional(),
  adherence: z.array(
    z.object({
      what: z.enum(['attendance', 'medicineDays', 'measures', 'homework']),
      share: z.number().optional(),
      /** What the share was counted from. */
      done: z.number().optional(),
      agreed: z.number().optional(),
      low: z.union([z.boolean(), z.literal('unknown')]),
    }),
  ),
  /** A session nobody came to since the last dose, and what follows. */
  missed: z
    .object({
      day: z.string(),
      rule: z.string(),
      kind: z.enum(['goOn', 'stepBack', 'unknown']),
      says: z.string(),
    })
    .optional(),
  interval: suggestion.extend({ days: z.number(), currentDays: z.number().optional() }).optional(),
  dose: suggestion.extend({ amount: z.string().optional(), unit: z.string() }).optional(),
  /** The newest decision, until a plan is signed after it. */
  inForce: z.string().optional(),
  decisions: z.array(
    z.object({
      reviewId: z.string(),
      decision: z.enum(['continue', 'hold', 'stop']),
      reason: z.string(),
      byName: z.string(),
      at: z.string(),
      policyVersion: z.number(),
      voices: z.array(reviewVoice),
      suggestions: z.array(z.string()),
    }),
  ),
});
export type CourseReviewView = z.output<typeof courseReview>;
