// Long because one patient is followed from the first visit to the outcome, each step on the one before.
import assert from 'node:assert/strict';
import test from 'node:test';
import { routes, type CourseView, type OwnProgressView, type SessionView } from '@evenkeel/contract';
import { plusMinutes } from '@evenkeel/quantities';
import { makeTestApp, testPassword } from '../testing/app.ts';
import {
  beginMainJob,
  calm,
  entryMaker,
  openFirstSession,
  plainSession,
  planBody,
  recordEverything,
  signUsualPlan,
} from '../testing/main-job.ts';

test('the main job: from a new patient to a signed session and its outcome', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const job = await beginMainJob(house);
  const { patientId, ok, as } = job;
  const params = { patientId };

  await t.test(
    '[P3] what is not known is named: eligibility and the banner before anything was recorded',
    async () => {
      const { summary, findings } = await ok('prescriber', routes.eligibility, { params });
      assert.equal(summary, 'unknown');
      assert.ok(findings.some((one) => one.verdict === 'unknown' && one.missing.length > 0));
      const banner = await ok('nurse', routes.patient, { params });
      assert.equal(banner.weight, undefined);
      assert.ok(banner.flags.some((flag) => flag.level === 'unknown' && /weight/i.test(flag.sentence)));
    },
  );

  await t.test('a plan waits for a decision, and the dose for a weight', async () => {
    const early = await as('prescriber', routes.signPlan, { params, body: planBody(house) });
    assert.equal(early.code, 'PLN-002');
    const preview = await ok('prescriber', routes.previewPlan, {
      params,
      body: {
        template: 'iv-acute',
        amount: '0.5',
        productId: 'ketamine-10',
        durationMinutes: 40,
        sessions: 6,
        firstDay: planBody(house).firstDay,
      },
    });
    assert.equal(preview.problem?.code, 'weightMissing');
    assert.equal(preview.dose, undefined);
  });

  await recordEverything(job);

  await t.test('[P7] findings carry rule, source and data; a decision keeps them', async () => {
    const { summary, findings } = await ok('prescriber', routes.eligibility, { params });
    assert.equal(summary, 'unknown');
    assert.deepEqual(
      findings.filter((one) => one.verdict !== 'met').map((one) => one.rule),
      ['WRK-11', 'WRK-14', 'SUI-01', 'WRK-15'],
      'the scales that nobody has rated',
    );
    for (const one of findings)
      assert.ok(one.rule !== '' && one.source.citation !== '' && one.statement !== '');
  });

  const plan = await signUsualPlan(job);
  await t.test('[P6] the signed plan shows mg/kg, mg and mL and books its sessions', async () => {
    assert.equal(plan.dose.amountMg, '35');
    assert.equal(plan.dose.volumeMl, '3.5');
    assert.equal(plan.days.length, 6);
    assert.match(plan.signature.hash, /^[0-9a-f]{64}$/);
    const again = await ok('prescriber', routes.signPlan, {
      params,
      body: { ...planBody(house), planId: plan.planId },
    });
    assert.deepEqual(again, plan);
    const { sessions } = await ok('nurse', routes.patientSessions, { params });
    assert.deepEqual(
      sessions.map((one) => one.day),
      plan.days,
    );
  });

  house.wait(150);
  const view = await openFirstSession(job);
  const { sessionId } = view;
  const nurse = house.here.staff.nurse.staffId;
  const make = entryMaker(house, sessionId, nurse);
  const from = plusMinutes(house.now(), -140);

  await t.test(
    'a session opened twice by the same chair is one session; another chair or patient waits',
    async () => {
      const again = await ok('nurse', routes.openSession, {
        params: { sessionId },
        body: { chair: 'Chair 1' },
      });
      assert.equal(again.sessionId, sessionId);
      const moved = await as('nurse', routes.openSession, {
        params: { sessionId },
        body: { chair: 'Chair 2' },
      });
      assert.equal(moved.code, 'SES-003');
      const { sessions } = await ok('nurse', routes.patientSessions, { params });
      const second = await as('nurse', routes.openSession, {
        params: { sessionId: sessions[1]?.sessionId ?? '' },
        body: { chair: 'Chair 3' },
      });
      assert.equal(second.code, 'SES-003');
    },
  );

  await t.test('a dose does not start before its gates, nor other than planned', async () => {
    const start = plainSession(make, view, from).find((entry) => entry.type === 'doseStart');
    const { refused } = await ok('nurse', routes.appendEntries, {
      params: { sessionId },
      body: { entries: [start] },
    });
    assert.equal(refused[0]?.code, 'SES-005');
    assert.match(refused[0]?.sentence ?? '', /gate/);
  });

  const entries = plainSession(make, view, from);
  await t.test('[P1] a whole log is appended once, however often it is sent', async () => {
    const wrongDose = entries.map((entry) =>
      entry.type === 'doseStart'
        ? { ...entry, id: house.store.newId(), body: { ...entry.body, amountMg: '70' } }
        : entry,
    );
    const upToStart = wrongDose.slice(0, wrongDose.findIndex((entry) => entry.type === 'doseStart') + 1);
    const first = await ok('nurse', routes.appendEntries, {
      params: { sessionId },
      body: { entries: upToStart },
    });
    assert.equal(first.refused.length, 1);
    assert.equal(first.refused[0]?.code, 'SES-005');
    const sent = await ok('nurse', routes.appendEntries, { params: { sessionId }, body: { entries } });
    assert.deepEqual(sent.refused, []);
    assert.equal(sent.entries.length, entries.length);
    const again = await ok('nurse', routes.appendEntries, { params: { sessionId }, body: { entries } });
    assert.deepEqual(again.entries, sent.entries);
    const read: SessionView = await ok('nurse', routes.session, { params: { sessionId } });
    assert.equal(read.entries.length, entries.length);
    assert.equal(read.headSequence, entries.length);
    assert.equal(read.people[nurse], 'nurse here');
  });

  await t.test(
    'entries of another author, another session or the future are refused one by one',
    async () => {
      const future = plusMinutes(house.now(), 60);
      const skewed = make(
        'note',
        { text: 'The tablet runs an hour ahead' },
        { at: future, deviceTime: future },
      );
      const { refused, entries: kept } = await ok('nurse', routes.appendEntries, {
        params: { sessionId },
        body: {
          entries: [
            { ...make('note', { text: 'By another' }), authorId: house.here.staff.prescriber.staffId },
            { ...make('note', { text: 'Elsewhere' }), sessionId: house.store.newId() },
            make('note', { text: 'Tomorrow' }, { at: future, deviceTime: house.now() }),
            skewed,
            make(
              'vitals',
              { vitals: { ...calm, heartRate: 71 } },
              {
                at: plusMinutes(from, 128),
                corrects: entries.findLast((one) => one.type === 'vitals')?.id ?? '',
                reason: 'Typed the wrong number',
              },
            ),
          ],
        },
      });
      assert.deepEqual(
        refused.map((one) => one.code),
        ['AUT-002', 'SES-001', 'REQ-001'],
      );
      assert.equal(kept.length, 2);
    },
  );

  await t.test(
    '[P2] signing needs the secret and the head that was read; then only amendments are taken',
    async () => {
      const { headSequence } = await ok('nurse', routes.session, { params: { sessionId } });
      const sign = (secret: string, head: number) =>
        as('nurse', routes.signSession, {
          params: { sessionId },
          body: { meaning: 'I charted this session', secret, headSequence: head },
        });
      assert.equal((await sign('not the password', headSequence)).code, 'AUT-003');
      const stale = await sign(testPassword, headSequence - 1);
      assert.equal(stale.code, 'REC-001', stale.raw.body);
      const signed = await sign(testPassword, headSequence);
      assert.equal(signed.status, 200);
      const view = signed.body as SessionView;
      assert.equal(view.state, 'signed');
      assert.equal(view.signatures[0]?.hash, view.headHash);
      const again = await sign(testPassword, headSequence);
      assert.equal((again.body as SessionView).signatures.length, 1);

      const late = await ok('nurse', routes.appendEntries, {
        params: { sessionId },
        body: { entries: [make('vitals', { vitals: calm }), make('note', { text: 'Called home: well' })] },
      });
      assert.equal(late.refused[0]?.code, 'SES-002');
      assert.equal(late.entries[0]?.amendment, true);
    },
  );

  await t.test('the session record prints as a tagged PDF with everything on it', async () => {
    const begun = performance.now();
    const pdf = await as('prescriber', routes.sessionPdf, { params: { sessionId } });
    assert.ok(performance.now() - begun < 5000);
    assert.equal(pdf.status, 200);
    assert.equal(pdf.raw.headers['content-type'], 'application/pdf');
    const bytes = pdf.raw.rawPayload;
    assert.ok(bytes.length < 300_000, `${bytes.length} bytes`);
    const text = bytes.toString('latin1');
    assert.match(text, /\/MarkInfo/);
    assert.match(text, /\/Lang \(en-GB\)/);
    assert.match(text, /\/StructTreeRoot/);
  });

  await t.test('the patient answers by link and birth date; wrong dates end the link', async () => {
    const link = await ok('nurse', routes.makeLink, {
      params,
      body: { instruments: ['phq9'], timepoint: 'plus24h', sessionId },
    });
    const token = link.path.split('#')[1] ?? '';
    assert.match(link.path, /^\/q#[\w-]{43}$/);
    const open = (given: { token: string; birthDate: string }) =>
      house.call(routes.openLink, { body: given });
    const unknown = await open({ token: 'x'.repeat(43), birthDate: '1980-02-03' });
    const wrong = await open({ token, birthDate: '1981-02-03' });
    assert.deepEqual([wrong.status, wrong.body], [unknown.status, unknown.body]);
    assert.equal(wrong.code, 'LNK-001');
    house.wait(24 * 60);
    const opened = await open({ token, birthDate: '1980-02-03' });
    assert.equal(opened.status, 200);
    const cookies = opened.cookies;
    const questionnaire = await house.call(routes.linkQuestionnaire, { cookies });
    assert.equal(questionnaire.status, 200);
    assert.ok((questionnaire.body as { crisis: unknown[] }).crisis.length >= 2);
    const [responseId = ''] = link.responseIds;
    const give = (item: number, answer: number, of = responseId) =>
      house.call(routes.linkAnswer, { cookies, body: { responseId: of, item, answer } });
    for (const [item, answer] of [1, 1, 1, 1, 0, 1, 1, 0, 1].entries())
      assert.equal((await give(item, answer)).status, 200);
    const bad = await give(0, 7);
    assert.equal((await give(0, 1, house.store.newId())).code, 'RSP-001', 'a link answers its own only');
    assert.equal(bad.code, 'RSP-002');
    const sent = await house.call(routes.linkSubmit, { cookies, body: { responseId } });
    assert.deepEqual(sent.body, { state: 'submitted', showCrisis: true });
    const again = await house.call(routes.linkSubmit, { cookies, body: { responseId } });
    assert.deepEqual(again.body, sent.body);
    // [H21] From another device, after it was sent: kept beside it, and what asks for a look asks for it.
    const alertsOf = async () =>
      (await ok('prescriber', routes.riskInbox)).open.filter(
        (one) => one.patient.patientId === params.patientId,
      ).length;
    const alerts = await alertsOf();
    const after = await give(0, 0);
    assert.equal((after.body as { late: boolean }).late, true);
    assert.equal((await give(8, 2)).status, 200);
    assert.equal((await give(0, 9)).code, 'RSP-002');
    const { responses } = await ok('nurse', routes.responses, { params });
    const shown = responses.find((one) => one.responseId === responseId);
    assert.deepEqual(shown?.late, [
      { item: 0, answer: 0 },
      { item: 8, answer: 2 },
    ]);
    assert.deepEqual([shown?.answers[0], shown?.score?.total], [1, 7], 'what was sent does not change');
    assert.equal(await alertsOf(), alerts, 'the same flag of the same questionnaire is one alert');
    const progress = await house.call(routes.linkProgress, { cookies });
    assert.deepEqual((progress.body as OwnProgressView).change, { kind: 'fewer', percent: 65 });

    const other = await ok('nurse', routes.makeLink, {
      params,
      body: { instruments: ['phq9'], timepoint: 'day3' },
    });
    const guessed = other.path.split('#')[1] ?? '';
    const codes = [];
    for (let i = 0; i < 5; i += 1) codes.push((await open({ token: guessed, birthDate: '1970-01-01' })).code);
    assert.deepEqual(codes, ['LNK-001', 'LNK-001', 'LNK-001', 'LNK-001', 'LNK-002']);
    assert.equal((await open({ token: guessed, birthDate: '1980-02-03' })).code, 'LNK-002');
    house.wait(8 * 24 * 60);
    assert.equal((await open({ token, birthDate: '1980-02-03' })).code, 'LNK-001');
  });

  await t.test('a scale with a rater is no link, and one of the clinic is kept with its parts', async () => {
    const refused = await as('nurse', routes.makeLink, {
      params,
      body: { instruments: ['madrs'], timepoint: 'day3' },
    });
    assert.equal(refused.code, 'RSP-001');
    const responseId = house.store.newId();
    await ok('nurse', routes.startResponse, {
      params,
      body: { responseId, instrument: 'psqi', timepoint: 'day3', mode: 'staff' },
    });
    const answers = [1380, 45, 420, 5.5, 2, 2, 1, 0, 1, 0, 0, 1, 1, 0, 2, 1, 2, 1];
    for (const [item, answer] of answers.entries())
      await ok('nurse', routes.answerItem, { params: { ...params, responseId }, body: { item, answer } });
    const sent = await ok('nurse', routes.submitResponse, { params: { ...params, responseId }, body: {} });
    assert.deepEqual([sent.answers, sent.score?.total, sent.score?.band], [answers, 12, 'poor sleep']);
    assert.deepEqual(
      sent.score?.subscales.map(({ total }) => total),
      [2, 2, 2, 2, 1, 1, 2],
    );
  });

  await t.test(
    '[AFT-08] the course joins dose, scores with change since baseline, and the window for therapy',
    async () => {
      const course: CourseView = await ok('therapist', routes.course, { params });
      assert.equal(course.doses.length, 1);
      const { place, opensAt = '', closesAt = '' } = course.therapyWindow ?? {};
      assert.equal(place, 'late', 'four days on');
      assert.equal(opensAt, plusMinutes(from, 51 + 24 * 60));
      assert.equal(closesAt, plusMinutes(from, 51 + 72 * 60));
      assert.deepEqual(
        course.series.map(({ instrument, scores }) => [
          instrument,
          scores.map((one) => [one.total, one.outcome]),
        ]),
        [
          [
            'phq9',
            [
              [19, 'baseline'],
              [7, 'response'],
            ],
          ],
          ['psqi', [[12, 'unknown']]],
        ],
      );
      assert.equal(course.sentence, 'PHQ-9 fell from 19 to 7 (63 % fewer points) after 1 session: response.');
      const { response, remission } = course.series[0]?.marks ?? assert.fail();
      assert.deepEqual({ response, remission }, { response: 9, remission: 4 });
    },
  );

  await t.test('[H21] thoughts of suicide told from another device after sending open an alert', async () => {
    const alertsOf = async () =>
      (await ok('prescriber', routes.riskInbox)).open.filter(
        (one) => one.patient.patientId === params.patientId,
      ).length;
    const alerts = await alertsOf();
    const calm = await ok('nurse', routes.makeLink, {
      params,
      body: { instruments: ['phq9'], timepoint: 'unscheduled' },
    });
    const own = await house.call(routes.openLink, {
      body: { token: calm.path.split('#')[1] ?? '', birthDate: '1980-02-03' },
    });
    const giveCalm = (item: number, answer: number) =>
      house.call(routes.linkAnswer, {
        cookies: own.cookies,
        body: { responseId: calm.responseIds[0], item, answer },
      });
    for (let item = 0; item < 9; item += 1) await giveCalm(item, 0);
    const calmSent = await house.call(routes.linkSubmit, {
      cookies: own.cookies,
      body: { responseId: calm.responseIds[0] },
    });
    assert.deepEqual(calmSent.body, { state: 'submitted', showCrisis: false });
    assert.equal((await giveCalm(8, 1)).status, 200);
    assert.equal(await alertsOf(), alerts + 1, 'thoughts of suicide told late open an alert');
  });

  await t.test('the auditor sees who read and wrote what, page by page; the chains hold', async () => {
    const first = await ok('auditor', routes.audit, { query: { patientId } });
    const actions = new Set<string>();
    let page = first;
    let rows = 0;
    for (;;) {
      rows += page.rows.length;
      for (const row of page.rows) {
        actions.add(row.action);
        assert.ok(row.actorName !== '');
      }
      if (page.more === undefined) break;
      page = await ok('auditor', routes.audit, { query: { patientId, before: page.more } });
    }
    for (const action of [
      'registerPatient',
      'patient',
      'recordFact',
      'signPlan',
      'openSession',
      'appendEntries',
      'signSession',
      'openLink',
      'linkSubmit',
      'course',
      'patientSessions',
      'sessionPdf',
    ])
      assert.ok(actions.has(action), action);
    assert.ok(rows > 60);
    const verified = await ok('auditor', routes.verify, { body: {} });
    assert.deepEqual(verified.faults, []);
    assert.ok(verified.entries > 20);
  });
});
