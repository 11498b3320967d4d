import assert from 'node:assert/strict';
import test from 'node:test';
import { foldSession } from '@evenkeel/protocol';
import { elapsedMinutes } from '@evenkeel/quantities';
import { entriesOfSessions, findPlans, searchPatients, sessionsOfDay } from '@evenkeel/record';
import { courseView } from '../responses/course-view.ts';
import { makeTestApp } from '../testing/app.ts';
import { findPatient } from '@evenkeel/record';
import { dateIn } from '@evenkeel/quantities';
import { generateDemo } from './generate.ts';

test('the demo clinic is made through the domain functions, in time, with one session running now', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const now = house.now();
  const begun = performance.now();
  await generateDemo(house.site, { seed: 7, now });
  t.diagnostic(`made in ${Math.round(performance.now() - begun)} ms`);

  const { rows } = await (async () => {
    const clinics = await house.store.beforeClinic(async (tx) =>
      tx.selectFrom('sign_in_name').selectAll().execute(),
    );
    return { rows: clinics };
  })();
  const clinicId = rows.find((row) => row.login === 'okafor')?.clinic_id ?? '';
  assert.notEqual(clinicId, '');
  const scope = { clinicId, actorId: clinicId, actorRole: 'none' };
  const clinic = await house.site.clinicOf(clinicId);
  await house.store.inClinic(scope, [], async (tx) => {
    const ground = { tx, scope, now, newId: () => house.store.newId(), policy: house.site.policy, clinic };
    const patients = await searchPatients(tx, scope, { search: '', limit: 1000 });
    assert.ok(patients.length >= 40, `${patients.length} patients`);

    const today = await sessionsOfDay(tx, scope, dateIn(clinic.timeZone, now), true);
    const open = today.filter((one) => one.state === 'open');
    assert.equal(open.length, 1);
    assert.ok(today.some((one) => one.state === 'booked'));
    const [running] = open;
    assert.ok(running !== undefined);
    const [plan] = await findPlans(tx, scope, [running.planId]);
    assert.ok(plan !== undefined);
    const log = (await entriesOfSessions(tx, scope, [running.sessionId])).get(running.sessionId) ?? [];
    const state = foldSession(log, { plan: plan.dose, policy: house.site.policy }, now);
    assert.equal(state.phase, 'infusing');
    assert.equal(elapsedMinutes(state.dose?.startedAt ?? now, now), 18);
    assert.deepEqual(state.problems, []);
    assert.ok(log.every((entry) => entry.serverTime >= entry.clinicalTime && entry.serverTime <= now));

    const outcomes = new Set<string>();
    let corrected = 0;
    let events = 0;
    for (const one of patients) {
      const patient = await findPatient(tx, scope, one.patientId);
      assert.ok(patient !== undefined);
      const course = await courseView(ground, patient);
      for (const score of course.scores) outcomes.add(score.outcome);
      events += course.adverseEvents.length;
    }
    const { rows: counts } = await (async () => ({
      rows: await tx
        .selectFrom('session_entry')
        .select((select) => select.fn.countAll<string>().as('count'))
        .where('clinic_id', '=', clinicId)
        .where('corrects', 'is not', null)
        .execute(),
    }))();
    corrected = Number(counts[0]?.count);
    for (const word of ['baseline', 'noResponse', 'partial', 'response', 'remission'])
      assert.ok(outcomes.has(word), word);
    assert.ok(events >= 10, `${events} adverse events`);
    assert.ok(corrected >= 1);
  });
  const verified = await house.site.house.verify(clinicId);
  assert.deepEqual(verified.faults, []);
  assert.ok(verified.ok && verified.sessions > 100);
});
