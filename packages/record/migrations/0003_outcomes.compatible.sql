-- Measures over time: schedules, invitations, messages, risk alerts, therapy contacts, goals, text packs, rollups.

-- How answers came: by link, on the clinic's tablet, from a rater, or as a total from paper.
alter table response drop constraint response_mode_check;
alter table response add constraint response_mode_check check (mode in ('link', 'kiosk', 'staff', 'paper'));
alter table response add column taken_at timestamptz;
alter table response add column rater text;
-- Items carried forward from an earlier rating, which is marked and never taken for a new answer.
alter table response_answer add column carried_from uuid;
alter table response_submitted add column carried integer[] not null default '{}';
alter table response_submitted add column total_only boolean not null default false;
create index response_open on response (clinic_id, opened_at);
create index response_submitted_at on response_submitted (clinic_id, submitted_at);

-- One link may lead to several questionnaires, in order; a kiosk link is opened with a short code in the clinic.
alter table patient_link add column kind text not null default 'personal' check (kind in ('personal', 'kiosk'));
create table link_response (
  clinic_id uuid not null,
  link_id uuid not null,
  place integer not null,
  response_id uuid not null,
  primary key (clinic_id, link_id, place),
  foreign key (clinic_id, link_id) references patient_link
);
create index link_response_response on link_response (clinic_id, response_id);

-- Where staff can be reached about a risk alert.
alter table staff add column email text;
alter table staff add column phone text;

-- Schedules: the clinic's, and what differs for one patient.
create table measure_schedule (
  clinic_id uuid not null references clinic,
  version integer not null,
  body jsonb not null,
  reason text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (clinic_id, version)
);
create table patient_measure_change (
  clinic_id uuid not null references clinic,
  patient_id uuid not null,
  version integer not null,
  body jsonb not null,
  reason text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (clinic_id, patient_id, version)
);
create table invitation (
  clinic_id uuid not null references clinic,
  invitation_id uuid not null,
  patient_id uuid not null,
  occasion_key text not null,
  occasion text not null,
  session_id uuid,
  link_id uuid not null,
  due_at timestamptz not null,
  expires_at timestamptz not null,
  made_at timestamptz not null,
  primary key (clinic_id, invitation_id),
  -- An occasion is invited to once, whatever runs twice.
  unique (clinic_id, patient_id, occasion_key)
);

-- Messages: what was to be said to whom, and every try. The text has no drug and no result in it; a link's secret is put
-- in when it is sent and is not here.
create table message (
  clinic_id uuid not null references clinic,
  message_id uuid not null,
  patient_id uuid,
  staff_id uuid,
  purpose text not null check (purpose in ('invitation', 'reminder', 'riskAlert')),
  channel text not null check (channel in ('email', 'text', 'none')),
  recipient text not null,
  subject text not null,
  body text not null,
  link_id uuid,
  invitation_id uuid,
  not_before timestamptz not null,
  expires_at timestamptz not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (clinic_id, message_id)
);
create index message_made on message (clinic_id, made_at desc);
create index message_invitation on message (clinic_id, invitation_id) where invitation_id is not null;
create table message_attempt (
  clinic_id uuid not null,
  message_id uuid not null,
  attempt integer not null,
  outcome text not null check (outcome in ('sent', 'failed', 'dead', 'notConfigured', 'cancelled', 'queuedAgain')),
  detail text not null,
  at timestamptz not null,
  primary key (clinic_id, message_id, attempt),
  foreign key (clinic_id, message_id) references message
);

-- Risk alerts: opened in the transaction of the answer that asks for them; what happens to one is a log.
create table risk_alert (
  clinic_id uuid not null references clinic,
  alert_id uuid not null,
  patient_id uuid not null,
  response_id uuid not null,
  kind text not null check (kind in ('suicidality', 'mania')),
  flag text not null,
  level text not null check (level in ('high', 'moderate', 'low', 'answer', 'unanswered')),
  instrument text not null,
  says text not null,
  ladder jsonb not null,
  opened_at timestamptz not null,
  primary key (clinic_id, alert_id),
  unique (clinic_id, response_id, flag)
);
create index risk_alert_patient on risk_alert (clinic_id, patient_id, opened_at desc);
create table risk_alert_event (
  clinic_id uuid not null,
  alert_id uuid not null,
  sequence integer not null,
  type text not null check (type in ('owned', 'acknowledged', 'escalated', 'note', 'contact', 'closed')),
  body jsonb not null,
  by_id uuid not null,
  at timestamptz not null,
  primary key (clinic_id, alert_id, sequence),
  foreign key (clinic_id, alert_id) references risk_alert,
  -- An alert cannot be closed without a disposition and a reason, whoever asks.
  check (type <> 'closed' or (length(coalesce(body ->> 'disposition', '')) > 0 and length(trim(coalesce(body ->> 'reason', ''))) > 0))
);
-- Closed once; one step of the ladder once, whichever server climbs it.
create unique index risk_alert_one_close on risk_alert_event (clinic_id, alert_id) where type = 'closed';
create unique index risk_alert_one_step on risk_alert_event (clinic_id, alert_id, (body ->> 'step')) where type = 'escalated';

-- Therapy contacts: a fact like the others.
create table therapy_contact (
  clinic_id uuid not null references clinic,
  patient_id uuid not null,
  fact_id uuid not null,
  version integer not null,
  state text not null check (state in ('current', 'enteredInError')),
  state_reason text,
  source_kind text not null,
  source_reference text,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  therapy text not null,
  held_on date not null,
  minutes integer,
  note text,
  primary key (clinic_id, fact_id, version)
);
create index therapy_contact_patient on therapy_contact (clinic_id, patient_id, fact_id, version desc);
create view current_therapy_contact with (security_invoker = true) as
  select distinct on (clinic_id, patient_id, fact_id) * from therapy_contact
  order by clinic_id, patient_id, fact_id, version desc;

-- The patient's own goals, in the patient's own words, with a mark from 0 to 10 now and then.
create table goal (
  clinic_id uuid not null references clinic,
  patient_id uuid not null,
  goal_id uuid not null,
  version integer not null,
  wording text not null,
  state text not null check (state in ('current', 'reached', 'laidDown')),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (clinic_id, goal_id, version)
);
create index goal_patient on goal (clinic_id, patient_id);
create table goal_mark (
  clinic_id uuid not null references clinic,
  patient_id uuid not null,
  goal_id uuid not null,
  mark_id uuid not null,
  mark integer not null check (mark between 0 and 10),
  given_by uuid not null,
  given_at timestamptz not null,
  primary key (clinic_id, mark_id)
);
create index goal_mark_patient on goal_mark (clinic_id, patient_id, given_at);

-- Texts of scales that a site loads after accepting the owner's terms.
create table site_pack (
  clinic_id uuid not null references clinic,
  instrument text not null,
  version integer not null,
  state text not null check (state in ('current', 'withdrawn')),
  pack jsonb not null,
  accepted_by uuid not null,
  accepted_at timestamptz not null,
  primary key (clinic_id, instrument, version)
);

-- Rollups: computed from the record, so they may be thrown away and made again; nothing is read from them but counts.
create table outcome_stale (
  clinic_id uuid not null,
  patient_id uuid not null,
  since timestamptz not null,
  primary key (clinic_id, patient_id)
);
create table outcome_row (
  clinic_id uuid not null references clinic,
  patient_id uuid not null,
  instrument text not null,
  diagnosis text not null,
  route text not null,
  regimen text not null,
  baseline double precision,
  weeks jsonb not null,
  first_dose_at timestamptz not null,
  relapse_days double precision,
  relapsed boolean not null,
  computed_at timestamptz not null,
  primary key (clinic_id, instrument, patient_id)
);
create index session_entry_adverse on session_entry (clinic_id, session_id) where type = 'adverseEvent';
create index session_entry_dose on session_entry (clinic_id, session_id) where type = 'doseStart';

-- Jobs tell when they last ran; not about people.
create table job_run (
  job text primary key,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text not null check (outcome in ('running', 'ok', 'failed')),
  detail text not null
);

do $$
declare
  name text;
begin
  foreach name in array array['link_response', 'measure_schedule', 'patient_measure_change', 'invitation', 'message', 'message_attempt',
    'risk_alert', 'risk_alert_event', 'therapy_contact', 'goal', 'goal_mark', 'site_pack', 'outcome_stale', 'outcome_row'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy own_clinic on %I for select using (clinic_id = app_clinic())', name);
    execute format('create policy own_clinic_insert on %I for insert with check (clinic_id = app_clinic())', name);
  end loop;
  foreach name in array array['outcome_stale', 'outcome_row'] loop
    execute format('create policy own_clinic_update on %I for update using (clinic_id = app_clinic()) with check (clinic_id = app_clinic())', name);
    execute format('create policy own_clinic_delete on %I for delete using (clinic_id = app_clinic())', name);
  end loop;
end $$;

-- Jobs work clinic by clinic: which there are, and nothing else of them.
create function clinics_of_database() returns table (clinic_id uuid)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select c.clinic_id from clinic c order by c.created_at $$;
revoke all on function clinics_of_database() from public;
grant execute on function clinics_of_database() to evenkeel_app;

grant select, insert on link_response, measure_schedule, patient_measure_change, invitation, message, message_attempt, risk_alert,
  risk_alert_event, therapy_contact, current_therapy_contact, goal, goal_mark, site_pack, outcome_stale, outcome_row, job_run to evenkeel_app;
grant update (since), delete on outcome_stale to evenkeel_app;
grant update (diagnosis, route, regimen, baseline, weeks, first_dose_at, relapse_days, relapsed, computed_at), delete on outcome_row to evenkeel_app;
grant update (started_at, ended_at, outcome, detail) on job_run to evenkeel_app;
grant update (email, phone) on staff to evenkeel_app;
