import assert from 'node:assert/strict';
import test from 'node:test';
import { factBodies, routes, type PatientAnswersView, type VerdictView } from '@evenkeel/contract';
import { instrumentById } from '@evenkeel/instruments';
import { healthQuestions, patientQuestions } from '@evenkeel/protocol';
import { linkTo } from '../testing/answers.ts';
import { makeTestApp } from '../testing/app.ts';
import { beginMainJob } from '../testing/main-job.ts';

const items = (instrumentById(healthQuestions)?.items ?? []).map(({ id }) => id);
const [no, yes, unknown] = [0, 1, 2];

test('every health question is a screening question, and each question that a patient can answer is one of them', () => {
  const { options } = factBodies.screening.shape.question;
  for (const item of items) assert.ok((options as readonly string[]).includes(item), item);
  assert.deepEqual(items.toSorted(), patientQuestions.toSorted());
});

test('the values of the health questions are no, yes and not known, in the order that the answers are read in', () => {
  for (const item of instrumentById(healthQuestions)?.items ?? [])
    assert.deepEqual(
      item.options.map(({ value, label }) => [value, label]),
      [
        [no, 'No'],
        [yes, 'Yes'],
        [unknown, 'I do not know'],
      ],
      item.id,
    );
});

test('questions put to the patient by link, and the answers taken over', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const job = await beginMainJob(house);
  const other = await beginMainJob(house, 'Byron');
  const { patientId, ok, as } = job;
  const params = { patientId };
  const place = (question: string) => items.indexOf(question);
  const verdict = (): Promise<VerdictView> => ok('prescriber', routes.verdict, { params });
  const findingOf = async (rule: string) =>
    (await verdict()).findings.find((one) => one.rule === rule) ?? assert.fail(rule);
  const view = (): Promise<PatientAnswersView> => ok('nurse', routes.patientAnswers, { params });
  const said = async (question: string) => (await view()).answers.find((one) => one.question === question);
  const staffSays = (question: string, answer: string) =>
    ok('nurse', routes.recordFact, {
      params,
      body: { factId: house.store.newId(), fact: { kind: 'screening', body: { question, answer } } },
    });
  const wanted = (responseId: string, question: string, answer: string, factId = house.store.newId()) => ({
    factId,
    responseId,
    question,
    answer,
  });
  const take = (...answers: readonly object[]) =>
    as('nurse', routes.takeAnswers, { params, body: { answers } });
  const factsAbout = async (question: string) =>
    (await ok('nurse', routes.facts, { params })).facts.filter(({ body }) => body['question'] === question);

  await staffSays('couldBecomePregnant', 'no');
  await staffSays('breastFeeding', 'no');
  house.wait(60);
  assert.equal((await view()).asked, undefined);
  const link = await linkTo(job, healthQuestions, 'baseline');

  await t.test(
    'who asked, when and until when stands beside it; nothing is answered before it is sent',
    async () => {
      await link.answer(link.responseId, place('dialysis'), yes);
      const { asked, answers, byLink } = await view();
      assert.deepEqual([asked?.state, asked?.byName, asked?.kind], ['open', 'nurse here', 'personal']);
      assert.deepEqual(answers, []);
      const ids = byLink.map(({ instrument }) => instrument);
      assert.ok(ids.includes(healthQuestions) && ids.includes('evenkeel-bladder') && ids.includes('phq9'));
      assert.ok(!ids.includes('madrs') && !ids.includes('c-ssrs-screener') && !ids.includes('icsi'));
      assert.equal((await take(wanted(link.responseId, 'dialysis', 'yes'))).code, 'RSP-005', 'not sent');
    },
  );

  const given = { aneurysmOrAvm: no, dialysis: no, bladderDisease: unknown, breastFeeding: yes };
  for (const [question, value] of Object.entries(given))
    await link.answer(link.responseId, place(question), value);

  await t.test('[ELI-01] [P3] the verdict does not move by what the patient sent', async () => {
    const before = await verdict();
    await link.send(link.responseId);
    const after = await verdict();
    const plain = ({ findings, summary, toAsk }: VerdictView) => ({ findings, summary, toAsk });
    assert.deepEqual(plain(after), plain(before));
    assert.equal((await findingOf('ELI-01')).verdict, 'unknown');
    assert.equal((await view()).asked?.state, 'answered');
    assert.deepEqual(
      new Map((await view()).answers.map(({ question, answer, standing }) => [question, [answer, standing]])),
      new Map([
        ['breastFeeding', ['yes', 'differs']],
        ['aneurysmOrAvm', ['no', 'open']],
        ['dialysis', ['no', 'open']],
        ['bladderDisease', ['unknown', 'unknown']],
      ]),
    );
  });
  const sentAt = (await view()).asked?.answeredAt;

  await t.test(
    'the source is looked up: another patient’s questionnaire and another answer are refused',
    async () => {
      const theirs = await linkTo(other, healthQuestions, 'baseline');
      await theirs.answer(theirs.responseId, place('aneurysmOrAvm'), no);
      await theirs.send(theirs.responseId);
      assert.equal((await take(wanted(theirs.responseId, 'aneurysmOrAvm', 'no'))).code, 'RSP-001');
      assert.equal((await take(wanted(house.store.newId(), 'aneurysmOrAvm', 'no'))).code, 'RSP-001');
      for (const [question, answer] of [
        ['aneurysmOrAvm', 'yes'],
        ['bladderDisease', 'no'],
        ['pregnant', 'no'],
        ['capacityToConsent', 'yes'],
      ] as const)
        assert.equal((await take(wanted(link.responseId, question, answer))).code, 'RSP-005', question);
      assert.equal((await take(wanted(link.responseId, 'bladderDisease', 'unknown'))).code, 'REQ-001');
      const mixed = await take(
        wanted(link.responseId, 'aneurysmOrAvm', 'no'),
        wanted(link.responseId, 'dialysis', 'yes'),
      );
      assert.equal(mixed.code, 'RSP-005');
      assert.deepEqual(await factsAbout('aneurysmOrAvm'), [], 'all or none');
      const bare = await as('nurse', routes.recordFact, {
        params,
        body: {
          factId: house.store.newId(),
          fact: { kind: 'screening', body: { question: 'aneurysmOrAvm', answer: 'no' } },
          source: { kind: 'patient', reference: link.responseId },
        },
      });
      assert.equal(bare.code, 'REQ-001', 'no client says where a fact comes from');
      for (const role of ['therapist', 'frontDesk', 'auditor'] as const)
        assert.equal(
          (
            await as(role, routes.takeAnswers, {
              params,
              body: { answers: [wanted(link.responseId, 'dialysis', 'no')] },
            })
          ).code,
          'AUT-002',
          role,
        );
    },
  );

  await t.test(
    '[ELI-01] [ELI-23] taken over, an answer is a fact with its source, as old as what was sent',
    async () => {
      house.wait(3 * 24 * 60);
      const factId = house.store.newId();
      const both = [
        wanted(link.responseId, 'aneurysmOrAvm', 'no', factId),
        wanted(link.responseId, 'dialysis', 'no'),
      ];
      assert.equal((await take(...both)).status, 200);
      assert.equal((await take(...both)).status, 200, 'sent twice');
      assert.equal(
        (await take(wanted(link.responseId, 'aneurysmOrAvm', 'no'))).status,
        200,
        'by a colleague too',
      );
      const [fact, ...more] = await factsAbout('aneurysmOrAvm');
      assert.deepEqual(more, []);
      assert.equal(fact?.factId, factId);
      assert.deepEqual(fact?.source, { kind: 'patient', reference: link.responseId });
      assert.equal(fact?.recordedByName, 'nurse here');
      const finding = await findingOf('ELI-01');
      assert.equal(finding.verdict, 'met');
      assert.equal(finding.used[0]?.at, sentAt);
      assert.equal(finding.used[0]?.ageDays, 3);
      assert.equal((await findingOf('ELI-23')).verdict, 'met');
      assert.equal((await findingOf('ELI-24')).verdict, 'unknown', 'not known stays unknown');
      assert.equal((await said('aneurysmOrAvm'))?.standing, 'taken');
    },
  );

  await t.test(
    '[ELI-20] what differs from an earlier answer of staff waits for a tap of its own',
    async () => {
      const before = await findingOf('ELI-20');
      assert.equal(before.verdict, 'met');
      assert.equal((await take(wanted(link.responseId, 'breastFeeding', 'yes'))).status, 200);
      assert.equal((await findingOf('ELI-20')).verdict, 'notMet');
    },
  );

  await t.test('what staff record after the patient stays; a second questionnaire asks anew', async () => {
    const second = await linkTo(job, healthQuestions, 'baseline');
    for (const [question, value] of [
      ['acutePorphyria', yes],
      ['pregnant', no],
      ['overactiveThyroid', no],
    ] as const)
      await second.answer(second.responseId, place(question), value);
    await second.send(second.responseId);
    assert.equal((await said('acutePorphyria'))?.standing, 'open');
    assert.equal((await said('dialysis'))?.standing, 'taken', 'what was not answered anew stays as it was');
    house.wait(5);
    await staffSays('acutePorphyria', 'no');
    assert.equal((await said('acutePorphyria'))?.standing, 'later');
    const refused = await take(wanted(second.responseId, 'acutePorphyria', 'yes'));
    assert.equal(refused.code, 'RSP-005');
    assert.equal((await findingOf('ELI-28')).verdict, 'met');
    // An answer that came after the sending, from a second device.
    house.wait(5);
    await second.answer(second.responseId, place('pregnant'), yes);
    const changed = await said('pregnant');
    assert.deepEqual([changed?.answer, changed?.late?.answer, changed?.standing], ['no', 'yes', 'changed']);
    for (const answer of ['no', 'yes'])
      assert.equal((await take(wanted(second.responseId, 'pregnant', answer))).code, 'RSP-005', answer);
    assert.equal((await said('overactiveThyroid'))?.standing, 'open', 'the others stand');
  });

  await t.test('a link that ran out unanswered says so', async () => {
    await linkTo(job, healthQuestions, 'baseline');
    assert.equal((await view()).asked?.state, 'open');
    house.wait(8 * 24 * 60);
    assert.equal((await view()).asked?.state, 'expired');
    assert.equal((await said('overactiveThyroid'))?.standing, 'open', 'what was sent before is still there');
  });
});
