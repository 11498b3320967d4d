-- Long-term safety, checks after a dose, and the review of a course.

-- Misuse as it was asked about; what was not asked is null. Versions, never updated.
create table misuse_check (
  clinic_id uuid not null references clinic,
  patient_id uuid not null,
  check_id uuid not null,
  version integer not null,
  state text not null check (state in ('current', 'enteredInError')),
  state_reason text,
  craving integer check (craving between 0 and 10),
  early_requests boolean,
  lost_doses boolean,
  other_prescribers boolean,
  note text,
  asked_at timestamptz not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (clinic_id, check_id, version),
  check (state = 'current' or length(trim(coalesce(state_reason, ''))) > 0)
);
create index misuse_check_patient on misuse_check (clinic_id, patient_id, asked_at);

-- Something that is due, put off with a reason: never for more than 28 days.
create table long_term_snooze (
  clinic_id uuid not null references clinic,
  patient_id uuid not null,
  snooze_id uuid not null,
  domain text not null check (domain in ('bladder', 'liver', 'cognition', 'misuse', 'pressure', 'pregnancy', 'urinalysis')),
  from_day date not null,
  until_day date not null,
  reason text not null check (length(trim(reason)) > 0),
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (clinic_id, snooze_id),
  check (until_day > from_day and until_day <= from_day + 28)
);
create index long_term_snooze_patient on long_term_snooze (clinic_id, patient_id);

-- Tries to reach a patient for a check after a dose. A try that reached nobody has no answers.
create table after_dose_contact (
  clinic_id uuid not null references clinic,
  patient_id uuid not null,
  session_id uuid not null,
  contact_id uuid not null,
  hours integer not null check (hours in (24, 72, 168)),
  reached boolean not null,
  way text not null check (way in ('phone', 'video', 'inPerson', 'message', 'other')),
  answers jsonb not null,
  note text,
  at timestamptz not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (clinic_id, contact_id),
  check (reached or answers = '{}'::jsonb)
);
create index after_dose_contact_session on after_dose_contact (clinic_id, session_id);
create index after_dose_contact_patient on after_dose_contact (clinic_id, patient_id);

-- What a prescriber decided about a course, with the voices as they were.
create table course_review (
  clinic_id uuid not null references clinic,
  patient_id uuid not null,
  review_id uuid not null,
  decision text not null check (decision in ('continue', 'hold', 'stop')),
  reason text not null check (length(trim(reason)) > 0),
  asked jsonb not null,
  voices jsonb not null,
  suggestions jsonb not null,
  policy_version integer not null,
  decided_by uuid not null,
  decided_at timestamptz not null,
  primary key (clinic_id, review_id)
);
create index course_review_patient on course_review (clinic_id, patient_id, decided_at);

do $$
declare
  name text;
begin
  foreach name in array array['misuse_check', 'long_term_snooze', 'after_dose_contact', 'course_review'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy own_clinic on %I for select using (clinic_id = app_clinic())', name);
    execute format('create policy own_clinic_insert on %I for insert with check (clinic_id = app_clinic())', name);
  end loop;
end $$;
grant select, insert on misuse_check, long_term_snooze, after_dose_contact, course_review to evenkeel_app;
