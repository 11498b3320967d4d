import { z } from 'zod';
import { calendarDate, line, uuid } from '../primitives.ts';
import { route } from '../route.ts';
import { instrumentForm, ownProgress } from '../views.ts';

/** The patient's own page, behind one link. */
export const linkRoutes = {
  openLink: route({
    id: 'openLink',
    method: 'POST',
    path: '/link/open',
    summary: 'Open a questionnaire link, or a code of the clinic’s tablet, with the birth date',
    permission: 'public',
    audit: 'none',
    body: z.strictObject({ token: z.string().min(8).max(100), birthDate: calendarDate }),
    response: z.object({
      ok: z.literal(true),
      /**
       * Of a code for the clinic's tablet: the sign-in, to be sent as `x-evenkeel-link`. A cookie would be the next
       * person's too, and one person's answers may still be on their way when the next one starts.
       */
      pass: z.string().optional(),
    }),
  }),
  linkQuestionnaire: route({
    id: 'linkQuestionnaire',
    method: 'GET',
    path: '/link/questionnaire',
    summary: 'The questionnaires of this link and the answers given',
    permission: 'ownLink',
    audit: 'read',
    response: z.object({
      clinicName: z.string(),
      forms: z.array(
        z.object({
          responseId: z.string(),
          instrument: instrumentForm,
          answers: z.array(z.number().nullable()),
          state: z.enum(['open', 'submitted']),
        }),
      ),
      crisis: z.array(z.object({ name: z.string(), number: z.string(), note: z.string() })),
    }),
  }),
  linkAnswer: route({
    id: 'linkAnswer',
    method: 'POST',
    path: '/link/answers',
    summary: 'One answer, saved as given',
    permission: 'ownLink',
    audit: 'write',
    body: z.strictObject({
      responseId: uuid,
      item: z.int().min(0).max(100),
      answer: z.number().min(-10).max(1440).nullable(),
    }),
    response: z.object({
      answers: z.array(z.number().nullable()),
      /** The questionnaire had been sent before: the answer is kept beside what was sent, and the score stays. */
      late: z.boolean(),
    }),
  }),
  linkSubmit: route({
    id: 'linkSubmit',
    method: 'POST',
    path: '/link/submit',
    summary: 'Send the answers of one questionnaire to the clinic',
    permission: 'ownLink',
    audit: 'write',
    body: z.strictObject({ responseId: uuid }),
    response: z.object({ state: z.literal('submitted'), showCrisis: z.boolean() }),
  }),
  linkProgress: route({
    id: 'linkProgress',
    method: 'GET',
    path: '/link/progress',
    summary: 'The own progress and the own goals',
    permission: 'ownLink',
    audit: 'read',
    response: ownProgress,
  }),
  linkGoal: route({
    id: 'linkGoal',
    method: 'POST',
    path: '/link/goals',
    summary: 'Write down or change an own goal',
    permission: 'ownLink',
    audit: 'write',
    body: z.strictObject({
      goalId: uuid,
      version: z.int().min(1).max(1000),
      wording: line(200),
      state: z.enum(['current', 'reached', 'laidDown']),
    }),
    response: ownProgress,
  }),
  linkGoalMark: route({
    id: 'linkGoalMark',
    method: 'POST',
    path: '/link/goals/marks',
    summary: 'How near an own goal is, from 0 to 10',
    permission: 'ownLink',
    audit: 'write',
    body: z.strictObject({ goalId: uuid, markId: uuid, mark: z.int().min(0).max(10) }),
    response: ownProgress,
  }),
} as const;
