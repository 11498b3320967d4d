import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  comparePolicies,
  templateByKey,
  usualSetting,
  type CareSetting,
  type ClinicPolicy,
  type PatientFacts,
} from '@evenkeel/protocol';
import type { Instant } from '@evenkeel/quantities';
import {
  advanceReevaluation,
  clinicsOfDatabase,
  endReevaluation,
  factsOfMany,
  findReevaluation,
  patientsToJudge,
  peopleToJudge,
  type Database,
  type JobQueue,
  type Scope,
  type StoredPerson,
  type StoredReevaluated,
  type StoredReevaluation,
} from '@evenkeel/record';
import type { Transaction } from 'kysely';
import { patientFacts } from '../patients/gather-facts.ts';
import type { ClinicHere, Site } from '../site.ts';

/** Patients whose facts are gathered in one go. */
const batchSize = 500;
/** Patients judged before others are served. */
const sliceSize = 5;

/** Which version everybody is judged under, in which clinic. */
export interface ReevaluationJob {
  readonly clinicId: string;
  readonly version: number;
}

interface Batch {
  readonly patientIds: readonly string[];
  readonly facts: readonly {
    readonly patientId: string;
    readonly setting: CareSetting;
    readonly facts: PatientFacts;
  }[];
}

/**
 * Judges every patient with a plan or a decision under the earlier and the new policy, and keeps those whose summary
 * differs. Goes on where an earlier try ended. While one batch is judged the next is read. Stops when somebody cancels or
 * another server works on it.
 */
export async function reevaluate(site: Site, { clinicId, version }: ReevaluationJob): Promise<void> {
  const { store } = site;
  const clinic = await site.clinicOf(clinicId);
  const scope: Scope = { clinicId, actorId: clinicId, actorRole: 'system' };
  const begun = await store.inClinic(scope, [], async (tx) => {
    const found = await findReevaluation(tx, scope, version);
    if (found === undefined || found.stage === 'done' || found.stage === 'cancelled') return undefined;
    const here = await site.policies.of(tx, scope, clinic);
    return {
      found,
      before: await here.policyAt(found.beforeVersion),
      after: await here.policyAt(version),
    };
  });
  if (begun === undefined) return;
  const judge = judgeBatch(begun.before, begun.after, begun.found.judgedAt as Instant);
  const read = (after: string | undefined) =>
    store.inClinic(scope, [], (tx) => readBatch(tx, scope, clinic, after));
  let at: StoredReevaluation | undefined = begun.found;
  let reading = read(at.lastPatient);
  while (at !== undefined) {
    const batch: Batch = await reading;
    const isLast = batch.patientIds.length < batchSize;
    if (!isLast) {
      reading = read(batch.patientIds.at(-1));
      // Awaited in the next round; an error must not be taken for an unhandled one until then.
      reading.catch(() => undefined);
    }
    const changed = await judge(batch);
    const from: StoredReevaluation = at;
    const isKept = await store.inClinic(
      scope,
      (kept: boolean) =>
        kept && isLast
          ? [{ action: 'job.reevaluate', kind: 'write', subject: `policy ${version}`, detail: { version } }]
          : [],
      (tx) =>
        advanceReevaluation(tx, scope, store.now(), from, {
          patientIds: batch.patientIds,
          changed,
          isLast,
        }),
    );
    const last = batch.patientIds.at(-1);
    at = !isKept || isLast || last === undefined ? undefined : { ...from, lastPatient: last };
  }
}

async function readBatch(
  tx: Transaction<Database>,
  scope: Scope,
  clinic: ClinicHere,
  after: string | undefined,
): Promise<Batch> {
  const patientIds = await patientsToJudge(tx, scope, after, batchSize);
  const people = await peopleToJudge(tx, scope, patientIds);
  const facts = await factsOfMany(tx, scope, patientIds);
  return {
    patientIds,
    facts: people.map((patient) => ({
      patientId: patient.patientId,
      setting: settingOf(patient.plan),
      facts: patientFacts({
        patient,
        clinic,
        facts: facts.get(patient.patientId) ?? [],
        responses: patient.totals.map(({ responseId, instrument, ...submitted }) => ({
          responseId,
          instrument,
          submitted,
        })),
        // The rules of a first dose do not look at earlier ones.
        doses: [],
      }),
    })),
  };
}

/** A first dose of the drug, route and indication of the newest plan; without a plan the usual one. */
function settingOf(plan: StoredPerson['plan']): CareSetting {
  if (plan === undefined) return usualSetting;
  const indication = templateByKey(plan.template ?? '')?.indication;
  return {
    ...usualSetting,
    drug: plan.drug as CareSetting['drug'],
    route: plan.route as CareSetting['route'],
    ...(indication === undefined ? {} : { indication }),
  };
}

function judgeBatch(before: ClinicPolicy, after: ClinicPolicy, now: Instant) {
  const comparers = new Map<string, ReturnType<typeof comparePolicies>>();
  const comparerFor = (setting: CareSetting) => {
    const key = `${setting.drug} ${setting.route} ${setting.indication ?? ''}`;
    const made = comparers.get(key) ?? comparePolicies(before, after, setting);
    comparers.set(key, made);
    return made;
  };
  return async ({ facts }: Batch): Promise<readonly StoredReevaluated[]> => {
    const changed: StoredReevaluated[] = [];
    for (const [place, one] of facts.entries()) {
      if (place % sliceSize === 0) await nextTurn();
      const effect = comparerFor(one.setting)(one.facts, now);
      if (effect.before !== effect.after)
        changed.push({
          patientId: one.patientId,
          before: effect.before,
          after: effect.after,
          rules: effect.rules,
        });
    }
    return changed;
  };
}

/** Works on the queue of judgings, and goes on with one that a stop of the house cut off. */
export async function workOnReevaluations(site: Site, queue: JobQueue): Promise<void> {
  const { store } = site;
  await queue.work('reevaluate', async ({ data: { clinicId, version }, isLast }) => {
    if (typeof clinicId !== 'string' || typeof version !== 'number') return;
    try {
      await reevaluate(site, { clinicId, version });
    } catch (error) {
      const scope = { clinicId, actorId: clinicId, actorRole: 'system' };
      if (isLast)
        await store.inClinic(scope, [], (tx) => endReevaluation(tx, scope, store.now(), version, 'failed'));
      throw error;
    }
  });
  for (const clinicId of await store.lookUp(clinicsOfDatabase)) {
    const scope = { clinicId, actorId: clinicId, actorRole: 'system' };
    await store.inClinic(scope, [], async (tx) => {
      const found = await findReevaluation(tx, scope);
      if (found?.stage === 'waiting' || found?.stage === 'running')
        await queue.send(tx, 'reevaluate', { clinicId, version: found.version });
    });
  }
}
