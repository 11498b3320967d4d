import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import test, { after } from 'node:test';
import type { Json } from '@evenkeel/quantities';
import { auditContent } from './audit-chain.ts';
import { chainHash, entryContent } from './hash.ts';
import { allow, testClinic, testEntry } from './testing/clinic.ts';
import { freshDatabase, stopTestServer, type TestDatabase } from './testing/index.ts';
import { verifyAll } from './verify.ts';

after(stopTestServer);

/** A clinic whose session is signed and anchored, and the superuser's own tools to write its chains anew. */
async function signedSession(db: TestDatabase) {
  const { scope, ids } = await testClinic(db, 1);
  const id = ids[0] ?? '';
  await db.store.log.append(scope, id, [testEntry(id), testEntry(id), testEntry(id)], allow);
  await db.store.log.sign(scope, id, { signatureId: randomUUID(), meaning: 'signed', expectedHead: 3 });
  return { scope, id };
}

test('an edit with the whole chain, its head and its signature computed anew is found by the anchor alone', async () => {
  const db = await freshDatabase();
  const { scope, id } = await signedSession(db);
  const entries = await db.store.log.read(scope, id);
  let previous = '0'.repeat(64);
  for (const entry of entries) {
    const forged =
      entry.sequence === 2 && entry.type === 'note' ? { ...entry, body: { text: 'never said' } } : entry;
    const hash = chainHash(previous, entryContent(scope.clinicId, forged, forged));
    await db.asOwner(
      `update session_entry set body = $1, previous_hash = decode($2, 'hex'), hash = decode($3, 'hex') where entry_id = $4`,
      [JSON.stringify(forged.body), previous, hash, entry.id],
    );
    previous = hash;
  }
  await db.asOwner(`update session set head_hash = decode($1, 'hex') where session_id = $2`, [previous, id]);
  await db.asOwner(`update session_signature set head_hash = decode($1, 'hex')`, [previous]);
  const withAnchor = await verifyAll(db.owner, db.anchorFile);
  assert.equal(withAnchor.ok, false);
  assert.deepEqual(
    withAnchor.faults.map((fault) => [fault.what, fault.id]),
    [['anchor', id]],
  );
  assert.match(withAnchor.faults[0]?.sentence ?? '', /written anew: row 3/);
  const without = await verifyAll(db.owner, `${db.anchorFile}.none`);
  assert.equal(without.ok, true, 'inside the database nothing shows: that is what the anchor is for');
  await db.close();
});

test('an audit row taken out with the chain computed anew is found by the anchor', async () => {
  const db = await freshDatabase();
  const { scope, id } = await signedSession(db);
  await db.store.inClinic(scope, [{ action: 'openChart', kind: 'read' }], async () => undefined);
  const rows = await db.asOwner('select * from audit order by chain_id, sequence');
  const chains = Map.groupBy(rows, (row) => String(row['chain_id']));
  const [chainId, chain = []] = [...chains].toSorted((a, b) => b[1].length - a[1].length)[0] ?? [];
  assert.ok(chainId !== undefined && chain.length >= 2, 'a chain long enough to forge');
  await db.asOwner('delete from audit where chain_id = $1', [chainId]);
  let hash = '0'.repeat(64);
  for (const [index, row] of chain.slice(1).entries()) {
    const previous = hash;
    const sequence = index + 1;
    hash = chainHash(
      previous,
      auditContent({
        clinicId: scope.clinicId,
        chainId,
        sequence,
        at: (row['at'] as Date).toISOString(),
        actorId: String(row['actor_id']),
        actorRole: String(row['actor_role']),
        action: String(row['action']),
        kind: String(row['kind']),
        ...(typeof row['patient_id'] === 'string' ? { patientId: row['patient_id'] } : {}),
        ...(typeof row['subject'] === 'string' ? { subject: row['subject'] } : {}),
        allowed: row['allowed'] === true,
        detail: row['detail'] as Json,
      }),
    );
    await db.asOwner(
      `insert into audit select $1, $2, $3, at, actor_id, actor_role, action, kind, patient_id, subject, allowed, detail,
         decode($4, 'hex'), decode($5, 'hex')
       from json_populate_record(null::audit, $6)`,
      [
        scope.clinicId,
        chainId,
        sequence,
        previous,
        hash,
        JSON.stringify({ ...row, previous_hash: null, hash: null }),
      ],
    );
  }
  await db.asOwner(
    `update audit_chain set head_sequence = $2, head_hash = decode($3, 'hex') where chain_id = $1`,
    [chainId, chain.length - 1, hash],
  );
  const { faults } = await verifyAll(db.owner, db.anchorFile);
  assert.deepEqual(
    [...new Set(faults.map((fault) => `${fault.what} ${fault.id}`))],
    [`anchor ${chainId}`],
    JSON.stringify(faults),
  );
  assert.notEqual(id, '');
  await db.close();
});

test('a signature that was taken out, moved or left over is told', async () => {
  const db = await freshDatabase();
  await signedSession(db);
  const { scope, ids } = await testClinic(db, 1);
  assert.equal((await verifyAll(db.owner, db.anchorFile)).ok, true);
  await db.asOwner('create table kept as table session_signature');
  await db.asOwner('delete from session_signature');
  const gone = await verifyAll(db.owner, db.anchorFile);
  assert.deepEqual(
    gone.faults.map((fault) => fault.what),
    ['signature'],
    'signed without a signature',
  );
  await db.asOwner('insert into session_signature select * from kept');
  await db.asOwner('update session_signature set head_sequence = 2');
  assert.equal((await verifyAll(db.owner, db.anchorFile)).faults[0]?.what, 'signature');
  assert.ok(scope.clinicId !== '' && ids.length === 1);
  await db.close();
});

test('a session, chain or clinic that is gone altogether, and a broken anchor file, are told', async () => {
  const db = await freshDatabase();
  const { scope, id } = await signedSession(db);
  await db.store.anchors.write(db.store.now());
  await db.asOwner('delete from session_signature');
  await db.asOwner('delete from session_entry');
  await db.asOwner('delete from session');
  await db.asOwner('delete from audit');
  await db.asOwner('delete from audit_chain');
  const { faults } = await verifyAll(db.owner, db.anchorFile);
  assert.ok(faults.some((fault) => fault.what === 'anchor' && fault.id === id));
  assert.ok(faults.length >= 2 && faults.every((fault) => fault.what === 'anchor'));
  assert.notEqual(scope.clinicId, '');
  await writeFile(db.anchorFile, 'not json\n');
  assert.match(
    (await verifyAll(db.owner, db.anchorFile)).faults[0]?.sentence ?? '',
    /Line 1 of the anchor file cannot be read/,
  );
  await db.close();
});

test('verification as the application, in one clinic, sees that clinic alone', async () => {
  const db = await freshDatabase();
  const { scope } = await signedSession(db);
  await signedSession(db);
  const one = await verifyAll(db.app as never, db.anchorFile, scope.clinicId);
  const both = await verifyAll(db.owner, db.anchorFile);
  assert.equal(one.ok, true);
  assert.deepEqual([one.sessions, one.entries, both.sessions, both.entries], [1, 3, 2, 6]);
  await db.close();
});
