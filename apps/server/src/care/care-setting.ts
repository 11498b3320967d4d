import type { SettingAsked } from '@evenkeel/contract';
import type { CareSetting, PatientFacts } from '@evenkeel/protocol';
import { templateByKey, usualSetting } from '@evenkeel/protocol';
import { plansOf, sessionsOf, type StoredPatient } from '@evenkeel/record';
import type { Ground } from '../patients/ground.ts';

/**
 * What a verdict is about. What is not asked for follows the record: drug, route and indication of the plan with a
 * session still to come, else ketamine into a vein; the first dose until one was given, then a later dose. What
 * esketamine is given for is not known until a plan or the asker says it.
 */
export async function careSetting(
  ground: Ground,
  patient: Pick<StoredPatient, 'patientId'>,
  facts: Pick<PatientFacts, 'doses'>,
  asked: SettingAsked = {},
): Promise<CareSetting> {
  const plan =
    asked.drug === undefined ||
    asked.route === undefined ||
    (asked.drug === 'esketamine' && asked.indication === undefined)
      ? await currentPlan(ground, patient.patientId)
      : undefined;
  const drug = asked.drug ?? plan?.dose.drug ?? usualSetting.drug;
  const own = plan?.dose.drug === drug ? plan.dose : undefined;
  const usualRoute = drug === 'esketamine' ? 'nasal-device' : usualSetting.route;
  const indication =
    drug === 'esketamine' ? (asked.indication ?? templateByKey(own?.template ?? '')?.indication) : undefined;
  const { consentVersion } = ground.policy;
  return {
    drug,
    route: asked.route ?? own?.route ?? usualRoute,
    phase: asked.phase ?? ((facts.doses ?? []).length === 0 ? 'firstDose' : 'laterDose'),
    ...(indication === undefined ? {} : { indication }),
    ...(consentVersion === undefined ? {} : { consentVersion }),
  };
}

/** The newest plan while a session of it is booked or open. */
async function currentPlan({ tx, scope }: Ground, patientId: string) {
  const [plan] = await plansOf(tx, scope, patientId);
  if (plan === undefined) return undefined;
  const going = (await sessionsOf(tx, scope, patientId)).some(
    (one) => one.planId === plan.planId && (one.state === 'booked' || one.state === 'open'),
  );
  return going ? plan : undefined;
}
