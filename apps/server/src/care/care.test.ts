// Long because each step finds what the ones before it wrote into one record.
import assert from 'node:assert/strict';
import test from 'node:test';
import { routes, type VerdictView } from '@evenkeel/contract';
import { newestDecision } from '@evenkeel/record';
import { makeTestApp, testPassword } from '../testing/app.ts';
import { beginMainJob, recordEverything, signUsualPlan } from '../testing/main-job.ts';

const detail = ({ body }: { readonly body: unknown }) => (body as { readonly detail?: string }).detail ?? '';

test('the whole verdict, overrides and medicines', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const job = await beginMainJob(house);
  const { patientId, as, ok } = job;
  const params = { patientId };
  const fact = async (kind: string, body: object) => {
    const factId = house.store.newId();
    await ok('nurse', routes.recordFact, { params, body: { factId, fact: { kind, body } } });
    return factId;
  };
  const answer = (question: string, given: string) => fact('screening', { question, answer: given });
  const verdict = (query: Record<string, string> = {}): Promise<VerdictView> =>
    ok('prescriber', routes.verdict, { params, query });
  const findingOf = (view: VerdictView, rule: string) =>
    view.findings.find((one) => one.rule === rule) ?? assert.fail(rule);

  await t.test(
    '[P3] of a new patient every rule is undecided, and each says how it is answered',
    async () => {
      const view = await verdict();
      assert.equal(view.summary, 'unknown');
      assert.deepEqual(view.setting, { drug: 'ketamine', route: 'iv', phase: 'firstDose' });
      assert.ok(view.toAsk.length > 40, `${view.toAsk.length} to ask`);
      for (const { rule, ways, says, kinds } of view.toAsk) {
        assert.equal(kinds.length, says.length, rule);
        assert.ok(ways.length > 0, `${rule} says how`);
        assert.ok(says.length > 0, rule);
      }
      assert.deepEqual(view.toAsk[0]?.ways, [{ kind: 'question', question: 'aneurysmOrAvm' }]);
      const kindOf = (rule: string) => view.toAsk.find((one) => one.rule === rule)?.kinds;
      assert.deepEqual(kindOf('ELI-01'), ['ask']);
      assert.ok(
        ['ask', 'medicines', 'diagnosis', 'other'].every((kind) =>
          view.toAsk.some(({ kinds }) => kinds.some((one) => one === kind)),
        ),
      );
      assert.ok(view.smallestChange.changes.length > 20);
    },
  );

  await recordEverything(job);

  await t.test('[P7] the facts of the record reach the rules that ask for them', async () => {
    const view = await verdict();
    for (const rule of ['CAR-01', 'CAR-02', 'WRK-03', 'WRK-05', 'WRK-07', 'WRK-10', 'ELI-30', 'CAR-08'])
      assert.equal(findingOf(view, rule).verdict, 'met', rule);
    assert.deepEqual(
      view.toAsk.map(({ rule, ways }) => [rule, ways[0]]),
      [
        ['WRK-11', { kind: 'scale', instruments: ['madrs', 'ham-d17'] }],
        ['SUI-01', { kind: 'scale', instruments: ['c-ssrs-screener'] }],
        ['WRK-14', { kind: 'scale', instruments: ['icsi', 'evenkeel-bladder'] }],
        ['WRK-15', { kind: 'fact', fact: 'baselineSet' }],
      ],
      'holds before cautions, and what only informs last',
    );
    assert.deepEqual(
      view.smallestChange.changes.map(({ rule }) => rule),
      ['WRK-11', 'SUI-01'],
    );
  });

  await t.test(
    '[ELI-09] how far an earlier treatment went and why it ended come back as they were recorded',
    async () => {
      const trial = {
        treatment: 'Clomipramine',
        currentEpisode: 'no',
        adequateDose: 'yes',
        adherence: 'yes',
        outcome: 'partial',
      };
      const told = { ...trial, maxDoseMg: '37.50', responsePercent: 20, whyStopped: 'dry mouth' };
      const [plain, more] = [await fact('trial', trial), await fact('trial', told)];
      const { facts } = await ok('nurse', routes.facts, { params });
      const bodyOf = (id: string) => facts.find(({ factId }) => factId === id)?.body;
      assert.deepEqual(bodyOf(plain), trial);
      assert.deepEqual(bodyOf(more), { ...told, maxDoseMg: '37.5' });
      assert.ok(
        findingOf(await verdict(), 'ELI-09').used.some(({ value }) =>
          value.startsWith('Clomipramine, up to 37.5 mg a day, 20 % better, stopped: dry mouth: not counted'),
        ),
      );
      for (const wrong of [{ maxDoseMg: '0' }, { responsePercent: 101 }, { whyStopped: 'x'.repeat(201) }]) {
        const refused = await as('nurse', routes.recordFact, {
          params,
          body: { factId: house.store.newId(), fact: { kind: 'trial', body: { ...told, ...wrong } } },
        });
        assert.equal(refused.code, 'REQ-001', JSON.stringify(wrong));
      }
    },
  );

  await t.test(
    '[WRK-15] a test of the baseline set is recorded like any other, and is missing no longer',
    async () => {
      const lacks = async () => findingOf(await verdict(), 'WRK-15').missing;
      const before = await lacks();
      for (const [name, value] of [
        ['ast', 0.8],
        ['alp', 0.7],
        ['ggt', 0.6],
        ['heartRate', 71],
        ['spo2', 98],
      ] as const)
        await fact('testResult', { test: name, value, clear: 'yes', takenAt: house.now() });
      assert.deepEqual(
        before.filter((one) => !one.startsWith('Rate ')),
        ['Record ALP.', 'Record AST.', 'Record GGT.', 'Record SpO2.', 'Record the heart rate.'],
      );
      assert.ok((await lacks()).every((one) => one.startsWith('Rate ')));
    },
  );

  await t.test('[CAR-01] a consent is one to a drug, and a withdrawn one counts no more', async () => {
    const nasal = { drug: 'esketamine', route: 'nasal-device', phase: 'firstDose' };
    assert.equal(findingOf(await verdict(nasal), 'CAR-01').verdict, 'unknown', 'no drug means ketamine');
    const day = house.now().slice(0, 10);
    const signed = { form: 'Treatment', formVersion: '2', signedOn: day };
    await fact('consent', { ...signed, drug: 'esketamine' });
    assert.equal(findingOf(await verdict(nasal), 'CAR-01').verdict, 'met');
    await fact('consent', { ...signed, drug: 'esketamine', withdrawnOn: day });
    assert.equal(findingOf(await verdict(nasal), 'CAR-01').verdict, 'notMet');
    assert.equal(findingOf(await verdict(), 'CAR-01').verdict, 'met', 'ketamine is not touched');
    const before = await as('nurse', routes.recordFact, {
      params,
      body: {
        factId: house.store.newId(),
        fact: { kind: 'consent', body: { ...signed, withdrawnOn: '2001-01-01' } },
      },
    });
    assert.equal(before.code, 'REQ-001');
  });

  await t.test('[P7] a decision keeps the findings and the setting that were shown', async () => {
    const shown = { drug: 'esketamine', route: 'nasal-device', phase: 'firstDose' } as const;
    const decided = await ok('prescriber', routes.decideEligibility, {
      params,
      body: { decision: 'wait', reason: 'The consent was taken back', ...shown },
    });
    assert.partialDeepStrictEqual(decided.decision?.setting, shown);
    const scope = { clinicId: house.here.clinicId, actorId: patientId, actorRole: 'none' };
    const kept = await house.store.inClinic(scope, [], (tx) => newestDecision(tx, scope, patientId));
    const consent = kept?.findings.find(({ rule }) => rule === 'CAR-01');
    assert.equal(consent?.verdict, 'notMet', 'the consent to esketamine, not the one to ketamine');
    const usual = await ok('prescriber', routes.decideEligibility, {
      params,
      body: { decision: 'wait', reason: 'Looked at ketamine' },
    });
    assert.partialDeepStrictEqual(usual.decision?.setting, { drug: 'ketamine', route: 'iv' });
  });

  const lead = { login: house.here.staff.medicalLead.login, password: testPassword };
  const override = (rule: string, more: object = {}) =>
    as('prescriber', routes.overrideFinding, {
      params,
      body: { overrideId: house.store.newId(), rule, reason: 'Weighed with the patient', ...more },
    });

  await t.test(
    '[OVR-003] what is met, or only informs, or does not speak here has nothing to override',
    async () => {
      for (const rule of ['WRK-03', 'INT-12', 'CAR-05', 'NONE-1'])
        assert.equal((await override(rule)).code, 'OVR-003', rule);
    },
  );

  await t.test(
    'a caution takes a reason; the finding is kept, and the override ends when the finding changes',
    async () => {
      await answer('dialysis', 'yes');
      assert.equal((await override('ELI-23', { reason: ' ' })).code, 'REQ-001');
      const overrideId = house.store.newId();
      const made = await override('ELI-23', { overrideId });
      assert.equal(made.status, 200, made.raw.body);
      const again = await override('ELI-23', { overrideId, reason: 'Sent twice' });
      const { overrides } = again.body as VerdictView;
      const ofRule = overrides.filter(({ rule }) => rule === 'ELI-23');
      assert.equal(ofRule.length, 1, 'the same id is one override');
      const [one] = ofRule;
      assert.equal(one?.inForce, true);
      assert.equal(one.reason, 'Weighed with the patient');
      assert.equal(one.byName, 'prescriber here');
      assert.equal(one.role, 'prescriber');
      assert.equal(one.finding.rule, 'ELI-23');
      assert.equal(one.finding.verdict, 'notMet');
      house.wait(24 * 60);
      assert.equal((await verdict()).overrides[0]?.inForce, true, 'a day older is the same finding');
      await answer('dialysis', 'yes');
      assert.equal((await verdict()).overrides[0]?.inForce, false, 'a new answer is a new finding');
    },
  );

  await t.test('[OVR-002] a hold takes a reason and another prescriber, who proves it', async () => {
    await fact('bloodPressure', { systolic: 182, diastolic: 112, measuredAt: house.now() });
    const before = await verdict();
    assert.equal(before.summary, 'hold');
    assert.equal((await override('ELI-04')).code, 'OVR-002');
    const self = { login: house.here.staff.prescriber.login, password: testPassword };
    assert.equal((await override('ELI-04', { second: self })).code, 'OVR-002');
    const nurse = { login: house.here.staff.nurse.login, password: testPassword };
    assert.equal((await override('ELI-04', { second: nurse })).code, 'OVR-002');
    assert.equal((await override('ELI-04', { second: { ...lead, password: 'not it' } })).code, 'AUT-003');
    assert.equal(
      (
        await as('nurse', routes.overrideFinding, {
          params,
          body: { overrideId: house.store.newId(), rule: 'ELI-04', reason: 'Now', second: lead },
        })
      ).code,
      'AUT-002',
    );
    const made = await override('ELI-04', { second: lead });
    assert.equal(made.status, 200, made.raw.body);
    const view = made.body as VerdictView;
    assert.equal(view.overrides[0]?.secondName, 'medicalLead here');
    assert.equal(view.summary, 'hold', 'the finding itself is as it was');
    assert.equal(view.summaryBeside, 'unknown', 'the scales are still not rated');
    for (const rule of view.findings.filter((one) => one.verdict !== 'met' && one.ruleClass === 'hold'))
      if (!view.overrides.some((one) => one.inForce && one.rule === rule.rule))
        assert.equal((await override(rule.rule, { second: lead })).status, 200, rule.rule);
    assert.equal((await verdict()).summaryBeside, 'mayProceed');
    await fact('bloodPressure', { systolic: 124, diastolic: 78, measuredAt: house.now() });
  });

  await t.test(
    '[P2] the database itself refuses an override of a hold without a second person, and any change',
    async () => {
      const { clinicId, staff } = house.here;
      const scope = { clinicId, actorId: staff.prescriber.staffId, actorRole: 'prescriber' };
      const row = {
        clinic_id: clinicId,
        override_id: house.store.newId(),
        patient_id: patientId,
        rule: 'ELI-04',
        rule_version: 1,
        rule_class: 'hold' as const,
        setting: '{}',
        finding: '{}',
        policy_version: 1,
        reason: 'Past the door',
        role: 'prescriber',
        overridden_by: staff.prescriber.staffId,
        overridden_at: house.now(),
      };
      const insert = (more: object) =>
        house.store.inClinic(scope, [], (tx) =>
          tx
            .insertInto('eligibility_override')
            .values({ ...row, ...more })
            .execute(),
        );
      await assert.rejects(insert({}), /check constraint/);
      await assert.rejects(insert({ second_by: staff.prescriber.staffId }), /check constraint/);
      const stop = {
        rule_class: 'hardStop' as const,
        role: 'medicalLead',
        second_by: staff.nurse.staffId,
        finding: '{"verdict":"notMet"}',
        setting: '{"drug":"ketamine"}',
      };
      for (const less of [
        { role: 'prescriber' },
        { second_by: null },
        { finding: '{"verdict":"unknown"}' },
        { finding: '{}' },
        { setting: '{"drug":"esketamine"}' },
        { setting: '{}' },
      ])
        await assert.rejects(insert({ ...stop, ...less }), /check constraint/, JSON.stringify(less));
      await assert.rejects(insert({ ...stop, rule_class: 'inform' as never }), /check constraint/);
      await assert.rejects(insert({ reason: ' ', second_by: staff.nurse.staffId }), /check constraint/);
      await assert.rejects(
        house.store.inClinic(scope, [], (tx) =>
          tx
            .updateTable('eligibility_override')
            .set({ reason: 'Better' })
            .where('patient_id', '=', patientId)
            .execute(),
        ),
        /permission denied/,
      );
    },
  );

  await t.test(
    'overrides are counted by rule for those who look after the clinic, without patients',
    async () => {
      for (const role of ['medicalLead', 'administrator', 'auditor'] as const) {
        const { counts } = await ok(role, routes.overrides);
        const holds = counts.find((one) => one.rule === 'ELI-04');
        assert.deepEqual(
          [holds?.overrides, holds?.patients, holds?.withSecond, holds?.ruleClass],
          [1, 1, 1, 'hold'],
          role,
        );
        assert.equal(counts.find((one) => one.rule === 'ELI-23')?.withSecond, 0);
        assert.ok(!JSON.stringify(counts).includes(patientId));
      }
      assert.equal((await as('nurse', routes.overrides)).code, 'AUT-002');
    },
  );

  await t.test(
    'a medicine that only looks like one of the table is asked about, never taken for it',
    async () => {
      await fact('medicine', { name: 'Lamotrigin', status: 'active' });
      await fact('medicine', { name: 'Diazepam', status: 'active', dailyMg: '15', stableWeeks: 12 });
      await fact('medicine', { name: 'Clonazepam', status: 'active' });
      await fact('medicine', { name: 'Omeprazole sachets of my aunt', status: 'past' });
      const view = await ok('nurse', routes.medicines, { params });
      const row = (name: string) =>
        view.medicines.find((one) => one.medicine.name === name) ?? assert.fail(name);
      assert.equal(row('Lamotrigin').by, 'none');
      assert.deepEqual(row('Lamotrigin').looksLike, ['lamotrigine']);
      assert.deepEqual(row('Lamotrigin').rows, []);
      const [benzodiazepines] = row('Diazepam').rows;
      assert.equal(benzodiazepines?.id, 'INT-01');
      assert.equal(benzodiazepines.severityHere, 'moderate');
      assert.equal(view.diazepam.mg, '15', 'what could be counted');
      assert.equal(view.diazepam.complete, false, 'and what could not is said');
      assert.match(view.diazepam.missing.join(' '), /Clonazepam/);
      assert.equal(view.diazepam.limitMg, 8);
      assert.equal(view.past.length, 1);
      assert.equal(view.confirmed?.days, 1);
      assert.equal(view.confirmed.counts, true);
      assert.equal(view.monitoringForm, undefined, 'a form of the US programme');
      const { factId, version } = row('Lamotrigin');
      await ok('nurse', routes.changeFact, {
        params: { patientId, factId },
        body: { version, fact: { kind: 'medicine', body: { name: 'lamotrigine', status: 'active' } } },
      });
      const after = await ok('nurse', routes.medicines, { params });
      const named = after.medicines.find((one) => one.factId === factId);
      assert.equal(named?.by, 'name');
      assert.equal(named.rows[0]?.id, 'INT-03');
      assert.equal(
        findingOf(await verdict(), 'INT-19').verdict,
        'notMet',
        'more than 8 mg of diazepam a day',
      );
    },
  );

  await t.test(
    '[SES-009] after hold no session is opened, after stop what was booked is cancelled and nothing more is booked, until a later review or plan',
    async () => {
      const decide = (decision: string, reviewId: string = house.store.newId()) =>
        ok('prescriber', routes.decideReview, {
          params,
          body: { reviewId, decision, reason: `${decision} it is`, asked: {} },
        });
      const sessions = async () => (await ok('nurse', routes.patientSessions, { params })).sessions;
      const states = async () => [...new Set((await sessions()).map(({ state }) => state))].toSorted();
      const open = async (state = 'booked') =>
        as('nurse', routes.openSession, {
          params: { sessionId: (await sessions()).find((one) => one.state === state)?.sessionId ?? '' },
          body: { chair: 'Chair 7' },
        });
      const book = () =>
        as('nurse', routes.bookSession, {
          params,
          body: { sessionId: house.store.newId(), day: house.now().slice(0, 10) },
        });
      await signUsualPlan(job);
      house.wait(1);
      await decide('hold');
      const held = await open();
      assert.equal(held.code, 'SES-009');
      assert.match(detail(held), /Hold: hold it is/);
      assert.deepEqual(await states(), ['booked'], 'hold cancels nothing');
      house.wait(1);
      const stopId = house.store.newId();
      await decide('stop', stopId);
      assert.deepEqual(await states(), ['cancelled']);
      assert.match(detail(await open('cancelled')), /or the course was stopped/);
      assert.equal((await book()).code, 'SES-009');
      house.wait(1);
      await signUsualPlan(job);
      assert.deepEqual(await states(), ['booked', 'cancelled']);
      await decide('stop', stopId);
      assert.deepEqual(await states(), ['booked', 'cancelled'], 'sent again it cancels nothing newer');
      house.wait(1);
      await decide('stop');
      house.wait(1);
      await decide('continue');
      assert.equal((await book()).status, 200, 'a later review opens the way');
    },
  );
});
