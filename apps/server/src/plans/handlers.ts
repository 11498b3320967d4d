import { permissionHolders, type Role } from '@evenkeel/contract';
import { verifyOwnSecret, verifySecondSigner } from '../account/staff-secret.ts';
import type { Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { onGround } from '../patients/ground.ts';
import { patientOr404 } from '../patients/register-patient.ts';
import { planDose } from './plan-dose.ts';
import { planViews, signPlan } from './sign-plan.ts';

/** Plans: previewed, signed, read. */
export const planHandlers = {
  previewPlan: (c) =>
    onGround(c, async (ground) => {
      const planned = await planDose(ground, await patientOr404(ground, c.params.patientId), c.body);
      if ('problem' in planned)
        return { days: [], warnings: [], needsSecondSigner: false, problem: { ...planned.problem } };
      const { dose, sentence, warnings, needsSecondSigner } = planned.calculated;
      return { dose, sentence, days: [...planned.days], warnings: [...warnings], needsSecondSigner };
    }),

  signPlan: async (c) => {
    const { password, second, ...typed } = c.body;
    await verifyOwnSecret(c, password);
    const secondSigner = second === undefined ? undefined : await verifySecondSigner(c, second);
    if (secondSigner !== undefined) {
      const holders: readonly Role[] = permissionHolders['plan.sign'];
      if (!secondSigner.roles.some((role) => holders.includes(role)))
        throw new Refusal('PLN-003', {
          detail: 'The second signer must be a prescriber or the medical lead.',
        });
      if (secondSigner.staffId === c.scope.actorId)
        throw new Refusal('PLN-003', { detail: 'The second signer must be another person.' });
    }
    return onGround(
      c,
      async (ground) =>
        signPlan(ground, await patientOr404(ground, c.params.patientId), {
          ...typed,
          secondSignerId: secondSigner?.staffId,
        }),
      { subject: typed.planId },
    );
  },

  plans: (c) =>
    onGround(c, async (ground) => {
      await patientOr404(ground, c.params.patientId);
      return { plans: await planViews(ground, c.params.patientId) };
    }),
} satisfies Partial<Handlers>;
