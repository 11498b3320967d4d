import assert from 'node:assert/strict';
import test from 'node:test';
import { routes, type Route } from '@evenkeel/contract';
import { plusDays, dateIn } from '@evenkeel/quantities';
import { makeTestApp, type TestCall } from '../testing/app.ts';
import { makeRecords } from '../testing/records.ts';
import {
  beginMainJob,
  calm,
  demographics,
  entryMaker,
  openFirstSession,
  planBody,
  recordEverything,
  signUsualPlan,
} from '../testing/main-job.ts';

const allergyTo = (substance: string) => ({ kind: 'allergy', body: { substance, severity: 'mild' } });

test('bad input is refused with a sentence and a 4xx, and nothing is half-applied', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const job = await beginMainJob(house);
  const { patientId, as, ok } = job;
  const params = { patientId };
  const newId = () => house.store.newId();
  await recordEverything(job);
  await signUsualPlan(job);
  const view = await openFirstSession(job);
  const { sessionId } = view;
  const make = entryMaker(house, sessionId, house.here.staff.nurse.staffId);

  const facts = async () => (await ok('nurse', routes.facts, { params })).facts.length;
  const weight = (kilograms: unknown): TestCall => ({
    params,
    body: {
      factId: newId(),
      fact: { kind: 'weight', body: { kilograms, measuredAt: house.now(), estimated: false } },
    },
  });
  const register = (more: object): TestCall => ({
    body: { patientId: newId(), demographics: { ...demographics('Byron'), ...more }, notADuplicate: true },
  });
  const today = dateIn('Europe/London', house.now());
  const height = (centimetres: string): TestCall => ({
    params,
    body: { factId: newId(), fact: { kind: 'height', body: { centimetres, measuredAt: house.now() } } },
  });
  const entries = (...list: unknown[]): TestCall => ({ params: { sessionId }, body: { entries: list } });
  const preview = (more: object): TestCall => ({ params, body: { ...planBody(house), ...more } });

  const table: readonly (readonly [string, Route, TestCall])[] = [
    ...[
      0,
      -1,
      7000,
      70.5,
      '0',
      '-1',
      '7000',
      '70,5',
      '155 lb',
      '155lb',
      '٧٠',
      '1e2',
      '',
      ' ',
      'NaN',
      null,
      {},
      [],
    ].map((value) => [`weight ${JSON.stringify(value)}`, routes.recordFact, weight(value)] as const),
    [
      'weight from the future',
      routes.recordFact,
      {
        params,
        body: {
          factId: newId(),
          fact: {
            kind: 'weight',
            body: { kilograms: '70', measuredAt: '2190-01-01T00:00:00.000Z', estimated: false },
          },
        },
      },
    ],
    ['height 20', routes.recordFact, height('20')],
    ['height 999', routes.recordFact, height('999')],
    [
      'pressure upside down',
      routes.recordFact,
      {
        params,
        body: {
          factId: newId(),
          fact: { kind: 'bloodPressure', body: { systolic: 70, diastolic: 120, measuredAt: house.now() } },
        },
      },
    ],
    ['birth date tomorrow', routes.registerPatient, register({ birthDate: plusDays(today, 1) })],
    ['birth date of 1880', routes.registerPatient, register({ birthDate: '1880-01-01' })],
    ['birth date of the year 0', routes.registerPatient, register({ birthDate: '0000-01-01' })],
    ['birth date 31 February', routes.registerPatient, register({ birthDate: '1980-02-31' })],
    ['name of spaces', routes.registerPatient, register({ family: '   ' })],
    ['name with a null character', routes.registerPatient, register({ family: 'By\u0000ron' })],
    ['name with half a character', routes.registerPatient, register({ family: 'By\ud800ron' })],
    [
      'too many contacts',
      routes.registerPatient,
      register({ contacts: Array.from({ length: 11 }, () => ({ kind: 'escort' })) }),
    ],
    ['photo that is a page', routes.registerPatient, register({ photo: 'data:text/html;base64,AAAA' })],
    ['unknown member', routes.registerPatient, register({ clinicId: house.there.clinicId })],
    ['no id', routes.registerPatient, { body: { patientId: 'me', demographics: demographics('Byron') } }],
    ['search from nowhere', routes.searchPatients, { query: { after: "' or 1=1 --" } }],
    ['reading of 1000', routes.appendEntries, entries(make('vitals', { vitals: { systolic: 1000 } }))],
    ['reading of -1', routes.appendEntries, entries(make('vitals', { vitals: { spo2: -1 } }))],
    ['vitals of nothing', routes.appendEntries, entries(make('vitals', { vitals: {} }))],
    ['an entry of no type', routes.appendEntries, entries({ ...make('note', { text: 'x' }), type: 'bolus' })],
    ['no entries', routes.appendEntries, entries()],
    ['entries that are a word', routes.appendEntries, { params: { sessionId }, body: { entries: 'all' } }],
    ['dose 5 mg/kg signed', routes.signPlan, preview({ amount: '5' })],
    ['dose 0 signed', routes.signPlan, preview({ amount: '0' })],
    ['dose -0.5', routes.signPlan, preview({ amount: '-0.5' })],
    ['dose with a comma', routes.signPlan, preview({ amount: '0,5' })],
    ['a weight in the plan', routes.signPlan, preview({ weightKg: '7000' })],
    ['unknown product', routes.signPlan, preview({ productId: 'ketamine-5000' })],
    ['one minute', routes.signPlan, preview({ durationMinutes: 1 })],
    ['1000 sessions', routes.signPlan, preview({ sessions: 1000 })],
    ['first day in the past', routes.signPlan, preview({ firstDay: '2001-01-01' })],
    ['wrong password', routes.signPlan, preview({ password: 'not mine' })],
    ['0.1 mg/kg with nobody else', routes.signPlan, preview({ amount: '0.1', reason: 'Frail' })],
    [
      'session booked in the past',
      routes.bookSession,
      { params, body: { sessionId: newId(), day: '2001-01-01' } },
    ],
    ['day of the year 0', routes.today, { query: { day: '0000-01-01' } }],
    ['referral that is no JSON', routes.receiveReferral, { body: { bundle: 'hello' } }],
    [
      'referral that is no bundle',
      routes.receiveReferral,
      { body: { bundle: '{"resourceType":"Patient"}' } },
    ],
    [
      'referral without a patient',
      routes.receiveReferral,
      { body: { bundle: '{"resourceType":"Bundle","type":"collection"}' } },
    ],
    [
      'unknown scale',
      routes.startResponse,
      { params, body: { responseId: newId(), instrument: 'zodiac', timepoint: 'baseline', mode: 'staff' } },
    ],
    [
      'questionnaire of another session',
      routes.startResponse,
      {
        params,
        body: {
          responseId: newId(),
          instrument: 'phq9',
          timepoint: 'preDose',
          mode: 'staff',
          sessionId: newId(),
        },
      },
    ],
    ['audit from nowhere', routes.audit, { query: { before: 'the beginning' } }],
    [
      'link with a wrong token',
      routes.openLink,
      { body: { token: 'x'.repeat(43), birthDate: '1980-02-03' } },
    ],
  ];
  const before = await facts();
  const { patients } = await ok('nurse', routes.searchPatients, {});
  for (const [name, route, call] of table) {
    await t.test(name, async () => {
      const role = route === routes.audit ? 'auditor' : 'prescriber';
      const answer = await as(role, route, call);
      assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status} ${answer.raw.body}`);
      assert.match(answer.code ?? '', /^[A-Z]{3}-\d{3}$/);
      assert.ok(((answer.body as { happened?: string }).happened ?? '').length > 10);
    });
  }
  assert.equal(await facts(), before);
  assert.equal((await ok('nurse', routes.searchPatients, {})).patients.length, patients.length);
  assert.equal((await ok('prescriber', routes.plans, { params })).plans.length, 1);

  await t.test('a reading of 999 is kept as typed and told as implausible, never as in range', async () => {
    const { refused } = await ok(
      'nurse',
      routes.appendEntries,
      entries(make('vitals', { vitals: { ...calm, heartRate: 999 } })),
    );
    assert.deepEqual(refused, []);
  });

  await t.test('search words of any kind find somebody or nobody', async () => {
    for (const search of [
      "'",
      '%',
      '_',
      '\\',
      '\u0000',
      '--',
      '😀',
      'ł',
      '1980-02-03',
      '9999-99-99',
      '('.repeat(100),
    ]) {
      const answer = await as('nurse', routes.searchPatients, { query: { search } });
      assert.ok(answer.status === 200 || answer.status === 400, `${search}: ${answer.status}`);
      if (search === '%' || search === '_')
        assert.equal((answer.body as { patients: unknown[] }).patients.length, 0);
    }
  });
});

test('the same request twice, two tabs, and ids of another clinic', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const job = await beginMainJob(house, "O'Brien");
  const { patientId, as, ok } = job;
  const params = { patientId };
  const newId = () => house.store.newId();

  await t.test(
    'a registration sent twice is one patient; likely duplicates are shown, never merged',
    async () => {
      const again = await ok('frontDesk', routes.registerPatient, {
        body: { patientId, demographics: demographics('Something else'), notADuplicate: true },
      });
      assert.equal(again.patientId, patientId);
      assert.equal((await ok('nurse', routes.patient, { params })).family, "O'Brien");
      const twin = { patientId: newId(), demographics: demographics('OBREIN', 'ada') };
      assert.equal((await as('frontDesk', routes.registerPatient, { body: twin })).code, 'PAT-002');
      const { patients } = await ok('frontDesk', routes.likelyDuplicates, {
        body: { family: 'Ada', given: 'O Brien', birthDate: '1980-02-03' },
      });
      assert.deepEqual(
        patients.map((one) => one.patientId),
        [patientId],
      );
      await ok('frontDesk', routes.registerPatient, { body: { ...twin, notADuplicate: true } });
      const both = await Promise.all(
        [1, 2].map(() =>
          as('frontDesk', routes.registerPatient, {
            body: { patientId: newId(), demographics: demographics('Twice', 'Tapped') },
          }),
        ),
      );
      assert.deepEqual(
        both.map((one) => one.status).toSorted((a, b) => a - b),
        [200, 409],
      );
    },
  );

  await t.test(
    '[REC-001] two tabs: the second of two changes to one version is refused and the first is kept',
    async () => {
      const factId = newId();
      const record = { params, body: { factId, fact: allergyTo('Latex') } };
      await ok('nurse', routes.recordFact, record);
      await ok('nurse', routes.recordFact, record);
      const change = (substance: string) =>
        as('nurse', routes.changeFact, {
          params: { patientId, factId },
          body: { version: 1, fact: allergyTo(substance) },
        });
      const answers = await Promise.all([change('Penicillin'), change('Morphine')]);
      assert.deepEqual(
        answers.map((one) => one.status).toSorted((a, b) => a - b),
        [200, 409],
      );
      assert.equal(answers.find((one) => one.status === 409)?.code, 'REC-001');
      const { facts } = await ok('nurse', routes.facts, { params });
      assert.equal(facts.filter((one) => one.kind === 'allergy').length, 1);
      assert.equal(facts.find((one) => one.factId === factId)?.version, 2);
      const error = { version: 2, enteredInError: true, reason: 'Another patient' };
      await ok('nurse', routes.changeFact, { params: { patientId, factId }, body: error });
      assert.equal((await ok('nurse', routes.patient, { params })).allergies.substances.length, 0);
      const demo = (family: string) =>
        as('frontDesk', routes.changeDemographics, {
          params,
          body: { version: 1, demographics: demographics(family) },
        });
      const renamed = await Promise.all([demo('Smith'), demo('Jones')]);
      assert.deepEqual(
        renamed.map((one) => one.status).toSorted((a, b) => a - b),
        [200, 409],
      );
    },
  );

  await t.test('ids of another clinic are answered exactly as ids of nobody', async () => {
    const theirs = await makeRecords(house, house.there);
    const mine = await makeRecords(house, house.here);
    const nobody = {
      patientId: newId(),
      sessionId: newId(),
      referralId: newId(),
      responseId: newId(),
      factId: newId(),
    };
    const answerOf = async (ids: typeof nobody) => {
      const answers = [
        await as('nurse', routes.patient, { params: { patientId: ids.patientId } }),
        await as('nurse', routes.facts, { params: { patientId: ids.patientId } }),
        await as('nurse', routes.session, { params: { sessionId: ids.sessionId } }),
        await as('nurse', routes.sessionPdf, { params: { sessionId: ids.sessionId } }),
        await as('nurse', routes.openSession, {
          params: { sessionId: ids.sessionId },
          body: { chair: 'Chair 1' },
        }),
        await as('nurse', routes.referral, { params: { referralId: ids.referralId } }),
        await as('nurse', routes.submitResponse, {
          params: { patientId: mine.patientId, responseId: ids.responseId },
          body: {},
        }),
        await as('nurse', routes.changeFact, {
          params: { patientId: mine.patientId, factId: ids.factId },
          body: { version: 1, enteredInError: true, reason: 'x' },
        }),
        await as('nurse', routes.joinReferral, {
          params: { referralId: mine.referralId },
          body: { join: ids.patientId },
        }),
      ];
      return answers.map((one) => [one.status, one.body]);
    };
    const unknown = await answerOf(nobody);
    assert.deepEqual(await answerOf(theirs), unknown);
    for (const [status] of unknown) assert.equal(status, 404);
  });

  await t.test('the front desk sees who comes, not what is in the record', async () => {
    const banner = await ok('frontDesk', routes.patient, { params });
    assert.equal(banner.weight, undefined);
    assert.deepEqual(banner.allergies, { substances: [] });
    assert.match(banner.flags[0]?.sentence ?? '', /clinical roles only/);
    const today = await ok('frontDesk', routes.today, {});
    for (const one of today.sessions) {
      assert.equal(one.lastVitals, undefined);
      assert.deepEqual(one.attention, []);
    }
  });
});
