-- What was tried, how far and why it ended; absent where nobody wrote it down. No rule counts with it.
alter table treatment_trial add column max_dose_mg numeric check (max_dose_mg > 0);
alter table treatment_trial add column response_percent numeric check (response_percent between 0 and 100);
alter table treatment_trial add column why_stopped text;
create or replace view current_treatment_trial with (security_invoker = true) as
  select distinct on (clinic_id, patient_id, fact_id) * from treatment_trial
  order by clinic_id, patient_id, fact_id, version desc;
