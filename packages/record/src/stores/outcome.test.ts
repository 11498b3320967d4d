import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import type { Entry } from '@evenkeel/protocol';
import { plusMinutes } from '@evenkeel/quantities';
import { allow, doseStart, now, testClinic, testEntry } from '../testing/clinic.ts';
import { freshDatabase, stopTestServer } from '../testing/index.ts';
import { sessionSafety } from './outcome.ts';

after(stopTestServer);

const event = (kind: string, severity: string) =>
  ({ type: 'adverseEvent', body: { kind, severity, serious: false } }) as unknown as Partial<Entry>;
const retraction = { type: 'retraction', body: {} } as unknown as Partial<Entry>;

test('[P2] safety counts the newest standing version of an event, and nothing entered in error', async () => {
  const db = await freshDatabase();
  const {
    scope,
    ids: [first = '', second = '', third = ''],
  } = await testClinic(db, 3);
  let minute = -60;
  /** The device's clock goes on from one entry to the next. */
  const write = async (sessionId: string, more: Partial<Entry>, corrects?: Entry) => {
    minute += 1;
    const at = plusMinutes(now(), minute);
    const entry = testEntry(sessionId, {
      ...more,
      clinicalTime: at,
      deviceTime: at,
      ...(corrects === undefined ? {} : { corrects: corrects.id, reason: 'typed wrong' }),
    });
    const { refused } = await db.store.log.append(scope, sessionId, [entry], allow);
    assert.deepEqual(refused, []);
    return entry;
  };
  const safety = () => db.store.inClinic(scope, [], (tx) => sessionSafety(tx, scope, '2026-01-01'));

  await write(first, doseStart);
  const start = await write(second, doseStart);
  await write(third, doseStart);
  assert.deepEqual(await safety(), { sessions: 3, people: 3, events: [] });

  const nausea = await write(first, event('nausea', 'mild'));
  await write(first, retraction, nausea);
  assert.deepEqual((await safety()).events, [], 'entered in error');

  const fall = await write(second, event('fall', 'mild'));
  const worse = await write(second, event('fall', 'moderate'), fall);
  const worst = await write(second, event('fall', 'severe'), worse);
  assert.deepEqual(
    (await safety()).events,
    [{ kind: 'fall', severity: 'severe', sessions: 1 }],
    'a correction of a correction is one event',
  );
  await write(second, retraction, worst);
  assert.deepEqual(
    (await safety()).events,
    [{ kind: 'fall', severity: 'moderate', sessions: 1 }],
    'what the correction had replaced counts again',
  );
  await write(third, event('fall', 'moderate'));
  await write(third, event('fall', 'moderate'));
  assert.deepEqual((await safety()).events, [{ kind: 'fall', severity: 'moderate', sessions: 2 }]);

  await write(second, retraction, start);
  const { sessions, people } = await safety();
  assert.deepEqual([sessions, people], [2, 2], 'a dose that was never given exposes nobody');
  assert.equal(
    (await db.store.inClinic(scope, [], (tx) => sessionSafety(tx, scope, '2026-01-02'))).sessions,
    0,
  );
  await db.close();
});
