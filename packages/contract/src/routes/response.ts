import { timepoints } from '@evenkeel/protocol';
import { z } from 'zod';
import { instant, line, paragraph, secondPerson, uuid } from '../primitives.ts';
import { route } from '../route.ts';
import {
  course,
  instrumentForm,
  measureChange,
  measureSchedule,
  patientMeasures,
  response,
} from '../views.ts';

const ofPatient = z.strictObject({ patientId: uuid });
const ofResponse = z.strictObject({ patientId: uuid, responseId: uuid });
const timepoint = z.enum(timepoints);
const item = z.int().min(0).max(100);
const answer = z.number().min(-10).max(1440);
const reason = paragraph(500).refine((text) => text.length > 0, 'A reason is needed.');

/** Questionnaires in the clinic, schedules of them, links to them, and the course they show. */
export const responseRoutes = {
  responses: route({
    id: 'responses',
    method: 'GET',
    path: '/patients/:patientId/responses',
    summary: 'Questionnaires of one patient',
    permission: 'response.read',
    audit: 'read',
    params: ofPatient,
    response: z.object({ responses: z.array(response) }),
  }),
  startResponse: route({
    id: 'startResponse',
    method: 'POST',
    path: '/patients/:patientId/responses',
    summary: 'Open a questionnaire for this patient',
    permission: 'response.write',
    audit: 'write',
    params: ofPatient,
    body: z.strictObject({
      responseId: uuid,
      instrument: line(40),
      timepoint,
      sessionId: uuid.optional(),
      mode: z.enum(['staff', 'link']),
    }),
    response,
  }),
  answerItem: route({
    id: 'answerItem',
    method: 'POST',
    path: '/patients/:patientId/responses/:responseId/answers',
    summary: 'One answer, saved as given',
    permission: 'response.write',
    audit: 'write',
    params: ofResponse,
    body: z.strictObject({ item, answer: answer.nullable() }),
    response,
  }),
  submitResponse: route({
    id: 'submitResponse',
    method: 'POST',
    path: '/patients/:patientId/responses/:responseId/submit',
    summary: 'Close a questionnaire and score it',
    permission: 'response.write',
    audit: 'write',
    params: ofResponse,
    body: z.strictObject({}),
    response,
  }),
  recordTotal: route({
    id: 'recordTotal',
    method: 'POST',
    path: '/patients/:patientId/totals',
    summary: 'Enter a total from a paper form, without its items',
    permission: 'response.write',
    audit: 'write',
    params: ofPatient,
    body: z.strictObject({
      responseId: uuid,
      instrument: line(40),
      timepoint,
      total: z.number().min(-100).max(1000),
      takenAt: instant,
      rater: line(120).optional(),
      /** Answers of single items that were read from the form, such as the one on suicide; null was left open. */
      known: z.array(z.strictObject({ item, answer: answer.nullable() })).max(20),
    }),
    response,
  }),
  instrumentForm: route({
    id: 'instrumentForm',
    method: 'GET',
    path: '/instruments/:instrument',
    summary: 'A scale as this clinic shows it, with the text of a loaded pack',
    permission: 'instrument.read',
    audit: 'none',
    params: z.strictObject({ instrument: line(40) }),
    response: instrumentForm,
  }),
  makeLink: route({
    id: 'makeLink',
    method: 'POST',
    path: '/patients/:patientId/links',
    summary: 'A single-purpose link to one or several questionnaires',
    permission: 'link.make',
    audit: 'write',
    params: ofPatient,
    body: z.strictObject({
      instruments: z.array(line(40)).min(1).max(12),
      timepoint,
      sessionId: uuid.optional(),
      /** `kiosk` is opened on the clinic's tablet with the code, within the hour. */
      kind: z.enum(['personal', 'kiosk']).default('personal'),
    }),
    response: z.object({
      path: z.string(),
      code: z.string().optional(),
      expiresAt: z.string(),
      responseIds: z.array(z.string()),
    }),
  }),
  measures: route({
    id: 'measures',
    method: 'GET',
    path: '/patients/:patientId/measures',
    summary: 'What is due for this patient and when, and what differs from the clinic’s schedule',
    permission: 'response.read',
    audit: 'read',
    params: ofPatient,
    response: patientMeasures,
  }),
  changeMeasures: route({
    id: 'changeMeasures',
    method: 'POST',
    path: '/patients/:patientId/measures',
    summary: 'Change the schedule for one patient, with a reason',
    permission: 'response.write',
    audit: 'write',
    params: ofPatient,
    body: z.strictObject({ version: z.int().min(1).max(100_000), change: measureChange, reason }),
    response: patientMeasures,
  }),
  measureSchedule: route({
    id: 'measureSchedule',
    method: 'GET',
    path: '/measure-schedule',
    summary: 'When this clinic gives which scales',
    permission: 'policy.read',
    audit: 'none',
    response: z.object({
      schedule: measureSchedule,
      isDefault: z.boolean(),
      reason: z.string().optional(),
      madeByName: z.string().optional(),
      madeAt: z.string().optional(),
      secondName: z.string().optional(),
    }),
  }),
  changeSchedule: route({
    id: 'changeSchedule',
    method: 'POST',
    path: '/measure-schedule',
    summary: 'Put a new version of the clinic’s schedule in force, with a reason and a second person',
    permission: 'schedule.change',
    audit: 'none',
    body: z.strictObject({
      schedule: measureSchedule,
      reason,
      second: secondPerson,
    }),
    response: z.object({ version: z.number() }),
  }),
  course: route({
    id: 'course',
    method: 'GET',
    path: '/patients/:patientId/course',
    summary: 'Doses, medicines, therapy and scores on one time axis',
    permission: 'course.read',
    audit: 'read',
    params: ofPatient,
    response: course,
  }),
} as const;
