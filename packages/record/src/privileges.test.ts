import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { after, before } from 'node:test';
import { testClinic, testEntry, allow } from './testing/clinic.ts';
import { freshDatabase, stopTestServer, type TestDatabase } from './testing/index.ts';

let db: TestDatabase;
before(async () => {
  db = await freshDatabase();
});
after(async () => {
  await db.close();
  await stopTestServer();
});

/** The columns the application may change, and from which tables it may delete. Everything else is insert and select. */
const mayChange: Readonly<Record<string, readonly string[]>> = {
  staff: [
    'version',
    'name',
    'email',
    'phone',
    'roles',
    'active',
    'licensed',
    'password_hash',
    'pin_hash',
    'totp_secret',
    'totp_confirmed',
    'totp_last_step',
  ],
  passkey: ['counter'],
  device: ['ended_at'],
  sign_in_session: ['ended_at', 'ended_why', 'strength'],
  session: ['policy_version', 'state', 'chair', 'opened_at', 'head_sequence', 'head_hash'],
  patient_link: ['wrong_tries', 'ended_at'],
  audit_chain: ['head_sequence', 'head_hash'],
  sign_in_try: ['failures', 'last_at'],
  // Computed from the record and made again at any time.
  outcome_stale: ['since'],
  outcome_row: [
    'diagnosis',
    'route',
    'regimen',
    'baseline',
    'weeks',
    'first_dose_at',
    'relapse_days',
    'relapsed',
    'computed_at',
  ],
  job_run: ['started_at', 'ended_at', 'outcome', 'detail'],
  // Progress of a job over computed rows.
  policy_reevaluation: [
    'stage',
    'total',
    'done',
    'changed',
    'last_patient',
    'started_at',
    'ended_at',
    'ended_by',
  ],
};
const mayDelete: readonly string[] = ['sign_in_try', 'outcome_stale', 'outcome_row'];
/** Tables without a clinic, each with its reason. */
const withoutClinic: Readonly<Record<string, string>> = {
  schema_migration: 'about the schema, not about people; the application only reads it',
  sign_in_name: 'leads from a sign-in name to its clinic, so it is asked before the clinic is known',
  sign_in_try: 'failed tries are counted before the clinic is known',
  job_run: 'when each job of the house ran last; about no person',
};

async function tables(): Promise<readonly string[]> {
  const rows = await db.asOwner(
    `select table_name::text as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  return rows.map((row) => String(row['name']));
}

const tenantTables = async (): Promise<readonly string[]> =>
  (await tables()).filter((name) => withoutClinic[name] === undefined);

test("[P8] the application's role owns nothing, makes nothing and cannot pass row security", async () => {
  const [role] = await db.asOwner(
    `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolinherit,
       (select count(*)::int from pg_class where relowner = r.oid) as relations,
       (select count(*)::int from pg_proc where proowner = r.oid) as functions,
       (select count(*)::int from pg_database where datdba = r.oid) as databases,
       (select count(*)::int from pg_auth_members where member = r.oid) as memberships,
       has_schema_privilege(r.rolname, 'public', 'create') as creates
     from pg_roles r where rolname = 'evenkeel_app'`,
  );
  assert.deepEqual(role, {
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolreplication: false,
    rolinherit: true,
    relations: 0,
    functions: 0,
    databases: 0,
    memberships: 0,
    creates: false,
  });
  const [who] = await db.asApp(undefined, 'select current_user::text as name, session_user::text as session');
  assert.deepEqual(who, { name: 'evenkeel_app', session: 'evenkeel_app' }, 'the store connects as this role');
});

test('[P2] on every table the application has insert and select, and change only where this list says so', async () => {
  const rights = await db.asOwner(
    `select table_name::text as name, privilege_type::text as privilege, coalesce(array_agg(column_name::text order by ordinal), '{}') as columns
     from (
       select p.table_name, p.privilege_type, p.column_name, c.ordinal_position as ordinal
       from information_schema.column_privileges p
       join information_schema.columns c using (table_schema, table_name, column_name)
       where p.table_schema = 'public' and p.grantee in ('evenkeel_app', 'PUBLIC')
     ) rights group by 1, 2`,
  );
  const whole = await db.asOwner(
    `select table_name::text as name, privilege_type::text as privilege from information_schema.table_privileges
     where table_schema = 'public' and grantee in ('evenkeel_app', 'PUBLIC')`,
  );
  const all = await tables();
  assert.ok(all.length >= 35, 'the walk sees the tables');
  for (const name of Object.keys({ ...mayChange, ...withoutClinic }))
    assert.ok(all.includes(name), `${name} is a table`);
  for (const name of all) {
    const has = (privilege: string) =>
      whole.some((one) => one['name'] === name && one['privilege'] === privilege);
    const columns = (privilege: string) =>
      rights.find((one) => one['name'] === name && one['privilege'] === privilege)?.['columns'] ?? [];
    assert.equal(has('SELECT'), true, `${name}: select`);
    assert.equal(has('INSERT'), name !== 'schema_migration', `${name}: insert`);
    assert.equal(has('UPDATE'), false, `${name}: update of the whole table`);
    assert.equal(has('DELETE'), mayDelete.includes(name), `${name}: delete`);
    assert.equal(has('TRUNCATE') || has('REFERENCES') || has('TRIGGER'), false, `${name}: anything else`);
    assert.deepEqual(
      [...(columns('UPDATE') as string[])].toSorted(),
      [...(mayChange[name] ?? [])].toSorted(),
      `${name}: columns that change`,
    );
  }
});

test('[P8] row security stands on every table with a clinic, the clinic first in its key', async () => {
  const rows = await db.asOwner(
    `select c.relname::text as name, c.relrowsecurity as secured,
       (select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where i.indrelid = c.oid and i.indisprimary) as first,
       (select bool_and(exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'clinic_id' and a.attnum = any (i.indkey::int2[])))
        from pg_index i where i.indrelid = c.oid and i.indisunique) as in_every_key
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
  );
  for (const row of rows) {
    const name = String(row['name']);
    if (withoutClinic[name] !== undefined) continue;
    assert.equal(row['secured'], true, `${name}: row security`);
    assert.equal(row['first'], 'clinic_id', `${name}: clinic first`);
    // A link's token is found before its clinic is known and is unique by its 32 random bytes anyway.
    if (name !== 'patient_link')
      assert.equal(row['in_every_key'], true, `${name}: clinic in every unique key`);
  }
  const views = await db.asOwner(
    `select relname::text as name, coalesce(reloptions @> '{security_invoker=true}', false) as invoker
     from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'`,
  );
  assert.ok(views.length >= 13);
  for (const view of views) assert.equal(view['invoker'], true, `${String(view['name'])} asks as its reader`);
});

test('[P8] functions that pass row security are the narrow doors of this list, and cannot be led astray', async () => {
  const rows = await db.asOwner(
    `select proname::text as name, proconfig::text[] as settings from pg_proc
     where pronamespace = 'public'::regnamespace and prosecdef order by 1`,
  );
  assert.deepEqual(
    rows.map((row) => row['name']),
    [
      'clinic_here',
      'clinics_of_database',
      'find_device',
      'find_link',
      'find_passkey',
      'find_sign_in',
      'find_staff_by_login',
    ],
  );
  for (const row of rows)
    assert.deepEqual(row['settings'], ['search_path=public, pg_temp'], String(row['name']));
});

/** Something that stands in any column: the other clinic's rows are made by these. */
function sample(type: string, name: string): string {
  const check: Readonly<Record<string, string>> = {
    origin: 'real',
    strength: 'password',
    state: 'current',
    mode: 'staff',
    kilograms: '70',
    centimetres: '170',
    weight_kg: '70',
    measured_weight_kg: '70',
    devices: '2',
    decision: 'eligible',
    systolic: '120',
    diastolic: '80',
    channel: 'none',
    purpose: 'reminder',
    outcome: 'failed',
    level: 'answer',
    type: 'note',
    stage: 'waiting',
    summary_before: 'hold',
    summary_after: 'hold',
    rule_class: 'caution',
    hours: '24',
    way: 'phone',
    domain: 'liver',
    until_day: '2026-01-02',
  };
  if (check[name] !== undefined) return check[name];
  if (type === 'uuid') return randomUUID();
  if (type.startsWith('timestamp')) return '2026-01-01T00:00:00Z';
  if (type === 'date') return '2026-01-01';
  if (type === 'jsonb') return '{}';

  if (type === 'bytea') return `\\x${randomUUID().replaceAll('-', '')}`;
  if (type === 'boolean') return 'true';
  if (type.endsWith('[]')) return '{}';
  if (/int|numeric|double/.test(type)) return '7';
  return `t${randomUUID()}`;
}

const columnsOf = async (table: string) =>
  await db.asOwner(
    `select attname::text as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [table],
  );

test('[P8] in every table the rows of another clinic cannot be seen, changed or added', async () => {
  const { scope: own } = await testClinic(db, 1);
  const { scope: other } = await testClinic(db, 1);
  const decisions: Readonly<Record<string, string>> = {
    referral_decision: 'taken',
    eligibility_decision: 'wait',
    course_review: 'hold',
  };
  const states: Readonly<Record<string, string>> = { session: 'open' };
  const kinds: Readonly<Record<string, string>> = { patient_link: 'kiosk', risk_alert: 'mania' };
  for (const table of await tenantTables()) {
    const columns = await columnsOf(table);
    const names = columns.map((column) => `"${String(column['name'])}"`).join(', ');
    const places = columns.map((_, index) => `$${index + 1}`).join(', ');
    const row = (clinicId: string) =>
      columns.map(({ name, type }) => {
        if (name === 'clinic_id') return clinicId;
        if (name === 'decision') return decisions[table] ?? 'eligible';
        if (name === 'kind') return kinds[table] ?? 'x';
        if (name === 'state') return states[table] ?? 'current';
        return sample(String(type), String(name));
      });
    const statement = `insert into "${table}" (${names}) values (${places})`;
    // The owner puts the other clinic's row there, with references unchecked: this is about who sees it.
    if (table !== 'clinic') await db.asOwnerUnchecked(statement, row(other.clinicId));
    const count = async (clinicId: string | undefined, whose: string) =>
      Number(
        (
          await db.asApp(clinicId, `select count(*)::int as n from "${table}" where clinic_id = $1`, [whose])
        )[0]?.['n'],
      );
    assert.ok((await count(other.clinicId, other.clinicId)) >= 1, `${table}: its own clinic sees the row`);
    assert.equal(await count(own.clinicId, other.clinicId), 0, `${table}: another clinic sees it`);
    assert.equal(await count(undefined, other.clinicId), 0, `${table}: seen without a clinic`);
    await assert.rejects(
      db.asApp(own.clinicId, statement, row(table === 'clinic' ? randomUUID() : other.clinicId)),
      /row-level security/,
      `${table}: added for another clinic`,
    );
    await assert.rejects(
      db.asApp(undefined, statement, row(table === 'clinic' ? randomUUID() : other.clinicId)),
      /row-level security/,
      `${table}: added without a clinic`,
    );
    const change = mayChange[table]?.[0];
    if (change !== undefined) {
      const changed = await db.asApp(
        own.clinicId,
        `with changed as (update "${table}" set "${change}" = "${change}" where clinic_id = $1 returning 1) select count(*)::int as n from changed`,
        [other.clinicId],
      );
      assert.equal(changed[0]?.['n'], 0, `${table}: changed another clinic's row`);
    }
  }
});

test('[P2] a signed session cannot be opened again, nor signed at another head, by the application itself', async () => {
  const {
    scope,
    ids: [id = ''],
  } = await testClinic(db, 1);
  await db.store.log.append(scope, id, [testEntry(id)], allow);
  const signature = `insert into session_signature select clinic_id, session_id, gen_random_uuid(), gen_random_uuid(), 'x', $2, head_hash, now() from session where session_id = $1`;
  await assert.rejects(db.asApp(scope.clinicId, signature, [id, 7]), /row-level security/);
  await assert.rejects(
    db.asApp(scope.clinicId, `update session set state = 'signed' where session_id = $1`, [id]),
    /row-level security/,
    'signed without a signature',
  );
  assert.ok(await db.store.log.sign(scope, id, { signatureId: randomUUID(), meaning: 'x', expectedHead: 1 }));
  for (const state of ['open', 'booked', 'cancelled'])
    await assert.rejects(
      db.asApp(scope.clinicId, `update session set state = $2 where session_id = $1`, [id, state]),
      /row-level security/,
      state,
    );
});
