import assert from 'node:assert/strict';
import test from 'node:test';
import { routes, type CourseReviewView } from '@evenkeel/contract';
import { instruments } from '@evenkeel/instruments';
import { missedDosesScale } from '@evenkeel/protocol';
import { dateIn, dateWords, plusDays, plusMinutes, type CalendarDate } from '@evenkeel/quantities';
import { makeTestApp } from '../testing/app.ts';
import {
  beginMainJob,
  entryMaker,
  openFirstSession,
  plainSession,
  recordEverything,
  signUsualPlan,
} from '../testing/main-job.ts';

const day = 24 * 60;

test('therapy beside the drug', async (t) => {
  const house = await makeTestApp();
  t.after(async () => await house.close());
  const job = await beginMainJob(house);
  const { patientId, ok, as } = job;
  const params = { patientId };
  await recordEverything(job);
  await signUsualPlan(job);
  house.wait(150);
  const session = await openFirstSession(job);
  const { sessionId } = session;
  const today = (): CalendarDate => dateIn('Europe/London', house.now());
  const firstDay = today();
  const contact = async (body: object) => {
    const factId = house.store.newId();
    await ok('therapist', routes.recordFact, {
      params,
      body: { factId, fact: { kind: 'therapyContact', body } },
    });
    return factId;
  };
  const review = async (): Promise<CourseReviewView> => ok('nurse', routes.courseReview, { params });
  const share = async (name: string) => {
    const { what: _, ...counted } = (await review()).adherence.find(({ what }) => what === name) ?? {};
    return counted;
  };
  const course = async () => ok('therapist', routes.course, { params });
  const uncounted = { low: 'unknown' };

  await t.test('[AFT-10] while no course runs nothing is said of weekly therapy', async () => {
    assert.equal((await course()).weeklyTherapy, undefined);
  });
  await contact({ therapy: 'preparation', heldOn: plusDays(firstDay, -3), homeworkSet: 9 });
  const make = entryMaker(house, sessionId, house.here.staff.nurse.staffId);
  const { refused } = await ok('nurse', routes.appendEntries, {
    params: { sessionId },
    body: { entries: plainSession(make, session, plusMinutes(house.now(), -140)) },
  });
  assert.deepEqual(refused, []);

  await t.test(
    '[AFT-09] what a contact cannot hold is refused in a sentence, and nothing is needed',
    async () => {
      const plain = { therapy: 'cbt', heldOn: firstDay };
      for (const [more, sentence] of [
        [{ homeworkSet: 51 }, /too large; at most 50/],
        [{ homeworkDone: -1 }, /too small; at least 0/],
        [{ homeworkDone: 1.5 }, /whole number/],
        [{ homeworkSet: '2' }, /number/],
        [{ socialRhythm: 8 }, /too large; at most 7/],
        [{ heldOn: plusDays(firstDay, 2) }, /in the future/],
      ] as const) {
        const answer = await as('therapist', routes.recordFact, {
          params,
          body: {
            factId: house.store.newId(),
            fact: { kind: 'therapyContact', body: { ...plain, ...more } },
          },
        });
        assert.equal(answer.code, 'REQ-001', JSON.stringify(more));
        assert.match(answer.raw.body, sentence);
      }
      for (const body of [
        { ...plain, therapy: 'supportive' },
        { ...plain, homeworkSet: 4, socialRhythm: 0 },
      ]) {
        const factId = await contact(body);
        const { facts } = await ok('therapist', routes.facts, { params });
        assert.deepEqual(facts.find((one) => one.factId === factId)?.body, body, 'as it was written');
      }
    },
  );

  await t.test(
    '[AFT-09] homework of the review is paired contact by contact; a doubt and an error are not counted',
    async () => {
      assert.deepEqual(await share('homework'), uncounted, 'nothing was asked for yet');
      house.wait(7 * day);
      await contact({ therapy: 'cbt', heldOn: today(), homeworkDone: 3, homeworkSet: 2 });
      assert.deepEqual(await share('homework'), { share: 0.75, done: 3, agreed: 4, low: true });
      house.wait(7 * day);
      const doubtful = await contact({ therapy: 'cbt', heldOn: today(), homeworkDone: 5 });
      assert.deepEqual(await share('homework'), { share: 0.75, done: 3, agreed: 4, low: true });
      const shown = (await course()).therapy.find((one) => one.homeworkDone === 5);
      assert.equal(
        shown?.homeworkDoubt,
        `More done than the 2 agreed on ${dateWords(plusDays(today(), -7))}: not counted.`,
      );
      await ok('therapist', routes.changeFact, {
        params: { ...params, factId: doubtful },
        body: { version: 1, enteredInError: true, reason: 'Another patient' },
      });
      await contact({ therapy: 'cbt', heldOn: today(), homeworkDone: 2 });
      assert.deepEqual(await share('homework'), { share: 5 / 6, done: 5, agreed: 6, low: false });
    },
  );

  await t.test(
    '[AFT-09] days covered come from the missed-dose question: an answer of the course, the newest of those that overlap',
    async () => {
      assert.deepEqual(await share('medicineDays'), uncounted);
      const missed = async (total: number, on: CalendarDate) =>
        await ok('nurse', routes.recordTotal, {
          params,
          body: {
            responseId: house.store.newId(),
            instrument: 'evenkeel-missed-doses',
            timepoint: 'unscheduled',
            total,
            takenAt: `${on}T12:00:00.000Z`,
            known: [],
          },
        });
      await missed(0, plusDays(firstDay, 6));
      assert.deepEqual(await share('medicineDays'), uncounted, 'its days begin before the course');
      await missed(3, plusDays(firstDay, 7));
      assert.deepEqual(await share('medicineDays'), { share: 4 / 7, done: 4, agreed: 7, low: true });
      await missed(1, plusDays(firstDay, 13));
      assert.deepEqual(await share('medicineDays'), { share: 6 / 7, done: 6, agreed: 7, low: false });
    },
  );

  await t.test(
    '[AFT-10] the course says when weekly therapy is due, once the diagnosis is bipolar',
    async () => {
      const diagnosis = async (kind: string) =>
        await ok('prescriber', routes.recordFact, {
          params,
          body: {
            factId: house.store.newId(),
            fact: {
              kind: 'diagnosis',
              body: { kind, episode: 'depressive', severity: 'severe', psychoticFeatures: 'no' },
            },
          },
        });
      assert.equal((await course()).weeklyTherapy, undefined, 'unipolar');
      const { facts } = await ok('therapist', routes.facts, { params });
      const known = facts.find(({ kind }) => kind === 'diagnosis');
      assert.ok(known);
      await ok('prescriber', routes.changeFact, {
        params: { ...params, factId: known.factId },
        body: { version: known.version, enteredInError: true, reason: 'Another patient' },
      });
      assert.equal((await course()).weeklyTherapy?.state, 'diagnosisNeeded');
      await diagnosis('bipolarII');
      assert.equal((await course()).weeklyTherapy?.state, 'none', 'only other kinds of therapy are recorded');
      await contact({ therapy: 'socialRhythm', heldOn: today(), socialRhythm: 5 });
      const held = await course();
      assert.equal(held.weeklyTherapy?.state, 'notYet');
      assert.match(held.weeklyTherapy.says, /social rhythm steady on 5 of 7 days/);
      assert.deepEqual([held.weeklyTherapy.rule, held.weeklyTherapy.mark], ['AFT-10', 'localDefault']);
      assert.equal(held.therapy.find(({ therapy }) => therapy === 'socialRhythm')?.socialRhythm, 5);
      house.wait(7 * day);
      assert.equal((await course()).weeklyTherapy?.state, 'dueToday');
      house.wait(day);
      assert.equal((await course()).weeklyTherapy?.state, 'overdue');
      house.wait(80 * day);
      assert.equal((await course()).weeklyTherapy, undefined, 'no course runs any more');
    },
  );
});

test('[AFT-09] the scale of days covered asks for days missed of the last seven', () => {
  const scale = instruments.find(({ id }) => id === missedDosesScale);
  assert.deepEqual(
    [scale?.range, scale?.recallDays, scale?.direction],
    [{ from: 0, to: 7 }, 7, 'higherIsWorse'],
  );
});
