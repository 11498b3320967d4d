import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import test, { after } from 'node:test';
import { openAnchors, readAnchors } from './anchor.ts';
import { openStore, type Store } from './door.ts';
import type { LogHint } from './log-hints.ts';
import { allow, doseStart, now, testClinic, testEntry } from './testing/clinic.ts';
import { freshDatabase, stopTestServer, type TestDatabase } from './testing/index.ts';
import { verifyAll } from './verify.ts';

after(stopTestServer);

const faulty = (): never => {
  throw new TypeError('a fault in a rule');
};

/** A second server process on the same database, as far as the store can tell. */
async function second(db: TestDatabase): Promise<Store> {
  return await openStore({ app: db.app, anchorFile: `${db.anchorFile}.2`, now, newId: randomUUID });
}

test('[P1] one append that cannot be stored, or whose check fails, does not fail those that share its commit', async () => {
  const db = await freshDatabase();
  const { scope, ids } = await testClinic(db, 1);
  const id = ids[0] ?? '';
  const outcomes = await Promise.allSettled([
    db.store.log.append(scope, id, [testEntry(id)], allow),
    db.store.log.append(scope, id, [testEntry(id)], faulty),
    db.store.log.append(scope, id, [testEntry(id, { body: { text: 'a\0b' } }), testEntry(id)], allow),
    db.store.log.append(scope, id, [testEntry(id, { reason: 'half \ud83d' })], allow),
    db.store.log.append(scope, id, [testEntry(id, { deviceSequence: 1e30 })], allow),
    db.store.log.append(scope, id, [testEntry(id, { id: 'not-an-id' })], allow),
    db.store.log.append(scope, id, [testEntry(id)], allow),
  ]);
  const told = outcomes.map((one) =>
    one.status === 'rejected'
      ? (one.reason as Error).name
      : `${one.value.recorded.length}+${one.value.refused.map((refused) => refused.code).join()}`,
  );
  assert.deepEqual(told, ['1+', 'TypeError', '1+REQ-001', '0+REQ-001', 'error', '0+REQ-001', '1+']);
  assert.equal((await db.store.log.read(scope, id)).length, 3);
  assert.deepEqual((await verifyAll(db.owner, db.anchorFile)).faults, []);
  await db.close();
});

test('[P1] entries of two tablets arrive in any order, more than once, at two servers: one log, each entry once', async () => {
  const db = await freshDatabase();
  const other = await second(db);
  const { scope, ids } = await testClinic(db, 1);
  const id = ids[0] ?? '';
  const entries = Array.from({ length: 30 }, () => testEntry(id));
  const shuffled = [
    ...entries,
    ...entries.toReversed(),
    ...entries.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  ];
  const answers = await Promise.all(
    shuffled.map(
      async (entry, index) =>
        await (index % 2 === 0 ? db.store : other).log.append(scope, id, [entry], allow),
    ),
  );
  const stored = await other.log.read(scope, id);
  assert.deepEqual(stored.map((entry) => entry.id).toSorted(), entries.map((entry) => entry.id).toSorted());
  for (const { recorded } of answers)
    assert.deepEqual(
      recorded[0],
      stored.find((entry) => entry.id === recorded[0]?.id),
      'every answer is the stored entry',
    );
  assert.deepEqual((await verifyAll(db.owner, db.anchorFile)).faults, []);
  await other.close();
  await db.close();
});

test('[DOS-01] two servers start the dose at the same moment: one stands, the other is told', async () => {
  const db = await freshDatabase();
  const other = await second(db);
  const { scope, ids } = await testClinic(db, 8);
  for (const id of ids) {
    const answers = await Promise.all(
      [db.store, other].map(
        async (store) => await store.log.append(scope, id, [testEntry(id, doseStart)], allow),
      ),
    );
    assert.equal(answers.flatMap((one) => one.recorded).length, 1);
    assert.deepEqual(
      answers.flatMap((one) => one.refused.map((refused) => refused.code)),
      ['SES-004'],
    );
  }
  await other.close();
  await db.close();
});

test('an append at one server is hinted to the readers of another, and a clinic is not told of a session it has not', async () => {
  const db = await freshDatabase();
  const other = await second(db);
  const { scope, ids } = await testClinic(db, 1);
  const id = ids[0] ?? '';
  await other.ready();
  const heard = new Promise<LogHint>((resolve) => other.log.subscribe(resolve));
  const again = setInterval(() => void db.store.log.append(scope, id, [testEntry(id)], allow), 100);
  const hint = await heard;
  clearInterval(again);
  assert.equal(hint.sessionId, id);
  assert.equal(hint.clinicId, scope.clinicId);
  assert.ok(hint.sequence >= 1);
  const { scope: stranger } = await testClinic(db, 1);
  const { recorded, refused } = await db.store.log.append(stranger, id, [testEntry(id)], allow);
  assert.deepEqual([recorded.length, refused[0]?.code], [0, 'SES-001']);
  assert.deepEqual(await db.store.log.read(stranger, id), []);
  await other.close();
  await db.close();
});

test('[P1] connections are cut while fifty clients append and send again: nothing lost, nothing doubled', async () => {
  const db = await freshDatabase();
  const { scope, ids } = await testClinic(db, 10);
  const cutting = { on: true };
  // The clients go on until something was cut, however fast the machine is.
  let failures = 0;
  const cutter = (async () => {
    while (cutting.on) {
      await db.asOwner(
        `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'evenkeel_app' and datname = current_database() and random() < 0.5`,
      );
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  })();
  const sent = await Promise.all(
    Array.from({ length: 50 }, async (_, client) => {
      const id = ids[client % ids.length] ?? '';
      const mine: string[] = [];
      for (let turn = 0; turn < 6 || (failures === 0 && turn < 2000); turn += 1) {
        const entry = testEntry(id);
        for (;;) {
          try {
            const { recorded } = await db.store.log.append(scope, id, [entry], allow);
            assert.equal(recorded[0]?.id, entry.id);
            break;
          } catch (fault) {
            if (fault instanceof assert.AssertionError) throw fault;
            failures += 1;
            if (failures > 100) cutting.on = false;
          }
        }
        mine.push(entry.id);
      }
      return mine;
    }),
  );
  cutting.on = false;
  await cutter;
  assert.ok(failures > 0, 'something was cut');
  const stored = (await Promise.all(ids.map(async (id) => await db.store.log.read(scope, id)))).flat();
  assert.deepEqual(stored.map((entry) => entry.id).toSorted(), sent.flat().toSorted());
  assert.deepEqual((await verifyAll(db.owner, db.anchorFile)).faults, []);
  await db.close();
});

test('[P2] the same signature sent twice is one, a further one may be added, and both are proved', async () => {
  const db = await freshDatabase();
  const { scope, ids } = await testClinic(db, 1);
  const id = ids[0] ?? '';
  await db.store.log.append(scope, id, [testEntry(id)], allow);
  const signature = { signatureId: randomUUID(), meaning: 'nurse', expectedHead: 1 };
  const [first, again] = await Promise.all([
    db.store.log.sign(scope, id, signature),
    db.store.log.sign(scope, id, signature),
  ]);
  assert.ok(first);
  assert.deepEqual(again, first);
  const further = await db.store.log.sign(scope, id, { ...signature, signatureId: randomUUID() });
  assert.equal(further?.hash, first.hash);
  assert.equal((await db.asOwner('select * from session_signature')).length, 2);
  const { anchors } = await readAnchors(db.anchorFile);
  assert.ok(
    anchors.some((anchor) => anchor.kind === 'session' && anchor.id === id && anchor.hash === first.hash),
    'anchored when it was signed',
  );
  assert.deepEqual((await verifyAll(db.owner, db.anchorFile)).faults, []);
  await db.close();
});

test('[P2] a session signed at one server is signed at the other, which still remembers it as open', async () => {
  const db = await freshDatabase();
  const other = await second(db);
  const { scope, ids } = await testClinic(db, 2);
  const [id = '', neighbour = ''] = ids;
  await Promise.all(ids.map((one) => other.log.append(scope, one, [testEntry(one)], allow)));
  assert.ok(await db.store.log.sign(scope, id, { signatureId: randomUUID(), meaning: 'x', expectedHead: 1 }));
  const [late, note, beside] = await Promise.all([
    other.log.append(scope, id, [testEntry(id, doseStart)], allow),
    other.log.append(scope, id, [testEntry(id)], allow),
    other.log.append(scope, neighbour, [testEntry(neighbour, doseStart)], allow),
  ]);
  assert.equal(late.refused[0]?.code, 'SES-002');
  assert.equal(note.recorded[0]?.amendment, true);
  assert.equal(beside.recorded[0]?.amendment, false, 'a neighbour in the same commit is not held up');
  assert.deepEqual((await verifyAll(db.owner, db.anchorFile)).faults, []);
  await other.close();
  await db.close();
});

test('a change and its audit row are committed both or neither, and many at once keep their chains whole', async () => {
  const db = await freshDatabase();
  const { scope } = await testClinic(db, 1);
  const rows = async () => Number((await db.asOwner('select count(*)::int as n from audit'))[0]?.['n']);
  const before = await rows();
  const note = [{ action: 'test', kind: 'write' as const }];
  const change = { staff_id: randomUUID(), login: 'a', name: 'b', roles: ['nurse'], password_hash: 'x' };
  const insert = async (tx: Parameters<Parameters<Store['inClinic']>[2]>[0]) =>
    await tx
      .insertInto('staff')
      .values({ ...change, clinic_id: scope.clinicId, created_at: now() })
      .execute();
  await assert.rejects(
    db.store.inClinic(scope, note, async (tx) => {
      await insert(tx);
      throw new Error('after the change');
    }),
    /after the change/,
  );
  await assert.rejects(
    db.store.inClinic(scope, [{ ...note[0], action: 'x', kind: 'write', patientId: 'no id' }], insert),
    'an audit row that cannot be written takes the change with it',
  );
  assert.equal(await rows(), before);
  assert.deepEqual(await db.asOwner('select * from staff'), []);
  await Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      const outside = { text: `half \ud83d and \0 ${index}` };
      await db.store.inClinic(scope, [{ action: 'test', kind: 'read', detail: outside }], async () => index);
    }),
  );
  assert.equal(await rows(), before + 60);
  const proof = await verifyAll(db.owner, db.anchorFile);
  assert.deepEqual(proof.faults, []);
  await db.close();
});

test('the anchor file survives a torn last line, and a line that was changed is named', async () => {
  const db = await freshDatabase();
  const { scope, ids } = await testClinic(db, 1);
  const id = ids[0] ?? '';
  await db.store.log.append(scope, id, [testEntry(id)], allow);
  await db.close();
  const whole = await readFile(db.anchorFile, 'utf8');
  assert.ok(whole.endsWith('\n'));
  await appendFile(db.anchorFile, whole.slice(0, 60));
  assert.deepEqual((await readAnchors(db.anchorFile)).broken, []);
  const anchors = await openAnchors(db.anchorFile);
  anchors.changed({ kind: 'audit', clinicId: scope.clinicId, id, sequence: 1, hash: '00' });
  await anchors.close(now());
  const read = await readAnchors(db.anchorFile);
  assert.deepEqual(read.broken, []);
  assert.equal(read.anchors.length, whole.trim().split('\n').length + 1);
  await appendFile(db.anchorFile, '{"kind":\n');
  assert.deepEqual((await readAnchors(db.anchorFile)).broken, [read.anchors.length + 1]);
});
