import { inTheWay, openHolds } from '@evenkeel/protocol';
import { verifyOwnBesideSecond, verifyOwnSecret, verifySecondPerson } from '../account/staff-secret.ts';
import type { Handlers } from '../http/handler.ts';
import { onGround } from '../patients/ground.ts';
import { patientOr404 } from '../patients/register-patient.ts';
import { planDose } from './plan-dose.ts';
import { planNeeds, weighedForPlan } from './plan-findings.ts';
import { planOptions } from './plan-options.ts';
import { planVisit } from './plan-visit.ts';
import { planViews, signPlan } from './sign-plan.ts';

/** Plans: previewed, signed, read. */
export const planHandlers = {
  previewPlan: (c) =>
    onGround(c, async (ground) => {
      const patient = await patientOr404(ground, c.params.patientId);
      const planned = await planDose(ground, patient, c.body);
      const { template, course, weight } = planned;
      const shared = {
        course: course.map((one) => ({ ...one })),
        days: course.map(({ day }) => day),
        ...(weight === undefined ? {} : { weight: { ...weight, doubts: [...weight.doubts] } }),
        ...(template === undefined
          ? {}
          : { visit: await planVisit(ground, patient.patientId, template, c.body.durationMinutes) }),
      };
      if ('problem' in planned) {
        const needs = { reason: false, secondSigner: false, medicalLead: false };
        return {
          ...shared,
          warnings: [],
          needs,
          needsSecondSigner: false,
          problem: { ...planned.problem },
          ...(planned.more === undefined ? {} : { moreProblems: [...planned.more] }),
        };
      }
      const verdict = await weighedForPlan(ground, patient, planned.dose);
      const { warnings, needs } = planNeeds(planned.calculated, verdict);
      const { sentence } = planned.calculated;
      return {
        ...shared,
        inTheWay: [...inTheWay(verdict, 'plan')],
        openHolds: [...openHolds(verdict)],
        dose: planned.dose,
        sentence,
        warnings: [...warnings],
        needs: { ...needs },
        needsSecondSigner: needs.secondSigner,
      };
    }),

  signPlan: async (c) => {
    const { password, second, ...typed } = c.body;
    await (second === undefined ? verifyOwnSecret : verifyOwnBesideSecond)(c, password);
    const secondSigner =
      second === undefined ? undefined : await verifySecondPerson(c, second, 'plan.sign', 'PLN-003');
    return onGround(
      c,
      async (ground) =>
        signPlan(ground, await patientOr404(ground, c.params.patientId), {
          ...typed,
          secondSignerId: secondSigner?.staffId,
          medicalLeadSigns: [...c.actor.roles, ...(secondSigner?.roles ?? [])].includes('medicalLead'),
        }),
      { subject: typed.planId },
    );
  },

  planOptions: (c) =>
    onGround(c, async (ground) => planOptions(ground, await patientOr404(ground, c.params.patientId))),

  plans: (c) =>
    onGround(c, async (ground) => {
      await patientOr404(ground, c.params.patientId);
      return { plans: await planViews(ground, c.params.patientId) };
    }),
} satisfies Partial<Handlers>;
