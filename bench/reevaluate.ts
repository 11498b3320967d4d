// Everybody judged again after a change of policy: 20,000 patients with a plan, a decision and a full set of facts. How long
// the whole job takes, the longest stretch in which nobody else is served, and the plan of each of its queries. Prints one
// JSON value. `--patients=20000`.
import { clinicPolicyOf, policyValues } from '@evenkeel/protocol';
import pg from 'pg';
import { makeTestApp } from '../apps/server/src/testing/app.ts';
import { reevaluate } from '../apps/server/src/policy/reevaluate.ts';
import { option } from './run.ts';

const patients = option('patients', 20_000);

const house = await makeTestApp();
const owner = new pg.Client(house.database.owner);
await owner.connect();
try {
  const { clinicId, staff } = house.here;
  const [author, second] = [staff.prescriber.staffId, staff.medicalLead.staffId];
  process.stderr.write('Making people and their facts ...\n');
  const head = `'${clinicId}', patient_id, gen_random_uuid(), 1, 'current', 'typed', '${author}'`;
  const names = 'clinic_id, patient_id, fact_id, version, state, source_kind, recorded_by, recorded_at';
  await owner.query(`
    -- Ids follow the time of registration, as the house makes them.
    create temporary table person as select n, uuidv7(n * interval '1 minute' - interval '30 days') as patient_id from generate_series(1, ${patients}) n;
    insert into patient (clinic_id, patient_id, version, number, family, given, birth_date, sex, contacts, name_key, recorded_by, recorded_at)
      select '${clinicId}', patient_id, 1, 'B' || n, 'Family ' || n, 'Given', date '1950-01-01' + (n % 20000), case when n % 2 = 0 then 'female' else 'male' end, '[]', 'family ' || n, '${author}', now() from person;
    insert into eligibility_decision (clinic_id, decision_id, patient_id, decision, reason, findings, decided_by, decided_at)
      select '${clinicId}', gen_random_uuid(), patient_id, 'eligible', 'bench', '[]', '${author}', now() from person;
    insert into plan (clinic_id, plan_id, patient_id, drug, route, dose_mg_per_kg, weight_kg, weight_measured_at, amount_mg, product_id,
        concentration_mg_per_ml, volume_ml, duration_minutes, rate_ml_per_hour, sessions, days, sentence, policy_version, signed_by, signed_meaning, signed_at, signed_hash)
      select '${clinicId}', gen_random_uuid(), patient_id, 'ketamine', 'iv', 0.5, 70, now(), 35, 'ketamine-10', 10, 3.5, 40, 5.25, 6,
        array[current_date], 'bench', 1, '${author}', 'bench', now(), '\\x00' from person where n % 2 = 0;
    insert into diagnosis (${names}, kind, episode, severity, psychotic_features)
      select ${head}, now(), case when n % 4 = 0 then 'bipolarII' else 'majorDepressiveDisorder' end, 'depressive', 'severe', 'no' from person;
    insert into treatment_trial (${names}, treatment, current_episode, weeks, adequate_dose, adherence, outcome)
      select ${head}, now(), name, 'yes', 8, 'yes', 'yes', 'noResponse' from person, unnest(array['sertraline', 'venlafaxine']) name;
    insert into medicine (${names}, name, status, daily_mg)
      select ${head}, now(), name, 'active', 10 from person, unnest(array['Venlafaxine', 'Lithium', 'Diazepam']) name;
    insert into list_confirmation (${names}, list) select ${head}, now(), list from person, unnest(array['medicines', 'allergies']) list;
    insert into body_weight (${names}, kilograms, measured_at, estimated) select ${head}, now(), 55 + n % 40, now() - interval '2 days', false from person;
    insert into body_height (${names}, centimetres, measured_at) select ${head}, now(), 170, now() - interval '2 days' from person;
    insert into blood_pressure (${names}, systolic, diastolic, measured_at)
      select ${head}, now(), 110 + n % 55, 70 + n % 20, now() - k * interval '3 days' from person, generate_series(1, 3) k;
    insert into consent (${names}, form, form_version, signed_on) select ${head}, now(), 'Ketamine', '2', current_date - 10 from person;
    insert into screening_answer (${names}, question, answer)
      select ${head}, now(), question, case when question in ('capacityToConsent', 'contraceptionPlan', 'lastSessionReviewed') then 'yes' else 'no' end
      from person, unnest(array['aneurysmOrAvm','intracerebralHaemorrhage','recentCardiovascularEvent','psychosis','maniaNow','substanceUseActive',
        'severeLiverDisease','pregnant','couldBecomePregnant','capacityToConsent','ketamineHypersensitivity','pressureRiseHazard','unstableHeart',
        'hypertensiveEncephalopathy','raisedHeadOrEyePressure','ketamineMisuse','breastFeeding','contraceptionPlan','moderateLiverDisease','dialysis',
        'bladderDisease','untreatedSleepApnoea','sedatedToday','overactiveThyroid','phaeochromocytoma','acutePorphyria','uncontrolledSeizures',
        'dementiaOrDelirium','symptomaticBrainInjury','personalityPrimary','switchRisk','newIllnessOrMedicine','lastSessionReviewed']) question;
    insert into test_result (${names}, test, value, clear, taken_at)
      select ${head}, now(), test, case when test = 'egfr' then 90 else 1 end, 'yes', now() - interval '3 days'
      from person, unnest(array['ecg','alt','bilirubin','egfr','urinalysis','drugScreen','prescriptionMonitoring','stopBang']) test;
    create temporary table given as
      select patient_id, uuidv7(n * interval '1 minute' + k * interval '1 second' - interval '30 days') as response_id, n, k from person, generate_series(0, 9) k;
    insert into response (clinic_id, response_id, patient_id, instrument, instrument_version, timepoint, mode, opened_by, opened_at)
      select '${clinicId}', response_id, patient_id, (array['phq9','madrs','icsi','c-ssrs-screener','ymrs'])[1 + k % 5], '1', 'unscheduled', 'link', patient_id, now() - (1 + k) * interval '1 day' from given;
    insert into response_submitted (clinic_id, response_id, patient_id, answers, total, band, prorated, missing, flags, rule_version, submitted_by, submitted_at)
      select '${clinicId}', response_id, patient_id, '[]', (array[19, 32, 1, 1, n % 14])[1 + k % 5], 'x', false, '{}', '{}', 'x', patient_id, now() - (1 + k) * interval '1 day' from given;
  `);
  const values = policyValues(clinicPolicyOf('UK'));
  const edited = {
    ...values,
    thresholds: { ...values.thresholds, preDoseSystolicHold: 145, maniaHoldYmrs: 10 },
  };
  await owner.query(
    `insert into policy_version values ('${clinicId}', 2, 1, $1, 'bench', '${author}', now());`,
    [JSON.stringify(edited)],
  );
  await owner.query(`
    insert into policy_activation values ('${clinicId}', 2, '${author}', '${second}', now(), '{}');
    insert into policy_reevaluation (clinic_id, version, before_version, stage, judged_at, total, done, changed, asked_by)
      values ('${clinicId}', 2, 1, 'waiting', now(), ${patients}, 0, 0, '${second}');
    analyze;`);

  house.site.policies.changed(clinicId);
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 5);
    last = performance.now();
  }, 5);
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await reevaluate(house.site, { clinicId, version: 2 });
  const seconds = (performance.now() - begun) / 1000;
  const used = process.cpuUsage(cpu);
  clearInterval(beat);
  const { rows } = await owner.query<{ stage: string; done: number; changed: number }>(
    'select stage, done, changed from policy_reevaluation',
  );

  const { rows: reasons } = await owner.query(
    'select summary_before, summary_after, count(*)::int as n from policy_reevaluation_patient group by 1, 2 order by 1, 2',
  );
  const ids = `array(select patient_id from plan where clinic_id = '${clinicId}' order by patient_id limit 500)`;
  const plans: Record<string, string> = {};
  for (const [name, text] of Object.entries({
    next: `select patient_id from ((select distinct patient_id from plan where clinic_id = '${clinicId}' and patient_id > '80000000-0000-0000-0000-000000000000' order by patient_id limit 500)
      union (select distinct patient_id from eligibility_decision where clinic_id = '${clinicId}' and patient_id > '80000000-0000-0000-0000-000000000000' order by patient_id limit 500)) who order by patient_id limit 500`,
    people: `select distinct on (patient_id) patient_id, birth_date, sex from patient where clinic_id = '${clinicId}' and patient_id = any(${ids}) order by patient_id, version desc`,
    totals: `select r.patient_id, r.instrument, s.submitted_at, s.total from response_submitted s join response r on r.clinic_id = s.clinic_id and r.response_id = s.response_id where s.clinic_id = '${clinicId}' and s.patient_id = any(${ids}) order by r.opened_at, r.response_id`,
    screening: `select * from screening_answer f where f.clinic_id = '${clinicId}' and f.patient_id = any(${ids})`,
  })) {
    const answer = await owner.query<{ 'QUERY PLAN': string }>(`explain analyze ${text}`);
    plans[name] = answer.rows.map((row) => row['QUERY PLAN']).join('\n');
  }
  process.stderr.write(
    `${Object.entries(plans)
      .map(([name, plan]) => `-- ${name}\n${plan}`)
      .join('\n')}\n`,
  );
  process.stdout.write(
    `${JSON.stringify({
      patients,
      ...rows[0],
      reasons,
      seconds: Number(seconds.toFixed(1)),
      cpuSeconds: Number(((used.user + used.system) / 1e6).toFixed(1)),
      longestHoldMs: Math.round(longest),
      targetSeconds: 60,
    })}\n`,
  );
} finally {
  await owner.end();
  await house.close();
}
