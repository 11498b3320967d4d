import assert from 'node:assert/strict';
import test from 'node:test';
import { routes, type PlanView } from '@evenkeel/contract';
import { makeTestApp, testPassword } from '../testing/app.ts';
import {
  beginMainJob,
  planBody,
  recordEverything,
  signUsualPlan,
  takeAntidepressant,
} from '../testing/main-job.ts';

test('plans', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const job = await beginMainJob(house);
  const { patientId, as, ok } = job;
  const params = { patientId };
  await recordEverything(job);
  await takeAntidepressant(job);
  const weigh = async (kilograms: string, estimated = false) => {
    const factId = house.store.newId();
    await ok('nurse', routes.recordFact, {
      params,
      body: {
        factId,
        fact: { kind: 'weight', body: { kilograms, measuredAt: house.now(), estimated } },
      },
    });
    return factId;
  };
  const sign = (more: object = {}) =>
    as('prescriber', routes.signPlan, { params, body: { ...planBody(house), ...more } });

  const decide = (decision: string, asked: object = {}) =>
    ok('prescriber', routes.decideEligibility, {
      params,
      body: { decision, reason: 'Looked at', ...asked },
    });

  await t.test(
    '[PLN-002] no plan without a decision that says eligible, and the newest decision counts',
    async () => {
      assert.equal((await sign()).code, 'PLN-002');
      await decide('eligible');
      await decide('wait');
      assert.equal((await sign()).code, 'PLN-002');
      await decide('eligible');
    },
  );

  await t.test('[PLN-002] a hard stop recorded after the decision stops the plan', async () => {
    const factId = house.store.newId();
    await ok('nurse', routes.recordFact, {
      params,
      body: { factId, fact: { kind: 'screening', body: { question: 'aneurysmOrAvm', answer: 'yes' } } },
    });
    const stopped = await sign();
    assert.equal(stopped.code, 'PLN-002');
    assert.match((stopped.body as { detail?: string }).detail ?? '', /ELI-\d\d/);
    const error = { version: 1, enteredInError: true, reason: 'Another patient' };
    await ok('nurse', routes.changeFact, { params: { patientId, factId }, body: error });
  });

  await t.test(
    '[PLN-002] [ELI-13] the hard stops are those of the drug and route that are signed',
    async () => {
      const { firstDay, meaning, password } = planBody(house);
      const nasal = async () =>
        await as('prescriber', routes.signPlan, {
          params,
          body: {
            planId: house.store.newId(),
            template: 'esketamine-resistant',
            amount: '56',
            firstDay,
            meaning,
            password,
          },
        });
      const other = await nasal();
      assert.equal(other.code, 'PLN-002');
      assert.match((other.body as { detail?: string }).detail ?? '', /is about ketamine/);
      await decide('eligible', { drug: 'esketamine', route: 'nasal-device', indication: 'resistant' });
      const factId = house.store.newId();
      await ok('nurse', routes.recordFact, {
        params,
        body: {
          factId,
          fact: { kind: 'screening', body: { question: 'severeLiverDisease', answer: 'yes' } },
        },
      });
      const stopped = await nasal();
      assert.equal(stopped.code, 'PLN-002');
      assert.match((stopped.body as { detail?: string }).detail ?? '', /ELI-13/);
      await ok('nurse', routes.changeFact, {
        params: { patientId, factId },
        body: { version: 1, enteredInError: true, reason: 'Another patient' },
      });
      await decide('eligible');
    },
  );

  await t.test(
    '[PLN-001] [D3] an estimated newest weight never doses; a jump of weight is said, typed twice too',
    async () => {
      await weigh('72', true);
      const refused = await sign();
      assert.equal(refused.code, 'PLN-001');
      assert.match((refused.body as { detail?: string }).detail ?? '', /estimate/);
      const pounds = await weigh('154');
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
      assert.equal(preview.problem?.code, 'weightToConfirm');
      assert.match(preview.problem?.sentence ?? '', /weight changed/i);
      assert.equal((await sign()).code, 'PLN-001');
      // Typed twice it is asked about all the same, and so is a right one beside it, until the wrong ones are withdrawn.
      const second = await weigh('154');
      assert.equal((await sign()).code, 'PLN-001');
      await weigh('70');
      assert.match(((await sign()).body as { detail?: string }).detail ?? '', /pounds/);
      for (const factId of [pounds, second])
        await ok('nurse', routes.changeFact, {
          params: { patientId, factId },
          body: { version: 1, enteredInError: true, reason: 'Typed in pounds' },
        });
    },
  );

  await t.test('[PLN-003] outside the band a reason and another prescriber are needed', async () => {
    const dose = { amount: '0.2' };
    const lead = { login: house.here.staff.medicalLead.login, password: testPassword };
    assert.equal((await sign(dose)).code, 'PLN-003');
    assert.equal((await sign({ ...dose, second: lead })).code, 'PLN-003');
    const self = { login: house.here.staff.prescriber.login, password: testPassword };
    assert.equal((await sign({ ...dose, reason: 'Frail', second: self })).code, 'PLN-003');
    const nurse = { login: house.here.staff.nurse.login, password: testPassword };
    assert.equal((await sign({ ...dose, reason: 'Frail', second: nurse })).code, 'PLN-003');
    const wrong = { ...lead, password: 'not the password' };
    const detailOf = ({ body }: { readonly body: unknown }) => (body as { detail?: string }).detail ?? '';
    const refusedSecond = await sign({ ...dose, reason: 'Frail', second: wrong });
    assert.equal(refusedSecond.code, 'AUT-003');
    assert.match(detailOf(refusedSecond), /second person’s sign-in, not yours/);
    const refusedOwn = await sign({ ...dose, reason: 'Frail', second: lead, password: 'not mine' });
    assert.equal(refusedOwn.code, 'AUT-003');
    assert.match(detailOf(refusedOwn), /your own password/);
    const nobody = await sign({ ...dose, reason: 'Frail', second: { ...wrong, login: 'nobody.here' } });
    assert.equal(detailOf(nobody), detailOf(refusedSecond), 'whether there is such an account is not told');
    const elsewhere = { login: house.there.staff.medicalLead.login, password: testPassword };
    assert.equal((await sign({ ...dose, reason: 'Frail', second: elsewhere })).code, 'AUT-003');
    const signed = await sign({ ...dose, reason: 'Frail', second: lead });
    assert.equal(signed.status, 200);
    const plan = signed.body as PlanView;
    assert.equal(plan.secondSignature?.signerId, house.here.staff.medicalLead.staffId);
    assert.equal(plan.dose.amountMg, '14');
  });

  await t.test(
    '[PLN-003] [REG-06] a course for select cases is signed with a reason and by the medical lead, as the second or alone',
    async () => {
      const select = {
        template: 'sublingual',
        amount: '0.5',
        productId: undefined,
        durationMinutes: undefined,
      };
      const meanings = async (
        answer: Promise<{ readonly code: string | undefined; readonly body: unknown }>,
      ) => {
        const { code, body } = await answer;
        return [code, (body as { readonly detail?: string }).detail ?? ''] as const;
      };
      const [closed] = await meanings(sign({ ...select, reason: 'No vein' }));
      assert.equal(closed, 'PLN-001', 'it is not in the clinic’s policy yet');
      const { templates } = await ok('prescriber', routes.planOptions, { params });
      const { version } = await ok('prescriber', routes.proposePolicy, {
        body: {
          thresholds: {},
          templates: [...templates.map(({ key }) => key), 'sublingual'],
          reason: 'Select cases without a vein',
        },
      });
      const of = { params: { version: String(version) } };
      const { shown } = await ok('medicalLead', routes.policyProposal, of);
      await ok('medicalLead', routes.activatePolicy, { ...of, body: { shown } });

      const other = { login: 'second.prescriber', password: testPassword };
      await ok('administrator', routes.addStaff, {
        body: { ...other, name: 'Second Prescriber', roles: ['prescriber'], licensed: true },
      });
      const lead = { login: house.here.staff.medicalLead.login, password: testPassword };
      const reason = 'No vein was found';
      for (const [more, missing] of [
        [{ reason }, /Missing: the signature of the medical lead\.$/],
        [{ reason, second: other }, /Missing: the signature of the medical lead\.$/],
        [{ second: lead }, /Missing: a reason\.$/],
      ] as const) {
        const [code, detail] = await meanings(sign({ ...select, ...more }));
        assert.equal(code, 'PLN-003');
        assert.match(detail, missing);
      }
      const signed = await sign({ ...select, reason, second: lead });
      assert.equal(signed.status, 200, signed.raw.body);
      const plan = signed.body as PlanView;
      assert.equal(plan.secondSignature?.signerId, house.here.staff.medicalLead.staffId);
      assert.deepEqual([plan.dose.route, plan.dose.amountMg, plan.reason], ['sublingual', '35', reason]);
      const alone = await ok('medicalLead', routes.signPlan, {
        params,
        body: { ...planBody(house), ...select, reason },
      });
      assert.equal(alone.signature.signerId, house.here.staff.medicalLead.staffId);
      assert.equal(alone.secondSignature, undefined);
    },
  );

  await t.test(
    'a new plan replaces the earlier one and its booked sessions; a stale weight is refused',
    async () => {
      const plan = await signUsualPlan(job);
      const { plans } = await ok('nurse', routes.plans, { params });
      assert.deepEqual(
        plans.slice(0, 2).map((one) => [one.planId === plan.planId, one.state]),
        [
          [true, 'current'],
          [false, 'ended'],
        ],
      );
      const { sessions } = await ok('nurse', routes.patientSessions, { params });
      const count = (state: string) => sessions.filter((one) => one.state === state).length;
      assert.deepEqual([count('booked'), count('cancelled')], [6, sessions.length - 6]);
      const cancelled = sessions.find((one) => one.state === 'cancelled')?.sessionId ?? '';
      const opened = await as('nurse', routes.openSession, {
        params: { sessionId: cancelled },
        body: { chair: 'Chair 1' },
      });
      assert.equal(opened.code, 'SES-005');
      house.wait(40 * 24 * 60);
      const { problem } = await ok('prescriber', routes.previewPlan, {
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
      assert.match(problem?.sentence ?? '', /days old/, 'the weight');
      await weigh('72');
      const late = await sign();
      assert.equal(late.code, 'PLN-002', 'answers about states that pass are too old as well');
      assert.match((late.body as { detail?: string }).detail ?? '', /ELI-10: .*days old.* Ask again/);
    },
  );

  await t.test(
    '[D3] [H4] a weight is compared with the one the last plan was signed on, if the record has no other',
    async () => {
      const { facts } = await ok('nurse', routes.facts, { params });
      for (const { factId, kind, state, version } of facts)
        if (kind === 'weight' && state === 'current')
          await ok('nurse', routes.changeFact, {
            params: { patientId, factId },
            body: { version, enteredInError: true, reason: 'Withdrawn' },
          });
      await weigh('154');
      const { problem } = await ok('prescriber', routes.previewPlan, {
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
      assert.equal(problem?.code, 'weightToConfirm');
      assert.match(problem?.sentence ?? '', /from 70 kg in 40 days.*2.2 times/);
    },
  );
});
