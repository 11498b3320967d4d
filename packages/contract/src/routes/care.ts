import { z } from 'zod';
import { answer, line, paragraph, secondPerson, uuid } from '../primitives.ts';
import { route } from '../route.ts';
import { medicines, patientAnswers, settingAsked, verdict } from '../views/care.ts';

const ofPatient = z.strictObject({ patientId: uuid });

/** The whole verdict, what people went past, and the medicines as the interaction table reads them. */
export const careRoutes = {
  verdict: route({
    id: 'verdict',
    method: 'GET',
    path: '/patients/:patientId/verdict',
    summary: 'Every rule’s finding for one drug, route and phase, with the smallest change and what to ask',
    permission: 'eligibility.read',
    audit: 'read',
    params: ofPatient,
    query: settingAsked,
    response: verdict,
  }),
  patientAnswers: route({
    id: 'patientAnswers',
    method: 'GET',
    path: '/patients/:patientId/patient-answers',
    summary: 'What the patient answered to screening questions by link, beside what the record holds',
    permission: 'eligibility.read',
    audit: 'read',
    params: ofPatient,
    response: patientAnswers,
  }),
  takeAnswers: route({
    id: 'takeAnswers',
    method: 'POST',
    path: '/patients/:patientId/patient-answers',
    summary: 'Record answers of the patient as screening answers, with the questionnaire as their source',
    permission: 'patient.clinical.write',
    audit: 'write',
    params: ofPatient,
    body: z.strictObject({
      /** Each as it was shown. The server looks it up in the questionnaire and refuses all when one is not so. */
      answers: z
        .array(
          z.strictObject({
            factId: uuid,
            responseId: uuid,
            question: line(40),
            answer: answer.exclude(['unknown']),
          }),
        )
        .min(1)
        .max(40),
    }),
    response: patientAnswers,
  }),
  overrideFinding: route({
    id: 'overrideFinding',
    method: 'POST',
    path: '/patients/:patientId/overrides',
    summary:
      'Go past a caution with a reason, past a hold with a second person, past a hard stop for racemic ketamine as the medical lead with a second clinician',
    permission: 'eligibility.override',
    audit: 'write',
    params: ofPatient,
    body: settingAsked.extend({
      overrideId: uuid,
      rule: line(40),
      reason: paragraph(2000).refine((text) => text.length > 0, 'A reason is needed.'),
      second: secondPerson.optional(),
    }),
    response: verdict,
  }),
  overrides: route({
    id: 'overrides',
    method: 'GET',
    path: '/overrides',
    summary: 'How often each rule was gone past in this clinic',
    permission: 'override.read',
    audit: 'read',
    response: z.object({
      counts: z.array(
        z.object({
          rule: z.string(),
          statement: z.string(),
          ruleClass: z.enum(['hardStop', 'hold', 'caution']),
          overrides: z.number(),
          patients: z.number(),
          withSecond: z.number(),
          lastAt: z.string(),
        }),
      ),
    }),
  }),
  medicines: route({
    id: 'medicines',
    method: 'GET',
    path: '/patients/:patientId/medicines',
    summary: 'The list of medicines as the interaction table reads it for a drug and route',
    permission: 'eligibility.read',
    audit: 'read',
    params: ofPatient,
    query: settingAsked,
    response: medicines,
  }),
} as const;
