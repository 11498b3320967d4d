import { sql, type Transaction } from 'kysely';
import type { CareSetting, Finding } from '@evenkeel/protocol';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** A finding that a person went past: the finding as it was, what the verdict was about, who and why. */
export interface StoredOverride {
  readonly overrideId: string;
  readonly patientId: string;
  readonly finding: Finding;
  readonly setting: CareSetting;
  readonly policyVersion: number;
  readonly reason: string;
  readonly role: string;
  readonly by: string;
  readonly at: string;
  readonly secondBy?: string;
}

/** Overrides of one patient, newest first. */
export async function overridesOf(
  tx: Tx,
  scope: Scope,
  patientId: string,
): Promise<readonly StoredOverride[]> {
  const rows = await tx
    .selectFrom('eligibility_override')
    .selectAll()
    .where('clinic_id', '=', scope.clinicId)
    .where('patient_id', '=', patientId)
    .orderBy('overridden_at', 'desc')
    .orderBy('override_id', 'desc')
    .execute();
  return rows.map((row) => ({
    overrideId: row.override_id,
    patientId: row.patient_id,
    finding: row.finding as Finding,
    setting: row.setting as CareSetting,
    policyVersion: row.policy_version,
    reason: row.reason,
    role: row.role,
    by: row.overridden_by,
    at: row.overridden_at,
    ...(row.second_by === null ? {} : { secondBy: row.second_by }),
  }));
}

/** Whose override an id is; undefined when this clinic has none of that id. */
export async function patientOfOverride(
  tx: Tx,
  scope: Scope,
  overrideId: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('eligibility_override')
    .select('patient_id')
    .where('clinic_id', '=', scope.clinicId)
    .where('override_id', '=', overrideId)
    .executeTakeFirst();
  return row?.patient_id;
}

/** Keeps an override. False when this id is there already: the same request came twice. */
export async function insertOverride(tx: Tx, scope: Scope, what: StoredOverride): Promise<boolean> {
  const { finding } = what;
  const row = await tx
    .insertInto('eligibility_override')
    .values({
      clinic_id: scope.clinicId,
      override_id: what.overrideId,
      patient_id: what.patientId,
      rule: finding.rule,
      rule_version: finding.ruleVersion,
      rule_class: finding.ruleClass as 'hardStop' | 'hold' | 'caution',
      setting: JSON.stringify(what.setting),
      finding: JSON.stringify(finding),
      policy_version: what.policyVersion,
      reason: what.reason,
      role: what.role,
      overridden_by: what.by,
      overridden_at: what.at,
      second_by: what.secondBy ?? null,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'override_id']).doNothing())
    .returning('override_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** How often a rule was gone past, and how many patients that concerns. */
export interface OverrideCount {
  readonly rule: string;
  readonly ruleClass: 'hardStop' | 'hold' | 'caution';
  readonly overrides: number;
  readonly patients: number;
  readonly withSecond: number;
  readonly lastAt: string;
}

/** Overrides of the clinic counted by rule, most frequent first; names no patient. */
export async function overrideCounts(tx: Tx, scope: Scope): Promise<readonly OverrideCount[]> {
  const { rows } = await sql<{
    rule: string;
    rule_class: 'hardStop' | 'hold' | 'caution';
    overrides: number;
    patients: number;
    with_second: number;
    last_at: string;
  }>`
    select rule, rule_class, count(*)::int as overrides, count(distinct patient_id)::int as patients,
      count(second_by)::int as with_second, max(overridden_at) as last_at
    from eligibility_override where clinic_id = ${scope.clinicId}
    group by rule, rule_class order by overrides desc, rule, rule_class`.execute(tx);
  return rows.map((row) => ({
    rule: row.rule,
    ruleClass: row.rule_class,
    overrides: row.overrides,
    patients: row.patients,
    withSecond: row.with_second,
    lastAt: row.last_at,
  }));
}
