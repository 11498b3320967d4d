import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { after } from 'node:test';
import { readAnchors } from './anchor.ts';
import { openStore, type AuditNote, type Scope, type Store } from './door.ts';
import { allow, now, testClinic, testEntry } from './testing/clinic.ts';
import { freshDatabase, stopTestServer, type TestDatabase } from './testing/index.ts';
import { verifyAll } from './verify.ts';

after(stopTestServer);

/** What an act does to itself before its commit: nothing, or one of the ways in which it fails. */
type Fate = 'commits' | 'work throws' | 'notes throw' | 'database refuses' | 'commit fails';
const fates: readonly Fate[] = [
  'commits',
  'work throws',
  'notes throw',
  'commits',
  'database refuses',
  'commit fails',
];

/** A device of this name is refused only at the commit, when its audit rows are written already. */
const doomed = 'doomed';

async function refuseAtCommit(db: TestDatabase): Promise<void> {
  await db.asOwner(
    `create function refuse_doomed() returns trigger language plpgsql as $$ begin raise exception 'too late'; end $$`,
  );
  await db.asOwner(
    `create constraint trigger doomed after insert on device deferrable initially deferred
     for each row when (new.name = '${doomed}') execute function refuse_doomed()`,
  );
}

/** Enrols a device and audits it by name; rejects unless its fate is to commit. */
async function act(store: Store, scope: Scope, name: string, fate: Fate): Promise<string> {
  const deviceId = randomUUID();
  const notes = (): readonly AuditNote[] => {
    if (fate === 'notes throw') throw new Error(fate);
    return [
      { action: 'enrol', kind: 'write', subject: name },
      { action: 'look', kind: 'read', subject: name, allowed: false, detail: { name } },
    ];
  };
  return await store.inClinic(scope, notes, async (tx) => {
    await tx
      .insertInto('device')
      .values({
        clinic_id: fate === 'database refuses' ? randomUUID() : scope.clinicId,
        device_id: deviceId,
        name: fate === 'commit fails' ? doomed : name,
        token_hash: Buffer.from(name),
        enrolled_by: scope.actorId,
        enrolled_at: now(),
      })
      .execute();
    if (fate === 'work throws') throw new Error(fate);
    return name;
  });
}

/** Sequences of each chain of a clinic, in order. */
async function chains(db: TestDatabase, clinicId: string): Promise<ReadonlyMap<string, readonly number[]>> {
  const rows = await db.asOwner(
    `select chain_id::text as chain, array_agg(sequence::int order by sequence) as sequences
     from audit where clinic_id = $1 group by 1`,
    [clinicId],
  );
  return new Map(rows.map((row) => [String(row['chain']), row['sequences'] as number[]]));
}

const subjects = async (db: TestDatabase, clinicId: string): Promise<readonly string[]> =>
  (
    await db.asOwner(`select subject from audit where clinic_id = $1 and action = 'enrol' order by 1`, [
      clinicId,
    ])
  ).map((row) => String(row['subject']));

const devices = async (db: TestDatabase, clinicId: string): Promise<readonly string[]> =>
  (await db.asOwner('select name from device where clinic_id = $1 order by 1', [clinicId])).map((row) =>
    String(row['name']),
  );

const fromOne = (length: number): readonly number[] => Array.from({ length }, (_, index) => index + 1);

test('[audit] thirty acts at once, some of which fail: what committed is audited without a gap, what failed left nothing', async () => {
  const db = await freshDatabase();
  await refuseAtCommit(db);
  const { scope } = await testClinic(db, 1);
  const before = [...(await chains(db, scope.clinicId)).values()].flat().length;
  const tried = Array.from({ length: 30 }, (_, index) => ({
    name: `device ${String(index).padStart(2, '0')}`,
    fate: fates[index % fates.length] ?? 'commits',
  }));
  const outcomes = await Promise.allSettled(
    tried.map(async ({ name, fate }) => await act(db.store, scope, name, fate)),
  );
  tried.forEach(({ name, fate }, index) =>
    assert.equal(outcomes[index]?.status === 'fulfilled', fate === 'commits', `${name}: ${fate}`),
  );
  const committed = tried.filter(({ fate }) => fate === 'commits').map(({ name }) => name);
  assert.equal(committed.length, 10);
  for (const name of ['later 1', 'later 2']) {
    await assert.rejects(act(db.store, scope, name, 'commit fails'), /too late/);
    await act(db.store, scope, name, 'commits');
    committed.push(name);
  }
  assert.deepEqual(await devices(db, scope.clinicId), committed, 'rows of the acts');
  assert.deepEqual(await subjects(db, scope.clinicId), committed, 'rows of the audit');
  const found = await chains(db, scope.clinicId);
  assert.ok(found.size > 1, 'acts at once do not wait for one chain');
  assert.equal([...found.values()].flat().length, before + 2 * committed.length);
  for (const sequences of found.values()) assert.deepEqual(sequences, fromOne(sequences.length));
  assert.deepEqual((await verifyAll(db.owner, db.anchorFile)).faults, []);
  await db.close();
});

test('[audit] a first act that fails does not spoil the chain that the second begins', async () => {
  const db = await freshDatabase();
  const { scope } = await testClinic(db, 1);
  // Another process: its chain does not exist in this clinic yet.
  const store = await openStore({ app: db.app, anchorFile: `${db.anchorFile}.b`, now, newId: randomUUID });
  await assert.rejects(act(store, scope, 'first', 'work throws'), /work throws/);
  await assert.rejects(
    store.inClinic(scope, [{ action: 'enrol', kind: 'write', patientId: 'not-an-id' }], async (tx) => {
      await tx
        .insertInto('device')
        .values({
          clinic_id: scope.clinicId,
          device_id: randomUUID(),
          name: 'unaudited',
          token_hash: Buffer.from('unaudited'),
          enrolled_by: scope.actorId,
          enrolled_at: now(),
        })
        .execute();
    }),
    /invalid input syntax for type uuid/,
    'the audit row itself is refused, and the act with it',
  );
  assert.equal((await chains(db, scope.clinicId)).size, 1);
  await act(store, scope, 'second', 'commits');
  assert.deepEqual(await devices(db, scope.clinicId), ['second']);
  assert.equal((await chains(db, scope.clinicId)).size, 2);
  assert.deepEqual((await verifyAll(db.owner, db.anchorFile)).faults, []);
  await store.close();
  await db.close();
});

test('[audit] two processes write chains of their own on one database, and their appends to one session are one log', async () => {
  const db = await freshDatabase();
  const {
    scope,
    ids: [id = ''],
  } = await testClinic(db, 1);
  const made = new Set<string>();
  const second = await openStore({
    app: db.app,
    anchorFile: `${db.anchorFile}.b`,
    now,
    newId: () => {
      const chainId = randomUUID();
      made.add(chainId);
      return chainId;
    },
  });
  const stores = [db.store, second];
  const entries = Array.from({ length: 30 }, () => testEntry(id));
  await Promise.all([
    ...entries.map(async (entry, index) => await stores[index % 2]?.log.append(scope, id, [entry], allow)),
    ...Array.from({ length: 20 }, async (_, index) => {
      const store = stores[index % 2];
      if (store !== undefined) await act(store, scope, `device ${index}`, 'commits');
    }),
  ]);
  const found = await chains(db, scope.clinicId);
  const ofSecond = [...found.keys()].filter((chain) => made.has(chain)).length;
  assert.ok(ofSecond > 0 && ofSecond < found.size, 'each process has its own');
  // 30 appends, 2 rows for each of 20 acts, 1 for the clinic's making.
  assert.equal([...found.values()].flat().length, 30 + 40 + 1);
  for (const sequences of found.values()) assert.deepEqual(sequences, fromOne(sequences.length));
  for (const store of stores) {
    const log = await store.log.read(scope, id);
    assert.deepEqual(
      log.map((entry) => entry.sequence),
      fromOne(entries.length),
    );
    assert.deepEqual(new Set(log.map((entry) => entry.id)), new Set(entries.map((entry) => entry.id)));
  }
  assert.deepEqual((await verifyAll(db.owner, db.anchorFile)).faults, []);
  await second.close();
  assert.deepEqual(
    (await verifyAll(db.owner, `${db.anchorFile}.b`)).faults,
    [],
    "and by the other's anchors",
  );
  await db.close();
});

test('[audit] the anchor file tells of an audit tail that was cut off with its head moved back, and writing on does not hide it', async () => {
  const db = await freshDatabase();
  const { scope } = await testClinic(db, 1);
  for (const name of ['a', 'b', 'c']) await act(db.store, scope, name, 'commits');
  await db.store.anchors.write(now());
  const [chain = ''] = (await chains(db, scope.clinicId)).keys();
  const { anchors, broken } = await readAnchors(db.anchorFile);
  assert.deepEqual(broken, []);
  const [head] = await db.asOwner(
    `select head_sequence::int as sequence, encode(head_hash, 'hex') as hash from audit_chain where chain_id = $1`,
    [chain],
  );
  const kept = anchors.filter((anchor) => anchor.kind === 'audit' && anchor.id === chain).at(-1);
  assert.equal(kept?.sequence, 7);
  assert.deepEqual({ sequence: kept?.sequence, hash: kept?.hash }, head, 'the newest head is in the file');

  // A superuser cuts the last two rows and moves the head back: the database alone now agrees with itself.
  await db.asOwner('create table cut as table audit');
  const moveHead = `update audit_chain c set (head_sequence, head_hash) =
    (select sequence, hash from audit a where a.chain_id = c.chain_id order by sequence desc limit 1)`;
  await db.asOwner('delete from audit where sequence > 5');
  await db.asOwner(moveHead);
  assert.deepEqual(
    (await verifyAll(db.owner, `${db.anchorFile}.none`)).faults,
    [],
    'without the file it is not seen',
  );
  const faults = (await verifyAll(db.owner, db.anchorFile)).faults;
  assert.deepEqual(
    faults.map((fault) => [fault.what, fault.id]),
    [['anchor', chain]],
  );
  assert.match(faults[0]?.sentence ?? '', /had 7 rows at .* by the anchor file; the end is gone/);

  // The application writes on: it knows where it stood, so the hole is seen without the file too.
  await act(db.store, scope, 'd', 'commits');
  const hole = (await verifyAll(db.owner, `${db.anchorFile}.none`)).faults;
  assert.match(hole[0]?.sentence ?? '', /Audit rows 6 to 7 of chain .* are gone/);

  await db.asOwner('truncate audit');
  await db.asOwner('insert into audit select * from cut');
  await db.asOwner(moveHead);
  assert.deepEqual((await verifyAll(db.owner, db.anchorFile)).faults, [], 'the tampering was undone');
  await db.close();
});
