-- How many observers are present, as somebody counted them; the newest of a day counts. Never updated.
create table observer_count (
  clinic_id uuid not null references clinic,
  count_id uuid not null,
  observers integer not null check (observers between 0 and 99),
  counted_by uuid not null,
  counted_at timestamptz not null,
  primary key (clinic_id, count_id)
);
create index observer_count_newest on observer_count (clinic_id, counted_at desc, count_id desc);

alter table observer_count enable row level security;
create policy own_clinic on observer_count for select using (clinic_id = app_clinic());
create policy own_clinic_insert on observer_count for insert with check (clinic_id = app_clinic());
grant select, insert on observer_count to evenkeel_app;
