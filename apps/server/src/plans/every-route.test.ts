import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { routes, type Answered, type PlanView, type Route, type SessionView } from '@evenkeel/contract';
import {
  clinicPolicyOf,
  doseStartOf,
  foldSession,
  sessionGates,
  templates,
  type EntryBodies,
} from '@evenkeel/protocol';
import {
  canonicalJson,
  decimal,
  divide,
  multiply,
  plusDays,
  plusMinutes,
  type CalendarDate,
  type Decimal,
} from '@evenkeel/quantities';
import { findPlans, insertPlan, signedPlanContent, type StoredPlan } from '@evenkeel/record';
import { sql } from 'kysely';
import { makeTestApp, testPassword, type TestCall } from '../testing/app.ts';
import {
  beginMainJob,
  calm,
  entryMaker,
  openFirstSession,
  planBody,
  recordEverything,
  takeAntidepressant,
} from '../testing/main-job.ts';

const offered = templates.filter(({ key }) => clinicPolicyOf('UK').templates.values.includes(key));
const injected = (route: string) => ['iv', 'im', 'sc'].includes(route);

test('plans and sessions of every route', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const firstDay = planBody(house).firstDay;
  const bodyFor = (key: string, amount?: Decimal) => {
    const template = templates.find((one) => one.key === key);
    assert.ok(template !== undefined);
    return {
      template: key,
      amount: amount ?? template.start,
      ...(injected(template.route) ? { productId: 'ketamine-50' } : {}),
      ...(template.minutes === undefined ? {} : { durationMinutes: template.minutes.usual }),
      firstDay: planBody(house).firstDay,
    };
  };
  const begin = async (name: string, asked: object = {}) => {
    const job = await beginMainJob(house, name);
    await recordEverything(job);
    await takeAntidepressant(job);
    await job.ok('prescriber', routes.decideEligibility, {
      params: { patientId: job.patientId },
      body: { decision: 'eligible', reason: 'All findings seen', ...asked },
    });
    return job;
  };
  const job = await begin('Lovelace');
  const params = { patientId: job.patientId };
  const preview = (body: object) => job.ok('prescriber', routes.previewPlan, { params, body });
  const signed = { planId: '', meaning: 'I prescribe this course', password: testPassword };

  await t.test(
    '[D6] [H2] every template dose x 0.01, 0.1, 10 and 100 is stopped on the way to signing',
    async () => {
      for (const template of offered)
        for (const dose of new Set([template.start, ...template.steps])) {
          const own = await preview(bodyFor(template.key, dose));
          assert.equal(own.problem, undefined, `${template.key} ${dose}`);
          const wrong = [divide(dose, decimal('100'), 6), divide(dose, decimal('10'), 6)];
          wrong.push(multiply(dose, decimal('10')), multiply(dose, decimal('100')));
          for (const amount of wrong) {
            const { problem, needs } = await preview(bodyFor(template.key, amount));
            assert.ok(
              problem !== undefined || (needs.secondSigner && needs.reason),
              `${template.key} ${dose} as ${amount}`,
            );
          }
        }
    },
  );

  await t.test(
    '[REG-05] [REG-06] a template that is not in the clinic’s policy cannot be planned',
    async () => {
      const { templates: list } = await job.ok('prescriber', routes.planOptions, { params });
      assert.deepEqual(
        list.map(({ key }) => key),
        offered.map(({ key }) => key),
      );
      assert.equal((await preview(bodyFor('oral'))).problem?.code, 'templateUnknown');
      assert.equal(
        (await preview({ ...bodyFor('im-acute'), template: 'by-ear' })).problem?.code,
        'templateUnknown',
      );
    },
  );

  await t.test(
    '[P6] what a route does not have is absent, and what does not belong to it is refused',
    async () => {
      const im = await preview(bodyFor('im-acute'));
      assert.match(im.sentence ?? '', /^35 mg racemic ketamine IM; 0\.7 mL of Ketamine 50 mg\/mL/);
      assert.ok(im.dose !== undefined && !('durationMinutes' in im.dose) && !('rateMlPerHour' in im.dose));
      assert.equal(
        (await preview({ ...bodyFor('im-acute'), durationMinutes: 40 })).problem?.code,
        'durationOther',
      );
      const nasal = await preview(bodyFor('esketamine-resistant'));
      assert.match(nasal.sentence ?? '', /^56 mg esketamine nasal; 2 devices of 28 mg, 5 minutes apart/);
      assert.ok(nasal.dose !== undefined && !('weightKg' in nasal.dose) && !('volumeMl' in nasal.dose));
      assert.equal(nasal.weight, undefined);
      assert.equal(
        (await preview({ ...bodyFor('esketamine-resistant'), productId: 'ketamine-10' })).problem?.code,
        'productOther',
      );
      const { productId: _, ...without } = bodyFor('sc-acute');
      assert.equal((await preview(without)).problem?.code, 'productMissing');
    },
  );

  await t.test('[REG-07] the preview shows days with phases, and what is due at each visit', async () => {
    const { course, visit } = await preview(bodyFor('esketamine-resistant'));
    assert.deepEqual(
      [...new Set(course.map((one) => one.phase))],
      ['weeks 1 to 4', 'weeks 5 to 8', 'from week 9'],
    );
    assert.ok(visit !== undefined && visit.gates.some(({ id }) => id === 'GAT-16'));
    assert.equal(visit.leaveAfterMinutes, 120);
    assert.deepEqual(
      visit.observations.filter(({ what }) => what.includes('Vital signs')).map(({ minute }) => minute),
      [0, 20, 40, 60, 90, 120],
    );
    assert.ok(visit.scales.length > 0);
    const days = course.map(({ day }) => day);
    const moved = [days[0] ?? '', plusDays(firstDay as CalendarDate, 1), ...days.slice(2)];
    const close = await preview({ ...bodyFor('esketamine-resistant'), days: moved });
    assert.equal(close.problem?.code, 'daysTooClose');
    assert.ok(close.course[1]?.problem !== undefined);
    const out = await preview({ ...bodyFor('esketamine-resistant'), days: days.toSpliced(1, 1) });
    assert.equal(out.problem, undefined);
    assert.equal(out.days.length, days.length - 1);
  });

  await t.test(
    '[D3] [H4] a doubtful weight is confirmed by an act of its own, and the plan keeps it',
    async () => {
      const doubted = await begin('Doubt');
      const at = { patientId: doubted.patientId };
      await doubted.ok('nurse', routes.recordFact, {
        params: at,
        body: {
          factId: house.store.newId(),
          fact: { kind: 'weight', body: { kilograms: '81', measuredAt: house.now(), estimated: false } },
        },
      });
      const shown = async () =>
        (await doubted.ok('prescriber', routes.patient, { params: at })).weight?.doubts ?? [];
      assert.match((await shown()).join(' '), /changed by 11 kg/, 'the banner marks it');
      const body = { ...bodyFor('im-acute'), ...signed, planId: house.store.newId() };
      assert.equal((await doubted.as('prescriber', routes.signPlan, { params: at, body })).code, 'PLN-001');
      const view = await doubted.ok('prescriber', routes.signPlan, {
        params: at,
        body: { ...body, weightConfirmed: true },
      });
      assert.match(view.weightConfirmed ?? '', /changed by 11 kg/);
      assert.deepEqual(await shown(), [], 'until a signed plan confirms it');
      assert.equal(view.dose.amountMg, '40.5');
    },
  );

  await t.test(
    '[P1] a plan of before there were templates reads as it was signed, to the same hash',
    async () => {
      const content: Omit<StoredPlan, 'signedHash'> = {
        planId: '01900000-0000-7000-8000-0000000000d7',
        patientId: job.patientId,
        dose: {
          drug: 'ketamine',
          route: 'iv',
          doseMgPerKg: decimal('0.5'),
          weightKg: decimal('70') as never,
          weightMeasuredAt: house.now(),
          amountMg: decimal('35'),
          productId: 'ketamine-10',
          concentrationMgPerMl: decimal('10'),
          volumeMl: decimal('3.5'),
          durationMinutes: 40,
          rateMlPerHour: decimal('5.3'),
        },
        sentence: '35 mg racemic ketamine IV over 40 min = 3.5 mL of 10 mg/mL; 0.5 mg/kg × 70 kg',
        sessions: 1,
        days: [firstDay],
        policyVersion: 1,
        signedBy: house.here.staff.prescriber.staffId,
        signedMeaning: 'I prescribe this course',
        signedAt: house.now(),
      };
      const hashOf = (plan: Omit<StoredPlan, 'signedHash'>) =>
        createHash('sha256')
          .update(canonicalJson(signedPlanContent(plan)))
          .digest('hex');
      const { clinicId } = house.here;
      const scope = { clinicId, actorId: content.signedBy, actorRole: 'prescriber' };
      const [read] = await house.store.inClinic(scope, [], async (tx) => {
        await insertPlan(tx, scope, { ...content, signedHash: hashOf(content) });
        return findPlans(tx, scope, [content.planId]);
      });
      assert.ok(read !== undefined);
      const { signedHash, ...rest } = read;
      assert.deepEqual(rest, content);
      assert.equal(hashOf(rest), signedHash);
    },
  );

  /** Signs a template's plan and gives the nurse's first session of it with its gates, escort and baseline. */
  const toTheDose = async (name: string, key: string, amount?: Decimal) => {
    const template = templates.find((one) => one.key === key) ?? assert.fail(key);
    const own = await begin(name, {
      drug: template.drug,
      route: template.route,
      indication: template.indication,
    });
    const plan: PlanView = await own.ok('prescriber', routes.signPlan, {
      params: { patientId: own.patientId },
      body: {
        ...bodyFor(key, amount),
        ...signed,
        planId: house.store.newId(),
        // A first dose above the template's start.
        ...(amount === undefined ? {} : { reason: 'Had 84 mg in another clinic' }),
      },
    });
    const view = await openFirstSession(own, `Chair ${name}`);
    const make = entryMaker(house, view.sessionId, house.here.staff.nurse.staffId);
    const from = house.now();
    const at = (minutes: number) => ({ at: plusMinutes(from, minutes) });
    const send = async (entries: readonly object[]) =>
      own.ok('nurse', routes.appendEntries, {
        params: { sessionId: view.sessionId },
        body: { entries: [...entries] },
      });
    const { drug, route } = plan.dose;
    const before = await send([
      ...sessionGates(drug, route, 'UK').map(({ gate }) => make('gateAnswered', { gate, ok: 'yes' }, at(0))),
      make('escortNamed', { name: 'Charles', phone: '020 7946 0111' }, at(1)),
      make('vitals', { vitals: calm }, at(2)),
    ]);
    assert.deepEqual(before.refused, []);
    return { own, plan, view, make, at, send };
  };
  type Journey = Awaited<ReturnType<typeof toTheDose>>;
  let nasal: Journey | undefined;
  const leave = async ({ own, view, make, at, send }: Journey, start: number) => {
    house.wait(start + 130);
    const left = await send([
      ...[20, 40, 60, 90, 118].map((minute) => make('vitals', { vitals: calm }, at(start + minute))),
      ...(
        [
          'oriented',
          'steadyGait',
          'dissociationGone',
          'noSevereNausea',
          'suicidalityNotHigh',
          'escortPresent',
          'adviceGiven',
        ] as const
      ).map((check) => make('dischargeCheck', { check, ok: 'yes' }, at(start + 119))),
      make('discharge', { unmet: [], leftWith: 'Charles' }, at(start + 121)),
    ]);
    assert.deepEqual(left.refused, []);
    const { headSequence } = await own.ok('nurse', routes.session, { params: { sessionId: view.sessionId } });
    const done = await own.ok('nurse', routes.signSession, {
      params: { sessionId: view.sessionId },
      body: { headSequence, meaning: 'I charted this session', secret: testPassword },
    });
    assert.equal(done.state, 'signed');
    const pdf = await own.as('nurse', routes.sessionPdf, { params: { sessionId: view.sessionId } });
    assert.equal(pdf.status, 200);
    assert.ok(pdf.raw.rawPayload.length > 5000);
    return done;
  };
  const folded = (view: SessionView) =>
    foldSession(
      view.entries,
      { plan: view.planned, policy: clinicPolicyOf('UK'), jurisdiction: 'UK' },
      house.now(),
    );

  await t.test('[REG-03] an injection into a muscle goes from the plan to the signed record', async () => {
    const journey = await toTheDose('Imola', 'im-acute');
    const { plan, make, at, send } = journey;
    const slip: EntryBodies['doseStart'] = { ...doseStartOf(plan.dose), volumeMl: decimal('7') };
    assert.equal((await send([make('doseStart', slip, at(3))])).refused.length, 1);
    assert.deepEqual((await send([make('doseStart', doseStartOf(plan.dose, 'L-1'), at(3))])).refused, []);
    const pause = await send([make('dosePause', {}, at(3.5))]);
    assert.equal(pause.refused[0]?.code, 'SES-005');
    const { dose, discharge } = folded(await leave(journey, 3));
    assert.equal(dose?.deliveredMg, '35');
    assert.equal(discharge.allMet, true);
    const options = await journey.own.ok('nurse', routes.planOptions, {
      params: { patientId: journey.own.patientId },
    });
    assert.equal(options.suggestion?.sessions.length, 1);
    assert.equal(options.suggestion?.kind, 'unknown', 'no gain was measured');
  });

  await t.test(
    '[REG-08] esketamine goes from the plan to the signed record, one device not taken',
    async () => {
      const journey = await toTheDose('Nadir', 'esketamine-resistant', decimal('84'));
      const { plan, make, at, send } = journey;
      assert.equal(plan.dose.devices, 3);
      assert.deepEqual((await send([make('doseStart', doseStartOf(plan.dose), at(3))])).refused, []);
      assert.equal((await send([make('deviceGiven', { device: 3, taken: true }, at(8))])).refused.length, 1);
      const rest = await send([
        make('deviceGiven', { device: 2, taken: true }, at(8)),
        make('deviceGiven', { device: 3, taken: false, reason: 'Nauseous' }, at(13)),
      ]);
      assert.deepEqual(rest.refused, []);
      const { dose, discharge } = folded(await leave(journey, 3));
      assert.deepEqual([dose?.devices?.taken, dose?.devices?.notTaken, dose?.deliveredMg], [2, 1, '56']);
      assert.ok(discharge.criteria.some((one) => one.id === 'DIS-12' && one.status === 'met'));
      const { exposure } = await journey.own.ok('nurse', routes.longTerm, {
        params: { patientId: journey.own.patientId },
      });
      assert.deepEqual([exposure.sessions, exposure.mg], [1, '56'], 'each device that was taken is exposure');
      const none = { params: { sessionId: journey.view.sessionId } };
      assert.equal((await journey.own.as('nurse', routes.monitoringFormPdf, none)).code, 'SES-010');
      nasal = journey;
    },
  );

  await t.test(
    '[H37] in the US the form of that session is owed, answered after signing, printed and marked as sent',
    async (own) => {
      assert.ok(nasal !== undefined);
      const { view, make, at } = nasal;
      const params = { sessionId: view.sessionId };
      await house.asOwner(
        sql`update clinic set jurisdiction = 'US' where clinic_id = ${house.here.clinicId}`,
      );
      // A second server: the first remembers where its clinic is.
      const site = await house.another();
      const { call, close } = await house.callAt(site);
      own.after(close);
      const ek = await house.signIn(house.here, 'nurse');
      const nurse = async <R extends Route>(route: R, what: TestCall = {}): Promise<Answered<R>> => {
        const answer = await call(route, { ...what, cookies: { ek } });
        assert.equal(answer.status, 200, answer.raw.body);
        return answer.body as Answered<R>;
      };
      const formsOwed = async () => (await nurse(routes.afterDoseList)).forms;
      const [owed, ...more] = await formsOwed();
      assert.deepEqual([owed?.sessionId, owed?.overdue, more.length], [view.sessionId, false, 0]);
      const here = await nurse(routes.session, { params });
      assert.equal(here.monitoringForm?.days, 7);
      assert.equal(
        here.monitoringForm?.firstTreatment,
        'unknown',
        'an empty record does not make it the first',
      );
      const answers: EntryBodies['monitoringForm'] = {
        firstTreatment: 'yes',
        readyAt: plusMinutes(here.entries[0]?.clinicalTime ?? house.now(), 90),
        vitalsBefore: 'yes',
        vitalsLeaving: 'yes',
        effects: { sedation: { occurred: 'no' } },
        concomitant: here.monitoringForm?.concomitant ?? {},
        sent: false,
      };
      const keep = async (body: EntryBodies['monitoringForm']) => {
        const { refused, entries } = await nurse(routes.appendEntries, {
          params,
          body: { entries: [make('monitoringForm', body, at(140))] },
        });
        assert.deepEqual(refused, []);
        assert.equal(entries[0]?.amendment, true);
      };
      await keep(answers);
      assert.equal((await formsOwed()).length, 1, 'answered is not sent');
      const pdf = await call(routes.monitoringFormPdf, { params, cookies: { ek } });
      assert.equal(pdf.status, 200);
      assert.ok(pdf.raw.rawPayload.length > 3000);
      await keep({ ...answers, sent: true });
      assert.deepEqual(await formsOwed(), []);
      assert.equal((await call(routes.sessionPdf, { params, cookies: { ek } })).status, 200);
    },
  );
});
