import assert from 'node:assert/strict';
import test from 'node:test';
import { routes } from '@evenkeel/contract';
import { dateIn, plusDays } from '@evenkeel/quantities';
import { makeTestApp } from '../testing/app.ts';
import {
  beginMainJob,
  entryMaker,
  openFirstSession,
  plainSession,
  recordEverything,
  signUsualPlan,
} from '../testing/main-job.ts';

test('[H31] a consent of the day of a dose is not taken between the start of the dose and leaving', async (t) => {
  const house = await makeTestApp();
  t.after(() => house.close());
  const job = await beginMainJob(house);
  const params = { patientId: job.patientId };
  await recordEverything(job);
  await signUsualPlan(job);
  const opened = await openFirstSession(job);
  const day = dateIn('Europe/London', house.now());
  const body = (more: object = {}) => ({
    form: 'Treatment',
    formVersion: '2',
    signedOn: day,
    drug: 'ketamine',
    ...more,
  });
  const consent = async (more: object = {}, factId = house.store.newId()) =>
    await job.as('nurse', routes.recordFact, {
      params,
      body: { factId, fact: { kind: 'consent', body: body(more) } },
    });
  const change = async (factId: string, version: number, more: object) =>
    await job.as('nurse', routes.changeFact, {
      params: { patientId: job.patientId, factId },
      body: { version, fact: { kind: 'consent', body: body(more) } },
    });
  const entries = plainSession(
    entryMaker(house, opened.sessionId, house.here.staff.nurse.staffId),
    opened,
    house.now(),
  );
  const start = entries.findIndex(({ type }) => type === 'doseStart');
  const send = async (from: number, to: number) => {
    const sent = entries.slice(from, to);
    const { refused } = await job.ok('nurse', routes.appendEntries, {
      params: { sessionId: opened.sessionId },
      body: { entries: sent },
    });
    assert.deepEqual(refused, []);
  };

  house.wait(140);
  await send(0, start);
  const before = house.store.newId();
  assert.equal((await consent({}, before)).status, 200, 'before the dose');

  await send(start, start + 1);
  const refused = await consent();
  assert.equal(refused.code, 'REQ-001');
  assert.match((refused.body as { detail?: string }).detail ?? '', /has not left/);
  assert.equal((await consent({}, before)).status, 200, 'sent again: it is there already');
  assert.equal((await change(before, 1, { formVersion: '3' })).code, 'REQ-001');
  assert.equal((await consent({ signedOn: plusDays(day, 1) })).code, 'REQ-001');
  assert.equal((await consent({ signedOn: plusDays(day, -1) })).status, 200, 'the day before');
  assert.equal((await consent({ drug: 'esketamine' })).code, 'REQ-001');
  assert.equal((await change(before, 1, { withdrawnOn: day })).status, 200, 'taking it back is heard');

  await send(start + 1, entries.length - 1);
  assert.equal((await consent()).code, 'REQ-001', 'in recovery');
  const other = await beginMainJob(house, 'Byron');
  const elsewhere = await other.as('nurse', routes.recordFact, {
    params: { patientId: other.patientId },
    body: { factId: house.store.newId(), fact: { kind: 'consent', body: body() } },
  });
  assert.equal(elsewhere.status, 200, 'another patient');

  await send(entries.length - 1, entries.length);
  assert.equal((await consent()).status, 200, 'after leaving');
});
