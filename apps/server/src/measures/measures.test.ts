// Long because one clinic and one patient serves all of it: a database for each part would cost more time than the parts.
import assert from 'node:assert/strict';
import test from 'node:test';
import { routes, type PatientMeasures, type ResponseView } from '@evenkeel/contract';
import { instrumentById } from '@evenkeel/instruments';
import { defaultMeasureSchedule, noMeasureChange, type PatientMeasureChange } from '@evenkeel/protocol';
import { clockTime, dateIn, elapsedMs, plusDays, plusMinutes, type Instant } from '@evenkeel/quantities';
import { sql } from 'kysely';
import { linkToken } from '../messages/post.ts';
import { fillIn, openAsPatient, runJob, type OpenedLink } from '../testing/answers.ts';
import { makeTestApp, testPassword } from '../testing/app.ts';
import {
  beginMainJob,
  entryMaker,
  openFirstSession,
  plainSession,
  planBody,
  recordEverything,
} from '../testing/main-job.ts';

const hours = 60;
const days = 24 * hours;

test('measures over time: from the invitation to the baseline to the goals of the patient', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const job = await beginMainJob(house);
  const { patientId, ok, as } = job;
  const params = { patientId };

  /** Moves the house on to a moment; never back. */
  const moveTo = (moment: Instant) => {
    const ms = elapsedMs(house.now(), moment);
    assert.ok(ms >= 0, `${moment} has passed`);
    house.wait(ms / 60_000);
  };
  interface Invited {
    readonly invitation_id: string;
    readonly occasion: string;
    readonly occasion_key: string;
    readonly link_id: string;
    readonly messages: number;
  }
  const invitations = () =>
    house.asOwner(
      sql<Invited>`select i.invitation_id, i.occasion, i.occasion_key, i.link_id, (select count(*)::int from message m
        where m.invitation_id = i.invitation_id) as messages from invitation i order by i.made_at`,
    );
  const other = await house.another();
  /** What two servers do whose clocks strike at once, and once more a moment later. */
  const strike = async () => {
    await Promise.all([runJob(house.site, 'measures'), runJob(other, 'measures')]);
    await runJob(house.site, 'measures');
  };
  const openInvitation = async (occasion: string) => {
    const found = (await invitations()).findLast((one) => one.occasion === occasion);
    const link = await openAsPatient(house, linkToken(house.site.post, found?.link_id ?? ''));
    const { body } = await house.call(routes.linkQuestionnaire, { cookies: link.cookies });
    const { forms } = body as {
      readonly forms: readonly {
        readonly responseId: string;
        readonly instrument: {
          readonly id: string;
          readonly items: readonly { options: { value: number }[]; number?: { from: number } }[];
        };
      }[];
    };
    return { link, forms, scales: forms.map(({ instrument }) => instrument.id) };
  };
  /** Answers everything of an invitation with the first answer there is, and sends it. */
  const answerAll = async ({
    link,
    forms,
  }: {
    link: OpenedLink;
    forms: Awaited<ReturnType<typeof openInvitation>>['forms'];
  }) => {
    for (const { responseId, instrument } of forms) {
      for (const [item, { options, number }] of instrument.items.entries()) {
        const { status, raw } = await link.answer(responseId, item, number?.from ?? options[0]?.value ?? 0);
        assert.equal(status, 200, `${instrument.id} ${item}: ${raw.body}`);
      }
      assert.equal((await link.send(responseId)).status, 200);
    }
  };
  const page = (): Promise<PatientMeasures> => ok('nurse', routes.measures, { params });
  const stateOf = async (occasion: string) =>
    (await page()).due.find((one) => one.occasion === occasion)?.state;
  let version = 0;
  const change = async (more: Partial<PatientMeasureChange>, reason = 'Agreed with the patient') => {
    version += 1;
    return ok('nurse', routes.changeMeasures, {
      params,
      body: { version, change: { ...noMeasureChange, ...more }, reason },
    });
  };
  const schedule = (given: number, more: object = {}) => ({
    ...structuredClone(defaultMeasureSchedule),
    version: given,
    quiet: { from: '00:00', to: '00:00' },
    ...more,
  });

  await t.test(
    'the clinic’s schedule changes with a reason and a version, by the medical lead alone, and has to fit together',
    async () => {
      const put = (body: object, role: 'medicalLead' | 'prescriber' = 'medicalLead') =>
        as(role, routes.changeSchedule, { body: { second, ...body } });
      const second = { login: house.here.staff.prescriber.login, password: testPassword };
      const before = await ok('nurse', routes.measureSchedule);
      assert.deepEqual([before.isDefault, before.schedule.version], [true, 0]);
      assert.equal((await put({ schedule: schedule(0), reason: 'x' }, 'prescriber')).code, 'AUT-002');
      assert.equal((await put({ schedule: schedule(0), reason: '' })).code, 'REQ-001');
      assert.equal((await put({ schedule: schedule(3), reason: 'x' })).code, 'MEA-001');
      // [H42] Two people: not the same one twice, not one without the right, not one who is not there.
      const refusals: readonly (readonly [string, string])[] = [
        [house.here.staff.medicalLead.login, 'MEA-003'],
        [house.here.staff.nurse.login, 'MEA-003'],
        [house.there.staff.prescriber.login, 'AUT-003'],
      ];
      for (const [login, refusal] of refusals)
        assert.equal(
          (await put({ schedule: schedule(0), reason: 'x', second: { login, password: testPassword } })).code,
          refusal,
          login,
        );
      assert.equal((await put({ schedule: schedule(0), reason: 'x', second: undefined })).code, 'REQ-001');
      assert.equal((await ok('nurse', routes.measureSchedule)).isDefault, true);
      const [first = assert.fail()] = schedule(0).occasions;
      for (const [occasions, says] of [
        [[first, first], /there twice/],
        [[{ ...first, measures: [{ instrument: 'nothing', way: 'link' }] }], /no scale nothing/],
        [[{ ...first, remindAfterMinutes: [first.openMinutes] }], /before the time is over/],
        [[{ ...first, remindAfterMinutes: [60, 60] }], /one after the other/],
      ] as const) {
        const refused = await put({ schedule: schedule(0, { occasions }), reason: 'x' });
        assert.equal(refused.code, 'MEA-002');
        assert.match(refused.raw.body, says);
      }
      const both = await Promise.all(
        ['One', 'Another'].map((reason) => put({ schedule: schedule(0), reason })),
      );
      assert.deepEqual(
        both.map(({ status }) => status).toSorted((a, b) => a - b),
        [200, 409],
        'two at once: one is in force, the other looks again',
      );
      assert.equal(both.find(({ status }) => status === 409)?.code, 'MEA-001');
      const after = await ok('nurse', routes.measureSchedule);
      assert.deepEqual(
        [after.isDefault, after.schedule.version, after.madeByName],
        [false, 1, 'medicalLead here'],
      );
    },
  );

  await t.test('[H22] before there is a plan nothing is due, and nobody is written to', async () => {
    await strike();
    assert.deepEqual(await invitations(), []);
    assert.deepEqual((await page()).due, []);
  });

  await recordEverything(job);
  await ok('prescriber', routes.decideEligibility, {
    params,
    body: { decision: 'eligible', reason: 'All findings seen' },
  });
  const firstDay = plusDays(dateIn('Europe/London', house.now()), 2);
  await ok('prescriber', routes.signPlan, { params, body: { ...planBody(house), firstDay } });

  await t.test(
    '[H22] the baseline is invited to once, however often the job runs and from two servers, and not reminded of once it is answered',
    async () => {
      await strike();
      await strike();
      const [found, ...more] = await invitations();
      assert.deepEqual([found?.occasion, found?.messages, more], ['baseline', 1, []]);
      const opened = await openInvitation('baseline');
      assert.deepEqual(opened.scales, ['gad7', 'evenkeel-sleep', 'evenkeel-mania-check'], 'PHQ-9 was given');
      await answerAll(opened);
      house.wait(25 * hours);
      await strike();
      assert.deepEqual(
        (await invitations()).map(({ messages }) => messages),
        [1],
      );
      const baseline = (await page()).due.find(({ occasion }) => occasion === 'baseline');
      assert.deepEqual(
        baseline?.scales.map(({ instrument, state }) => [instrument, state]),
        [
          ['phq9', 'answered'],
          ['gad7', 'answered'],
          ['evenkeel-sleep', 'answered'],
          ['evenkeel-mania-check', 'answered'],
          ['madrs', 'due'],
          ['ham-d17', 'due'],
          ['c-ssrs-screener', 'due'],
        ],
      );
    },
  );

  await t.test(
    'the page of one patient’s measures refuses what cannot be, and a version that is old',
    async () => {
      const put = (given: number, more: Partial<PatientMeasureChange>, reason = 'x') =>
        as('nurse', routes.changeMeasures, {
          params,
          body: { version: given, change: { ...noMeasureChange, ...more }, reason },
        });
      assert.equal((await put(1, {}, '')).code, 'REQ-001');
      assert.equal((await put(2, {})).code, 'MEA-001');
      assert.equal((await put(1, { without: ['nothing'] })).code, 'MEA-002');
      const add = [{ occasion: 'day3', measure: { instrument: 'nothing', way: 'link' as const } }];
      assert.equal((await put(1, { add })).code, 'MEA-002');
      assert.equal((await as('frontDesk', routes.measures, { params })).code, 'AUT-002');
      assert.equal((await page()).version, 0);
    },
  );

  // The first session, at noon of its day.
  moveTo(`${firstDay}T12:00:00.000Z` as Instant);
  const view = await openFirstSession(job);
  const make = entryMaker(house, view.sessionId, house.here.staff.nurse.staffId);
  const entries = plainSession(make, view, plusMinutes(house.now(), -140));
  const madrs = await fillIn(
    job,
    'madrs',
    Object.fromEntries([4, 4, 3, 5, 4, 3, 4, 3, 4, 2].map((answer, item) => [item, answer])),
    { timepoint: 'baseline' },
  );
  const sent = await ok('nurse', routes.appendEntries, {
    params: { sessionId: view.sessionId },
    body: { entries },
  });
  assert.deepEqual(sent.refused, []);
  const dose = (entries.find(({ type }) => type === 'doseStart')?.clinicalTime ?? '') as Instant;

  await t.test(
    'at four hours sleep and appetite of the MADRS are carried forward, marked, and give way to a new rating',
    async () => {
      moveTo(plusMinutes(dose, 4 * hours + 10));
      const start = (timepoint: string, instrument = 'madrs') =>
        ok('nurse', routes.startResponse, {
          params,
          body: { responseId: house.store.newId(), instrument, timepoint, mode: 'staff' },
        });
      const open = await start('plus4h');
      assert.deepEqual(
        [open.carried, open.answers],
        [
          [3, 4],
          [null, null, null, 5, 4, null, null, null, null, null],
        ],
      );
      const give = (item: number, answer: number): Promise<ResponseView> =>
        ok('nurse', routes.answerItem, {
          params: { ...params, responseId: open.responseId },
          body: { item, answer },
        });
      const again = await give(3, 1);
      assert.deepEqual([again.carried, again.answers[3]], [[4], 1], 'a new rating is no longer carried');
      for (const item of [0, 1, 2, 5, 6, 7, 8, 9]) await give(item, 1);
      const closed = await ok('nurse', routes.submitResponse, {
        params: { ...params, responseId: open.responseId },
        body: {},
      });
      assert.deepEqual([closed.score?.total, closed.carried], [13, [4]]);
      const rows = await house.asOwner(
        sql<{ item: number; carried_from: string | null }>`select item, carried_from from response_answer
          where response_id = ${open.responseId} and carried_from is not null order by item`,
      );
      assert.deepEqual(
        rows.map((row) => [row.item, row.carried_from]),
        [
          [3, madrs.responseId],
          [4, madrs.responseId],
        ],
      );
      assert.equal(await stateOf('plus4h'), 'answered');
      assert.deepEqual((await start('day3')).carried, [], 'at day three everything is rated');
      assert.deepEqual((await start('plus24h', 'ham-d17')).carried, [], 'no other scale carries anything');

      const nextDay = await start('plus24h');
      const from = await house.asOwner(
        sql<{ item: number; carried_from: string | null }>`select item, carried_from from response_answer
          where response_id = ${nextDay.responseId} order by item`,
      );
      assert.deepEqual(
        from.map((row) => [row.item, row.carried_from]),
        [
          [3, open.responseId],
          [4, madrs.responseId],
        ],
        'only what was rated is carried, each item from its newest rating',
      );
    },
  );

  await t.test(
    '[H22] the day after a dose the invitation goes at its minute and not before, and is reminded of once',
    async () => {
      moveTo(plusMinutes(dose, 22 * hours - 1));
      await strike();
      assert.equal((await invitations()).length, 1);
      moveTo(plusMinutes(dose, 22 * hours));
      await strike();
      const found = await invitations();
      assert.deepEqual(found[1]?.occasion_key, `plus24h ${view.sessionId}`);
      assert.equal(found.length, 2);
      const { scales } = await openInvitation('plus24h');
      assert.deepEqual(scales, ['phq2', 'evenkeel-sleep']);
      assert.equal(await stateOf('plus24h'), 'started');
      for (const [minutes, messages] of [
        [4 * hours - 1, 1],
        [2, 2],
        [5 * hours, 2],
      ] as const) {
        house.wait(minutes);
        await strike();
        assert.equal((await invitations())[1]?.messages, messages);
      }
      moveTo(plusMinutes(dose, 36 * hours + 1));
      await strike();
      assert.equal(await stateOf('plus24h'), 'expired', 'a missing answer stays missing');
      assert.equal((await invitations())[1]?.messages, 2);
    },
  );

  await t.test(
    '[H22] [H23] day three comes with what was changed for this patient, and is not reminded of after the answer',
    async () => {
      const before = await page();
      assert.equal(before.change.add.length, 0);
      const changed = await change({
        add: [{ occasion: 'day3', measure: { instrument: 'gad7', way: 'link' } }],
        remove: [{ occasion: 'day3', instrument: 'evenkeel-mania-check' }],
      });
      assert.deepEqual([changed.version, changed.reason], [1, 'Agreed with the patient']);
      moveTo(plusMinutes(dose, 3 * days));
      await strike();
      const opened = await openInvitation('day3');
      assert.deepEqual(opened.scales, ['phq9', 'gad7']);
      await answerAll(opened);
      house.wait(7 * hours);
      await strike();
      const found = (await invitations()).filter(({ occasion }) => occasion === 'day3');
      assert.deepEqual(
        found.map(({ messages }) => messages),
        [1],
      );
      assert.equal(await stateOf('day3'), 'answered');
    },
  );

  await t.test(
    '[H22] a patient without messages is asked in the clinic; an occasion left out is not there; day seven goes when it is back',
    async () => {
      await change({ noMessages: true });
      moveTo(plusMinutes(dose, 7 * days));
      await strike();
      const invited = async () => (await invitations()).some(({ occasion }) => occasion === 'day7');
      assert.deepEqual([await invited(), await stateOf('day7')], [false, 'due']);
      const without = await change({ without: ['day7'] });
      assert.ok(!without.due.some(({ occasion }) => occasion === 'day7'));
      await strike();
      assert.equal(await invited(), false);
      await change({});
      await strike();
      assert.equal(await invited(), true);
      const keys = (await invitations()).map(({ occasion_key: key }) => key);
      assert.equal(new Set(keys).size, keys.length);
    },
  );

  await t.test(
    '[H45] what the night would keep until it is too late is not sent; a reminder counts from when its invitation left',
    async () => {
      const now = house.now();
      const clock = (minutes: number) => clockTime('Europe/London', plusMinutes(now, minutes));
      const short = {
        id: 'short',
        title: 'For two hours only',
        timepoint: 'unscheduled',
        anchor: { kind: 'dose', which: 'first' },
        afterMinutes: Math.round(elapsedMs(dose, now) / 60_000) + 10,
        openMinutes: 120,
        remindAfterMinutes: [15],
        measures: [{ instrument: 'phq2', way: 'link' }],
        source: { mark: 'localDefault', citation: 'A test' },
      };
      const put = (given: number, until: number) =>
        ok('medicalLead', routes.changeSchedule, {
          body: {
            schedule: schedule(given, {
              quiet: { from: clock(-1), to: clock(until) },
              occasions: [...schedule(given).occasions, short],
            }),
            reason: 'A test',
            second: { login: house.here.staff.prescriber.login, password: testPassword },
          },
        });
      const messages = () =>
        house.asOwner(
          sql<{ purpose: string; at: Instant }>`select m.purpose, m.not_before as at from message m
            join invitation i on i.invitation_id = m.invitation_id where i.occasion = 'short' order by m.made_at`,
        );
      await put(1, 200);
      house.wait(15);
      await strike();
      assert.deepEqual(await messages(), [], 'it would leave after its time');
      await put(2, 100);
      await strike();
      const [invitation, ...more] = await messages();
      assert.deepEqual(more, []);
      assert.equal(
        clockTime('Europe/London', invitation?.at ?? now),
        clock(100),
        'the end of the quiet hours',
      );
      for (const [minutes, count] of [
        [50, 1],
        [48, 1],
        [4, 2],
      ] as const) {
        house.wait(minutes);
        await strike();
        assert.equal((await messages()).length, count, `${minutes} more minutes`);
      }
      assert.equal((await messages())[1]?.purpose, 'reminder');
    },
  );

  await t.test(
    'a code for the clinic’s tablet opens however it is typed, for an hour, and guessing at it is slowed',
    async () => {
      const kiosk = () =>
        ok('frontDesk', routes.makeLink, {
          params,
          body: { instruments: ['phq9', 'gad7'], timepoint: 'preDose', kind: 'kiosk' },
        });
      const { code = '', path } = await kiosk();
      assert.match(code, /^[A-HJKMNP-Z2-9]{8}$/);
      assert.ok(!path.includes(code), 'the address tells no secret');
      const typed = [
        code,
        code.toLowerCase(),
        `${code.slice(0, 4)}-${code.slice(4)}`,
        ` ${code.slice(0, 2)} ${code.slice(2, 5).toLowerCase()}-${code.slice(5)} `,
      ];
      for (const one of typed) await openAsPatient(house, one);
      const wrongDate = await house.call(routes.openLink, { body: { token: code, birthDate: '1980-02-04' } });
      assert.equal(wrongDate.code, 'LNK-001');
      house.wait(61);
      const late = await house.call(routes.openLink, { body: { token: code, birthDate: '1980-02-03' } });
      assert.equal(late.code, 'LNK-001');

      const { code: next = '' } = await kiosk();
      const guess = (token: string, from: string) =>
        house.call(routes.openLink, { body: { token, birthDate: '1980-02-03' }, from });
      const codes: (string | undefined)[] = [];
      for (let turn = 0; turn < 6; turn += 1)
        codes.push((await guess(`WRNG234${turn + 2}`, '203.0.113.9')).code);
      assert.deepEqual(codes, ['LNK-001', 'LNK-001', 'LNK-001', 'LNK-001', 'LNK-001', 'AUT-004']);
      assert.equal((await guess(next, '203.0.113.9')).code, 'AUT-004', 'not even the right one is looked at');
      assert.equal((await guess(next, '198.51.100.7')).status, 200, 'nobody elsewhere is locked out');
    },
  );

  await t.test(
    '[P1] the clinic’s tablet sends for one person while the next is at it, each with a sign-in of the open page alone',
    async () => {
      const opened = async () => {
        const { code = '', responseIds } = await ok('frontDesk', routes.makeLink, {
          params,
          body: { instruments: ['phq2'], timepoint: 'preDose', kind: 'kiosk' },
        });
        return { ...(await openAsPatient(house, code)), responseId: responseIds[0] ?? '' };
      };
      const first = await opened();
      const next = await opened();
      assert.deepEqual([first.cookies, next.cookies], [{}, {}], 'nothing of it stays in the browser');
      assert.equal((await next.answer(next.responseId, 0, 1)).status, 200);
      assert.equal((await first.answer(first.responseId, 0, 2)).status, 200);
      assert.equal((await next.answer(first.responseId, 1, 2)).code, 'RSP-001', 'nobody else’s');
      assert.equal((await house.call(routes.linkQuestionnaire)).code, 'AUT-001');
      const asked = await house.call(routes.linkQuestionnaire, {
        headers: { 'x-evenkeel-link': 'x'.repeat(43) },
      });
      assert.equal(asked.code, 'AUT-001');
    },
  );

  await t.test(
    '[J3] [P3] a total from paper is kept as a total, within the scale, and its open item on suicide is followed up',
    async () => {
      const paper = (more: object) =>
        as('nurse', routes.recordTotal, {
          params,
          body: {
            responseId: house.store.newId(),
            instrument: 'phq9',
            timepoint: 'unscheduled',
            total: 12,
            takenAt: plusMinutes(house.now(), -2 * days),
            rater: 'Dr Lamarr',
            known: [],
            ...more,
          },
        });
      for (const total of [-1, 28]) assert.equal((await paper({ total })).code, 'RSP-004', String(total));
      assert.equal((await paper({ instrument: 'nothing' })).code, 'RSP-001');
      assert.equal(
        (await paper({ instrument: 'evenkeel-sensations' })).code,
        'RSP-004',
        'a list has no total',
      );
      assert.equal((await paper({ takenAt: plusMinutes(house.now(), 60) })).code, 'REQ-001');
      assert.equal((await paper({ known: [{ item: 8, answer: 7 }] })).code, 'RSP-002');
      const responseId = house.store.newId();
      const takenAt = plusMinutes(house.now(), -2 * days);
      const [first, second] = [await paper({ responseId, takenAt }), await paper({ responseId, takenAt })];
      assert.deepEqual(first.body, second.body, 'sent twice it is one');
      const view = first.body as ResponseView;
      assert.deepEqual(
        [view.mode, view.takenAt, view.ratedBy, view.score?.total, view.score?.band, view.score?.totalOnly],
        ['paper', takenAt, 'Dr Lamarr', 12, 'moderate', true],
      );
      assert.ok(view.answers.length >= 9 && view.answers.every((answer) => answer === null));
      assert.deepEqual(view.score?.flags, ['suicidalityUnanswered']);
      const course = await ok('nurse', routes.course, { params });
      const point = course.series
        .find(({ instrument }) => instrument === 'phq9')
        ?.scores.find((one) => one.responseId === responseId);
      assert.deepEqual([point?.at, point?.total, point?.totalOnly], [takenAt, 12, true]);
      const { open } = await ok('nurse', routes.riskInbox);
      assert.ok(open.some(({ level, instrument }) => level === 'unanswered' && instrument === 'phq9'));
    },
  );

  await t.test('goals are the patient’s own, few, and never written over by an older device', async () => {
    const { path } = await ok('nurse', routes.makeLink, {
      params,
      body: { instruments: ['phq2'], timepoint: 'unscheduled' },
    });
    const { cookies } = await openAsPatient(house, path.split('#')[1] ?? '');
    const goalId = house.store.newId();
    const put = (goal: object) =>
      house.call(routes.linkGoal, {
        cookies,
        body: { goalId, version: 1, wording: 'Walk to the river', state: 'current', ...goal },
      });
    const goalsIn = (answer: { readonly body: unknown }) =>
      (
        answer.body as {
          readonly goals: readonly {
            goalId: string;
            wording: string;
            version: number;
            marks: { mark: number }[];
          }[];
        }
      ).goals;
    assert.equal(goalsIn(await put({})).length, 1);
    assert.equal(goalsIn(await put({})).length, 1, 'sent twice it is one');
    assert.equal((await put({ wording: 'Other words' })).code, 'GOL-001');
    assert.equal((await put({ version: 3, wording: 'Other words' })).code, 'GOL-001');
    const [changed] = goalsIn(await put({ version: 2, wording: 'Swim in the river' }));
    assert.deepEqual([changed?.wording, changed?.version], ['Swim in the river', 2]);
    for (let more = 0; more < 4; more += 1)
      assert.equal((await put({ goalId: house.store.newId() })).status, 200);
    assert.equal((await put({ goalId: house.store.newId() })).code, 'REQ-001', 'five at a time');
    assert.equal((await put({ version: 3, wording: 'Swim in the river', state: 'reached' })).status, 200);
    assert.equal((await put({ goalId: house.store.newId() })).status, 200, 'one was reached');
    const mark = (given: object) =>
      house.call(routes.linkGoalMark, {
        cookies,
        body: { goalId, markId: house.store.newId(), mark: 7, ...given },
      });
    const markId = house.store.newId();
    await mark({ markId });
    const marked = goalsIn(await mark({ markId }));
    assert.deepEqual(
      marked.find((one) => one.goalId === goalId)?.marks.map((one) => one.mark),
      [7],
    );
    assert.equal((await mark({ mark: 11 })).code, 'REQ-001');
    assert.equal((await mark({ goalId: house.store.newId() })).code, 'RSP-001');
  });

  await t.test(
    '[H53] the text of a scale is the one its owner licensed: a pack loads whole or not at all, is shown by form and link, and can be withdrawn',
    async () => {
      const qids = instrumentById('qids-sr16') ?? assert.fail();
      const pack = {
        format: 'evenkeel-site-pack/1',
        instrument: qids.id,
        version: qids.version,
        language: 'cy',
        owner: 'An owner',
        terms: 'Their terms',
        stem: 'Stem of the pack',
        attribution: 'Line of the pack',
        items: qids.items.map(({ options }, place) => ({
          text: `Words ${place + 1}`,
          labels: options.map(({ value }) => `Label ${value}`),
        })),
        acceptance: { by: 'The lead', at: '2026-11-25', statement: 'We accept' },
      };
      const load = (given: unknown, role: 'medicalLead' | 'nurse' = 'medicalLead') =>
        as(role, routes.loadSitePack, {
          body: { pack: typeof given === 'string' ? given : JSON.stringify(given), accepted: true },
        });
      const link = () =>
        as('nurse', routes.makeLink, { params, body: { instruments: [qids.id], timepoint: 'unscheduled' } });
      const form = () => ok('nurse', routes.instrumentForm, { params: { instrument: qids.id } });
      assert.equal((await link()).code, 'RSP-001', 'without its text it is no link');
      for (const wrong of [
        'no JSON',
        { ...pack, items: pack.items.slice(1) },
        { ...pack, version: '0' },
        { ...pack, instrument: 'madrs' },
        { ...pack, acceptance: {} },
      ])
        assert.equal((await load(wrong)).code, 'PCK-001');
      assert.equal((await load(pack, 'nurse')).code, 'AUT-002');
      assert.equal((await form()).items[0]?.text, undefined);
      assert.equal((await load(pack)).status, 200);
      const shown = await form();
      assert.deepEqual(
        [
          shown.language,
          shown.stem,
          shown.attribution,
          shown.items[0]?.text,
          shown.items[11]?.options[1]?.label,
        ],
        ['cy', 'Stem of the pack', 'Line of the pack', 'Words 1', 'Label 1'],
      );
      const made = await link();
      assert.equal(made.status, 200);
      const { token } = { token: (made.body as { path: string }).path.split('#')[1] ?? '' };
      const { cookies } = await openAsPatient(house, token);
      const { raw } = await house.call(routes.linkQuestionnaire, { cookies });
      assert.match(raw.body, /Words 16/);
      const withdrawn = await ok('medicalLead', routes.withdrawSitePack, { body: { instrument: qids.id } });
      assert.deepEqual(withdrawn.packs, []);
      assert.equal((await form()).items[0]?.text, undefined);
      assert.equal((await link()).code, 'RSP-001');
      const again = await as('medicalLead', routes.withdrawSitePack, { body: { instrument: qids.id } });
      assert.equal(again.code, 'PCK-001');
      const noted = await house.asOwner(
        sql<{ action: string }>`select distinct action from audit where action like '%SitePack' order by 1`,
      );
      assert.deepEqual(
        noted.map(({ action }) => action),
        ['loadSitePack', 'withdrawSitePack'],
      );
    },
  );

  await t.test(
    '[H22] a course that ended early is over once the days of its booked visits are, and the months after it are asked about',
    async () => {
      const { sessions } = await ok('nurse', routes.patientSessions, { params });
      const left = sessions.filter(({ state }) => state === 'booked').map(({ day }) => day);
      const [last = assert.fail('nothing is booked')] = left.toSorted().toReversed();
      const noon = (day: string) => `${day}T12:00:00.000Z` as Instant;
      moveTo(noon(last));
      assert.equal(await stateOf('endOfCourse'), undefined, 'a visit is to come today');
      moveTo(noon(plusDays(last as Parameters<typeof plusDays>[0], 1)));
      assert.equal(await stateOf('endOfCourse'), 'expired');
      moveTo(plusMinutes(dose, 28 * days + 1));
      assert.equal(await stateOf('monthly'), 'due');
      await strike();
      assert.ok((await invitations()).some(({ occasion }) => occasion === 'monthly'));
    },
  );
});
