import { inTheWay, judgeCare, type CareSetting, type Finding, type Weighed } from '@evenkeel/protocol';
import { overridesOf, type StoredPatient } from '@evenkeel/record';
import { gatherFacts } from '../patients/gather-facts.ts';
import type { Ground } from '../patients/ground.ts';
import { careSetting } from './care-setting.ts';

/** What a verdict is asked about; what is left out follows the patient's plan and doses. */
type About = Partial<Pick<CareSetting, 'drug' | 'route' | 'indication'>>;

/** The whole verdict as it is now with the overrides of the patient, for a drug and route. */
export async function weighed(ground: Ground, patient: StoredPatient, about: About = {}): Promise<Weighed> {
  const { tx, scope, policy, now } = ground;
  const facts = await gatherFacts(ground, patient);
  const setting = await careSetting(ground, patient, facts, about);
  return {
    findings: judgeCare(facts, policy, now, setting).findings,
    setting,
    overrides: await overridesOf(tx, scope, patient.patientId),
  };
}

/**
 * What a refusal says of the findings in the way, with what to ask and how they are passed; undefined when none is. The
 * decision, the plan and the session all ask here.
 */
export function refusalOf(verdict: Weighed, weighedFor: Parameters<typeof inTheWay>[1]): string | undefined {
  const findings = inTheWay(verdict, weighedFor);
  return findings.length === 0 ? undefined : `${findingsSay(findings)} ${wayOut}`;
}

const wayOut =
  'What is not known is asked or measured. What is not met is cleared, or gone past on the page Eligibility with a reason and a second person, where that is allowed.';

/** Findings in one sentence each, with what to ask where something is not known. */
function findingsSay(findings: readonly Finding[]): string {
  return findings.map(({ rule, says, missing }) => [`${rule}: ${says}`, ...missing].join(' ')).join(' ');
}
