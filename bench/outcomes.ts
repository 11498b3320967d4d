// The clinic's outcome screen over 1,000,000 responses of 20,000 patients: how long the screen's request takes, how long
// the rollup takes to be made from nothing, and the plan of each query. Prints one JSON value.
// `--patients=20000 --each=50 --rounds=7`.
import { routes } from '@evenkeel/contract';
import { clinicPolicyOf } from '@evenkeel/protocol';
import pg from 'pg';
import { makeTestApp } from '../apps/server/src/testing/app.ts';
import { rollUpOutcomes } from '../apps/server/src/outcomes/roll-up.ts';
import { median, option } from './run.ts';

const patients = option('patients', 20_000);
const each = option('each', 50);
const rounds = option('rounds', 7);

const house = await makeTestApp();
const owner = new pg.Client(house.database.owner);
await owner.connect();
try {
  const { clinicId } = house.here;
  const staffId = house.here.staff.prescriber.staffId;
  process.stderr.write('Making people, sessions and responses ...\n');
  await owner.query(`
    create temporary table person as
      select n, gen_random_uuid() as patient_id, gen_random_uuid() as plan_id, timestamptz '2024-01-01' + (n % 600) * interval '1 day' as first_dose
      from generate_series(1, ${patients}) n;
    create temporary table visit as
      select p.n, p.patient_id, p.plan_id, gen_random_uuid() as session_id, s as number, p.first_dose + (s - 1) * interval '3 days' as at
      from person p, generate_series(1, 6) s;
    insert into plan (clinic_id, plan_id, patient_id, drug, route, dose_mg_per_kg, weight_kg, weight_measured_at, amount_mg, product_id,
        concentration_mg_per_ml, volume_ml, duration_minutes, rate_ml_per_hour, sessions, days, sentence, policy_version, signed_by, signed_meaning, signed_at, signed_hash)
      select '${clinicId}', plan_id, patient_id, 'ketamine', 'iv', case when n % 5 = 0 then 0.75 else 0.5 end, 70, first_dose, 35, 'ketamine-10', 10, 3.5, 40, 5.25, 6,
        array[first_dose::date], 'bench', 1, '${staffId}', 'bench', first_dose - interval '2 days', '\\x00' from person;
    insert into diagnosis (clinic_id, patient_id, fact_id, version, state, source_kind, recorded_by, recorded_at, kind, episode, severity, psychotic_features)
      select '${clinicId}', patient_id, gen_random_uuid(), 1, 'current', 'typed', '${staffId}', first_dose - interval '5 days',
        case when n % 4 = 0 then 'bipolarII' else 'majorDepressiveDisorder' end, 'depressive', 'severe', 'no' from person;
    insert into session (clinic_id, session_id, patient_id, plan_id, number, day, policy_version, state, head_hash, head_sequence)
      select '${clinicId}', session_id, patient_id, plan_id, number, at::date, 1, 'signed', '\\x00', 2 from visit;
    insert into session_entry (clinic_id, session_id, sequence, entry_id, type, clinical_time, device_time, device_id, device_sequence, author_id, body, amendment, server_time, previous_hash, hash)
      select '${clinicId}', session_id, 1, gen_random_uuid(), 'doseStart', at, at, '${staffId}', 1, '${staffId}', '{}', false, at, '\\x00', '\\x00' from visit;
    insert into session_entry (clinic_id, session_id, sequence, entry_id, type, clinical_time, device_time, device_id, device_sequence, author_id, body, amendment, server_time, previous_hash, hash)
      select '${clinicId}', session_id, 2, gen_random_uuid(), 'adverseEvent', at, at, '${staffId}', 2, '${staffId}',
        jsonb_build_object('kind', (array['nausea','headache','dizziness','anxiety'])[1 + n % 4], 'severity', (array['mild','moderate','severe'])[1 + n % 3]), false, at, '\\x00', '\\x00'
      from visit where n % 3 = 0;
    create temporary table given as
      select p.n, p.patient_id, gen_random_uuid() as response_id, k, p.first_dose - interval '2 days' + k * interval '2 days' as at,
        greatest(0, least(27, 20 - case when k = 0 then 0 else least(k, 12) * (p.n % 17) / 10.0 end + (p.n * 7 + k * 13) % 5))::int as total
      from person p, generate_series(0, ${each - 1}) k;
    insert into response (clinic_id, response_id, patient_id, instrument, instrument_version, timepoint, mode, opened_by, opened_at)
      select '${clinicId}', response_id, patient_id, case when k % 5 = 4 then 'gad7' else 'phq9' end, '1', 'unscheduled', 'link', patient_id, at from given;
    insert into response_submitted (clinic_id, response_id, patient_id, answers, total, band, prorated, missing, flags, rule_version, submitted_by, submitted_at)
      select '${clinicId}', response_id, patient_id, '[]', least(total, case when k % 5 = 4 then 21 else 27 end), 'x', false, '{}', '{}', 'phq9/1/1', patient_id, at from given;
    insert into outcome_stale select '${clinicId}', patient_id, now() from person;
  `);
  for (const table of ['response', 'response_submitted', 'session', 'session_entry', 'plan', 'diagnosis'])
    await owner.query(`analyze ${table}`);

  const begun = performance.now();
  const scope = { clinicId, actorId: clinicId, actorRole: 'system' };
  let people = 0;
  for (;;) {
    const done = await house.store.inClinic(scope, [], (tx) =>
      rollUpOutcomes({ tx, scope, now: house.now(), policy: clinicPolicyOf('UK') }),
    );
    if (done === 0) break;
    people += done;
  }
  const rollUpSeconds = (performance.now() - begun) / 1000;
  await owner.query('analyze outcome_row');

  const ek = await house.signIn(house.here, 'prescriber');
  const ask = async (query: Record<string, string>): Promise<number> => {
    const from = performance.now();
    const answer = await house.call(routes.outcomes, { cookies: { ek }, query });
    if (answer.status !== 200) throw new Error(answer.raw.body);
    return performance.now() - from;
  };
  await ask({});
  const all: number[] = [];
  const group: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    all.push(await ask({ instrument: 'phq9' }));
    group.push(await ask({ instrument: 'phq9', diagnosis: 'bipolarII', regimen: '0.5 mg/kg, 6 sessions' }));
  }
  const plans: Record<string, string> = {};
  for (const [name, text] of Object.entries({
    rows: `select baseline, weeks, first_dose_at, relapse_days, relapsed from outcome_row where clinic_id = '${clinicId}' and instrument = 'phq9'`,
    groups: `select instrument, diagnosis, route, regimen, count(*)::int from outcome_row where clinic_id = '${clinicId}' group by 1, 2, 3, 4`,
    sessions: `select count(*)::int, count(distinct s.patient_id)::int from session s where s.clinic_id = '${clinicId}' and s.day >= '2025-01-01' and exists (select 1 from session_entry e where e.clinic_id = s.clinic_id and e.session_id = s.session_id and e.type = 'doseStart')`,
    adverse: `select count(*) from session_entry e join session s on s.clinic_id = e.clinic_id and s.session_id = e.session_id where e.clinic_id = '${clinicId}' and e.type = 'adverseEvent' and s.day >= '2025-01-01'`,
  })) {
    const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`explain analyze ${text}`);
    plans[name] = rows.map((row) => row['QUERY PLAN']).join('\n');
  }
  process.stderr.write(
    `${Object.entries(plans)
      .map(([name, plan]) => `-- ${name}\n${plan}`)
      .join('\n')}\n`,
  );
  process.stdout.write(
    `${JSON.stringify({
      responses: patients * each,
      people,
      rollUpSeconds: Number(rollUpSeconds.toFixed(1)),
      screenMs: { median: Math.round(median(all)), worst: Math.round(Math.max(...all)) },
      groupMs: { median: Math.round(median(group)), worst: Math.round(Math.max(...group)) },
    })}\n`,
  );
} finally {
  await owner.end();
  await house.close();
}
