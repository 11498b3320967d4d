import assert from 'node:assert/strict';
import test from 'node:test';
import { routes } from '@evenkeel/contract';
import { clockTime, dateIn, plusDays, plusMinutes } from '@evenkeel/quantities';
import { makeTestApp, testPassword } from '../testing/app.ts';
import {
  beginMainJob,
  calm,
  entryMaker,
  openFirstSession,
  plainSession,
  planBody,
  recordEverything,
  takeAntidepressant,
} from '../testing/main-job.ts';

const day = 24 * 60;

test('from the first course of a patient to the second', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const job = await beginMainJob(house);
  const { patientId, ok, as } = job;
  const params = { patientId };
  const today = () => dateIn('Europe/London', house.now());
  // The dose is charted two hours back: early in the night that would be the day before.
  while (clockTime('Europe/London', house.now()) < '04:00') house.wait(60);
  await recordEverything(job);
  const nurse = house.here.staff.nurse.staffId;
  const decide = () =>
    ok('prescriber', routes.decideEligibility, {
      params,
      body: { decision: 'eligible', reason: 'All findings seen' },
    });
  const pressure = async () => {
    const { domains } = await ok('nurse', routes.longTerm, { params });
    return domains.find(({ domain }) => domain === 'pressure')?.says ?? '';
  };
  await decide();

  await t.test(
    '[ELI-34] what esketamine is given for is not known until the asker or a plan says it',
    async () => {
      const asked = async (query: Record<string, string>) =>
        (await ok('prescriber', routes.verdict, { params, query })).setting.indication;
      assert.equal(await asked({ drug: 'esketamine' }), undefined);
      assert.equal(await asked({ drug: 'esketamine', indication: 'suicidality' }), 'suicidality');
      assert.equal(await asked({ drug: 'ketamine', indication: 'suicidality' }), undefined);
    },
  );

  await ok('prescriber', routes.signPlan, { params, body: { ...planBody(house), sessions: 1 } });
  const view = await openFirstSession(job);
  const { sessionId } = view;
  const entries = plainSession(entryMaker(house, sessionId, nurse), view, plusMinutes(house.now(), -140));
  const sent = await ok('nurse', routes.appendEntries, { params: { sessionId }, body: { entries } });
  assert.deepEqual(sent.refused, []);
  await ok('nurse', routes.signSession, {
    params: { sessionId },
    body: {
      headSequence: (await ok('nurse', routes.session, { params: { sessionId } })).headSequence,
      meaning: 'I charted this session',
      secret: testPassword,
    },
  });

  await t.test('[LTM-05] the resting pressure before a dose is one of the last readings', async () => {
    assert.equal(await pressure(), '0 of the last 2 at or above the hold limit.');
  });

  await t.test('[CAR-05] a new plan keeps its distance from the last dose of the plan before', async () => {
    const { planId: _, meaning: __, password: ___, ...body } = planBody(house);
    const problem = async (days: number) =>
      (
        await ok('prescriber', routes.previewPlan, {
          params,
          body: { ...body, firstDay: plusDays(today(), days) },
        })
      ).problem;
    assert.match((await problem(0))?.sentence ?? '', /A dose was given on this day/);
    assert.match((await problem(1))?.sentence ?? '', /Only 24 hours after the last dose; at least 40/);
    assert.equal((await problem(1))?.code, 'daysTooClose');
    const both = await ok('prescriber', routes.previewPlan, {
      params,
      body: { ...body, amount: '500' as never, firstDay: today() },
    });
    assert.match(both.problem?.sentence ?? '', /A dose was given on this day/);
    assert.equal(both.moreProblems?.length, 1, 'the days hide nothing that is wrong with the dose');
    assert.match(both.moreProblems?.[0] ?? '', /500/);
    assert.equal(await problem(2), undefined);
    const signed = await as('prescriber', routes.signPlan, {
      params,
      body: { ...planBody(house), firstDay: plusDays(today(), 1) },
    });
    assert.equal(signed.code, 'PLN-001');
  });

  await t.test(
    '[H22] the second course asks for its own baseline, and the end of the first is asked',
    async () => {
      const occasions = async () =>
        (await ok('nurse', routes.measures, { params })).due.map(({ occasion, sessionId: of }) =>
          [occasion, of === sessionId ? 'first' : 'second'].join(' '),
        );
      house.wait(4 * day);
      await decide();
      await ok('prescriber', routes.signPlan, {
        params,
        body: { ...planBody(house), sessions: 2, firstDay: plusDays(today(), 2) },
      });
      const due = await occasions();
      for (const one of ['baseline first', 'baseline second', 'endOfCourse first'])
        assert.equal(due.filter((found) => found === one).length, 1, `${one} in ${due.join(', ')}`);
      assert.ok(!due.includes('endOfCourse second'));
    },
  );

  await t.test('[LTM-05] a pressure that kept a dose from being given counts as well', async () => {
    const { sessions } = await ok('nurse', routes.patientSessions, { params });
    const next = sessions.find(({ state }) => state === 'booked')?.sessionId ?? '';
    house.wait(2 * day);
    await ok('nurse', routes.openSession, { params: { sessionId: next }, body: { chair: 'Chair 1' } });
    const make = entryMaker(house, next, nurse);
    const wrong = make('vitals', { vitals: { ...calm, systolic: 192, diastolic: 104 } });
    const right = make(
      'vitals',
      { vitals: { ...calm, systolic: 172, diastolic: 104 } },
      { corrects: wrong.id, reason: 'Mistyped' },
    );
    const charted = await ok('nurse', routes.appendEntries, {
      params: { sessionId: next },
      body: { entries: [wrong, right] },
    });
    assert.deepEqual(charted.refused, []);
    assert.equal(
      await pressure(),
      `1 of the last 3 at or above the hold limit: 172/104 on ${today()} before a dose.`,
    );
  });
});

test('[ELI-34] a plan of esketamine says what it is given for', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const job = await beginMainJob(house);
  const params = { patientId: job.patientId };
  await recordEverything(job);
  await takeAntidepressant(job);
  await job.ok('prescriber', routes.decideEligibility, {
    params,
    body: {
      decision: 'eligible',
      reason: 'All findings seen',
      drug: 'esketamine',
      route: 'nasal-device',
      indication: 'resistant',
    },
  });
  const { productId: _, durationMinutes: __, ...body } = planBody(house);
  await job.ok('prescriber', routes.signPlan, {
    params,
    body: { ...body, template: 'esketamine-resistant', amount: '56', sessions: 2 },
  });
  for (const query of [{}, { drug: 'esketamine', route: 'nasal-device' }] as const) {
    const { setting } = await job.ok('prescriber', routes.verdict, { params, query });
    assert.deepEqual([setting.drug, setting.indication], ['esketamine', 'resistant']);
  }
});
