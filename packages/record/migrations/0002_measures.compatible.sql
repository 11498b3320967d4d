-- Answers and totals of scales other than sums of whole numbers: hours of sleep, per cent of a maximum, T-scores.
alter table response_answer alter column answer type double precision;
alter table response_submitted alter column total type double precision;
alter table response_submitted add column subscales jsonb not null default '[]';
