import { clinicPolicyOf, policyWithValues, type ClinicPolicy, type PolicyValues } from '@evenkeel/protocol';
import { policiesInForce, type Database, type Scope } from '@evenkeel/record';
import type { Transaction } from 'kysely';
import type { ClinicHere } from '../site.ts';

/** The policies of a site's clinics: the one in force, and each that ever was. */
export interface Policies {
  /** The policy of a clinic on the ground of one transaction. */
  of(tx: Transaction<Database>, scope: Scope, clinic: ClinicHere): Promise<PolicyHere>;
  /** Reads a clinic's policy anew from now on: something came into force. */
  changed(clinicId: string): void;
}

/** A clinic's policy in force, and earlier ones by number. */
export interface PolicyHere {
  readonly policy: ClinicPolicy;
  /** The version a plan was signed or a session ran under. */
  policyAt(version: number): Promise<ClinicPolicy>;
}

/** Another server's change is seen within this and the time of one read. Milliseconds. */
const keptMs = 3_000;

interface Kept {
  readonly readAt: number;
  readonly inForce: ClinicPolicy;
  readonly byVersion: ReadonlyMap<number, ClinicPolicy>;
}

/**
 * Makes the reader of policies. A version never changes once it is written, so only which one is in force is read again.
 * @param clock milliseconds that only go forward
 */
export function makePolicies(clock: () => number): Policies {
  const kept = new Map<string, Kept>();
  const generation = new Map<string, number>();
  const turn = (clinicId: string) => generation.get(clinicId) ?? 0;

  const read = async (tx: Transaction<Database>, scope: Scope, clinic: ClinicHere): Promise<Kept> => {
    const { clinicId, jurisdiction } = clinic;
    const begun = turn(clinicId);
    const readAt = clock();
    const known = kept.get(clinicId)?.byVersion;
    const byVersion = new Map<number, ClinicPolicy>([
      [1, known?.get(1) ?? clinicPolicyOf(jurisdiction)],
      ...(await policiesInForce(tx, scope)).map(
        ({ version, body }) =>
          [
            version,
            known?.get(version) ?? policyWithValues(jurisdiction, version, body as PolicyValues),
          ] as const,
      ),
    ]);
    const inForce = byVersion.get(Math.max(...byVersion.keys())) ?? clinicPolicyOf(jurisdiction);
    const found: Kept = { readAt, inForce, byVersion };
    // What was read before a change came into force is not kept.
    if (turn(clinicId) === begun) kept.set(clinicId, found);
    return found;
  };

  return Object.freeze({
    async of(tx: Transaction<Database>, scope: Scope, clinic: ClinicHere): Promise<PolicyHere> {
      const known = kept.get(clinic.clinicId);
      const here =
        known !== undefined && clock() - known.readAt < keptMs ? known : await read(tx, scope, clinic);
      return {
        policy: here.inForce,
        policyAt: async (version) => {
          const found = here.byVersion.get(version) ?? (await read(tx, scope, clinic)).byVersion.get(version);
          if (found === undefined)
            throw new Error(`a record names policy version ${version}, which never was in force`);
          return found;
        },
      };
    },
    changed(clinicId: string) {
      generation.set(clinicId, turn(clinicId) + 1);
      kept.delete(clinicId);
    },
  });
}
