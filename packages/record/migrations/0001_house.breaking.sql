-- The first walls. clinic_id is first in every key of every tenant table; rows of the record are versions and are never
-- updated or deleted; logs take INSERT and SELECT only. The role evenkeel_app owns nothing here (0001 grants it below).

create table clinic (
  clinic_id uuid primary key,
  name text not null,
  time_zone text not null,
  jurisdiction text not null,
  origin text not null check (origin in ('real', 'synthetic')),
  created_at timestamptz not null
);

-- People -------------------------------------------------------------------------------------------------------------
create table staff (
  clinic_id uuid not null references clinic,
  staff_id uuid not null,
  version integer not null default 1,
  login text not null,
  name text not null,
  roles text[] not null,
  active boolean not null default true,
  licensed boolean not null default false,
  password_hash text not null,
  pin_hash text,
  totp_secret bytea,
  totp_confirmed boolean not null default false,
  totp_last_step bigint not null default 0,
  created_at timestamptz not null,
  primary key (clinic_id, staff_id),
  unique (clinic_id, login)
);
-- A sign-in name leads to its clinic before the clinic is known, so it is one list for the whole database.
create table sign_in_name (
  login text primary key,
  clinic_id uuid not null,
  staff_id uuid not null
);
create table passkey (
  clinic_id uuid not null references clinic,
  staff_id uuid not null,
  credential_id text not null,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  created_at timestamptz not null,
  primary key (clinic_id, credential_id),
  foreign key (clinic_id, staff_id) references staff
);
create table device (
  clinic_id uuid not null references clinic,
  device_id uuid not null,
  name text not null,
  token_hash bytea not null,
  enrolled_by uuid not null,
  enrolled_at timestamptz not null,
  ended_at timestamptz,
  primary key (clinic_id, device_id)
);
create table sign_in_session (
  clinic_id uuid not null references clinic,
  session_key uuid not null,
  token_hash bytea not null,
  staff_id uuid,
  link_id uuid,
  device_id uuid,
  strength text not null check (strength in ('password', 'pin', 'full', 'link')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_why text,
  primary key (clinic_id, session_key)
);
create index sign_in_session_token on sign_in_session (token_hash);
create index sign_in_session_staff on sign_in_session (clinic_id, staff_id) where ended_at is null;
-- Failed tries by (what was tried, from where): slows guessing from one place without locking the account elsewhere.
create table sign_in_try (
  subject text not null,
  place text not null,
  failures integer not null,
  last_at timestamptz not null,
  primary key (subject, place)
);

-- Patients -----------------------------------------------------------------------------------------------------------
create table patient (
  clinic_id uuid not null references clinic,
  patient_id uuid not null,
  version integer not null,
  number text not null,
  family text not null,
  given text not null,
  birth_date date not null,
  sex text not null,
  time_zone text,
  photo text,
  contacts jsonb not null,
  name_key text not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (clinic_id, patient_id, version)
);
create index patient_name on patient (clinic_id, name_key text_pattern_ops);
create index patient_birth on patient (clinic_id, birth_date);
create index patient_number on patient (clinic_id, number);
create view current_patient with (security_invoker = true) as
  select distinct on (clinic_id, patient_id) * from patient order by clinic_id, patient_id, version desc;

-- Facts: one table a clinical word, the same head on each.
do $$
declare
  word record;
begin
  for word in
    select * from (values
      ('diagnosis', 'kind text not null, episode text not null, severity text not null, episode_start date, psychotic_features text not null'),
      ('treatment_trial', 'treatment text not null, current_episode text not null, weeks numeric, adequate_dose text not null, adherence text not null, outcome text not null'),
      ('medicine', 'name text not null, code jsonb, dose text, status text not null, since text'),
      ('allergy', 'substance text not null, reaction text, severity text not null'),
      ('condition', 'label text not null, code jsonb, status text not null, onset text'),
      ('body_weight', 'kilograms numeric not null check (kilograms between 25 and 350), measured_at timestamptz not null, estimated boolean not null'),
      ('body_height', 'centimetres numeric not null check (centimetres between 90 and 250), measured_at timestamptz not null'),
      ('blood_pressure', 'systolic integer not null, diastolic integer not null, measured_at timestamptz not null, check (diastolic < systolic)'),
      ('laboratory_value', 'label text not null, code jsonb, value text not null, unit text not null, measured_on text not null'),
      ('screening_answer', 'question text not null, answer text not null, note text'),
      ('list_confirmation', 'list text not null'),
      ('consent', 'form text not null, form_version text not null, signed_on date not null')
    ) as words(name, columns)
  loop
    execute format(
      'create table %I (
         clinic_id uuid not null references clinic,
         patient_id uuid not null,
         fact_id uuid not null,
         version integer not null,
         state text not null check (state in (''current'', ''enteredInError'')),
         state_reason text,
         source_kind text not null,
         source_reference text,
         recorded_by uuid not null,
         recorded_at timestamptz not null,
         %s,
         primary key (clinic_id, fact_id, version))', word.name, word.columns);
    execute format('create index %I on %I (clinic_id, patient_id, fact_id, version desc)', word.name || '_patient', word.name);
    execute format(
      'create view %I with (security_invoker = true) as
         select distinct on (clinic_id, patient_id, fact_id) * from %I
         order by clinic_id, patient_id, fact_id, version desc', 'current_' || word.name, word.name);
  end loop;
end $$;

create table eligibility_decision (
  clinic_id uuid not null references clinic,
  decision_id uuid not null,
  patient_id uuid not null,
  decision text not null check (decision in ('eligible', 'notEligible', 'wait')),
  reason text not null,
  findings jsonb not null,
  decided_by uuid not null,
  decided_at timestamptz not null,
  primary key (clinic_id, decision_id)
);
create index eligibility_decision_patient on eligibility_decision (clinic_id, patient_id, decided_at desc);

-- Referrals ----------------------------------------------------------------------------------------------------------
create table referral (
  clinic_id uuid not null references clinic,
  referral_id uuid not null,
  fingerprint bytea not null,
  file_name text,
  bundle text not null,
  received_by uuid not null,
  received_at timestamptz not null,
  primary key (clinic_id, referral_id),
  unique (clinic_id, fingerprint)
);
create table referral_patient (
  clinic_id uuid not null references clinic,
  referral_id uuid not null,
  patient_id uuid not null,
  joined_by uuid not null,
  joined_at timestamptz not null,
  primary key (clinic_id, referral_id)
);
create index referral_patient_patient on referral_patient (clinic_id, patient_id);
create table referral_decision (
  clinic_id uuid not null references clinic,
  referral_id uuid not null,
  item_key text not null,
  decision text not null check (decision in ('taken', 'declined', 'alreadyInRecord')),
  fact_id uuid,
  decided_by uuid not null,
  decided_at timestamptz not null,
  primary key (clinic_id, referral_id, item_key)
);
-- One resource of one patient enters the record once, whichever file brings it.
create table referral_taken (
  clinic_id uuid not null references clinic,
  patient_id uuid not null,
  item_key text not null,
  fact_id uuid not null,
  primary key (clinic_id, patient_id, item_key)
);

-- Plans and sessions -------------------------------------------------------------------------------------------------
create table plan (
  clinic_id uuid not null references clinic,
  plan_id uuid not null,
  patient_id uuid not null,
  drug text not null,
  route text not null,
  dose_mg_per_kg numeric not null check (dose_mg_per_kg > 0),
  weight_kg numeric not null check (weight_kg between 25 and 350),
  weight_measured_at timestamptz not null,
  amount_mg numeric not null check (amount_mg > 0),
  product_id text not null,
  concentration_mg_per_ml numeric not null check (concentration_mg_per_ml > 0),
  volume_ml numeric not null check (volume_ml > 0),
  duration_minutes integer not null check (duration_minutes > 0),
  rate_ml_per_hour numeric not null,
  sessions integer not null,
  days date[] not null,
  reason text,
  sentence text not null,
  policy_version integer not null,
  signed_by uuid not null,
  signed_meaning text not null,
  signed_at timestamptz not null,
  signed_hash bytea not null,
  second_signed_by uuid,
  second_signed_at timestamptz,
  primary key (clinic_id, plan_id)
);
create index plan_patient on plan (clinic_id, patient_id, signed_at desc);

create table session (
  clinic_id uuid not null references clinic,
  session_id uuid not null,
  patient_id uuid not null,
  plan_id uuid not null,
  number integer not null,
  day date not null,
  policy_version integer not null,
  state text not null check (state in ('booked', 'open', 'signed', 'cancelled')),
  chair text,
  opened_at timestamptz,
  head_sequence bigint not null default 0,
  head_hash bytea not null,
  primary key (clinic_id, session_id),
  foreign key (clinic_id, plan_id) references plan
);
create index session_day on session (clinic_id, day);
create index session_patient on session (clinic_id, patient_id, day);
create unique index session_open_patient on session (clinic_id, patient_id) where state = 'open';
create unique index session_open_chair on session (clinic_id, chair) where state = 'open';
create unique index session_plan_number on session (clinic_id, plan_id, number);

create table session_entry (
  -- Its clinic is the session's: a reference of its own would lock the one clinic's row in every commit.
  clinic_id uuid not null,
  session_id uuid not null,
  sequence bigint not null,
  entry_id uuid not null,
  type text not null,
  clinical_time timestamptz not null,
  device_time timestamptz not null,
  device_id uuid not null,
  device_sequence bigint not null,
  author_id uuid not null,
  corrects uuid,
  reason text,
  body jsonb not null,
  amendment boolean not null,
  server_time timestamptz not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (clinic_id, session_id, sequence),
  unique (clinic_id, entry_id),
  foreign key (clinic_id, session_id) references session
);
-- One start, one discharge: a second tap finds the first (corrections name what they correct and are not second ones).
create unique index session_entry_one_start on session_entry (clinic_id, session_id) where type = 'doseStart' and corrects is null;
create unique index session_entry_one_end on session_entry (clinic_id, session_id) where type = 'doseEnd' and corrects is null;
create unique index session_entry_one_discharge on session_entry (clinic_id, session_id) where type = 'discharge' and corrects is null;

create table session_signature (
  clinic_id uuid not null references clinic,
  session_id uuid not null,
  signature_id uuid not null,
  signer_id uuid not null,
  meaning text not null,
  head_sequence bigint not null,
  head_hash bytea not null,
  signed_at timestamptz not null,
  primary key (clinic_id, session_id, signature_id)
);

-- Responses ----------------------------------------------------------------------------------------------------------
create table response (
  clinic_id uuid not null references clinic,
  response_id uuid not null,
  patient_id uuid not null,
  instrument text not null,
  instrument_version text not null,
  timepoint text not null,
  session_id uuid,
  mode text not null check (mode in ('link', 'staff')),
  opened_by uuid not null,
  opened_at timestamptz not null,
  primary key (clinic_id, response_id)
);
create index response_patient on response (clinic_id, patient_id, opened_at desc);
create table response_answer (
  clinic_id uuid not null references clinic,
  response_id uuid not null,
  sequence integer not null,
  item integer not null,
  answer integer,
  answered_by uuid not null,
  answered_at timestamptz not null,
  primary key (clinic_id, response_id, sequence)
);
create table response_submitted (
  clinic_id uuid not null references clinic,
  response_id uuid not null,
  patient_id uuid not null,
  answers jsonb not null,
  total integer,
  band text,
  prorated boolean not null,
  missing integer[] not null,
  flags text[] not null,
  rule_version text not null,
  submitted_by uuid not null,
  submitted_at timestamptz not null,
  primary key (clinic_id, response_id)
);
create index response_submitted_patient on response_submitted (clinic_id, patient_id, submitted_at);

create table patient_link (
  clinic_id uuid not null references clinic,
  link_id uuid not null,
  patient_id uuid not null,
  response_id uuid not null,
  token_hash bytea not null unique,
  made_by uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  wrong_tries integer not null default 0,
  ended_at timestamptz,
  primary key (clinic_id, link_id)
);

-- Audit: one hash chain for each writer (a server process), so that writers never wait for one another ------------------
create table audit_chain (
  clinic_id uuid not null references clinic,
  chain_id uuid not null,
  started_at timestamptz not null,
  head_sequence bigint not null,
  head_hash bytea not null,
  primary key (clinic_id, chain_id)
);
create table audit (
  -- No reference to clinic here either; the verification tells of rows whose chain is not there.
  clinic_id uuid not null,
  chain_id uuid not null,
  sequence bigint not null,
  at timestamptz not null,
  actor_id uuid not null,
  actor_role text not null,
  action text not null,
  kind text not null,
  patient_id uuid,
  subject text,
  allowed boolean not null,
  detail jsonb not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (clinic_id, chain_id, sequence)
);
create index audit_at on audit (clinic_id, at desc, chain_id, sequence);
create index audit_patient on audit (clinic_id, patient_id, at desc);
create index audit_actor on audit (clinic_id, actor_id, at desc);

-- Row security -------------------------------------------------------------------------------------------------------
create function app_clinic() returns uuid language sql stable as
  $$ select nullif(current_setting('app.clinic', true), '')::uuid $$;

do $$
declare
  name text;
begin
  for name in
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'clinic_id' and not a.attisdropped
      and c.relname not in ('sign_in_name')
  loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy own_clinic on %I for select using (clinic_id = app_clinic())', name);
    if name not in ('session_entry', 'session_signature') then
      execute format('create policy own_clinic_insert on %I for insert with check (clinic_id = app_clinic())', name);
    end if;
  end loop;
  foreach name in array array['staff', 'passkey', 'device', 'sign_in_session', 'patient_link', 'audit_chain'] loop
    execute format('create policy own_clinic_update on %I for update using (clinic_id = app_clinic()) with check (clinic_id = app_clinic())', name);
  end loop;
end $$;
-- What was signed does not change (promise 2): a signed session takes amendments only, whoever asks.
create policy open_or_amendment on session_entry for insert with check (
  clinic_id = app_clinic()
  and exists (
    select 1 from session s
    where s.clinic_id = session_entry.clinic_id and s.session_id = session_entry.session_id
      and s.state = case when session_entry.amendment then 'signed' else 'open' end
  )
);

-- A signature stands at the head of a log that is open or signed already; with one, the session stays signed for good.
create policy at_the_head on session_signature for insert with check (
  clinic_id = app_clinic()
  and exists (
    select 1 from session s
    where s.clinic_id = session_signature.clinic_id and s.session_id = session_signature.session_id
      and s.state in ('open', 'signed')
      and s.head_sequence = session_signature.head_sequence and s.head_hash = session_signature.head_hash
  )
);
create policy own_clinic_update on session for update using (clinic_id = app_clinic()) with check (
  clinic_id = app_clinic()
  and (state = 'signed') = exists (
    select 1 from session_signature g where g.clinic_id = session.clinic_id and g.session_id = session.session_id
  )
);

-- Before the clinic is known: four narrow doors, each answers one question.
create function find_staff_by_login(wanted text)
  returns table (clinic_id uuid, staff_id uuid, active boolean, password_hash text, totp_confirmed boolean)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select s.clinic_id, s.staff_id, s.active, s.password_hash, s.totp_confirmed
     from sign_in_name n join staff s on s.clinic_id = n.clinic_id and s.staff_id = n.staff_id where n.login = wanted $$;
create function find_sign_in(wanted bytea)
  returns table (clinic_id uuid, session_key uuid, staff_id uuid, link_id uuid, device_id uuid, strength text, expires_at timestamptz,
                 ended_at timestamptz, name text, roles text[], licensed boolean, active boolean, patient_id uuid, response_id uuid)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select i.clinic_id, i.session_key, i.staff_id, i.link_id, i.device_id, i.strength, i.expires_at, i.ended_at,
            s.name, s.roles, s.licensed, s.active, l.patient_id, l.response_id
     from sign_in_session i
     left join staff s on s.clinic_id = i.clinic_id and s.staff_id = i.staff_id
     left join patient_link l on l.clinic_id = i.clinic_id and l.link_id = i.link_id
     where i.token_hash = wanted $$;
create function find_device(wanted bytea)
  returns table (clinic_id uuid, device_id uuid, name text, ended_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select d.clinic_id, d.device_id, d.name, d.ended_at from device d where d.token_hash = wanted $$;
create function find_link(wanted bytea)
  returns table (clinic_id uuid, link_id uuid, patient_id uuid, response_id uuid, expires_at timestamptz, ended_at timestamptz, wrong_tries integer, birth_date date)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select l.clinic_id, l.link_id, l.patient_id, l.response_id, l.expires_at, l.ended_at, l.wrong_tries,
            (select p.birth_date from patient p where p.clinic_id = l.clinic_id and p.patient_id = l.patient_id order by version desc limit 1)
     from patient_link l where l.token_hash = wanted $$;
create function find_passkey(wanted text)
  returns table (clinic_id uuid, staff_id uuid, public_key bytea, counter bigint, transports text[], active boolean)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select k.clinic_id, k.staff_id, k.public_key, k.counter, k.transports, s.active
     from passkey k join staff s on s.clinic_id = k.clinic_id and s.staff_id = k.staff_id where k.credential_id = wanted $$;
create function clinic_here()
  returns table (clinic_id uuid, name text, time_zone text, jurisdiction text, origin text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select c.clinic_id, c.name, c.time_zone, c.jurisdiction, c.origin from clinic c order by c.created_at limit 1 $$;

-- Grants -------------------------------------------------------------------------------------------------------------
revoke all on all functions in schema public from public;
grant usage on schema public to evenkeel_app;
grant execute on function app_clinic(), find_staff_by_login(text), find_sign_in(bytea), find_device(bytea), find_link(bytea),
  find_passkey(text), clinic_here() to evenkeel_app;
grant select, insert on all tables in schema public to evenkeel_app;
revoke insert on schema_migration from evenkeel_app;
grant update (version, name, roles, active, licensed, password_hash, pin_hash, totp_secret, totp_confirmed, totp_last_step) on staff to evenkeel_app;
grant update (counter) on passkey to evenkeel_app;
grant update (ended_at) on device to evenkeel_app;
grant update (ended_at, ended_why, strength) on sign_in_session to evenkeel_app;
grant update (state, chair, opened_at, head_sequence, head_hash) on session to evenkeel_app;
grant update (wrong_tries, ended_at) on patient_link to evenkeel_app;
grant update (head_sequence, head_hash) on audit_chain to evenkeel_app;
grant update (failures, last_at), delete on sign_in_try to evenkeel_app;
