import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { after } from 'node:test';
import { allow, doseStart, now, testClinic, testEntry } from './testing/clinic.ts';
import { freshDatabase, stopTestServer } from './testing/index.ts';
import { verifyAll } from './verify.ts';

after(stopTestServer);

test('[P1] the same entry sent twice, or to two callers at once, is one entry', async () => {
  const db = await freshDatabase();
  const {
    scope,
    ids: [id = ''],
  } = await testClinic(db, 1);
  const one = testEntry(id);
  const [a, b] = await Promise.all([
    db.store.log.append(scope, id, [one], allow),
    db.store.log.append(scope, id, [one], allow),
  ]);
  const c = await db.store.log.append(scope, id, [one, one], allow);
  assert.equal(a.recorded[0]?.hash, b.recorded[0]?.hash);
  assert.equal(c.recorded[1]?.sequence, 1);
  assert.equal((await db.store.log.read(scope, id)).length, 1);
  await db.close();
});

test('[P1] an entry that carries the id of another is refused in a sentence, and the first one stays', async () => {
  const db = await freshDatabase();
  const {
    scope,
    ids: [id = ''],
  } = await testClinic(db, 1);
  const one = testEntry(id);
  await db.store.log.append(scope, id, [one], allow);
  const other = { ...one, clinicalTime: '2026-01-01T00:00:00.000Z' as typeof one.clinicalTime };
  const { recorded, refused } = await db.store.log.append(scope, id, [other, one], allow);
  assert.deepEqual(
    refused.map(({ code, sentence }) => [code, sentence]),
    [['SES-004', 'An entry with this id is in the record with another content; the first one is kept.']],
  );
  assert.deepEqual(
    recorded.map(({ clinicalTime }) => clinicalTime),
    [one.clinicalTime],
  );
  assert.equal((await db.store.log.read(scope, id)).length, 1);
  await db.close();
});

test('[P1] fifty clients at once: every acknowledged entry is there, numbered without a gap', async () => {
  const db = await freshDatabase();
  const { scope, ids } = await testClinic(db, 10);
  const sent = await Promise.all(
    Array.from({ length: 50 }, async (_, client) => {
      const id = ids[client % ids.length] ?? '';
      const mine: string[] = [];
      for (let turn = 0; turn < 5; turn += 1) {
        const { recorded } = await db.store.log.append(scope, id, [testEntry(id), testEntry(id)], allow);
        mine.push(...recorded.map((done) => done.id));
      }
      return mine;
    }),
  );
  const stored = new Set<string>();
  for (const id of ids) {
    const entries = await db.store.log.read(scope, id);
    assert.deepEqual(
      entries.map((done) => done.sequence),
      entries.map((_, index) => index + 1),
    );
    for (const done of entries) stored.add(done.id);
  }
  assert.equal(stored.size, 500);
  assert.ok(sent.flat().every((id) => stored.has(id)));
  assert.equal((await verifyAll(db.owner, db.anchorFile)).ok, true);
  await db.close();
});

test('waiting appends share a commit: fifty at once need far fewer transactions than fifty', async () => {
  const db = await freshDatabase();
  const { scope, ids } = await testClinic(db, 50);
  const commits = async () =>
    Number((await db.asOwner('select count(distinct xmin::text) as count from session_entry'))[0]?.['count']);
  await Promise.all(ids.map(async (id) => await db.store.log.append(scope, id, [testEntry(id)], allow)));
  assert.ok((await commits()) <= 10, `${await commits()} transactions`);
  await db.close();
});

test('[DOS-01] a second dose start is answered with a sentence and the first is kept', async () => {
  const db = await freshDatabase();
  const {
    scope,
    ids: [id = ''],
  } = await testClinic(db, 1);
  const first = await db.store.log.append(scope, id, [testEntry(id, doseStart)], allow);
  const second = await db.store.log.append(scope, id, [testEntry(id, doseStart), testEntry(id)], allow);
  assert.equal(first.recorded.length, 1);
  assert.equal(second.refused[0]?.code, 'SES-004');
  assert.equal(second.recorded.length, 1, 'its neighbour is recorded all the same');
  await db.close();
});

test('[P2] a signed session takes notes and reasoned corrections only, and the database itself refuses the rest', async () => {
  const db = await freshDatabase();
  const {
    scope,
    ids: [id = ''],
  } = await testClinic(db, 1);
  const { recorded } = await db.store.log.append(scope, id, [testEntry(id)], allow);
  assert.equal(
    await db.store.log.sign(scope, id, { signatureId: randomUUID(), meaning: 'x', expectedHead: 7 }),
    undefined,
    'a head that moved is not signed',
  );
  assert.ok(await db.store.log.sign(scope, id, { signatureId: randomUUID(), meaning: 'x', expectedHead: 1 }));
  const late = await db.store.log.append(
    scope,
    id,
    [
      testEntry(id, doseStart),
      testEntry(id),
      testEntry(id, { corrects: recorded[0]?.id ?? '', reason: 'typed wrong' }),
    ],
    allow,
  );
  assert.deepEqual(
    late.refused.map((one) => one.code),
    ['SES-002'],
  );
  assert.deepEqual(
    late.recorded.map((one) => one.amendment),
    [true, true],
  );
  const insert = `insert into session_entry select clinic_id, session_id, 99, gen_random_uuid(), type, clinical_time, device_time, device_id, 99, author_id,
    null, null, body, false, server_time, previous_hash, hash from session_entry where sequence = 1`;
  await assert.rejects(db.asApp(scope.clinicId, insert), /row-level security/);
  await assert.rejects(
    db.asApp(scope.clinicId, `update session_entry set type = 'note'`),
    /permission denied/,
  );
  await assert.rejects(db.asApp(scope.clinicId, `delete from session_entry`), /permission denied/);
  await db.close();
});

test('a refused entry is neither stored nor lost to the sender', async () => {
  const db = await freshDatabase();
  const {
    scope,
    ids: [id = ''],
  } = await testClinic(db, 1);
  const one = testEntry(id);
  const { refused } = await db.store.log.append(scope, id, [one], () => ({
    code: 'GAT-01',
    sentence: 'A gate is shut.',
  }));
  assert.deepEqual(refused, [{ id: one.id, code: 'GAT-01', sentence: 'A gate is shut.' }]);
  assert.equal((await db.store.log.read(scope, id)).length, 0);
  await db.close();
});

test('an id that stands in another session is refused there', async () => {
  const db = await freshDatabase();
  const {
    scope,
    ids: [a = '', b = ''],
  } = await testClinic(db, 2);
  const one = testEntry(a);
  await db.store.log.append(scope, a, [one], allow);
  const { refused } = await db.store.log.append(scope, b, [{ ...one, sessionId: b }], allow);
  assert.equal(refused[0]?.code, 'SES-004');
  await db.close();
});

test('verify names the entry whose byte a superuser changed, and finds deletions, cut tails and rewritten chains', async () => {
  const db = await freshDatabase();
  const {
    scope,
    ids: [id = ''],
  } = await testClinic(db, 1);
  const entries = [testEntry(id), testEntry(id), testEntry(id), testEntry(id)];
  await db.store.log.append(scope, id, entries, allow);
  await db.store.anchors.write(now());
  const check = async () => (await verifyAll(db.owner, db.anchorFile)).faults;
  assert.deepEqual(await check(), []);
  const tampered: readonly (readonly [string, string, RegExp])[] = [
    [
      `update session_entry set body = '{"text":"a mote"}' where sequence = 2`,
      'one byte of a body',
      new RegExp(entries[1]?.id ?? 'none'),
    ],
    [
      `update session_entry set clinical_time = clinical_time + interval '1 microsecond' where sequence = 2`,
      'a microsecond',
      new RegExp(entries[1]?.id ?? 'none'),
    ],
    [
      `update session_entry set author_id = gen_random_uuid() where sequence = 3`,
      'the author',
      new RegExp(entries[2]?.id ?? 'none'),
    ],
    [`delete from session_entry where sequence = 2`, 'a deletion', /are gone/],
    [`delete from session_entry where sequence = 4`, 'a cut tail', /its head says 4/],
    [
      `with cut as (delete from session_entry where sequence = 4 returning previous_hash) update session set head_sequence = 3, head_hash = (select previous_hash from cut)`,
      'a cut tail with its head moved',
      /anchor file; the end is gone/,
    ],
    [
      `update audit set actor_role = 'auditor' where sequence = 1`,
      'an audit row',
      /Audit row .* was changed/,
    ],
    [`delete from audit where sequence = 1`, 'a deleted audit row', /are gone/],
  ];
  for (const [statement, what, expected] of tampered) {
    await db.asOwner('drop table if exists kept_entry, kept_session, kept_audit');
    for (const table of ['session_entry', 'session', 'audit'])
      await db.asOwner(`create table kept_${table === 'session_entry' ? 'entry' : table} as table ${table}`);
    await db.asOwner(statement);
    const faults = await check();
    assert.ok(
      faults.some((fault) => expected.test(fault.sentence)),
      `${what}: ${JSON.stringify(faults)}`,
    );
    await db.asOwner('truncate session_entry, audit');
    await db.asOwner('insert into session_entry select * from kept_entry');
    await db.asOwner('insert into audit select * from kept_audit');
    await db.asOwner(
      'update session s set head_sequence = k.head_sequence, head_hash = k.head_hash from kept_session k where k.session_id = s.session_id',
    );
    assert.deepEqual(await check(), [], `${what}: the tampering was undone`);
  }
  await db.close();
});
