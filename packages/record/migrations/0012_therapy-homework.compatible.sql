-- Of a therapy contact: tasks agreed for the next, tasks done of those agreed last time, and on how many of the last seven
-- days the rhythm of the day held. Absent where nobody wrote it down.
alter table therapy_contact add column homework_set integer check (homework_set between 0 and 50);
alter table therapy_contact add column homework_done integer check (homework_done between 0 and 50);
alter table therapy_contact add column social_rhythm integer check (social_rhythm between 0 and 7);
create or replace view current_therapy_contact with (security_invoker = true) as
  select distinct on (clinic_id, patient_id, fact_id) * from therapy_contact
  order by clinic_id, patient_id, fact_id, version desc;
