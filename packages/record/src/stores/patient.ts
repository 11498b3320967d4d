import { sql, type Transaction } from 'kysely';
import type { Scope } from '../door.ts';
import type { Database } from '../schema.ts';
import { folded, nameKey } from './name-key.ts';
import { patientNumber } from './patient-number.ts';

type Tx = Transaction<Database>;

/** Whom to reach for a patient. */
export interface StoredContact {
  readonly kind: 'patient' | 'escort' | 'emergency';
  readonly name?: string | undefined;
  readonly relation?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly address?: string | undefined;
}

/** Demographics as they are stored. */
export interface StoredDemographics {
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly photo?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly contacts: readonly StoredContact[];
}

/** The newest version of a patient. */
export interface StoredPatient extends StoredDemographics {
  readonly patientId: string;
  readonly version: number;
  readonly number: string;
  readonly recordedBy: string;
  readonly recordedAt: string;
}

const columns = [
  'patient_id',
  'version',
  'number',
  'family',
  'given',
  'birth_date',
  'sex',
  'time_zone',
  'photo',
  'contacts',
  'recorded_by',
  'recorded_at',
] as const;

interface Row {
  readonly patient_id: string;
  readonly version: number;
  readonly number: string;
  readonly family: string;
  readonly given: string;
  readonly birth_date: string;
  readonly sex: string;
  readonly time_zone: string | null;
  readonly photo: string | null;
  readonly contacts: unknown;
  readonly recorded_by: string;
  readonly recorded_at: string;
}

function patientOf(row: Row): StoredPatient {
  return {
    patientId: row.patient_id,
    version: row.version,
    number: row.number,
    family: row.family,
    given: row.given,
    birthDate: row.birth_date,
    sex: row.sex,
    ...(row.time_zone === null ? {} : { timeZone: row.time_zone }),
    ...(row.photo === null ? {} : { photo: row.photo }),
    contacts: row.contacts as readonly StoredContact[],
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
  };
}

/** The newest version of one patient of this clinic. */
export async function findPatient(
  tx: Tx,
  scope: Scope,
  patientId: string,
): Promise<StoredPatient | undefined> {
  const row = await tx
    .selectFrom('current_patient')
    .select(columns)
    .where('clinic_id', '=', scope.clinicId)
    .where('patient_id', '=', patientId)
    .executeTakeFirst();
  return row === undefined ? undefined : patientOf(row as Row);
}

/** Several patients at once, in no order; ids of other clinics find nothing. */
export async function findPatients(
  tx: Tx,
  scope: Scope,
  ids: readonly string[],
): Promise<readonly StoredPatient[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('current_patient')
    .select(columns)
    .where('clinic_id', '=', scope.clinicId)
    .where('patient_id', 'in', [...ids])
    .execute();
  return rows.map((row) => patientOf(row as Row));
}

/**
 * Adds a version. False when that version is there already: somebody else was first (or the same request came twice).
 */
export async function insertPatientVersion(
  tx: Tx,
  scope: Scope,
  at: string,
  what: {
    readonly patientId: string;
    readonly version: number;
    readonly number: string;
    readonly demographics: StoredDemographics;
  },
): Promise<boolean> {
  const { demographics } = what;
  const inserted = await tx
    .insertInto('patient')
    .values({
      clinic_id: scope.clinicId,
      patient_id: what.patientId,
      version: what.version,
      number: what.number,
      family: demographics.family,
      given: demographics.given,
      birth_date: demographics.birthDate,
      sex: demographics.sex,
      time_zone: demographics.timeZone ?? null,
      photo: demographics.photo ?? null,
      contacts: JSON.stringify(demographics.contacts),
      name_key: nameKey(demographics.family, demographics.given),
      recorded_by: scope.actorId,
      recorded_at: at,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'patient_id', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** A number that no other patient of the clinic has. */
export async function freePatientNumber(tx: Tx, scope: Scope, patientId: string): Promise<string> {
  for (let length = 6; length < 16; length += 2) {
    const number = patientNumber(patientId, length);
    const other = await tx
      .selectFrom('patient')
      .select('patient_id')
      .where('clinic_id', '=', scope.clinicId)
      .where('number', '=', number)
      .where('patient_id', '<>', patientId)
      .limit(1)
      .executeTakeFirst();
    if (other === undefined) return number;
  }
  return patientNumber(patientId, 16);
}

/** Registrations of one birth date wait for one another, so that two desks cannot both miss the other's patient. */
export async function lockBirthDate(tx: Tx, scope: Scope, birthDate: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${scope.clinicId} ${birthDate}`}, 7))`.execute(
    tx,
  );
}

/** Patients who share the birth date or the name in either order: what likely duplicates are chosen from. */
export async function duplicateCandidates(
  tx: Tx,
  scope: Scope,
  who: { readonly family: string; readonly given: string; readonly birthDate: string },
): Promise<readonly StoredPatient[]> {
  const rows = await tx
    .selectFrom('current_patient')
    .select(columns)
    .where('clinic_id', '=', scope.clinicId)
    .where((where) =>
      where.or([
        where('birth_date', '=', who.birthDate),
        where('name_key', 'in', [nameKey(who.family, who.given), nameKey(who.given, who.family)]),
      ]),
    )
    .orderBy('name_key')
    .limit(200)
    .execute();
  return rows.map((row) => patientOf(row as Row));
}

/** One page of patients by name; `after` is the id of the last one on the page before. */
export async function searchPatients(
  tx: Tx,
  scope: Scope,
  what: { readonly search: string; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly StoredPatient[]> {
  const typed = what.search.trim();
  let query = tx
    .selectFrom('current_patient')
    .select(columns)
    .where('clinic_id', '=', scope.clinicId)
    .orderBy('name_key')
    .orderBy('patient_id')
    .limit(what.limit);
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.test(typed) ? typed : undefined;
  const words = folded(typed)
    .split(' ')
    .filter((word) => word.length > 0);
  if (date !== undefined) query = query.where('birth_date', '=', date);
  else if (typed.length > 0) {
    query = query.where((where) =>
      where.or([
        where.and([
          // A word of punctuation alone finds nothing, rather than everyone.
          ...(words.length === 0 ? [sql<boolean>`false`] : []),
          ...words.map((word) => sql<boolean>`(' ' || name_key) like ${`% ${word}%`}`),
        ]),
        where('number', '=', typed.toUpperCase().replaceAll(/[^0-9A-Z-]/g, '')),
      ]),
    );
  }
  if (what.after !== undefined) {
    query = query.where(
      sql<boolean>`(name_key, patient_id) > (select l.name_key, l.patient_id from current_patient l
        where l.clinic_id = ${scope.clinicId} and l.patient_id = ${what.after})`,
    );
  }
  const rows = await query.execute();
  return rows.map((row) => patientOf(row as Row));
}
