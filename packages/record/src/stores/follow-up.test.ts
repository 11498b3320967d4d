import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import type { Entry } from '@evenkeel/protocol';
import { plusMinutes } from '@evenkeel/quantities';
import { allow, doseStart, now, testClinic, testEntry } from '../testing/clinic.ts';
import { freshDatabase, stopTestServer } from '../testing/index.ts';
import { doseSessions } from './follow-up.ts';

after(stopTestServer);

const device = { type: 'deviceGiven', body: { device: 2, taken: true } } as unknown as Partial<Entry>;
const note = { type: 'note', body: { text: 'quiet' } } as unknown as Partial<Entry>;

test('sessions with a dose since a time, each with all the entries that a dose is told by', async () => {
  const db = await freshDatabase();
  const {
    scope,
    ids: [old = '', recent = '', corrected = '', empty = ''],
  } = await testClinic(db, 4);
  const daysAgo = (days: number) => plusMinutes(now(), -days * 1440);
  const write = async (sessionId: string, days: number, more: Partial<Entry>) => {
    const entry = testEntry(sessionId, { ...more, clinicalTime: daysAgo(days) });
    const { refused } = await db.store.log.append(scope, sessionId, [entry], allow);
    assert.deepEqual(refused, []);
    return entry;
  };
  await write(old, 70, doseStart);
  await write(recent, 5, doseStart);
  await write(recent, 5, device);
  await write(recent, 5, note);
  const typedWrong = await write(corrected, 90, doseStart);
  await write(corrected, 3, { ...doseStart, corrects: typedWrong.id, reason: 'typed wrong' });
  await write(empty, 5, note);
  const found = (since?: string) =>
    db.store.inClinic(scope, [], (tx) => doseSessions(tx, scope, since === undefined ? {} : { since }));
  const sessions = async (since?: string) =>
    (await found(since)).map(({ sessionId }) => sessionId).toSorted();
  assert.deepEqual(await sessions(), [old, recent, corrected].toSorted());
  assert.deepEqual(await sessions(daysAgo(60)), [recent, corrected].toSorted());
  assert.deepEqual(await sessions(daysAgo(1)), []);
  const entries = (await found(daysAgo(60))).find(({ sessionId }) => sessionId === recent)?.entries;
  assert.deepEqual(
    entries?.map(({ type }) => type),
    ['doseStart', 'deviceGiven'],
  );
  await db.close();
});
