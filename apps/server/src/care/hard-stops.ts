import { hardStopsInTheWay, judgeCare, type CareSetting, type Finding } from '@evenkeel/protocol';
import type { StoredPatient } from '@evenkeel/record';
import { gatherFacts } from '../patients/gather-facts.ts';
import type { Ground } from '../patients/ground.ts';
import { careSetting } from './care-setting.ts';

/** Hard stops of the whole verdict that are not met or not known, for a drug and route. */
export async function hardStopsFor(
  ground: Ground,
  patient: StoredPatient,
  about: Partial<Pick<CareSetting, 'drug' | 'route' | 'indication'>> = {},
): Promise<readonly Finding[]> {
  const facts = await gatherFacts(ground, patient);
  const setting = await careSetting(ground, patient, facts, about);
  return hardStopsInTheWay(judgeCare(facts, ground.policy, ground.now, setting).findings);
}

/** Findings in one sentence each, with what to ask where something is not known. */
export function stopsSay(stops: readonly Finding[]): string {
  return stops.map(({ rule, says, missing }) => [`${rule}: ${says}`, ...missing].join(' ')).join(' ');
}
