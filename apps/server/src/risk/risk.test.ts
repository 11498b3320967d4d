// Long because one clinic serves all of it: a database for each part would cost more time than the parts.
import assert from 'node:assert/strict';
import test from 'node:test';
import { routes, type RiskAlertView } from '@evenkeel/contract';
import { elapsedMs, plusMinutes, type Instant } from '@evenkeel/quantities';
import { jobRuns, lockAlert } from '@evenkeel/record';
import { sql } from 'kysely';
import { jobHealth } from '../jobs/job-health.ts';
import { runInClinics } from '../jobs/start-jobs.ts';
import { fillIn, linkTo, runJob } from '../testing/answers.ts';
import { makeTestApp, type StaffRole } from '../testing/app.ts';
import {
  beginMainJob,
  entryMaker,
  openFirstSession,
  recordEverything,
  signUsualPlan,
} from '../testing/main-job.ts';

test('risk alerts: from the answer that opens one to the reason that closes it', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const job = await beginMainJob(house);
  const { patientId, ok, as } = job;
  const params = { patientId };
  const { prescriber, medicalLead } = house.here.staff;
  await ok('prescriber', routes.setContact, { body: { email: 'prescriber@clinic.example' } });
  await ok('medicalLead', routes.setContact, { body: { phone: '+44 20 7946 0199' } });

  /** The alerts of a questionnaire as they lie in the database. */
  const alertsOf = (responseId: string) =>
    house.asOwner(
      sql<{ alert_id: string; kind: string; flag: string; level: string }>`
        select alert_id, kind, flag, level from risk_alert where response_id = ${responseId} order by flag`,
    );
  const words = async (responseId: string) =>
    (await alertsOf(responseId)).map(({ kind, level }) => `${kind} ${level}`);
  const messagesTo = (staffId: string) =>
    house.asOwner(
      sql<{ channel: string; recipient: string }>`
        select channel, recipient from message where staff_id = ${staffId} order by made_at, message_id`,
    );
  const openAlert = async (alertId: string): Promise<RiskAlertView> => {
    const { open } = await ok('nurse', routes.riskInbox);
    return open.find((one) => one.alertId === alertId) ?? assert.fail('the alert is not open');
  };
  /** An alert of a fresh questionnaire. */
  const freshAlert = async (): Promise<string> => {
    const { responseId } = await fillIn(job, 'phq9', { 8: 1 }, { send: false });
    return (await alertsOf(responseId))[0]?.alert_id ?? assert.fail('no alert');
  };
  const diagnose = (kind: string) =>
    ok('prescriber', routes.recordFact, {
      params,
      body: {
        factId: house.store.newId(),
        fact: {
          kind: 'diagnosis',
          body: { kind, episode: 'depressive', severity: 'severe', psychoticFeatures: 'no' },
        },
      },
    });

  await t.test(
    '[H21] [J3] an answer on suicide through a link opens an alert with an owner who is told, before anything is sent',
    async () => {
      const link = await linkTo(job, 'phq9');
      assert.equal((await link.answer(link.responseId, 0, 3)).status, 200);
      assert.deepEqual(await words(link.responseId), []);
      assert.equal((await link.answer(link.responseId, 8, 1)).status, 200);
      assert.deepEqual(await words(link.responseId), ['suicidality answer']);
      const [stored] = await alertsOf(link.responseId);
      const alert = await openAlert(stored?.alert_id ?? '');
      assert.equal(alert.state, 'open');
      assert.equal(alert.ownerName, 'medicalLead here', 'nobody has signed a plan: the medical lead');
      assert.equal(alert.patient.patientId, patientId);
      assert.ok(alert.sources.length > 0 && /PHQ-9/.test(alert.says));
      assert.match(alert.follows.join(' '), /screener in the same contact/);
      assert.deepEqual(
        alert.events.map(({ text }) => text),
        ['Owner: medicalLead here.', 'Told the owner: medicalLead here.'],
      );
      assert.deepEqual(await messagesTo(medicalLead.staffId), [
        { channel: 'text', recipient: '+44 20 7946 0199' },
      ]);
      const sent = await link.send(link.responseId);
      assert.deepEqual(sent.body, { state: 'submitted', showCrisis: true });
    },
  );

  await t.test(
    '[H21] answer and alert are one transaction: where the alert cannot be written the answer is not there either',
    async () => {
      const link = await linkTo(job, 'phq9');
      const kept = () =>
        house.asOwner(
          sql<{ item: number }>`select item from response_answer where response_id = ${link.responseId}`,
        );
      const breaks = [
        [
          sql`create function no_alerts() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
          sql`create trigger no_alerts before insert on risk_alert for each row execute function no_alerts()`,
          sql`drop trigger no_alerts on risk_alert`,
        ],
        [
          sql`select 1`,
          sql`revoke insert on risk_alert_event from evenkeel_app`,
          sql`grant insert on risk_alert_event to evenkeel_app`,
        ],
        [
          sql`select 1`,
          sql`revoke insert on message from evenkeel_app`,
          sql`grant insert on message to evenkeel_app`,
        ],
      ];
      for (const [before = sql``, breakIt = sql``, mend = sql``] of breaks) {
        await house.asOwner(before);
        await house.asOwner(breakIt);
        const refused = await link.answer(link.responseId, 8, 2);
        assert.equal(refused.code, 'SRV-001');
        assert.deepEqual(await kept(), []);
        assert.deepEqual(await words(link.responseId), []);
        await house.asOwner(mend);
      }
      assert.equal((await link.answer(link.responseId, 8, 2)).status, 200);
      assert.deepEqual(await kept(), [{ item: 8 }]);
      assert.deepEqual(await words(link.responseId), ['suicidality answer']);
    },
  );

  await t.test(
    '[H21] [P3] a question on suicide left open is followed up when the questionnaire is sent, and none is not told',
    async () => {
      const eight = Object.fromEntries([0, 1, 2, 3, 4, 5, 6, 7].map((item) => [item, 0]));
      const open = await linkTo(job, 'phq9');
      for (const item of [0, 1, 2, 3, 4, 5, 6, 7]) await open.answer(open.responseId, item, 0);
      assert.deepEqual(await words(open.responseId), []);
      const sent = await open.send(open.responseId);
      assert.deepEqual(sent.body, { state: 'submitted', showCrisis: true });
      assert.deepEqual(await words(open.responseId), ['suicidality unanswered']);
      const { responseId: none } = await fillIn(job, 'phq9', { ...eight, 8: 0 });
      assert.deepEqual(await words(none), [], 'not at all asks for nothing');
      const { responseId: takenBack } = await fillIn(job, 'phq9', { ...eight, 8: null });
      assert.deepEqual(await words(takenBack), ['suicidality unanswered']);
    },
  );

  await t.test(
    '[J3] every scale that asks about suicide opens at its own mark, whatever the total: HAM-D 3, MADRS 10, QIDS 12, C-SSRS',
    async () => {
      const table: readonly (readonly [string, Record<number, number>, readonly string[]])[] = [
        ['ham-d17', { 2: 1 }, []],
        ['ham-d17', { 2: 2 }, ['suicidality answer']],
        ['madrs', { 9: 3 }, []],
        ['madrs', { 9: 4 }, ['suicidality answer']],
        ['qids-sr16', { 11: 0 }, []],
        ['qids-sr16', { 11: 1 }, ['suicidality answer']],
        ['c-ssrs-screener', { 0: 0, 1: 0, 5: 0 }, []],
        ['c-ssrs-screener', { 0: 1, 1: 0, 5: 0 }, ['suicidality low']],
        ['c-ssrs-screener', { 0: 1, 1: 1, 2: 1, 3: 0, 4: 0, 5: 0 }, ['suicidality moderate']],
        ['c-ssrs-screener', { 0: 0, 1: 0, 5: 1, 6: 0 }, ['suicidality moderate']],
        ['c-ssrs-screener', { 0: 0, 1: 0, 5: 1, 6: 1 }, ['suicidality high']],
        ['c-ssrs-screener', { 0: 1, 1: 1, 2: 1, 3: 1 }, ['suicidality high']],
        ['c-ssrs-screener', { 0: 1 }, ['suicidality unanswered']],
      ];
      for (const [instrument, given, wanted] of table) {
        const { responseId } = await fillIn(job, instrument, given);
        assert.deepEqual(await words(responseId), wanted, `${instrument} ${JSON.stringify(given)}`);
      }
      // The gravest level is told at once: nothing that comes after it can make it graver.
      const grave = await fillIn(job, 'c-ssrs-screener', { 0: 1, 1: 1, 3: 1 }, { send: false });
      assert.deepEqual(await words(grave.responseId), ['suicidality high']);
      const lower = await fillIn(
        job,
        'c-ssrs-screener',
        { 0: 1, 1: 1, 2: 1, 3: 0, 4: 0, 5: 0 },
        { send: false },
      );
      assert.deepEqual(await words(lower.responseId), [], 'a lower one may still rise before it is sent');
      for (const item of ['ham-d17', 'madrs'] as const) {
        const { responseId } = await fillIn(job, item, { 0: 1 });
        assert.deepEqual(await words(responseId), ['suicidality unanswered'], item);
      }
    },
  );

  await t.test(
    '[H21] a total from paper asks as well: a known answer on suicide, an unknown one, and a level',
    async () => {
      const paper = async (instrument: string, total: number, known: object[] = []) => {
        const responseId = house.store.newId();
        await ok('nurse', routes.recordTotal, {
          params,
          body: { responseId, instrument, timepoint: 'unscheduled', total, takenAt: house.now(), known },
        });
        return words(responseId);
      };
      assert.deepEqual(await paper('qids-sr16', 9, [{ item: 11, answer: 2 }]), ['suicidality answer']);
      assert.deepEqual(await paper('qids-sr16', 9, [{ item: 11, answer: 0 }]), []);
      assert.deepEqual(await paper('qids-sr16', 9), ['suicidality unanswered']);
      assert.deepEqual(await paper('qids-sr16', 9, [{ item: 11, answer: null }]), ['suicidality unanswered']);
      assert.deepEqual(await paper('c-ssrs-screener', 2), ['suicidality moderate']);
      assert.deepEqual(await paper('c-ssrs-screener', 0), []);
      assert.deepEqual(await paper('gad7', 21), []);
    },
  );

  await t.test(
    '[H23] a mania check at its mark asks in bipolar disorder and while the diagnosis is not known, not in major depression',
    async () => {
      const check = async (answers: Record<number, number>) =>
        words((await fillIn(job, 'evenkeel-mania-check', answers)).responseId);
      const high = { 0: 3, 1: 2, 2: 0, 3: 0, 4: 0 };
      assert.deepEqual(await check(high), ['mania answer'], 'unknown is not no');
      assert.deepEqual(await check({ ...high, 1: 1 }), []);
      await diagnose('majorDepressiveDisorder');
      assert.deepEqual(await check(high), []);
      await diagnose('bipolarII');
      assert.deepEqual(await check(high), ['mania answer']);
      await diagnose('majorDepressiveDisorder');
      assert.deepEqual(
        await check(high),
        ['mania answer'],
        'bipolar stands, though another was written after it',
      );
    },
  );

  await t.test(
    '[H21] one alert for one flag of one questionnaire, however often it is answered and sent',
    async () => {
      const link = await linkTo(job, 'phq9');
      await Promise.all([1, 1, 1, 1].map((answer) => link.answer(link.responseId, 8, answer)));
      for (const answer of [2, 0, 3, 3]) await link.answer(link.responseId, 8, answer);
      await Promise.all([1, 2, 3].map(() => link.send(link.responseId)));
      assert.deepEqual(await words(link.responseId), ['suicidality answer']);
      const [stored] = await alertsOf(link.responseId);
      const { events } = await openAlert(stored?.alert_id ?? '');
      assert.deepEqual(
        events.map(({ type }) => type),
        ['owned', 'escalated'],
      );
    },
  );

  await t.test(
    '[H21] [K2] while nobody takes it on an alert climbs at 5, 15 and 30 minutes, once each, to the right people, from two servers at once',
    async () => {
      const alertId = await freshAlert();
      const other = await house.another();
      const told = async () =>
        (await openAlert(alertId)).events.filter(({ type }) => type === 'escalated').map(({ text }) => text);
      const climb = () => Promise.all([runJob(house.site, 'risk'), runJob(other, 'risk')]);
      const rungs = [
        [4, 0],
        [5, 1],
        [14, 1],
        [15, 2],
        [29, 2],
        [30, 3],
        [640, 3],
      ] as const;
      const before = {
        prescriber: await messagesTo(prescriber.staffId),
        lead: await messagesTo(medicalLead.staffId),
      };
      // Alerts of the tests before climb as well and would be counted below.
      await house.asOwner(sql`insert into risk_alert_event (clinic_id, alert_id, sequence, type, body, by_id, at)
        select clinic_id, alert_id, 1000, 'acknowledged', '{}', ${medicalLead.staffId}::uuid, now() from risk_alert
        where alert_id <> ${alertId}`);
      const { openedAt } = await openAlert(alertId);
      for (const [minutes, climbed] of rungs) {
        // From the moment it opened, so that a slow machine cannot pass a rung unseen.
        house.wait(elapsedMs(house.now(), plusMinutes(openedAt as Instant, minutes)) / 60_000);
        await climb();
        assert.equal((await told()).length, 1 + climbed, `after ${minutes} minutes`);
      }
      assert.deepEqual(await told(), [
        'Told the owner: medicalLead here.',
        'Told the owner: medicalLead here.',
        'Told all prescribers: medicalLead here, prescriber here.',
        'Told the medical lead: medicalLead here.',
      ]);
      assert.equal((await messagesTo(prescriber.staffId)).length - before.prescriber.length, 1);
      assert.equal((await messagesTo(medicalLead.staffId)).length - before.lead.length, 3);
      const alert = await openAlert(alertId);
      assert.deepEqual([alert.nextAt, alert.nextTo], [undefined, undefined]);
      const count = await ok('therapist', routes.riskCount);
      assert.equal(count.waiting, 1);
      assert.ok((count.oldestMinutes ?? 0) >= 630);
    },
  );

  await t.test('[H21] the ladder stops once somebody has taken the alert on, whoever it is', async () => {
    const alertId = await freshAlert();
    house.wait(6);
    await runJob(house.site, 'risk');
    const add = (role: StaffRole, body: { readonly type: string; readonly [more: string]: unknown }) =>
      ok(role, routes.addToAlert, {
        params: { alertId },
        body: body.type === 'acknowledged' ? body : { eventId: house.store.newId(), ...body },
      });
    const taken = await add('nurse', { type: 'acknowledged' });
    assert.deepEqual(
      [taken.state, taken.ownerName, taken.acknowledgedByName, taken.isMine, taken.nextAt],
      ['acknowledged', 'nurse here', 'nurse here', true, undefined],
    );
    const twice = await add('nurse', { type: 'acknowledged' });
    assert.equal(twice.events.length, taken.events.length, 'tapped twice it is taken on once');
    house.wait(60);
    await runJob(house.site, 'risk');
    assert.equal((await openAlert(alertId)).events.filter(({ type }) => type === 'escalated').length, 2);

    const before = await messagesTo(prescriber.staffId);
    const handed = await add('nurse', { type: 'owned', ownerId: prescriber.staffId });
    assert.equal(handed.ownerName, 'prescriber here');
    assert.equal((await messagesTo(prescriber.staffId)).length, before.length + 1, 'and hears of it');
    const refused = await as('nurse', routes.addToAlert, {
      params: { alertId },
      body: { type: 'owned', eventId: house.store.newId(), ownerId: house.here.staff.frontDesk.staffId },
    });
    assert.equal(refused.code, 'REQ-001', 'nobody but a prescriber is named as the owner');
    await add('prescriber', { type: 'acknowledged' });
    const mine = await add('prescriber', { type: 'acknowledged' });
    assert.equal(
      mine.events.filter(({ type, byName }) => type === 'acknowledged' && byName === 'prescriber here')
        .length,
      1,
    );
    await add('therapist', { type: 'contact', text: 'Called, will come today' });
    const noted = await add('prescriber', { type: 'note', text: 'Escort asked' });
    assert.deepEqual(
      noted.events.slice(-2).map(({ type, byName, text }) => [type, byName, text]),
      [
        ['contact', 'therapist here', 'Called, will come today'],
        ['note', 'prescriber here', 'Escort asked'],
      ],
    );
  });

  await t.test(
    '[H21] no alert is closed without a disposition and a reason, by the page or by the application’s own role in the database',
    async () => {
      const alertId = await freshAlert();
      const close = (role: StaffRole, body: object) =>
        as(role, routes.closeAlert, { params: { alertId }, body });
      for (const body of [
        {},
        { disposition: 'assessedNoAction' },
        { reason: 'Seen' },
        { disposition: 'assessedNoAction', reason: '' },
        { disposition: 'assessedNoAction', reason: ' \n\t ' },
        { disposition: 'ignored', reason: 'Seen' },
      ])
        assert.equal((await close('prescriber', body)).code, 'REQ-001', JSON.stringify(body));
      const { clinicId } = house.here;
      const bySql = (body: object) =>
        house.store.inClinic({ clinicId, actorId: clinicId, actorRole: 'none' }, [], (tx) =>
          sql`insert into risk_alert_event (clinic_id, alert_id, sequence, type, body, by_id, at)
            values (${clinicId}, ${alertId}, 99, 'closed', ${JSON.stringify(body)}::jsonb, ${clinicId}, now())`.execute(
            tx,
          ),
        );
      for (const body of [
        {},
        { disposition: 'x' },
        { reason: 'x' },
        { disposition: 'x', reason: '   ' },
        { disposition: '', reason: 'x' },
      ])
        await assert.rejects(bySql(body), /risk_alert_event_check/, JSON.stringify(body));
      for (const table of ['risk_alert', 'risk_alert_event'] as const)
        for (const statement of [
          sql`update ${sql.table(table)} set clinic_id = clinic_id`,
          sql`delete from ${sql.table(table)}`,
        ])
          await assert.rejects(
            house.store.inClinic({ clinicId, actorId: clinicId, actorRole: 'none' }, [], (tx) =>
              statement.execute(tx),
            ),
            /permission denied/,
            `${table} is a log`,
          );
      assert.equal((await openAlert(alertId)).state, 'open');

      for (const role of ['nurse', 'therapist'] as const)
        assert.equal(
          (await close(role, { disposition: 'safetyPlan', reason: 'Seen' })).code,
          'AUT-002',
          role,
        );
      for (const role of ['frontDesk', 'administrator', 'researcher', 'auditor'] as const)
        assert.equal((await as(role, routes.riskInbox)).code, 'AUT-002', role);
      const both = await Promise.all([
        close('prescriber', { disposition: 'safetyPlan', reason: 'Seen with the partner' }),
        close('medicalLead', { disposition: 'wrongEntry', reason: 'Typed in the wrong row' }),
      ]);
      assert.deepEqual(both.map(({ code = 'none' }) => code).toSorted(), ['RSK-002', 'none']);
      assert.equal(
        (await close('prescriber', { disposition: 'safetyPlan', reason: 'Again' })).code,
        'RSK-002',
      );
      const more = await as('nurse', routes.addToAlert, {
        params: { alertId },
        body: { type: 'note', eventId: house.store.newId(), text: 'Late' },
      });
      assert.equal(more.code, 'RSK-002');
      house.wait(60);
      await runJob(house.site, 'risk');
      const { open, closed } = await ok('nurse', routes.riskInbox);
      assert.ok(!open.some((one) => one.alertId === alertId));
      const kept = closed.find((one) => one.alertId === alertId) ?? assert.fail();
      assert.ok(kept.disposition !== undefined && kept.reason !== undefined && kept.closedAt !== undefined);
      assert.equal(kept.events.filter(({ type }) => type === 'closed').length, 1);
      assert.equal(
        kept.events.filter(({ type }) => type === 'escalated').length,
        1,
        'a closed one never climbs',
      );
    },
  );

  await t.test('[H21] an alert closed this week is told however long it was open', async () => {
    const alertId = await freshAlert();
    await house.asOwner(sql`update risk_alert set opened_at = opened_at - interval '10 days'
      where alert_id = ${alertId}`);
    await ok('prescriber', routes.closeAlert, {
      params: { alertId },
      body: { disposition: 'assessedNoAction', reason: 'Seen at home' },
    });
    const { closed } = await ok('nurse', routes.riskInbox);
    assert.equal(closed.find((one) => one.alertId === alertId)?.reason, 'Seen at home');
  });

  await t.test('[H21] [P3] who has no address is never said to be told', async () => {
    const { email, phone } = await ok('medicalLead', routes.myContact);
    await ok('medicalLead', routes.setContact, { body: {} });
    const alertId = await freshAlert();
    const { events } = await openAlert(alertId);
    assert.deepEqual(
      events.map(({ text }) => text),
      ['Owner: medicalLead here.', 'Not told, no address: medicalLead here.'],
    );
    await ok('medicalLead', routes.setContact, { body: { email, phone } });
    await ok('prescriber', routes.closeAlert, {
      params: { alertId },
      body: { disposition: 'assessedNoAction', reason: 'Seen' },
    });
  });

  await t.test(
    '[H21] [P1] what was done about an alert is written once, however often the request comes, and nobody is told twice',
    async () => {
      const alertId = await freshAlert();
      const add = (role: StaffRole, body: object) =>
        as(role, routes.addToAlert, { params: { alertId }, body });
      const called = { type: 'contact', eventId: house.store.newId(), text: 'Called' };
      assert.equal((await add('nurse', { type: 'note', text: 'No id' })).code, 'REQ-001');
      await Promise.all([1, 2, 3].map(() => add('nurse', called)));
      const handed = { type: 'owned', eventId: house.store.newId(), ownerId: prescriber.staffId };
      const before = (await messagesTo(prescriber.staffId)).length;
      await Promise.all([add('nurse', handed), add('nurse', handed)]);
      assert.equal((await messagesTo(prescriber.staffId)).length, before + 1);
      const told = async () =>
        (await openAlert(alertId)).events.slice(2).map(({ type, byName, text }) => [type, byName, text]);
      const once = [
        ['contact', 'nurse here', 'Called'],
        ['owned', 'nurse here', 'Owner: prescriber here.'],
      ];
      assert.deepEqual(await told(), once);
      // Other words under the same id are not lost, nor those of another person.
      await add('nurse', { ...called, text: 'Called again' });
      await add('therapist', called);
      assert.deepEqual(await told(), [
        ...once,
        ['contact', 'nurse here', 'Called again'],
        ['contact', 'therapist here', 'Called'],
      ]);
      await ok('prescriber', routes.closeAlert, {
        params: { alertId },
        body: { disposition: 'assessedNoAction', reason: 'Seen' },
      });
      assert.equal((await add('nurse', called)).status, 200, 'it stands, though the alert is closed by now');
    },
  );

  await t.test('[H21] the job waits for nobody who writes to an alert that owes nothing', async () => {
    const alertId = await freshAlert();
    const { clinicId } = house.here;
    const scope = { clinicId, actorId: clinicId, actorRole: 'system' };
    await house.store.inClinic(scope, [], async (tx) => {
      await lockAlert(tx, scope, alertId);
      let timer: NodeJS.Timeout | undefined;
      const tooLong = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error('the job waits')), 5000);
      });
      await Promise.race([runJob(house.site, 'risk'), tooLong]);
      clearTimeout(timer);
    });
    await ok('prescriber', routes.closeAlert, {
      params: { alertId },
      body: { disposition: 'assessedNoAction', reason: 'Seen' },
    });
  });

  await t.test('[P8] every step of an alert is in the audit, with who took it', async () => {
    const { rows } = await ok('auditor', routes.audit, { query: { patientId } });
    const actions = new Map<string, Set<string>>();
    for (const { action, actorName } of rows)
      actions.set(action, (actions.get(action) ?? new Set()).add(actorName));
    assert.deepEqual([...(actions.get('addToAlert') ?? [])].toSorted(), [
      'nurse here',
      'prescriber here',
      'therapist here',
    ]);
    assert.ok((actions.get('closeAlert')?.size ?? 0) >= 1);
    assert.ok(actions.has('job.risk'), 'the climbing is found by the patient it is about');
    const climbed = await house.asOwner(
      sql<{
        patient: string | null;
        alert: string | null;
      }>`select a.patient_id as patient, r.alert_id as alert from audit a
        left join risk_alert r on r.alert_id::text = a.subject where a.action = 'job.risk'`,
    );
    assert.ok(climbed.length >= 3);
    for (const { patient, alert } of climbed) assert.deepEqual([patient, alert === null], [patientId, false]);
  });

  await t.test(
    '[K2] a stopped escalation is noticed within two minutes and named on the status page and in the inbox; one that never ran is not well',
    async () => {
      const escalation = async () => {
        const { jobs, problems } = await ok('administrator', routes.status);
        const one = jobs.find(({ job: name }) => name === 'risk') ?? assert.fail();
        return { ...one, named: problems.some(({ sentence }) => sentence.includes('Escalation')) };
      };
      await house.asOwner(sql`delete from job_run`);
      const never = await escalation();
      assert.deepEqual([never.ok, never.named], [false, true]);
      assert.match(never.sentence, /has not run yet/);
      assert.equal((await ok('nurse', routes.riskInbox)).escalation.ok, false);

      await runJob(house.site, 'risk');
      const [run] = await house.store.lookUp(jobRuns);
      assert.deepEqual([run?.job, run?.outcome], ['risk', 'ok']);
      assert.deepEqual([(await escalation()).ok, (await escalation()).named], [true, false]);
      house.wait(1.5);
      assert.equal((await escalation()).ok, true, 'a minute and a half is the clock being slow');
      house.wait(0.5);
      const stopped = await escalation();
      assert.deepEqual([stopped.ok, stopped.named], [false, true]);
      assert.match(
        stopped.sentence,
        /has stopped since .* UTC\. Alerts that nobody takes on are not passed on/,
      );
      assert.equal((await ok('therapist', routes.riskCount)).escalation.ok, false);
      await runJob(house.site, 'risk');
      assert.equal((await escalation()).ok, true);
      // A database that cannot be asked is not well either.
      assert.equal(jobHealth('risk', [], house.now()).ok, false);
    },
  );

  await t.test(
    '[K2] [H21] what fails in one clinic keeps no alert of another from climbing, and the job says that it failed',
    async () => {
      const alertId = await freshAlert();
      house.wait(6);
      const seen: string[] = [];
      await assert.rejects(
        runInClinics(house.site, 'risk', async ({ scope }) => {
          seen.push(scope.clinicId);
          throw new RangeError('one clinic’s record');
        }),
        RangeError,
      );
      assert.deepEqual(seen.toSorted(), [house.here.clinicId, house.there.clinicId].toSorted());
      const { jobs } = await ok('administrator', routes.status);
      assert.match(jobs.find(({ job: name }) => name === 'risk')?.sentence ?? '', /fails since/);
      assert.equal(
        (await house.store.lookUp(jobRuns)).find(({ job: name }) => name === 'risk')?.detail,
        'RangeError',
      );
      assert.equal((await openAlert(alertId)).events.length, 2);
      assert.equal(await runJob(house.site, 'risk'), 1);
      assert.equal((await openAlert(alertId)).events.length, 3);
    },
  );

  await t.test(
    '[H21] [DIS-09] a risk of suicide that is high before leaving a session opens one alert, however often the tablet sends it',
    async () => {
      const own = await beginMainJob(house, 'Byron');
      await recordEverything(own);
      await signUsualPlan(own);
      const { sessionId } = await openFirstSession(own);
      const make = entryMaker(house, sessionId, house.here.staff.nurse.staffId);
      const alerts = async () => {
        const { open } = await ok('nurse', routes.riskInbox);
        return open.filter((one) => one.patient.patientId === own.patientId && one.instrument === 'session');
      };
      const send = (...entries: object[]) =>
        ok('nurse', routes.appendEntries, { params: { sessionId }, body: { entries } });
      const check = (is: 'yes' | 'no' | 'unknown') =>
        make('dischargeCheck', { check: 'suicidalityNotHigh', ok: is });
      await send(check('yes'), check('unknown'), make('note', { text: 'Low, but calm' }));
      assert.deepEqual(await alerts(), []);
      const high = check('no');
      assert.equal((await send(high)).refused.length, 0);
      await send(high);
      const [alert, ...more] = await alerts();
      assert.equal(more.length, 0);
      assert.deepEqual([alert?.level, alert?.ownerName], ['high', 'prescriber here']);
      assert.match(alert?.says ?? '', /Do not leave the patient alone/);
    },
  );
});
