// Long because one clinic and its people serve every case, and a database for each would cost more than the cases.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import {
  routes,
  type AfterDoseListView,
  type Answered,
  type CourseReviewView,
  type LongTermListView,
  type LongTermView,
} from '@evenkeel/contract';
import { dateIn, plusDays, plusMinutes, type Instant } from '@evenkeel/quantities';
import { makeTestApp, type TestApp } from '../testing/app.ts';

const hour = 60;
const day = 24 * hour;

/** A patient with a plan of six sessions, the first of them open. */
async function makePatient(
  house: TestApp,
): Promise<{ readonly patientId: string; readonly sessionId: string }> {
  const { here } = house;
  const newId = () => house.store.newId();
  const [patientId, planId, sessionId] = [newId(), newId(), newId()];
  const signedBy = here.staff.prescriber.staffId;
  const at = house.now();
  const made = await house.call(routes.registerPatient, {
    cookies: { ek: await house.signIn(here, 'nurse') },
    body: {
      patientId,
      demographics: {
        family: `Lovelace ${patientId.slice(-4)}`,
        given: 'Ada',
        birthDate: '1980-02-03',
        sex: 'female',
        contacts: [],
      },
      notADuplicate: true,
    },
  });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const scope = { clinicId: here.clinicId, actorId: signedBy, actorRole: 'prescriber' };
  await house.store.inClinic(scope, [], async (tx) => {
    await tx
      .insertInto('plan')
      .values({
        clinic_id: here.clinicId,
        plan_id: planId,
        patient_id: patientId,
        drug: 'ketamine',
        route: 'iv',
        dose_mg_per_kg: '0.5',
        weight_kg: '70',
        weight_measured_at: at,
        amount_mg: '35',
        product_id: 'ketamine-10',
        concentration_mg_per_ml: '10',
        volume_ml: '3.5',
        duration_minutes: 40,
        rate_ml_per_hour: '5.25',
        sessions: 6,
        days: [dateIn('Europe/London', at)],
        sentence: 'Ketamine 0.5 mg/kg',
        policy_version: 1,
        signed_by: signedBy,
        signed_meaning: 'I prescribe this course',
        signed_at: at,
        signed_hash: randomBytes(32),
      })
      .execute();
    await tx
      .insertInto('session')
      .values({
        clinic_id: here.clinicId,
        session_id: sessionId,
        patient_id: patientId,
        plan_id: planId,
        number: 1,
        day: dateIn('Europe/London', at),
        policy_version: 1,
        state: 'open',
        chair: `Chair ${sessionId.slice(-6)}`,
        opened_at: at,
        head_hash: Buffer.alloc(32),
      })
      .execute();
  });
  return { patientId, sessionId };
}

test('care after a dose', async (t) => {
  const house = await makeTestApp();
  t.after(async () => await house.close());
  const { here } = house;
  const { patientId, sessionId } = await makePatient(house);
  const params = { patientId };
  let ek = await house.signIn(here, 'nurse');
  // A sign-in ends after twelve hours.
  const wait = async (minutes: number) => {
    house.wait(minutes);
    ek = await house.signIn(here, 'nurse');
  };
  const ask = async <T>(
    route: Parameters<typeof house.call>[0],
    what: Parameters<typeof house.call>[1] = {},
    as?: string,
  ): Promise<T> => {
    const answer = await house.call(route, { cookies: { ek: as ?? ek }, ...what });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body as T;
  };
  const newId = () => house.store.newId();
  const scope = { clinicId: here.clinicId, actorId: here.staff.nurse.staffId, actorRole: 'nurse' };
  /** Writes a dose into a session's log as the record keeps it, 35 mg in 40 minutes. */
  const giveDose = async (session: string, at: Instant, stop?: number) =>
    await house.store.inClinic(scope, [], async (tx) => {
      const head = {
        clinic_id: here.clinicId,
        session_id: session,
        device_id: newId(),
        author_id: here.staff.nurse.staffId,
        device_time: at,
        server_time: at,
        previous_hash: randomBytes(32),
        amendment: false,
      };
      const body = {
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
      const end = plusMinutes(at, stop ?? 40);
      await tx
        .insertInto('session_entry')
        .values([
          {
            ...head,
            entry_id: newId(),
            type: 'doseStart',
            clinical_time: at,
            device_sequence: 1,
            sequence: 1,
            hash: randomBytes(32),
            body: JSON.stringify(body),
          },
          {
            ...head,
            entry_id: newId(),
            type: 'doseEnd',
            clinical_time: end,
            device_sequence: 2,
            sequence: 2,
            hash: randomBytes(32),
            body: JSON.stringify({ stoppedEarly: stop !== undefined }),
          },
        ] as never)
        .execute();
    });
  const diagnose = async (kind: string) =>
    await ask(
      routes.recordFact,
      {
        params,
        body: {
          factId: newId(),
          fact: {
            kind: 'diagnosis',
            body: { kind, episode: 'depressive', severity: 'severe', psychoticFeatures: 'no' },
          },
        },
      },
      await house.signIn(here, 'prescriber'),
    );
  const longTerm = async () => await ask<LongTermView>(routes.longTerm, { params });
  const domain = (view: LongTermView, name: string) => {
    const found = view.domains.find((one) => one.domain === name);
    assert.ok(found, name);
    return found;
  };
  const list = async () => await ask<LongTermListView>(routes.longTermList);
  const afterDose = async () => await ask<AfterDoseListView>(routes.afterDoseList);

  await t.test(
    '[LTM-01] [LTM-02] [LTM-04] before any dose nobody is on the list, and what was never looked at is due and unknown',
    async () => {
      assert.deepEqual((await list()).rows, []);
      const view = await longTerm();
      assert.equal(view.exposure.sessions, 0);
      for (const name of ['bladder', 'liver', 'cognition', 'misuse', 'urinalysis'])
        assert.deepEqual(
          [domain(view, name).finding, domain(view, name).due, domain(view, name).dueBy],
          ['unknown', true, 'neverDone'],
          name,
        );
      assert.match(domain(view, 'misuse').says, /can be misused/);
    },
  );

  await t.test(
    '[H28] exposure is added up from the log: what went in, by route, and what reached the blood',
    async () => {
      await giveDose(sessionId, house.now());
      house.wait(50);
      const { exposure } = await longTerm();
      assert.deepEqual([exposure.sessions, exposure.mg, exposure.bioavailableMg], [1, '35', '35']);
      assert.deepEqual(
        exposure.byRoute.map((one) => [one.drug, one.route, one.mg, one.share]),
        [['ketamine', 'iv', '35', '1']],
      );
      const { rows, counts } = await list();
      assert.equal(rows.length, 1);
      assert.deepEqual(counts, { people: 1, withTrigger: 0, withDue: 1 });
      assert.ok(rows[0]?.due.some((one) => one.domain === 'liver'));
    },
  );

  await t.test(
    '[LTM-04] misuse: what was not asked stays not asked, a sign is a trigger that cannot be put off, an error stays visible',
    async () => {
      const checkId = newId();
      const nothing = await house.call(routes.recordMisuse, {
        cookies: { ek },
        params,
        body: { checkId, askedAt: house.now() },
      });
      assert.equal(nothing.code, 'REQ-001');
      const body = { checkId, askedAt: house.now(), earlyRequests: true };
      const view = await ask<LongTermView>(routes.recordMisuse, { params, body });
      await ask(routes.recordMisuse, { params, body });
      assert.deepEqual(
        view.misuse.map(({ craving, earlyRequests, lostDoses }) => [craving, earlyRequests, lostDoses]),
        [[undefined, true, undefined]],
      );
      assert.equal(domain(view, 'misuse').finding, 'trigger');
      assert.match(domain(view, 'misuse').action ?? '', /no dose increase/);
      assert.equal(domain(view, 'misuse').snoozeLatest, undefined);
      assert.equal((await list()).counts.withTrigger, 1);
      const today = dateIn('Europe/London', house.now());
      const snooze = async (name: string, days: number) =>
        await house.call(routes.snoozeLongTerm, {
          cookies: { ek },
          params,
          body: { snoozeId: newId(), domain: name, untilDay: plusDays(today, days), reason: 'Ill at home' },
        });
      assert.equal((await snooze('misuse', 7)).code, 'LTS-001');
      assert.equal((await snooze('liver', 29)).code, 'LTS-001');
      assert.equal((await snooze('liver', 0)).code, 'LTS-001');
      const put = (await snooze('liver', 28)).body as LongTermView;
      assert.equal(domain(put, 'liver').snoozedUntil, plusDays(today, 28));
      assert.equal(domain(put, 'liver').due, true, 'it is still due, and said to be put off');
      assert.deepEqual(
        (await list()).rows[0]?.snoozed.map((one) => one.domain),
        ['liver'],
      );
      await assert.rejects(
        house.store.inClinic(scope, [], async (tx) => {
          await tx
            .insertInto('long_term_snooze')
            .values({
              clinic_id: here.clinicId,
              patient_id: patientId,
              snooze_id: newId(),
              domain: 'liver',
              from_day: today,
              until_day: plusDays(today, 29),
              reason: 'Longer',
              made_by: scope.actorId,
              made_at: house.now(),
            })
            .execute();
        }),
        /check constraint/,
        'the database says so too',
      );
      const wrong = { params: { ...params, checkId }, body: { version: 1, reason: 'Wrong person' } };
      const back = await ask<LongTermView>(routes.retractMisuse, wrong);
      assert.equal(domain(back, 'misuse').finding, 'unknown');
      assert.deepEqual(
        back.misuse.map(({ state, version }) => [state, version]),
        [['enteredInError', 2]],
      );
      assert.equal((await house.call(routes.retractMisuse, { cookies: { ek }, ...wrong })).code, 'REC-001');
    },
  );

  await t.test(
    '[H22] [AFT-01] [AFT-04] a check is owed at 24 hours, not reached is no answer, and silence is overdue until somebody spoke to the patient',
    async () => {
      const watched = await afterDose();
      assert.deepEqual(watched.counts, { owed: 0, overdue: 0 });
      assert.equal(watched.mood[0]?.level, 'unknown', 'no diagnosis is recorded: mood is watched');
      await diagnose('bipolarII');
      await diagnose('majorDepressiveDisorder');
      const contact = (more: object) => ({
        params,
        body: {
          contactId: newId(),
          sessionId,
          hours: 24,
          at: house.now(),
          reached: false,
          way: 'phone',
          answers: {},
          ...more,
        },
      });
      const early = await house.call(routes.recordAfterDose, { cookies: { ek }, ...contact({}) });
      assert.equal(early.code, 'AFD-001');
      await wait(day);
      const [due] = (await afterDose()).owed;
      assert.deepEqual([due?.hours, due?.state, due?.overdue], [24, 'due', false]);
      assert.ok(due?.asks.includes('ymrs') && due.questions.includes('shortNights'), 'bipolar counts first');
      const kept = await ask<object>(routes.recordAfterDose, contact({ note: 'No answer' }));
      assert.deepEqual(kept, { ok: true }, 'the answer tells of nobody else');
      const tried = await afterDose();
      assert.deepEqual([tried.owed[0]?.state, tried.owed[0]?.contacts.length], ['notReached', 1]);
      const withAnswers = await house.call(routes.recordAfterDose, {
        cookies: { ek },
        ...contact({ answers: { worse: 'no' } }),
      });
      assert.equal(withAnswers.code, 'REQ-001', 'who was not reached has answered nothing');
      const unasked = await house.call(routes.recordAfterDose, {
        cookies: { ek },
        ...contact({ reached: true }),
      });
      assert.equal(unasked.code, 'REQ-001', 'reached and nothing asked is no check');
      await wait(day);
      const late = await afterDose();
      assert.deepEqual(late.counts, { owed: 1, overdue: 1 });
      assert.equal(late.mood[0]?.level, 'unknown');
      const reached = async (answers: Readonly<Record<string, string>>) =>
        await ask(routes.recordAfterDose, contact({ reached: true, answers }));
      await reached({ suicidalThoughts: 'no', worse: 'no', sideEffects: 'unknown', shortNights: 'yes' });
      const told = await afterDose();
      assert.deepEqual(told.owed, []);
      const [row] = told.told;
      assert.equal(row?.state, 'reached');
      assert.deepEqual(
        row?.contacts.at(-1)?.meanings.map(({ rule, level }) => [rule, level]),
        [
          ['AFT-06', 'now'],
          ['AFT-06', 'unknown'],
          ['AFT-01', 'unknown'],
        ],
      );
      assert.equal(told.mood[0]?.level, 'stop');
      // A later talk in which it was not asked takes nothing back.
      await reached({ psychosis: 'no', highSpirits: 'no' });
      assert.equal((await afterDose()).mood[0]?.level, 'stop');
    },
  );

  await t.test(
    '[LTM-02] one statement reads everybody: the list and the page of a patient agree',
    async () => {
      const second = await makePatient(house);
      await giveDose(second.sessionId, house.now(), 20);
      await wait(day);
      const { rows } = await list();
      assert.equal(rows.length, 2);
      for (const row of rows) {
        const page = await ask<LongTermView>(routes.longTerm, {
          params: { patientId: row.patient.patientId },
        });
        assert.equal(page.exposure.bioavailableMg, row.bioavailableMg);
        assert.deepEqual(
          page.domains
            .filter((one) => one.due && one.finding !== 'trigger')
            .map((one) => one.domain)
            .toSorted(),
          [...row.due, ...row.snoozed].map((one) => one.domain).toSorted(),
        );
      }
      const stopped = rows.find((one) => one.patient.patientId === second.patientId);
      assert.equal(stopped?.bioavailableMg, '17.5', 'half ran');
    },
  );

  await t.test(
    '[STP-01] [STP-09] [STP-10] [REG-11] [AFT-09] the review shows every voice; the decision keeps them as they were',
    async () => {
      const prescriber = await house.signIn(here, 'prescriber');
      const total = async (value: number, takenAt: Instant) =>
        await ask(routes.recordTotal, {
          params,
          body: {
            responseId: newId(),
            instrument: 'madrs',
            timepoint: 'unscheduled',
            total: value,
            takenAt,
            known: [],
          },
        });
      const { doseEndedAt } = (await afterDose()).told[0] ?? { doseEndedAt: house.now() };
      await total(30, plusMinutes(doseEndedAt as Instant, -2 * hour));
      await total(12, plusMinutes(doseEndedAt as Instant, 2 * hour));
      const review = async (query: Record<string, string> = {}) =>
        await ask<CourseReviewView>(routes.courseReview, { params, query });
      const told = await review();
      assert.equal(told.voices.find(({ rule }) => rule === 'STP-03')?.speaksFor, 'stop');
      assert.equal(told.mostSerious, 'stop', 'two short nights were told in a check and not cleared');
      await ask(routes.recordAfterDose, {
        params,
        body: {
          contactId: newId(),
          sessionId,
          hours: 72,
          at: house.now(),
          reached: true,
          way: 'phone',
          answers: { shortNights: 'no' },
        },
      });
      const open = await review();
      assert.equal(open.mostSerious, 'unknown');
      assert.equal(open.gainPercent, 60);
      assert.ok(
        open.besides.length > 0 && open.besides.every(({ says }) => says !== ''),
        'what eligibility and long-term watching leave open is named beside the voices',
      );
      assert.deepEqual(
        open.adherence.map(({ what, low }) => [what, low]),
        [
          ['attendance', false],
          ['medicineDays', 'unknown'],
          ['measures', true],
          ['homework', 'unknown'],
        ],
      );
      const voice = (view: CourseReviewView, rule: string) =>
        view.voices.find((one) => one.rule === rule)?.speaksFor;
      assert.deepEqual(
        ['STP-01', 'STP-04', 'STP-05', 'STP-09', 'STP-10'].map((rule) => voice(open, rule)),
        ['continue', 'unknown', 'unknown', 'unknown', 'unknown'],
      );
      assert.ok(open.voices.every(({ statement, citation }) => statement !== '' && citation !== ''));
      const ending = await review({ wantsToGoOn: 'no' });
      assert.deepEqual([ending.mostSerious, voice(ending, 'STP-09')], ['stop', 'stop']);
      assert.equal(open.dose?.behind, 1);
      const asked = { wantsToGoOn: 'yes', burdenTooMuch: 'yes' } as const;
      const reviewId = newId();
      const body = { reviewId, decision: 'hold', reason: 'Longer interval first', asked };
      const refused = await house.call(routes.decideReview, { cookies: { ek }, params, body });
      assert.equal(refused.code, 'AUT-002', 'a nurse reads and does not decide');
      const blank = { params, body: { ...body, reason: ' ' }, cookies: { ek: prescriber } };
      assert.equal((await house.call(routes.decideReview, blank)).code, 'REQ-001');
      const decided = await ask<CourseReviewView>(routes.decideReview, { params, body }, prescriber);
      const [kept] = decided.decisions;
      assert.deepEqual([open.inForce, decided.inForce], [undefined, reviewId]);
      const { flags } = await ask<Answered<typeof routes.patient>>(routes.patient, { params });
      assert.ok(
        flags.some(
          ({ level, sentence }) =>
            level === 'due' &&
            /^Course on hold by prescriber here, .*: Longer interval first$/.test(sentence),
        ),
        'every page of the patient says so',
      );
      assert.equal(kept?.voices.find((one) => one.rule === 'STP-10')?.speaksFor, 'hold');
      await total(28, plusMinutes(house.now(), -1));
      const later = await review();
      assert.notEqual(later.gainPercent, 60);
      assert.deepEqual(later.decisions[0]?.voices, kept?.voices, 'as they were');
      assert.equal(later.closerWatch, undefined, 'born in 1980');
      assert.equal(later.missed, undefined);
      const missedOn = plusDays(dateIn('Europe/London', doseEndedAt as Instant), 1);
      await house.store.inClinic(scope, [], async (tx) => {
        const [own] = await tx
          .selectFrom('session')
          .selectAll()
          .where('patient_id', '=', patientId)
          .execute();
        assert.ok(own !== undefined);
        const { clinic_id, plan_id, policy_version, patient_id } = own;
        await tx
          .insertInto('session')
          .values({
            clinic_id,
            plan_id,
            policy_version,
            patient_id,
            session_id: newId(),
            number: 2,
            day: missedOn,
            state: 'booked',
            head_hash: Buffer.alloc(32),
          })
          .execute();
      });
      const { missed, adherence } = await review();
      assert.deepEqual([missed?.day, missed?.rule, missed?.kind], [missedOn, 'REG-11', 'unknown']);
      assert.equal((await review({ worse: 'yes' })).missed?.kind, 'stepBack');
      assert.deepEqual(adherence[0], { what: 'attendance', share: 0.5, done: 1, agreed: 2, low: true });
      await assert.rejects(
        house.store.inClinic(scope, [], async (tx) => {
          await tx.updateTable('course_review').set({ reason: 'Other' }).execute();
        }),
        /permission denied/,
      );
    },
  );

  await t.test(
    '[H21] [SUI-03] thoughts of suicide told in a check open one alert with an owner, in the same transaction and however often it is sent',
    async () => {
      const suicidal = async () => {
        const { open } = await ask<Answered<typeof routes.riskInbox>>(routes.riskInbox);
        return open.filter(
          (one) =>
            one.kind === 'suicidality' &&
            one.patient.patientId === patientId &&
            one.instrument === 'after-dose-check',
        );
      };
      const contactId = newId();
      const check = (more: object) => ({
        params,
        body: {
          contactId,
          sessionId,
          hours: 72,
          at: house.now(),
          reached: true,
          way: 'phone',
          answers: { suicidalThoughts: 'no', worse: 'no' },
          ...more,
        },
      });
      await ask(routes.recordAfterDose, check({}));
      assert.deepEqual(await suicidal(), []);
      // The same id again changes nothing, whatever comes with it.
      await ask(routes.recordAfterDose, check({ answers: { suicidalThoughts: 'yes' } }));
      assert.deepEqual(await suicidal(), []);
      const told = check({ contactId: newId(), answers: { suicidalThoughts: 'yes' } });
      const other = { ...told, params: { patientId: newId() } };
      assert.equal((await house.call(routes.recordAfterDose, { cookies: { ek }, ...other })).code, 'PAT-001');
      assert.deepEqual(await suicidal(), [], 'a refused record opens none');
      await ask(routes.recordAfterDose, told);
      await ask(routes.recordAfterDose, told);
      const [alert, ...more] = await suicidal();
      assert.equal(more.length, 0);
      assert.deepEqual([alert?.level, alert?.state, alert?.ownerName], ['answer', 'open', 'prescriber here']);
      assert.match(alert?.says ?? '', /Check 72 hours after a dose: thoughts of suicide were told/);
      assert.deepEqual(
        alert?.events.map(({ type }) => type),
        ['owned', 'escalated'],
      );
    },
  );

  await t.test(
    '[AFT-05] [AFT-06] [SES-009] psychosis told in a check opens an alert and keeps the next session closed until a later answer or a review',
    async () => {
      const [nextId, thirdId] = [newId(), newId()];
      const cancel = async (id: string) =>
        await house.store.inClinic(scope, [], async (tx) => {
          await tx.updateTable('session').set({ state: 'cancelled' }).where('session_id', '=', id).execute();
        });
      await cancel(sessionId);
      await house.store.inClinic(scope, [], async (tx) => {
        const [own] = await tx
          .selectFrom('session')
          .selectAll()
          .where('session_id', '=', sessionId)
          .execute();
        assert.ok(own !== undefined);
        const { clinic_id, plan_id, policy_version, patient_id } = own;
        await tx
          .insertInto('session')
          .values(
            [nextId, thirdId].map((session_id, place) => ({
              clinic_id,
              plan_id,
              policy_version,
              patient_id,
              session_id,
              number: 3 + place,
              day: dateIn('Europe/London', house.now()),
              state: 'booked',
              head_hash: Buffer.alloc(32),
            })),
          )
          .execute();
      });
      const tell = async (answers: object) => {
        await wait(1);
        const body = {
          contactId: newId(),
          sessionId,
          hours: 72,
          at: house.now(),
          reached: true,
          way: 'phone',
          answers,
        };
        await ask(routes.recordAfterDose, { params, body });
      };
      const open = async (id: string) => {
        const answer = await house.call(routes.openSession, {
          cookies: { ek },
          params: { sessionId: id },
          body: { chair: 'Chair 9' },
        });
        return [answer.code, (answer.body as { detail?: string }).detail ?? ''] as const;
      };
      const decide = async (decision: string) => {
        await wait(1);
        const body = { reviewId: newId(), decision, reason: 'Seen and well', asked: {} };
        await ask(routes.decideReview, { params, body }, await house.signIn(here, 'prescriber'));
      };
      // The review of the part before said hold; one that goes on ends that, and settles the short nights told.
      await decide('continue');
      await tell({ psychosis: 'yes' });
      const { open: alerts } = await ask<Answered<typeof routes.riskInbox>>(routes.riskInbox);
      const alert = alerts.find(
        ({ kind, says, patient }) =>
          kind === 'mania' && /72 hours/.test(says) && patient.patientId === patientId,
      );
      assert.deepEqual([alert?.level, alert?.instrument], ['high', 'after-dose-check']);
      assert.match(alert?.says ?? '', /psychotic symptoms were told. Stop the course/);
      const held = await open(nextId);
      assert.equal(held[0], 'SES-009');
      assert.match(held[1], /Stop: Psychotic symptoms.*AFT-06/);
      const view = await ask<CourseReviewView>(routes.courseReview, { params, query: {} });
      assert.equal(
        view.voices.find(({ rule }) => rule === 'STP-03')?.speaksFor,
        'stop',
        'the review reads it',
      );
      await tell({ psychosis: 'no' });
      // What was never asked of this patient stands in the way after that, not the course.
      assert.equal((await open(nextId))[0], 'SES-008', 'a later check clears it');
      await cancel(nextId);
      await tell({ psychosis: 'yes' });
      assert.equal((await open(thirdId))[0], 'SES-009');
      await decide('continue');
      assert.equal((await open(thirdId))[0], 'SES-008', 'so does a review that goes on');
    },
  );
});
