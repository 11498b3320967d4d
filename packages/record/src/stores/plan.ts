import { sql, type Transaction } from 'kysely';
import type { Json } from '@evenkeel/quantities';
import type { CareSetting, Finding, PlannedDose } from '@evenkeel/protocol';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';

type Tx = Transaction<Database>;

/** A decision about eligibility with the findings it rested on. */
export interface StoredDecision {
  readonly decision: 'eligible' | 'notEligible' | 'wait';
  readonly reason: string;
  readonly findings: readonly Finding[];
  /** What it was decided about; absent when it was made before that was kept. */
  readonly setting?: CareSetting;
  readonly decidedBy: string;
  readonly decidedAt: string;
}

/** The newest decision about a patient. */
export async function newestDecision(
  tx: Tx,
  scope: Scope,
  patientId: string,
): Promise<StoredDecision | undefined> {
  const row = await tx
    .selectFrom('eligibility_decision')
    .selectAll()
    .where('clinic_id', '=', scope.clinicId)
    .where('patient_id', '=', patientId)
    .orderBy('decided_at', 'desc')
    .orderBy('decision_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    decision: row.decision as StoredDecision['decision'],
    reason: row.reason,
    findings: row.findings as unknown as readonly Finding[],
    ...(row.setting === null ? {} : { setting: row.setting as unknown as CareSetting }),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  };
}

/** Keeps a decision with its findings. */
export async function insertDecision(
  tx: Tx,
  scope: Scope,
  at: string,
  what: {
    readonly decisionId: string;
    readonly patientId: string;
    readonly decision: StoredDecision['decision'];
    readonly reason: string;
    readonly findings: readonly Finding[];
    readonly setting: CareSetting;
  },
): Promise<void> {
  await tx
    .insertInto('eligibility_decision')
    .values({
      clinic_id: scope.clinicId,
      decision_id: what.decisionId,
      patient_id: what.patientId,
      decision: what.decision,
      reason: what.reason,
      findings: JSON.stringify(what.findings),
      setting: JSON.stringify(what.setting),
      decided_by: scope.actorId,
      decided_at: at,
    })
    .execute();
}

/** A signed plan as stored. Hashes are lower-case hex. */
export interface StoredPlan {
  readonly planId: string;
  readonly patientId: string;
  readonly dose: PlannedDose;
  readonly sentence: string;
  readonly sessions: number;
  readonly days: readonly string[];
  readonly reason?: string;
  /** The doubts about the weight that a person looked at and confirmed. */
  readonly weightConfirmed?: string;
  readonly policyVersion: number;
  readonly signedBy: string;
  readonly signedMeaning: string;
  readonly signedAt: string;
  readonly signedHash: string;
  readonly secondSignedBy?: string;
  readonly secondSignedAt?: string;
}

/** Plans of one patient, newest first. */
export async function plansOf(tx: Tx, scope: Scope, patientId: string): Promise<readonly StoredPlan[]> {
  const rows = await selectPlans(tx, scope)
    .where('patient_id', '=', patientId)
    .orderBy('signed_at', 'desc')
    .orderBy('plan_id', 'desc')
    .execute();
  return rows.map((row) => planOf(row as unknown as PlanRow));
}

/** Plans by id. */
export async function findPlans(
  tx: Tx,
  scope: Scope,
  planIds: readonly string[],
): Promise<readonly StoredPlan[]> {
  if (planIds.length === 0) return [];
  const rows = await selectPlans(tx, scope)
    .where('plan_id', 'in', [...planIds])
    .execute();
  return rows.map((row) => planOf(row as unknown as PlanRow));
}

function selectPlans(tx: Tx, scope: Scope) {
  return tx
    .selectFrom('plan')
    .select([
      'plan_id',
      'patient_id',
      'drug',
      'route',
      'weight_measured_at',
      'product_id',
      'duration_minutes',
      'sessions',
      'reason',
      'sentence',
      'policy_version',
      'signed_by',
      'signed_meaning',
      'signed_at',
      'signed_hash',
      'second_signed_by',
      'second_signed_at',
      // trim_scale gives the canonical text of an amount: no trailing zero, every digit.
      'template',
      'devices',
      'weight_confirmed',
      sql<string>`trim_scale(measured_weight_kg)::text`.as('measured_weight_kg'),
      sql<string>`trim_scale(dose_mg_per_kg)::text`.as('dose_mg_per_kg'),
      sql<string>`trim_scale(weight_kg)::text`.as('weight_kg'),
      sql<string>`trim_scale(amount_mg)::text`.as('amount_mg'),
      sql<string>`trim_scale(concentration_mg_per_ml)::text`.as('concentration_mg_per_ml'),
      sql<string>`trim_scale(volume_ml)::text`.as('volume_ml'),
      sql<string>`trim_scale(rate_ml_per_hour)::text`.as('rate_ml_per_hour'),
      sql<string[]>`days::text[]`.as('days'),
    ])
    .where('clinic_id', '=', scope.clinicId);
}

interface PlanRow {
  readonly plan_id: string;
  readonly patient_id: string;
  readonly drug: string;
  readonly route: string;
  readonly template: string | null;
  readonly dose_mg_per_kg: string | null;
  readonly weight_kg: string | null;
  readonly measured_weight_kg: string | null;
  readonly weight_measured_at: string | null;
  readonly amount_mg: string;
  readonly product_id: string | null;
  readonly concentration_mg_per_ml: string | null;
  readonly volume_ml: string | null;
  readonly duration_minutes: number | null;
  readonly rate_ml_per_hour: string | null;
  readonly devices: number | null;
  readonly weight_confirmed: string | null;
  readonly sessions: number;
  readonly days: readonly string[];
  readonly reason: string | null;
  readonly sentence: string;
  readonly policy_version: number;
  readonly signed_by: string;
  readonly signed_meaning: string;
  readonly signed_at: string;
  readonly signed_hash: Buffer;
  readonly second_signed_by: string | null;
  readonly second_signed_at: string | null;
}

function planOf(row: PlanRow): StoredPlan {
  const members = {
    drug: row.drug,
    route: row.route,
    template: row.template,
    doseMgPerKg: row.dose_mg_per_kg,
    weightKg: row.weight_kg,
    measuredWeightKg: row.measured_weight_kg,
    weightMeasuredAt: row.weight_measured_at,
    amountMg: row.amount_mg,
    productId: row.product_id,
    concentrationMgPerMl: row.concentration_mg_per_ml,
    volumeMl: row.volume_ml,
    durationMinutes: row.duration_minutes,
    rateMlPerHour: row.rate_ml_per_hour,
    devices: row.devices,
  };
  // What a route does not have is absent, so that a plan hashes as it was signed.
  const dose = Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== null),
  ) as unknown as PlannedDose;
  return {
    planId: row.plan_id,
    patientId: row.patient_id,
    dose,
    sentence: row.sentence,
    sessions: row.sessions,
    days: row.days,
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.weight_confirmed === null ? {} : { weightConfirmed: row.weight_confirmed }),
    policyVersion: row.policy_version,
    signedBy: row.signed_by,
    signedMeaning: row.signed_meaning,
    signedAt: row.signed_at,
    signedHash: Buffer.from(row.signed_hash).toString('hex'),
    ...(row.second_signed_by === null ? {} : { secondSignedBy: row.second_signed_by }),
    ...(row.second_signed_at === null ? {} : { secondSignedAt: row.second_signed_at }),
  };
}

/** Keeps a signed plan. False when this plan id is there already: the same request came twice. */
export async function insertPlan(tx: Tx, scope: Scope, plan: StoredPlan): Promise<boolean> {
  const { dose } = plan;
  const inserted = await tx
    .insertInto('plan')
    .values({
      clinic_id: scope.clinicId,
      plan_id: plan.planId,
      patient_id: plan.patientId,
      drug: dose.drug,
      route: dose.route,
      template: dose.template ?? null,
      dose_mg_per_kg: dose.doseMgPerKg ?? null,
      weight_kg: dose.weightKg ?? null,
      measured_weight_kg: dose.measuredWeightKg ?? null,
      weight_measured_at: dose.weightMeasuredAt ?? null,
      amount_mg: dose.amountMg,
      product_id: dose.productId ?? null,
      concentration_mg_per_ml: dose.concentrationMgPerMl ?? null,
      volume_ml: dose.volumeMl ?? null,
      duration_minutes: dose.durationMinutes ?? null,
      rate_ml_per_hour: dose.rateMlPerHour ?? null,
      devices: dose.devices ?? null,
      weight_confirmed: plan.weightConfirmed ?? null,
      sessions: plan.sessions,
      days: [...plan.days],
      reason: plan.reason ?? null,
      sentence: plan.sentence,
      policy_version: plan.policyVersion,
      signed_by: plan.signedBy,
      signed_meaning: plan.signedMeaning,
      signed_at: plan.signedAt,
      signed_hash: Buffer.from(plan.signedHash, 'hex'),
      second_signed_by: plan.secondSignedBy ?? null,
      second_signed_at: plan.secondSignedAt ?? null,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'plan_id']).doNothing())
    .returning('plan_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** The text that is hashed when a plan is signed is canonical JSON of exactly these members. */
export function signedPlanContent(plan: Omit<StoredPlan, 'signedHash'>): Json {
  return JSON.parse(JSON.stringify(plan)) as Json;
}
