import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { after } from 'node:test';
import type { Entry } from '@evenkeel/protocol';
import { plusMinutes } from '@evenkeel/quantities';
import { allow, doseStart, now, testClinic, testEntry } from '../testing/clinic.ts';
import { freshDatabase, stopTestServer } from '../testing/index.ts';
import { outcomeGround, sessionSafety } from './outcome.ts';

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

test('[P6] a course is told by its dose a kilogram, and by its amount where the dose is fixed', async () => {
  const db = await freshDatabase();
  const { scope, patientId } = await testClinic(db, 1);
  const onEsketamine = randomUUID();
  await db.store.inClinic(scope, [], async (tx) => {
    await tx
      .insertInto('plan')
      .values({
        clinic_id: scope.clinicId,
        plan_id: randomUUID(),
        patient_id: onEsketamine,
        drug: 'esketamine',
        route: 'nasal-device',
        amount_mg: '56.0',
        devices: 2,
        sessions: 8,
        days: ['2026-01-01'],
        sentence: 'test',
        policy_version: 1,
        signed_by: scope.actorId,
        signed_meaning: 'test',
        signed_at: now(),
        signed_hash: Buffer.alloc(32),
      })
      .execute();
  });
  const grounds = await db.store.inClinic(scope, [], (tx) =>
    outcomeGround(tx, scope, [patientId, onEsketamine]),
  );
  const regimenOf = new Map(grounds.map((one) => [one.patientId, one.regimen]));
  assert.equal(regimenOf.get(patientId), '0.5 mg/kg, 6 sessions');
  assert.equal(regimenOf.get(onEsketamine), '56 mg, 8 sessions');
  await db.close();
});
