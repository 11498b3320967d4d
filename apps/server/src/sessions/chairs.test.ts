import assert from 'node:assert/strict';
import test from 'node:test';
import { routes } from '@evenkeel/contract';
import { plusMinutes } from '@evenkeel/quantities';
import { makeTestApp } from '../testing/app.ts';
import {
  beginMainJob,
  entryMaker,
  openFirstSession,
  plainSession,
  recordEverything,
  signUsualPlan,
} from '../testing/main-job.ts';

test('[MON-17] [SYM-01] the chairs show a symptom beside its pressure, and how many observers are needed', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const job = await beginMainJob(house);
  await recordEverything(job);
  await signUsualPlan(job);
  house.wait(60);
  const view = await openFirstSession(job);
  const { sessionId } = view;
  const make = entryMaker(house, sessionId, house.here.staff.nurse.staffId);
  const from = plusMinutes(house.now(), -31);
  const at = plusMinutes(from, 31);
  const before = await job.ok('nurse', routes.today, {});
  assert.equal(before.observers, undefined, 'nobody has had a dose');

  // Half a recovery score is refused by the contract; nothing of it is kept.
  const half = await job.as('nurse', routes.appendEntries, {
    params: { sessionId },
    body: { entries: [make('leavingScore', { scale: 'aldrete', answers: [2, 2] }, { at })] },
  });
  assert.equal(half.code, 'REQ-001');

  const entries = [
    ...plainSession(make, view, from).filter(({ clinicalTime }) => clinicalTime <= at),
    make('adverseEvent', { kind: 'chestPain', severity: 'moderate', serious: false }, { at }),
  ];
  const { refused } = await job.ok('nurse', routes.appendEntries, {
    params: { sessionId },
    body: { entries },
  });
  assert.deepEqual(refused, []);
  const { sessions, observers } = await job.ok('nurse', routes.today, {});
  const [first] = sessions.find((one) => one.sessionId === sessionId)?.attention ?? [];
  assert.deepEqual(first, {
    level: 'now',
    sentence: 'There is chest pain at a blood pressure of 138/78. Stop, call, treat by order.',
  });
  const want = '1 patient to watch: at least 1 observer, at most 2 patients each, nobody out of sight.';
  assert.deepEqual(observers, {
    verdict: 'unknown',
    says: `${want} How many are present was not counted today.`,
  });

  const count = async (who: 'nurse' | 'frontDesk', present: number) =>
    await job.as(who, routes.countObservers, {
      body: { countId: house.store.newId(), observers: present },
    });
  assert.equal((await count('frontDesk', 3)).code, 'AUT-002', 'who does not chart does not count');
  assert.equal((await count('nurse', 0)).code, undefined);
  const told = async () => {
    const { observers: now, observersPresent: present } = await job.ok('nurse', routes.today, {});
    return [now?.verdict, present?.observers];
  };
  assert.deepEqual(await told(), ['notMet', 0]);
  house.wait(1);
  await count('nurse', 1);
  assert.deepEqual(await told(), ['met', 1]);
  const { observersPresent } = await job.ok('nurse', routes.today, {});
  assert.ok(observersPresent !== undefined && observersPresent.at <= house.now());
  assert.ok(observersPresent.byName.length > 0);
  const countId = house.store.newId();
  const once = (present: number) =>
    job.ok('nurse', routes.countObservers, { body: { countId, observers: present } });
  assert.deepEqual(
    [await once(2), await once(5)],
    [{ observers: 2 }, { observers: 2 }],
    'the same id is one count',
  );
  assert.deepEqual(await told(), ['met', 2]);
  const desk = await job.ok('frontDesk', routes.today, {});
  assert.deepEqual([desk.observers, desk.observersPresent], [undefined, undefined]);
  house.wait(24 * 60);
  assert.deepEqual((await told())[1], undefined, 'a new day begins uncounted');
});
