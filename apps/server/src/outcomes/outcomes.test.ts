import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import { routes, type ClinicOutcomesView } from '@evenkeel/contract';
import { dateIn, plusMinutes, type Instant } from '@evenkeel/quantities';
import {
  countStale,
  markOutcomeStale,
  outcomeGroups,
  replaceOutcomes,
  staleOutcomes,
} from '@evenkeel/record';
import { sql } from 'kysely';
import { runJob } from '../testing/answers.ts';
import { makeTestApp, type StaffRole } from '../testing/app.ts';
import { beginMainJob, demographics } from '../testing/main-job.ts';

const days = 24 * 60;
/** PHQ-9 in week 1 of twelve people who all began at 20: 8 responses (10 or less), 4 remissions (4 or less). */
const weekOne = [4, 3, 8, 10, 11, 20, 0, 9, 12, 4, 15, 10];

test('the clinic’s outcomes: counted as by hand, about enough people, and of the newest answers', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const { ok, as } = await beginMainJob(house);
  const { clinicId, staff } = house.here;
  const zero = randomBytes(32);

  /** A person with a diagnosis, one dose ten days ago, a score before it and one six days after it. */
  const person = async (total: number, diagnosis: string): Promise<string> => {
    const [patientId, planId, sessionId] = [house.store.newId(), house.store.newId(), house.store.newId()];
    await ok('nurse', routes.registerPatient, {
      body: { patientId, demographics: demographics(`Case ${patientId.slice(-6)}`), notADuplicate: true },
    });
    await ok('prescriber', routes.recordFact, {
      params: { patientId },
      body: {
        factId: house.store.newId(),
        fact: {
          kind: 'diagnosis',
          body: { kind: diagnosis, episode: 'depressive', severity: 'severe', psychoticFeatures: 'no' },
        },
      },
    });
    const dose = plusMinutes(house.now(), -10 * days);
    await house.asOwner(sql`insert into plan (clinic_id, plan_id, patient_id, drug, route, dose_mg_per_kg, weight_kg,
        weight_measured_at, amount_mg, product_id, concentration_mg_per_ml, volume_ml, duration_minutes, rate_ml_per_hour,
        sessions, days, sentence, policy_version, signed_by, signed_meaning, signed_at, signed_hash)
      values (${clinicId}, ${planId}, ${patientId}, 'ketamine', 'iv', 0.5, 70, ${dose}, 35, 'ketamine-10', 10, 3.5, 40, 5.25,
        6, ${[dateIn('Europe/London', dose)]}::date[], 'test', 1, ${staff.prescriber.staffId}, 'test', ${dose}, ${zero})`);
    await house.asOwner(sql`insert into session (clinic_id, session_id, patient_id, plan_id, number, day, policy_version, state,
        chair, opened_at, head_sequence, head_hash)
      values (${clinicId}, ${sessionId}, ${patientId}, ${planId}, 1, ${dateIn('Europe/London', dose)}, 1, 'signed', 'Chair 1',
        ${dose}, 1, ${zero})`);
    await house.asOwner(sql`insert into session_entry (clinic_id, session_id, sequence, entry_id, type, clinical_time, device_time,
        device_id, device_sequence, author_id, body, amendment, server_time, previous_hash, hash)
      values (${clinicId}, ${sessionId}, 1, ${house.store.newId()}, 'doseStart', ${dose}, ${dose}, ${house.store.newId()}, 1,
        ${staff.nurse.staffId}, '{}', false, ${dose}, ${zero}, ${zero})`);
    await score(patientId, 20, plusMinutes(dose, -60));
    await score(patientId, total, plusMinutes(dose, 6 * days));
    return patientId;
  };
  const score = (patientId: string, total: number, takenAt: Instant) =>
    ok('nurse', routes.recordTotal, {
      params: { patientId },
      body: {
        responseId: house.store.newId(),
        instrument: 'phq9',
        timepoint: 'unscheduled',
        total,
        takenAt,
        known: [{ item: 8, answer: 0 }],
      },
    });
  const outcomes = (
    query: Readonly<Record<string, string>> = {},
    role: StaffRole = 'medicalLead',
  ): Promise<ClinicOutcomesView> => ok(role, routes.outcomes, { query });
  const isHidden = (shown: unknown) => typeof shown === 'object' && shown !== null && 'hidden' in shown;

  await t.test('ten people are too few to show: no number of them is told, only why', async () => {
    for (const total of weekOne.slice(0, 10)) await person(total, 'majorDepressiveDisorder');
    const view = await outcomes();
    assert.ok(isHidden(view.people) && isHidden(view.relapse) && isHidden(view.safety));
    for (const { scored, response, remission, change, completion, responseOfAll } of view.weeks)
      for (const shown of [scored, response, remission, change, completion, responseOfAll])
        assert.ok(isHidden(shown), JSON.stringify(shown));
    assert.deepEqual(view.filters.diagnoses, []);
    const told = view.weeks.map((week) => ({ ...week, week: 0 }));
    assert.doesNotMatch(
      JSON.stringify([told, view.relapse, view.safety]),
      /:(?:10|9)\b/,
      'nor told by the way',
    );
  });

  const people: string[] = [];
  await t.test('twelve people are counted as by hand, each number with its n and its interval', async () => {
    for (const total of weekOne.slice(10)) people.push(await person(total, 'majorDepressiveDisorder'));
    const view = await outcomes();
    assert.equal(view.people, 12);
    assert.equal(view.waiting, 0);
    const [week, next] = view.weeks;
    assert.equal(week?.scored, 12);
    const share = (shown: unknown) => {
      const {
        value = 0,
        n,
        low = 0,
        high = 0,
      } = shown as { value?: number; n: number; low?: number; high?: number };
      assert.ok(low < value && value <= high, JSON.stringify(shown));
      return [Math.round(value * n), n];
    };
    assert.deepEqual(share(week?.response), [8, 12]);
    assert.deepEqual(share(week?.remission), [4, 12]);
    assert.deepEqual(share(week?.responseOfAll), [8, 12]);
    assert.deepEqual(share(week?.completion), [12, 12]);
    const {
      mean = 0,
      n,
      low = 0,
      high = 0,
    } = (week?.change ?? {}) as { mean?: number; n?: number; low?: number; high?: number };
    assert.equal(n, 12);
    // 106 points in all in week 1, against 240 before.
    assert.ok(Math.abs(mean - (106 - 240) / 12) < 0.001, String(mean));
    assert.ok(low < mean && mean < high);
    assert.ok(isHidden(next?.scored), 'nobody has a score in week 2 yet');
    assert.deepEqual(view.filters.diagnoses, ['majorDepressiveDisorder']);
    assert.deepEqual(view.filters.regimens, ['0.5 mg/kg, 6 sessions']);
    assert.ok(view.definitions.every(({ says, source }) => says !== '' && source !== ''));
    const ofAll = await outcomes({ diagnosis: 'majorDepressiveDisorder', route: 'iv' });
    assert.equal(ofAll.people, 12);
  });

  await t.test('a group of one is hidden, and so is the one that would give it away', async () => {
    await person(2, 'bipolarI');
    const view = await outcomes();
    assert.equal(view.people, 13);
    assert.deepEqual(view.filters.diagnoses, [], '13 and 12 would tell the one');
    for (const diagnosis of ['bipolarI', 'majorDepressiveDisorder', 'nobody has it']) {
      const group = await outcomes({ diagnosis });
      assert.ok(isHidden(group.people) && group.weeks.every(({ scored }) => isHidden(scored)), diagnosis);
    }
  });

  await t.test('a new answer is counted at the next look, and by the clock without one', async () => {
    const [first = '', second = ''] = people;
    await score(first, 5, plusMinutes(house.now(), -3.5 * days));
    assert.equal((await outcomes()).weeks[0]?.scored, 13);
    const responses = (view: ClinicOutcomesView) => {
      const { value = 0, n = 0 } = (view.weeks[0]?.response ?? {}) as { value?: number; n?: number };
      return Math.round(value * n);
    };
    assert.equal(responses(await outcomes()), 10, 'eight, the one with 2, and the one who had 15 and has 5');
    await score(second, 3, plusMinutes(house.now(), -3.4 * days));
    const stale = () =>
      house.store.inClinic({ clinicId, actorId: clinicId, actorRole: 'none' }, [], (tx) =>
        countStale(tx, { clinicId, actorId: clinicId, actorRole: 'none' }),
      );
    assert.equal(await stale(), 1);
    assert.equal(await runJob(house.site, 'outcomes'), 1);
    assert.equal(await stale(), 0);
    assert.equal(responses(await outcomes()), 10, 'the other had a response before');
  });

  await t.test(
    '[P1] an answer that is sent while the outcomes are counted is not lost from the count',
    async () => {
      const scope = { clinicId, actorId: clinicId, actorRole: 'system' };
      const [patientId = ''] = people;
      const mark = () =>
        house.store.inClinic(scope, [], (tx) => markOutcomeStale(tx, scope, house.now(), patientId));
      await mark();
      let answered: Promise<void> | undefined;
      await house.store.inClinic(scope, [], async (tx) => {
        assert.deepEqual(await staleOutcomes(tx, scope, 10), [patientId]);
        // The count has read the answers; now one more is sent.
        answered = mark();
        await new Promise((resolve) => setTimeout(resolve, 300));
        await replaceOutcomes(tx, scope, house.now(), [patientId], []);
      });
      await answered;
      const left = await house.store.inClinic(scope, [], (tx) => countStale(tx, scope));
      assert.equal(left, 1);
      await runJob(house.site, 'outcomes');
    },
  );

  await t.test(
    '[ELI-09] a depression is counted as resistant by the trials of the record, a bipolar disorder never as depression',
    async () => {
      const scope = { clinicId, actorId: clinicId, actorRole: 'system' };
      const record = (patientId: string, fact: Readonly<Record<string, unknown>>) =>
        ok('prescriber', routes.recordFact, {
          params: { patientId },
          body: { factId: house.store.newId(), fact },
        });
      const trial = (weeks: number) => ({
        kind: 'trial',
        body: {
          treatment: 'sertraline',
          currentEpisode: 'yes',
          weeks,
          adequateDose: 'yes',
          adherence: 'yes',
          outcome: 'noResponse',
        },
      });
      const sizes = async () => {
        await runJob(house.site, 'outcomes');
        const groups = await house.store.inClinic(scope, [], (tx) => outcomeGroups(tx, scope));
        return Object.fromEntries(
          groups.filter(({ instrument }) => instrument === 'phq9').map((one) => [one.diagnosis, one.people]),
        );
      };
      const [first = '', second = ''] = people;
      await record(first, trial(8));
      await record(first, trial(5.9));
      assert.deepEqual(await sizes(), { bipolarI: 1, majorDepressiveDisorder: 12 });
      await record(first, trial(6));
      await record(second, {
        kind: 'diagnosis',
        body: { kind: 'bipolarII', episode: 'depressive', severity: 'severe', psychoticFeatures: 'no' },
      });
      await record(second, {
        kind: 'diagnosis',
        body: {
          kind: 'majorDepressiveDisorder',
          episode: 'depressive',
          severity: 'severe',
          psychoticFeatures: 'no',
        },
      });
      assert.deepEqual(await sizes(), {
        bipolarI: 1,
        bipolarII: 1,
        majorDepressiveDisorder: 10,
        treatmentResistantDepression: 1,
      });
    },
  );

  await t.test('a small crossing is not told by one group less another', async () => {
    const scope = { clinicId, actorId: clinicId, actorRole: 'system' };
    const crossed = [
      ['majorDepressiveDisorder', 'iv', 15],
      ['majorDepressiveDisorder', 'im', 5],
      ['bipolarI', 'iv', 5],
      ['bipolarI', 'im', 15],
    ] as const;
    const rows = crossed.flatMap(([diagnosis, route, people]) =>
      Array.from({ length: people }, () => ({
        patientId: house.store.newId(),
        instrument: 'gad7',
        diagnosis,
        route,
        regimen: '0.5 mg/kg, 6 sessions',
        baseline: 15,
        weeks: [5],
        firstDoseAt: plusMinutes(house.now(), -10 * days),
        relapseDays: null,
        relapsed: false,
      })),
    );
    await house.store.inClinic(scope, [], (tx) =>
      replaceOutcomes(
        tx,
        scope,
        house.now(),
        rows.map((row) => row.patientId),
        rows,
      ),
    );
    const view = await outcomes({ instrument: 'gad7' });
    assert.equal(view.people, 40);
    assert.deepEqual(view.filters.diagnoses, ['bipolarI', 'majorDepressiveDisorder']);
    assert.deepEqual(view.filters.routes, ['im', 'iv']);
    for (const [diagnosis, route] of crossed) {
      assert.equal((await outcomes({ instrument: 'gad7', diagnosis })).people, 20);
      assert.ok(
        isHidden((await outcomes({ instrument: 'gad7', diagnosis, route })).people),
        diagnosis + route,
      );
    }
  });

  await t.test('outcomes are for those who lead and for research, and never for one person', async () => {
    for (const role of ['nurse', 'therapist', 'frontDesk', 'administrator'] as const)
      assert.equal((await as(role, routes.outcomes)).code, 'AUT-002', role);
    const view = await outcomes({}, 'researcher');
    assert.doesNotMatch(JSON.stringify(view), /Case |[0-9a-f]{8}-[0-9a-f]{4}/);
    assert.equal(
      (await as('researcher', routes.outcomes, { query: { instrument: 'c-ssrs-screener' } })).code,
      'RSP-001',
    );
  });
});
