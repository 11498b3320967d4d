import type { Role } from '@evenkeel/contract';
import { careRules } from '@evenkeel/protocol';
import { overrideCounts } from '@evenkeel/record';
import { verifySecondPerson } from '../account/staff-secret.ts';
import type { Handlers } from '../http/handler.ts';
import { onGround } from '../patients/ground.ts';
import { patientOr404 } from '../patients/register-patient.ts';
import { medicinesPage } from './medicines.ts';
import { overrideFinding } from './override-finding.ts';
import { patientAnswersView, takeAnswers } from './patient-answers.ts';
import { verdictView } from './verdict.ts';

const statements = new Map(careRules.map(({ id, statement }) => [id, statement]));

const isLead = (roles: readonly Role[]): boolean => roles.includes('medicalLead');

/** The whole verdict, overrides and medicines. */
export const careHandlers = {
  verdict: (c) =>
    onGround(c, async (ground) =>
      verdictView(ground, await patientOr404(ground, c.params.patientId), c.query),
    ),

  patientAnswers: (c) =>
    onGround(c, async (ground) => patientAnswersView(ground, await patientOr404(ground, c.params.patientId))),

  takeAnswers: (c) =>
    onGround(
      c,
      async (ground) => {
        const patient = await patientOr404(ground, c.params.patientId);
        await takeAnswers(ground, patient, c.body.answers);
        return patientAnswersView(ground, patient);
      },
      { detail: { answers: c.body.answers.map(({ question, responseId }) => ({ question, responseId })) } },
    ),

  overrideFinding: async (c) => {
    const { overrideId, rule, reason, second, ...asked } = c.body;
    const proved =
      second === undefined
        ? undefined
        : await verifySecondPerson(c, second, 'eligibility.override', 'OVR-002');
    return onGround(
      c,
      async (ground) => {
        const patient = await patientOr404(ground, c.params.patientId);
        await overrideFinding(ground, patient, {
          overrideId,
          rule,
          reason,
          asked,
          secondId: proved?.staffId,
          byLead: isLead(c.actor.roles),
          leadSigns: isLead([...c.actor.roles, ...(proved?.roles ?? [])]),
        });
        return verdictView(ground, patient, asked);
      },
      { subject: overrideId, detail: { rule, second: proved?.staffId ?? null } },
    );
  },

  overrides: (c) =>
    onGround(c, async ({ tx, scope }) => ({
      counts: (await overrideCounts(tx, scope)).map((one) => ({
        ...one,
        statement: statements.get(one.rule) ?? one.rule,
      })),
    })),

  medicines: (c) =>
    onGround(c, async (ground) =>
      medicinesPage(ground, await patientOr404(ground, c.params.patientId), c.query),
    ),
} satisfies Partial<Handlers>;
