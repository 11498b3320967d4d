-- The medical lead may go past a hard stop for racemic ketamine, with a second clinician: never one that is not known, and
-- never one for esketamine. What was kept before holds none, so nothing has to change.
alter table eligibility_override drop constraint eligibility_override_rule_class_check;
alter table eligibility_override add constraint eligibility_override_rule_class_check
  check (rule_class in ('hardStop', 'hold', 'caution'));
alter table eligibility_override add constraint eligibility_override_hard_stop_check check (
  rule_class <> 'hardStop'
  or (
    second_by is not null
    and role = 'medicalLead'
    and finding ->> 'verdict' is not distinct from 'notMet'
    and setting ->> 'drug' is not distinct from 'ketamine'
  )
);
