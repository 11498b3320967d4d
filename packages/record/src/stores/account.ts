// Long because every question that sign-in asks of the store stands here; see the section heads.
import type { Instant, Uuid } from '@evenkeel/quantities';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Database } from '../schema.ts';

/** Queries of people, sign-ins, passkeys and devices. Every one carries the clinic; the narrow doors before it do not. */
type Tx = Transaction<Database>;

export type SignInStrength = 'password' | 'pin' | 'full' | 'link';

// Before the clinic is known ------------------------------------------------------------------------------------------

export interface StaffByLogin {
  readonly clinic_id: Uuid;
  readonly staff_id: Uuid;
  readonly active: boolean;
  readonly password_hash: string;
  readonly totp_confirmed: boolean;
}
/** The person of a sign-in name, in whichever clinic. */
export async function findStaffByLogin(tx: Tx, login: string): Promise<StaffByLogin | undefined> {
  const { rows } = await sql<StaffByLogin>`select * from find_staff_by_login(${login})`.execute(tx);
  return rows[0];
}

export interface SignInFound {
  readonly clinic_id: Uuid;
  readonly session_key: Uuid;
  readonly staff_id: Uuid | null;
  readonly link_id: Uuid | null;
  readonly device_id: Uuid | null;
  readonly strength: SignInStrength;
  readonly expires_at: Instant;
  readonly ended_at: Instant | null;
  readonly name: string | null;
  readonly roles: readonly string[] | null;
  readonly licensed: boolean | null;
  readonly active: boolean | null;
  readonly patient_id: Uuid | null;
  readonly response_id: Uuid | null;
}
/** The sign-ins of tokens' hashes, each with its person or link as they are now; in the order of the hashes. */
export async function findSignIns(
  db: Kysely<Database>,
  tokenHashes: readonly Uint8Array[],
): Promise<readonly (SignInFound | undefined)[]> {
  const { rows } = await sql<SignInFound & { place: number }>`
    select wanted.place, found.* from unnest(${tokenHashes}::bytea[]) with ordinality as wanted (hash, place)
    cross join lateral find_sign_in(wanted.hash) as found`.execute(db);
  const found = new Map(rows.map((row) => [row.place, row]));
  return tokenHashes.map((_, index) => found.get(index + 1));
}

export interface DeviceFound {
  readonly clinic_id: Uuid;
  readonly device_id: Uuid;
  readonly name: string;
  readonly ended_at: Instant | null;
}
export async function findDevice(tx: Tx, tokenHash: Buffer): Promise<DeviceFound | undefined> {
  const { rows } = await sql<DeviceFound>`select * from find_device(${tokenHash})`.execute(tx);
  return rows[0];
}

export interface PasskeyFound {
  readonly clinic_id: Uuid;
  readonly staff_id: Uuid;
  readonly public_key: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly active: boolean;
}
/** A passkey by its credential id; one that was ended is not found. */
export async function findPasskey(tx: Tx, credentialId: string): Promise<PasskeyFound | undefined> {
  const { rows } = await sql<PasskeyFound>`select * from find_passkey(${credentialId})`.execute(tx);
  return rows[0] === undefined || rows[0].counter < 0 ? undefined : rows[0];
}

export interface ClinicFound {
  readonly clinic_id: Uuid;
  readonly name: string;
  readonly time_zone: string;
  readonly jurisdiction: string;
  readonly origin: 'real' | 'synthetic';
}
/** The first clinic of the database, or undefined before one was set up. */
export async function findClinicHere(tx: Tx): Promise<ClinicFound | undefined> {
  const { rows } = await sql<ClinicFound>`select * from clinic_here()`.execute(tx);
  return rows[0];
}

/** Held to the end of the transaction by whoever sets up a clinic, so that two at once make one. */
export async function lockSetUp(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7300, 1)`.execute(tx);
}

// Failed tries --------------------------------------------------------------------------------------------------------

/**
 * Counts one more try of a subject from a place, before its outcome is known, so that many at once cannot pass the limit.
 * False, and nothing counted, while the wait after the last try is not over: none for the first `free` tries, then
 * `firstWait` seconds, doubled each time up to `longestWait`. A day without tries starts afresh.
 */
export async function countTry(
  tx: Tx,
  tried: {
    readonly subject: string;
    readonly place: string;
    readonly at: Instant;
    readonly free: number;
    readonly firstWait: number;
    readonly longestWait: number;
  },
): Promise<boolean> {
  const { subject, place, at, free, firstWait, longestWait } = tried;
  const { rows } = await sql<{ failures: number }>`
    insert into sign_in_try as t (subject, place, failures, last_at) values (${subject}, ${place}, 1, ${at}::timestamptz)
    on conflict (subject, place) do update
      set failures = case when excluded.last_at > t.last_at + interval '1 day' then 1 else t.failures + 1 end,
          last_at = excluded.last_at
      where t.failures < ${free}::int
        or excluded.last_at >= t.last_at + make_interval(secs =>
             least(${longestWait}::float8, ${firstWait}::float8 * power(2, least(t.failures - ${free}::int, 20))))
    returning failures`.execute(tx);
  return rows.length > 0;
}
export async function clearTries(tx: Tx, subject: string, place: string): Promise<void> {
  await tx.deleteFrom('sign_in_try').where('subject', '=', subject).where('place', '=', place).execute();
}

// Clinic and people ---------------------------------------------------------------------------------------------------

export async function insertClinic(
  tx: Tx,
  clinic: {
    readonly clinicId: Uuid;
    readonly name: string;
    readonly timeZone: string;
    readonly jurisdiction: string;
    readonly origin: 'real' | 'synthetic';
    readonly at: Instant;
  },
): Promise<void> {
  await tx
    .insertInto('clinic')
    .values({
      clinic_id: clinic.clinicId,
      name: clinic.name,
      time_zone: clinic.timeZone,
      jurisdiction: clinic.jurisdiction,
      origin: clinic.origin,
      created_at: clinic.at,
    })
    .execute();
}
export async function clinicById(tx: Tx, clinicId: Uuid): Promise<ClinicFound | undefined> {
  return tx
    .selectFrom('clinic')
    .select(['clinic_id', 'name', 'time_zone', 'jurisdiction', 'origin'])
    .where('clinic_id', '=', clinicId)
    .executeTakeFirst() as Promise<ClinicFound | undefined>;
}

/** Adds a person; false when the sign-in name is taken, in whichever clinic. */
export async function insertStaff(
  tx: Tx,
  person: {
    readonly clinicId: Uuid;
    readonly staffId: Uuid;
    readonly login: string;
    readonly name: string;
    readonly roles: readonly string[];
    readonly licensed: boolean;
    readonly passwordHash: string;
    readonly at: Instant;
  },
): Promise<boolean> {
  const named = await tx
    .insertInto('sign_in_name')
    .values({ login: person.login, clinic_id: person.clinicId, staff_id: person.staffId })
    .onConflict((clash) => clash.column('login').doNothing())
    .returning('login')
    .executeTakeFirst();
  if (named === undefined) return false;
  await tx
    .insertInto('staff')
    .values({
      clinic_id: person.clinicId,
      staff_id: person.staffId,
      login: person.login,
      name: person.name,
      roles: [...person.roles],
      licensed: person.licensed,
      password_hash: person.passwordHash,
      created_at: person.at,
    })
    .execute();
  return true;
}

/** One person with everything that signs them in. */
export async function staffById(tx: Tx, clinicId: Uuid, staffId: Uuid) {
  return tx
    .selectFrom('staff')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('staff_id', '=', staffId)
    .executeTakeFirst();
}
/** Everybody of the clinic, by name. */
export async function staffOf(tx: Tx, clinicId: Uuid) {
  return tx
    .selectFrom('staff')
    .select([
      'staff_id',
      'login',
      'name',
      'roles',
      'active',
      'version',
      'licensed',
      'email',
      'phone',
      'totp_confirmed',
      sql<number>`(select count(*)::int from passkey k where k.clinic_id = staff.clinic_id
        and k.staff_id = staff.staff_id and k.counter >= 0)`.as('passkeys'),
    ])
    .where('clinic_id', '=', clinicId)
    .orderBy('name')
    .execute();
}
/** Locks the people of a clinic whose roles count, so that two changes at once cannot both remove the last one. */
export async function lockStaff(tx: Tx, clinicId: Uuid) {
  return tx
    .selectFrom('staff')
    .select(['staff_id', 'roles', 'active', 'version'])
    .where('clinic_id', '=', clinicId)
    .orderBy('staff_id')
    .forUpdate()
    .execute();
}

export interface StaffChange {
  readonly version?: number;
  readonly roles?: string[];
  readonly active?: boolean;
  readonly licensed?: boolean;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly password_hash?: string;
  readonly pin_hash?: string | null;
  readonly totp_secret?: Uint8Array | null;
  readonly totp_confirmed?: boolean;
  readonly totp_last_step?: number;
}
export async function changeStaffRow(
  tx: Tx,
  clinicId: Uuid,
  staffId: Uuid,
  change: StaffChange,
): Promise<void> {
  await tx
    .updateTable('staff')
    .set(change)
    .where('clinic_id', '=', clinicId)
    .where('staff_id', '=', staffId)
    .execute();
}
/** Uses up a one-time code's step; false when that step, or a later one, was used before. */
export async function useCodeStep(tx: Tx, clinicId: Uuid, staffId: Uuid, step: number): Promise<boolean> {
  const row = await tx
    .updateTable('staff')
    .set({ totp_last_step: step })
    .where('clinic_id', '=', clinicId)
    .where('staff_id', '=', staffId)
    .where('totp_last_step', '<', step)
    .returning('staff_id')
    .executeTakeFirst();
  return row !== undefined;
}

// Sign-ins ------------------------------------------------------------------------------------------------------------

export async function insertSignIn(
  tx: Tx,
  signIn: {
    readonly clinicId: Uuid;
    readonly sessionKey: Uuid;
    readonly tokenHash: Buffer;
    readonly staffId?: Uuid;
    readonly linkId?: Uuid;
    readonly deviceId?: Uuid;
    readonly strength: SignInStrength;
    readonly at: Instant;
    readonly expiresAt: Instant;
  },
): Promise<void> {
  await tx
    .insertInto('sign_in_session')
    .values({
      clinic_id: signIn.clinicId,
      session_key: signIn.sessionKey,
      token_hash: signIn.tokenHash,
      staff_id: signIn.staffId ?? null,
      link_id: signIn.linkId ?? null,
      device_id: signIn.deviceId ?? null,
      strength: signIn.strength,
      created_at: signIn.at,
      expires_at: signIn.expiresAt,
    })
    .execute();
}
/** Ends one sign-in at once. */
export async function endSignIn(
  tx: Tx,
  clinicId: Uuid,
  sessionKey: Uuid,
  at: Instant,
  why: string,
): Promise<void> {
  await tx
    .updateTable('sign_in_session')
    .set({ ended_at: at, ended_why: why })
    .where('clinic_id', '=', clinicId)
    .where('session_key', '=', sessionKey)
    .where('ended_at', 'is', null)
    .execute();
}
/** Ends every sign-in of a person at once, but for one that may stay. */
export async function endSignInsOf(
  tx: Tx,
  clinicId: Uuid,
  staffId: Uuid,
  at: Instant,
  why: string,
  stays?: Uuid,
): Promise<void> {
  let ending = tx
    .updateTable('sign_in_session')
    .set({ ended_at: at, ended_why: why })
    .where('clinic_id', '=', clinicId)
    .where('staff_id', '=', staffId)
    .where('ended_at', 'is', null);
  if (stays !== undefined) ending = ending.where('session_key', '<>', stays);
  await ending.execute();
}
/** A sign-in that has just proved its second factor. */
export async function strengthenSignIn(tx: Tx, clinicId: Uuid, sessionKey: Uuid): Promise<void> {
  await tx
    .updateTable('sign_in_session')
    .set({ strength: 'full' })
    .where('clinic_id', '=', clinicId)
    .where('session_key', '=', sessionKey)
    .where('strength', '=', 'password')
    .execute();
}

// Passkeys ------------------------------------------------------------------------------------------------------------

export async function insertPasskey(
  tx: Tx,
  key: {
    readonly clinicId: Uuid;
    readonly staffId: Uuid;
    readonly credentialId: string;
    readonly name: string;
    readonly publicKey: Buffer;
    readonly counter: number;
    readonly transports: readonly string[];
    readonly at: Instant;
  },
): Promise<boolean> {
  const row = await tx
    .insertInto('passkey')
    .values({
      clinic_id: key.clinicId,
      staff_id: key.staffId,
      credential_id: key.credentialId,
      name: key.name,
      public_key: key.publicKey,
      counter: key.counter,
      transports: [...key.transports],
      created_at: key.at,
    })
    .onConflict((clash) => clash.columns(['clinic_id', 'credential_id']).doNothing())
    .returning('credential_id')
    .executeTakeFirst();
  return row !== undefined;
}
/** The passkeys that a person can sign in with. */
export async function passkeysOf(tx: Tx, clinicId: Uuid, staffId: Uuid) {
  return tx
    .selectFrom('passkey')
    .select(['credential_id', 'name', 'transports'])
    .where('clinic_id', '=', clinicId)
    .where('staff_id', '=', staffId)
    .where('counter', '>=', 0)
    .execute();
}
export async function setPasskeyCounter(
  tx: Tx,
  clinicId: Uuid,
  credentialId: string,
  counter: number,
): Promise<void> {
  await tx
    .updateTable('passkey')
    .set({ counter })
    .where('clinic_id', '=', clinicId)
    .where('credential_id', '=', credentialId)
    .execute();
}
/** Ends all passkeys of a person. Rows stay; a counter below zero marks a key that was ended. */
export async function endPasskeysOf(tx: Tx, clinicId: Uuid, staffId: Uuid): Promise<void> {
  await tx
    .updateTable('passkey')
    .set({ counter: -1 })
    .where('clinic_id', '=', clinicId)
    .where('staff_id', '=', staffId)
    .execute();
}

// Devices -------------------------------------------------------------------------------------------------------------

export async function insertDevice(
  tx: Tx,
  device: {
    readonly clinicId: Uuid;
    readonly deviceId: Uuid;
    readonly name: string;
    readonly tokenHash: Buffer;
    readonly by: Uuid;
    readonly at: Instant;
  },
): Promise<void> {
  await tx
    .insertInto('device')
    .values({
      clinic_id: device.clinicId,
      device_id: device.deviceId,
      name: device.name,
      token_hash: device.tokenHash,
      enrolled_by: device.by,
      enrolled_at: device.at,
    })
    .execute();
}
/**
 * People who can switch in on a device: active, with a PIN, and fully signed in there since an instant by a sign-in that
 * nobody ended from outside.
 */
export async function peopleOfDevice(tx: Tx, clinicId: Uuid, deviceId: Uuid, since: Instant) {
  return tx
    .selectFrom('staff')
    .select(['staff_id', 'name', 'pin_hash'])
    .where('clinic_id', '=', clinicId)
    .where('active', '=', true)
    .where('pin_hash', 'is not', null)
    .where((where) =>
      where.exists(
        where
          .selectFrom('sign_in_session')
          .select('session_key')
          .whereRef('sign_in_session.clinic_id', '=', 'staff.clinic_id')
          .whereRef('sign_in_session.staff_id', '=', 'staff.staff_id')
          .where('sign_in_session.device_id', '=', deviceId)
          .where('sign_in_session.strength', '=', 'full')
          .where('sign_in_session.created_at', '>', since)
          .where((ended) =>
            ended.or([
              ended('ended_why', 'is', null),
              ended('ended_why', 'in', ['signOut', 'switched', 'replaced']),
            ]),
          ),
      ),
    )
    .orderBy('name')
    .execute();
}
