// The clinic's list of care after a dose and of long-term watching for 300 people with twelve sessions each: how long its
// two requests take (on a shared machine read the processor's time), and the plan of each query of the log. Prints one JSON value. `--people=300 --each=12 --rounds=7`.
import { routes } from '@evenkeel/contract';
import pg from 'pg';
import { makeTestApp } from '../apps/server/src/testing/app.ts';
import { median, option } from './run.ts';

const people = option('people', 300);
const each = option('each', 12);
const rounds = option('rounds', 7);

const dose = {
  drug: 'ketamine',
  route: 'iv',
  amountMg: '35',
  doseMgPerKg: '0.5',
  weightKg: '70',
  concentrationMgPerMl: '10',
  volumeMl: '3.5',
  durationMinutes: 40,
  identityChecked: true,
};

const house = await makeTestApp();
const owner = new pg.Client(house.database.owner);
await owner.connect();
try {
  const { clinicId } = house.here;
  const staffId = house.here.staff.prescriber.staffId;
  const head = `'${clinicId}', patient_id, gen_random_uuid(), 1, 'current', 'typed', '${staffId}'`;
  const factHead = 'clinic_id, patient_id, fact_id, version, state, source_kind, recorded_by, recorded_at';
  const entryHead =
    'clinic_id, session_id, sequence, entry_id, type, clinical_time, device_time, device_id, device_sequence, author_id, body, amendment, server_time, previous_hash, hash';
  process.stderr.write('Making people, sessions and answers ...\n');
  // Half of the people are in a course now; the newest dose of each lies within the last sixty days.
  await owner.query(`
    create temporary table person as
      select n, gen_random_uuid() as patient_id, gen_random_uuid() as plan_id,
        now() - interval '1 hour' - (n % 60) * interval '1 day' - ${each} * interval '4 days' as first_dose
      from generate_series(1, ${people}) n;
    create temporary table visit as
      select p.n, p.patient_id, p.plan_id, gen_random_uuid() as session_id, s as number, p.first_dose + s * interval '4 days' as at
      from person p, generate_series(1, ${each}) s;
    insert into patient (clinic_id, patient_id, version, number, family, given, birth_date, sex, contacts, name_key, recorded_by, recorded_at)
      select '${clinicId}', patient_id, 1, 'B' || n, 'Bench ' || n, 'Ada', date '1970-01-01' + n, 'female', '[]', 'bench ' || n || ' ada', '${staffId}', first_dose - interval '9 days' from person;
    insert into plan (clinic_id, plan_id, patient_id, drug, route, dose_mg_per_kg, weight_kg, weight_measured_at, amount_mg, product_id,
        concentration_mg_per_ml, volume_ml, duration_minutes, rate_ml_per_hour, sessions, days, sentence, policy_version, signed_by, signed_meaning, signed_at, signed_hash)
      select '${clinicId}', plan_id, patient_id, 'ketamine', 'iv', 0.5, 70, first_dose, 35, 'ketamine-10', 10, 3.5, 40, 5.25, ${each},
        array[first_dose::date], 'bench', 1, '${staffId}', 'bench', first_dose - interval '2 days', '\\x00' from person;
    insert into diagnosis (${factHead}, kind, episode, severity, psychotic_features)
      select ${head}, first_dose - interval '5 days', case when n % 4 = 0 then 'bipolarII' else 'majorDepressiveDisorder' end, 'depressive', 'severe', 'no' from person;
    insert into screening_answer (${factHead}, question, answer)
      select ${head}, first_dose - interval '5 days', 'question' || k, 'no' from person, generate_series(1, 45) k;
    insert into session (clinic_id, session_id, patient_id, plan_id, number, day, policy_version, state, head_hash, head_sequence)
      select '${clinicId}', session_id, patient_id, plan_id, number, at::date, 1, 'signed', '\\x00', 40 from visit;
    insert into session_entry (${entryHead})
      select '${clinicId}', session_id, k, gen_random_uuid(), case k when 3 then 'doseStart' when 16 then 'doseEnd' else 'vitals' end,
        at + k * interval '3 minutes', at + k * interval '3 minutes', '${staffId}', k, '${staffId}',
        case k when 3 then '${JSON.stringify(dose)}'::jsonb when 16 then '{"stoppedEarly": false}'::jsonb else '{"vitals": {"systolic": 120, "diastolic": 70}}'::jsonb end, false, at + k * interval '3 minutes', '\\x00', '\\x00'
      from visit, generate_series(1, 40) k;
    create temporary table given as
      select v.n, v.patient_id, gen_random_uuid() as response_id, k, v.at + k * interval '20 hours' as at from visit v, generate_series(1, 4) k;
    insert into response (clinic_id, response_id, patient_id, instrument, instrument_version, timepoint, mode, opened_by, opened_at)
      select '${clinicId}', response_id, patient_id, (array['phq9','gad7','ymrs','icsi'])[k], '1', 'unscheduled', 'link', patient_id, at from given;
    insert into response_submitted (clinic_id, response_id, patient_id, answers, total, band, prorated, missing, flags, rule_version, submitted_by, submitted_at)
      select '${clinicId}', response_id, patient_id, '[]', n % 20, 'x', false, '{}', '{}', 'phq9/1/1', patient_id, at from given where at <= now();
    analyze;
  `);
  const ek = await house.signIn(house.here, 'nurse');
  const ask = async (route: (typeof routes)['longTermList'] | (typeof routes)['afterDoseList']) => {
    const from = performance.now();
    const cpu = process.cpuUsage();
    const { status, raw } = await house.call(route, { cookies: { ek } });
    if (status !== 200) throw new Error(raw.body);
    const { user, system } = process.cpuUsage(cpu);
    return { ms: performance.now() - from, cpuMs: (user + system) / 1000, bytes: raw.body.length };
  };
  const runs = { longTermList: [] as number[], afterDoseList: [] as number[] };
  const cpu = { longTermList: [] as number[], afterDoseList: [] as number[] };
  const bytes = { longTermList: 0, afterDoseList: 0 };
  for (let round = 0; round < rounds; round += 1)
    for (const name of ['longTermList', 'afterDoseList'] as const) {
      const one = await ask(routes[name]);
      runs[name].push(one.ms);
      cpu[name].push(one.cpuMs);
      bytes[name] = one.bytes;
    }
  const { rows: sessions } = await owner.query<{ ids: string }>(
    `select array_agg(session_id)::text as ids from session where clinic_id = '${clinicId}'`,
  );
  const own = `e.clinic_id = '${clinicId}' and e.session_id = any('${sessions[0]?.ids ?? '{}'}'::uuid[])`;
  for (const text of [
    `select s.session_id from session s where s.clinic_id = '${clinicId}' and exists (select 1 from session_entry e
      where e.clinic_id = s.clinic_id and e.session_id = s.session_id and e.type in ('doseStart', 'vitals'))
      order by s.day, s.number, s.session_id`,
    `select e.* from session_entry e where ${own}
      and e.type in ('doseStart', 'deviceGiven', 'dosePause', 'doseResume', 'doseEnd', 'retraction')`,
    `select e.* from session_entry e
      left join (select e.session_id, max(e.clinical_time) as at from session_entry e
        where ${own} and e.type = 'doseStart' group by e.session_id) start on start.session_id = e.session_id
      where ${own} and e.type = 'vitals'
        and (start.at is null or e.clinical_time <= start.at or e.corrects is not null)`,
  ]) {
    const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${text}`);
    // Not the thousands of ids.
    process.stderr.write(`${rows.map((row) => row['QUERY PLAN'].slice(0, 200)).join('\n')}\n\n`);
  }
  const of = (name: keyof typeof runs) => ({
    middleMs: Math.round(median(runs[name])),
    cpuMs: Math.round(median(cpu[name])),
    worstMs: Math.round(Math.max(...runs[name])),
    kilobytes: Math.round(bytes[name] / 1000),
  });
  process.stdout.write(
    `${JSON.stringify({ people, sessions: people * each, longTermList: of('longTermList'), afterDoseList: of('afterDoseList') })}\n`,
  );
} finally {
  await owner.end();
  await house.close();
}
