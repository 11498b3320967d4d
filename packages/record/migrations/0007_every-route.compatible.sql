-- Plans for every route: what a route does not have is absent, an infusion has everything as before.
alter table plan alter column dose_mg_per_kg drop not null;
alter table plan alter column weight_kg drop not null;
alter table plan alter column weight_measured_at drop not null;
alter table plan alter column product_id drop not null;
alter table plan alter column concentration_mg_per_ml drop not null;
alter table plan alter column volume_ml drop not null;
alter table plan alter column duration_minutes drop not null;
alter table plan alter column rate_ml_per_hour drop not null;
alter table plan add column template text;
-- The measured weight where another one (ideal weight) doses.
alter table plan add column measured_weight_kg numeric check (measured_weight_kg between 25 and 350);
alter table plan add column devices integer check (devices between 1 and 3);
-- The doubts about the weight that a person looked at and confirmed.
alter table plan add column weight_confirmed text;
alter table plan add constraint plan_infusion_whole check (
  route <> 'iv' or (
    dose_mg_per_kg is not null and weight_kg is not null and weight_measured_at is not null
    and product_id is not null and concentration_mg_per_ml is not null and volume_ml is not null
    and duration_minutes is not null and rate_ml_per_hour is not null
  )
);
alter table plan add constraint plan_devices_nasal check ((devices is not null) = (route = 'nasal-device'));
alter table plan add constraint plan_injection_volume check (
  route not in ('im', 'sc') or (volume_ml is not null and concentration_mg_per_ml is not null)
);
