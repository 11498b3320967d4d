-- Drug, route and phase a decision on eligibility is about; null for a decision that was made before they were kept.
alter table eligibility_decision add column setting jsonb;
-- Long-term watching reads the doses of everybody: without this it reads the whole log.
create index session_entry_of_dose on session_entry (clinic_id, session_id, sequence)
  where type in ('doseStart', 'deviceGiven', 'dosePause', 'doseResume', 'doseEnd', 'retraction');
