-- Facts of the whole verdict, and findings a person went past with a reason.

-- What of a medicine enters a calculation; absent where it is not known.
alter table medicine add column daily_mg numeric check (daily_mg > 0);
alter table medicine add column last_taken_at timestamptz;
alter table medicine add column stable_weeks integer check (stable_weeks >= 0);
create or replace view current_medicine with (security_invoker = true) as
  select distinct on (clinic_id, patient_id, fact_id) * from medicine
  order by clinic_id, patient_id, fact_id, version desc;

-- A consent without a drug was given before drugs were told apart: it is one to ketamine.
alter table consent add column drug text;
alter table consent add column withdrawn_on date;
create or replace view current_consent with (security_invoker = true) as
  select distinct on (clinic_id, patient_id, fact_id) * from consent
  order by clinic_id, patient_id, fact_id, version desc;

-- New kinds of fact, with the head of the others.
do $$
declare
  word record;
begin
  for word in
    select * from (values
      ('test_result', 'test text not null, value numeric, clear text not null, note text, taken_at timestamptz not null'),
      ('enrolment', 'programme text not null, who text not null, enrolled_on date not null'),
      ('escort', 'name text not null, phone text not null, day date not null')
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

-- An override keeps the finding as it was. The database itself refuses one of a hard stop, one without a reason, and one
-- of a hold without a second person.
create table eligibility_override (
  clinic_id uuid not null references clinic,
  override_id uuid not null,
  patient_id uuid not null,
  rule text not null,
  rule_version integer not null,
  rule_class text not null check (rule_class in ('hold', 'caution')),
  setting jsonb not null,
  finding jsonb not null,
  policy_version integer not null,
  reason text not null check (length(trim(reason)) > 0),
  role text not null,
  overridden_by uuid not null,
  overridden_at timestamptz not null,
  second_by uuid check (second_by <> overridden_by),
  primary key (clinic_id, override_id),
  check (rule_class <> 'hold' or second_by is not null)
);
create index eligibility_override_patient on eligibility_override (clinic_id, patient_id, overridden_at desc);
create index eligibility_override_rule on eligibility_override (clinic_id, rule);

do $$
declare
  name text;
begin
  foreach name in array array['test_result', 'enrolment', 'escort', 'eligibility_override'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy own_clinic on %I for select using (clinic_id = app_clinic())', name);
    execute format('create policy own_clinic_insert on %I for insert with check (clinic_id = app_clinic())', name);
  end loop;
end $$;

grant select, insert on test_result, enrolment, escort, eligibility_override to evenkeel_app;
grant select on current_test_result, current_enrolment, current_escort to evenkeel_app;
