-- Drug, route and phase a decision on eligibility is about; null for a decision that was made before they were kept.
alter table eligibility_decision add column setting jsonb;
