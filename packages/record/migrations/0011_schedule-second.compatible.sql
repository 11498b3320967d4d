-- Who stood beside the one who put a schedule in force; absent in what was put in force before this was asked.
alter table measure_schedule add column second_by uuid;
