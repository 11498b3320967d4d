import { z } from 'zod';
import { answer, calendarDate, instant, paragraph, uuid } from '../primitives.ts';
import { route } from '../route.ts';
import {
  afterDoseList,
  checkQuestion,
  contactWay,
  courseReview,
  longTermDomain,
  longTermList,
  longTermView,
} from '../views.ts';

const ofPatient = z.strictObject({ patientId: uuid });
const note = paragraph(1000);
const reason = note.refine((given) => given.length > 0, 'This is empty.');
/** What the record does not hold and is asked in the review. */
const asked = z.strictObject({
  intolerable: answer.optional(),
  cystitis: answer.optional(),
  psychosis: answer.optional(),
  wantsToGoOn: answer.optional(),
  burdenTooMuch: answer.optional(),
  worse: answer.optional(),
});

/** Long-term safety, checks after a dose, and the review of a course. */
export const followUpRoutes = {
  longTermList: route({
    id: 'longTermList',
    method: 'GET',
    path: '/long-term',
    summary: 'Everybody who has had a dose: long-term findings first, then what is due',
    permission: 'followUp.read',
    audit: 'read',
    query: z.strictObject({ from: z.coerce.number().int().min(0).max(1_000_000).optional() }),
    response: longTermList,
  }),
  afterDoseList: route({
    id: 'afterDoseList',
    method: 'GET',
    path: '/after-dose',
    summary: 'Checks that are owed to people who have had a dose, and the watch for a switch of mood',
    permission: 'followUp.read',
    audit: 'read',
    response: afterDoseList,
  }),
  recordAfterDose: route({
    id: 'recordAfterDose',
    method: 'POST',
    path: '/patients/:patientId/after-dose',
    summary: 'Write down a check after a dose, or a try that reached nobody',
    permission: 'followUp.record',
    audit: 'write',
    params: ofPatient,
    body: z
      .strictObject({
        contactId: uuid,
        sessionId: uuid,
        hours: z.union([z.literal(24), z.literal(72), z.literal(168)]),
        at: instant,
        reached: z.boolean(),
        way: contactWay,
        answers: z.partialRecord(checkQuestion, answer),
        note: note.optional(),
      })
      .refine(({ reached, answers }) => reached || Object.keys(answers).length === 0, {
        error: 'Who was not reached has given no answers.',
        path: ['answers'],
      })
      .refine(({ reached, answers }) => !reached || Object.keys(answers).length > 0, {
        error: 'Who was reached was asked something. Answer at least one question.',
        path: ['answers'],
      }),
    // Only that it is kept: the list tells of everybody, and is read, and audited, by itself.
    response: z.object({ ok: z.literal(true) }),
  }),
  longTerm: route({
    id: 'longTerm',
    method: 'GET',
    path: '/patients/:patientId/long-term',
    summary: 'Exposure so far and each domain of long-term watching',
    permission: 'followUp.read',
    audit: 'read',
    params: ofPatient,
    response: longTermView,
  }),
  recordMisuse: route({
    id: 'recordMisuse',
    method: 'POST',
    path: '/patients/:patientId/misuse-checks',
    summary: 'Write down what was asked about misuse',
    permission: 'followUp.record',
    audit: 'write',
    params: ofPatient,
    body: z.strictObject({
      checkId: uuid,
      askedAt: instant,
      craving: z.int().min(0).max(10).optional(),
      earlyRequests: z.boolean().optional(),
      lostDoses: z.boolean().optional(),
      otherPrescribers: z.boolean().optional(),
      note: note.optional(),
    }),
    response: longTermView,
  }),
  retractMisuse: route({
    id: 'retractMisuse',
    method: 'POST',
    path: '/patients/:patientId/misuse-checks/:checkId',
    summary: 'Mark what was written about misuse as entered in error',
    permission: 'followUp.record',
    audit: 'write',
    params: z.strictObject({ patientId: uuid, checkId: uuid }),
    body: z.strictObject({ version: z.int().min(1).max(1000), reason }),
    response: longTermView,
  }),
  snoozeLongTerm: route({
    id: 'snoozeLongTerm',
    method: 'POST',
    path: '/patients/:patientId/long-term/snoozes',
    summary: 'Put off what is due, with a reason, for 28 days at most',
    permission: 'followUp.record',
    audit: 'write',
    params: ofPatient,
    body: z.strictObject({ snoozeId: uuid, domain: longTermDomain, untilDay: calendarDate, reason }),
    response: longTermView,
  }),
  courseReview: route({
    id: 'courseReview',
    method: 'GET',
    path: '/patients/:patientId/review',
    summary: 'What speaks for stopping, holding and going on with a course',
    permission: 'followUp.read',
    audit: 'read',
    params: ofPatient,
    query: asked,
    response: courseReview,
  }),
  decideReview: route({
    id: 'decideReview',
    method: 'POST',
    path: '/patients/:patientId/review',
    summary: 'Keep what a prescriber decided about a course, with the voices as they were',
    permission: 'review.decide',
    audit: 'write',
    params: ofPatient,
    body: z.strictObject({
      reviewId: uuid,
      decision: z.enum(['continue', 'hold', 'stop']),
      reason,
      asked,
    }),
    response: courseReview,
  }),
} as const;
