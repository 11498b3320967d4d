import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { routes, type VerdictView } from '@evenkeel/contract';
import { makeTestApp, testPassword } from '../testing/app.ts';
import { plusMinutes } from '@evenkeel/quantities';
import {
  beginMainJob,
  entryMaker,
  openFirstSession,
  plainSession,
  planBody,
  recordEverything,
  signUsualPlan,
} from '../testing/main-job.ts';

const detail = ({ body }: { readonly body: unknown }) => (body as { readonly detail?: string }).detail ?? '';
const ids = (findings: readonly { readonly rule: string }[] | undefined) =>
  (findings ?? []).map(({ rule }) => rule);

/** A patient for whom everything is recorded, and what the tests do with it. */
async function prepared(t: TestContext) {
  const house = await makeTestApp();
  t.after(() => house.close());
  const job = await beginMainJob(house);
  const { patientId, as, ok } = job;
  const params = { patientId };
  await recordEverything(job);
  const fact = async (kind: string, body: object) => {
    const factId = house.store.newId();
    await ok('prescriber', routes.recordFact, { params, body: { factId, fact: { kind, body } } });
    return factId;
  };
  const answer = (question: string, given: string) => fact('screening', { question, answer: given });
  const mistaken = (factId: string) =>
    ok('nurse', routes.changeFact, {
      params: { patientId, factId },
      body: { version: 1, enteredInError: true, reason: 'Another patient' },
    });
  const lead = { login: house.here.staff.medicalLead.login, password: testPassword };
  const colleague = { login: house.here.staff.prescriber.login, password: testPassword };
  const overrideAs = (role: 'prescriber' | 'medicalLead', rule: string, more: object = {}) =>
    as(role, routes.overrideFinding, {
      params,
      body: { overrideId: house.store.newId(), rule, reason: 'Weighed with cardiology', ...more },
    });
  const verdict = (): Promise<VerdictView> => ok('prescriber', routes.verdict, { params });
  const findingOf = (view: VerdictView, rule: string) =>
    view.findings.find((one) => one.rule === rule) ?? assert.fail(rule);
  const override = (rule: string, more: object = {}) => overrideAs('prescriber', rule, more);
  const byLead = (rule: string, more: object = {}) => overrideAs('medicalLead', rule, more);
  const decideEligible = () =>
    as('prescriber', routes.decideEligibility, { params, body: { decision: 'eligible', reason: 'Seen' } });
  const sign = (more: object = {}) =>
    as('prescriber', routes.signPlan, { params, body: { ...planBody(house), ...more } });
  const preview = async () => {
    const { planId: _, meaning: __, password: ___, ...body } = planBody(house);
    return await ok('prescriber', routes.previewPlan, { params, body });
  };
  return {
    house,
    job,
    params,
    fact,
    answer,
    mistaken,
    lead,
    colleague,
    verdict,
    findingOf,
    override,
    byLead,
    decideEligible,
    sign,
    preview,
  };
}

test('what stands in the way of the decision, the plan and the session', async (t) => {
  const {
    house,
    job,
    params,
    fact,
    answer,
    mistaken,
    lead,
    colleague,
    verdict,
    findingOf,
    override,
    byLead,
    decideEligible,
    sign,
    preview,
  } = await prepared(t);
  const { as, ok } = job;

  await t.test(
    '[OVR-001] a hard stop is overridden by nobody for esketamine, while it is not known, or without capacity',
    async () => {
      const asLead = (rule: string, more: object = {}) => byLead(rule, { second: colleague, ...more });
      assert.equal((await decideEligible()).status, 200);
      const factId = await answer('phaeochromocytoma', 'yes');
      assert.equal(findingOf(await verdict(), 'ELI-27').verdict, 'notMet');
      const nasal = { drug: 'esketamine', route: 'nasal-device' };
      assert.equal((await asLead('ELI-27', nasal)).code, 'OVR-001');
      await mistaken(factId);
      await answer('phaeochromocytoma', 'unknown');
      assert.equal((await asLead('ELI-27')).code, 'OVR-001');
      const refused = await as('prescriber', routes.signPlan, { params, body: planBody(house) });
      assert.equal(refused.code, 'PLN-002', 'unknown never passes a hard stop');
      assert.match(detail(refused), /ELI-27: .*phaeochromocytoma/);
      await answer('phaeochromocytoma', 'no');
      await answer('capacityToConsent', 'no');
      assert.equal((await asLead('ELI-10')).code, 'OVR-001');
      await answer('capacityToConsent', 'yes');
    },
  );

  await t.test(
    '[OVR-002] a hard stop for racemic ketamine is gone past by the medical lead with a second prescriber, and by no one less',
    async () => {
      await answer('phaeochromocytoma', 'yes');
      const lacking = [
        [await override('ELI-27'), /medical lead/],
        [await override('ELI-27', { second: lead }), /by the medical lead, with a second/],
        [await byLead('ELI-27'), /second clinician/],
        [await byLead('ELI-27', { second: lead }), /another person/],
      ] as const;
      for (const [answered, why] of lacking) {
        assert.equal(answered.code, 'OVR-002');
        assert.match(detail(answered), why);
      }
      assert.equal((await decideEligible()).code, 'OVR-004');
      const made = await byLead('ELI-27', { second: colleague });
      assert.equal(made.status, 200, made.raw.body);
      const { overrides, summary, summaryBeside } = made.body as VerdictView;
      assert.deepEqual(
        [overrides[0]?.rule, overrides[0]?.role, overrides[0]?.byName, overrides[0]?.secondName],
        ['ELI-27', 'medicalLead', 'medicalLead here', 'prescriber here'],
      );
      assert.deepEqual([summary, summaryBeside], ['stop', 'unknown'], 'the scales are still not rated');
      assert.equal((await decideEligible()).status, 200, 'it holds for the decision');
      const signed = await sign();
      assert.equal(signed.status, 200, signed.raw.body);
      await answer('phaeochromocytoma', 'yes');
      assert.equal((await decideEligible()).code, 'OVR-004', 'a new answer is a new finding');
      await answer('phaeochromocytoma', 'no');
    },
  );

  await t.test(
    '[OVR-004] a hold that is not met stops the decision "eligible", the plan and the session until two go past it',
    async () => {
      const factId = await answer('bladderDisease', 'yes');
      const refused = await decideEligible();
      assert.equal(refused.code, 'OVR-004');
      assert.match(detail(refused), /ELI-24: .*reason and a second person/);
      const wait = await as('prescriber', routes.decideEligibility, {
        params,
        body: { decision: 'wait', reason: 'Urology first' },
      });
      assert.equal(wait.status, 200, 'another decision waits for nothing');
      await mistaken(factId);
      assert.equal((await decideEligible()).status, 200);
      await answer('bladderDisease', 'yes');
      assert.match(detail(await sign()), /ELI-24/);
      const before = await preview();
      assert.deepEqual(ids(before.inTheWay), ['ELI-24']);
      assert.deepEqual(ids(before.openHolds), ['WRK-11', 'SUI-01'], 'not known: shown, and let pass');
      const { sessions } = await ok('nurse', routes.patientSessions, { params });
      const sessionId = sessions.find(({ state }) => state === 'booked')?.sessionId ?? '';
      const open = () =>
        as('nurse', routes.openSession, { params: { sessionId }, body: { chair: 'Chair 7' } });
      const shut = await open();
      assert.equal(shut.code, 'SES-008');
      assert.match(detail(shut), /ELI-24/);
      const made = await override('ELI-24', { second: lead });
      assert.equal(made.status, 200, made.raw.body);
      assert.deepEqual((await preview()).inTheWay, []);
      assert.equal((await sign()).status, 200);
      await answer('bladderDisease', 'no');
    },
  );

  await t.test(
    '[BIP-03] with a risk of a switch the medical lead signs: the override, or else the plan, with a reason',
    async () => {
      for (const [kind, body] of [
        [
          'diagnosis',
          { kind: 'bipolarI', episode: 'depressive', severity: 'severe', psychoticFeatures: 'no' },
        ],
        ['medicine', { name: 'Lithium', status: 'active', stableWeeks: 30 }],
        ['listConfirmed', { list: 'medicines' }],
      ] as const)
        await fact(kind, body);
      await answer('switchRisk', 'no');
      assert.equal((await decideEligible()).status, 200);
      assert.equal((await preview()).needs.medicalLead, false);
      await answer('switchRisk', 'yes');
      const { needs, warnings } = await preview();
      assert.deepEqual(needs, { reason: true, secondSigner: false, medicalLead: true });
      assert.match(warnings.join(' '), /BIP-03: .*The medical lead signs too/);
      const reason = 'Slower, with a contact person';
      for (const [more, missing] of [
        [{}, /Missing: a reason and the signature of the medical lead\.$/],
        [{ reason }, /Missing: the signature of the medical lead\.$/],
        [{ second: lead }, /Missing: a reason\.$/],
      ] as const) {
        const refused = await sign(more);
        assert.equal(refused.code, 'PLN-003');
        assert.match(detail(refused), missing);
      }
      const signed = await sign({ reason, second: lead });
      assert.equal(signed.status, 200, signed.raw.body);

      const alone = await override('BIP-03');
      assert.equal(alone.code, 'OVR-002');
      assert.match(detail(alone), /The medical lead signs, alone or as the second/);
      const second = await override('BIP-03', { second: lead });
      assert.equal((second.body as VerdictView).overrides[0]?.secondName, 'medicalLead here');
      assert.equal((await preview()).needs.medicalLead, false, 'signed for already');
      await answer('switchRisk', 'yes');
      assert.equal((await preview()).needs.medicalLead, true, 'a new answer is a new finding');
      const own = await byLead('BIP-03');
      assert.equal((own.body as VerdictView).overrides[0]?.role, 'medicalLead');
      assert.equal((await sign()).status, 200);
    },
  );
});

test('[SES-008] [CAR-05] a session is not opened while a hard stop is not met or not known, or too soon after a dose', async (t) => {
  const { house, job, params, answer, mistaken, lead, verdict, findingOf, override } = await prepared(t);
  const { as, ok } = job;

  await signUsualPlan(job);
  const factId = await answer('unstableHeart', 'yes');
  const { sessions } = await ok('nurse', routes.patientSessions, { params });
  const [first] = sessions;
  const refused = await as('nurse', routes.openSession, {
    params: { sessionId: first?.sessionId ?? '' },
    body: { chair: 'Chair 1' },
  });
  assert.equal(refused.code, 'SES-008');
  assert.match(detail(refused), /ELI-16/);
  await mistaken(factId);
  const asked = await answer('unstableHeart', 'unknown');
  const open = () =>
    as('nurse', routes.openSession, {
      params: { sessionId: first?.sessionId ?? '' },
      body: { chair: 'Chair 1' },
    });
  const unknown = await open();
  assert.equal(unknown.code, 'SES-008', 'unknown never passes a hard stop');
  assert.match(detail(unknown), /ELI-16: .* Ask about/);
  await mistaken(asked);
  house.wait(150);
  const view = await openFirstSession(job);
  const make = entryMaker(house, view.sessionId, house.here.staff.nurse.staffId);
  const from = plusMinutes(house.now(), -140);
  const entries = plainSession(make, view, from);
  const sent = await ok('nurse', routes.appendEntries, {
    params: { sessionId: view.sessionId },
    body: { entries },
  });
  assert.deepEqual(sent.refused, []);
  const after = await verdict();
  assert.equal(after.setting.phase, 'laterDose', 'by what was given');
  const interval = findingOf(after, 'CAR-05');
  assert.equal(interval.verdict, 'notMet');
  assert.equal(interval.used[0]?.value, '35 mg ketamine iv');

  // [CAR-05] The next session is not opened before its hours have passed, unless two go past it.
  await ok('nurse', routes.signSession, {
    params: { sessionId: view.sessionId },
    body: {
      headSequence: (await ok('nurse', routes.session, { params: { sessionId: view.sessionId } }))
        .headSequence,
      meaning: 'I charted this session',
      secret: testPassword,
    },
  });
  const next = (await ok('nurse', routes.patientSessions, { params })).sessions.find(
    ({ state }) => state === 'booked',
  );
  const openNext = () =>
    as('nurse', routes.openSession, {
      params: { sessionId: next?.sessionId ?? '' },
      body: { chair: 'Chair 1' },
    });
  const tooSoon = await openNext();
  assert.equal(tooSoon.code, 'SES-008');
  assert.match(detail(tooSoon), /CAR-05: \d+ hours since the last dose; at least 40/);
  const gonePast = await override('CAR-05', { second: lead });
  assert.equal(gonePast.status, 200, gonePast.raw.body);
  assert.equal((await openNext()).status, 200);
});
