-- A clinic's policy: versions that are proposed by one person and put in force by another, and what a change did to patients.

-- The values of a version; sources, units and floors are the house's. Version 1 is the default and has no row.
create table policy_version (
  clinic_id uuid not null references clinic,
  version integer not null check (version > 1),
  -- The version in force when it was written; it replaces that one and no other.
  based_on integer not null check (based_on > 0),
  body jsonb not null,
  reason text not null check (length(trim(reason)) > 0),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  primary key (clinic_id, version),
  unique (clinic_id, version, proposed_by)
);
create table policy_withdrawal (
  clinic_id uuid not null,
  version integer not null,
  reason text not null check (length(trim(reason)) > 0),
  withdrawn_by uuid not null,
  withdrawn_at timestamptz not null,
  primary key (clinic_id, version),
  foreign key (clinic_id, version) references policy_version
);
create table policy_activation (
  clinic_id uuid not null,
  version integer not null,
  -- Kept here too, so that the database can tell the two persons apart.
  proposed_by uuid not null,
  activated_by uuid not null,
  activated_at timestamptz not null,
  -- The scenarios that come out otherwise, as the second person was shown them.
  scenarios jsonb not null,
  primary key (clinic_id, version),
  foreign key (clinic_id, version, proposed_by) references policy_version (clinic_id, version, proposed_by),
  constraint policy_second_person check (activated_by <> proposed_by)
);

-- Who is judged otherwise after a change. Computed from the record; progress is kept with it.
create table policy_reevaluation (
  clinic_id uuid not null,
  version integer not null,
  before_version integer not null,
  stage text not null check (stage in ('waiting', 'running', 'done', 'cancelled', 'failed')),
  judged_at timestamptz not null,
  total integer not null,
  done integer not null,
  changed integer not null,
  last_patient uuid,
  asked_by uuid not null,
  started_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  primary key (clinic_id, version),
  foreign key (clinic_id, version) references policy_activation
);
create table policy_reevaluation_patient (
  clinic_id uuid not null,
  version integer not null,
  patient_id uuid not null,
  summary_before text not null check (summary_before in ('mayProceed', 'hold', 'stop', 'unknown')),
  summary_after text not null check (summary_after in ('mayProceed', 'hold', 'stop', 'unknown')),
  rules jsonb not null,
  primary key (clinic_id, version, patient_id),
  foreign key (clinic_id, version) references policy_reevaluation
);

do $$
declare
  name text;
begin
  foreach name in array array['policy_version', 'policy_withdrawal', 'policy_activation', 'policy_reevaluation', 'policy_reevaluation_patient'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy own_clinic on %I for select using (clinic_id = app_clinic())', name);
    execute format('create policy own_clinic_insert on %I for insert with check (clinic_id = app_clinic())', name);
  end loop;
end $$;
create policy own_clinic_update on policy_reevaluation for update using (clinic_id = app_clinic()) with check (clinic_id = app_clinic());

grant select, insert on policy_version, policy_withdrawal, policy_activation, policy_reevaluation, policy_reevaluation_patient to evenkeel_app;
grant update (stage, total, done, changed, last_patient, started_at, ended_at, ended_by) on policy_reevaluation to evenkeel_app;
-- A session runs under the policy in force when it is opened.
grant update (policy_version) on session to evenkeel_app;
