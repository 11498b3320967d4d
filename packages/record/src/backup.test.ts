import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { backup, restore, tableHashes } from './backup.ts';
import { exportAll, type ExportManifest } from './export.ts';
import { RecordProblem } from './record-problem.ts';
import { allow, now, testClinic, testEntry } from './testing/clinic.ts';
import { emptyDatabase, freshDatabase, stopTestServer, type TestDatabase } from './testing/index.ts';
import { verifyAll } from './verify.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenkeel-backup-'));
});
after(async () => {
  await rm(folder, { recursive: true, force: true });
  await stopTestServer();
});

const awkward = 'a "quoted", line\nand another\ttab \\ back ünï 🙂 =1+1';

/** A clinic with a signed session, an amendment, and rows of awkward text, numbers, dates and nothing. */
async function filled(): Promise<TestDatabase> {
  const db = await freshDatabase();
  const {
    scope,
    ids: [id = ''],
    patientId,
  } = await testClinic(db, 2);
  await db.store.log.append(
    scope,
    id,
    [
      testEntry(id, { body: { text: awkward } }),
      testEntry(id, { type: 'vitals', body: { vitals: { systolic: 128, spo2: 97 } } }),
    ],
    allow,
  );
  await db.store.log.sign(scope, id, { signatureId: randomUUID(), meaning: 'signed', expectedHead: 2 });
  await db.store.log.append(scope, id, [testEntry(id)], allow);
  await db.store.inClinic(
    scope,
    [{ action: 'test', kind: 'write', patientId, detail: { text: awkward } }],
    async (tx) => {
      await tx
        .insertInto('patient')
        .values({
          clinic_id: scope.clinicId,
          patient_id: patientId,
          version: 1,
          number: '000123',
          family: awkward,
          given: '',
          birth_date: '1980-02-29',
          sex: 'female',
          contacts: '[]',
          name_key: 'a',
          recorded_by: scope.actorId,
          recorded_at: now(),
        })
        .execute();
      await tx
        .insertInto('body_weight')
        .values({
          clinic_id: scope.clinicId,
          patient_id: patientId,
          fact_id: randomUUID(),
          version: 1,
          state: 'current',
          source_kind: 'typed',
          recorded_by: scope.actorId,
          recorded_at: now(),
          kilograms: '70.500000000000000001',
          measured_at: now(),
          estimated: false,
        })
        .execute();
    },
  );
  await db.store.anchors.write(now());
  return db;
}

test('[P10] a backup fills an empty database: every row equal, every chain proved, the anchors with it', async () => {
  const from = await filled();
  const place = join(folder, 'whole');
  const manifest = await backup(from, place, now());
  const into = await emptyDatabase();
  await restore(into, place);
  const hashes = await tableHashes(into.owner);
  assert.deepEqual(hashes, await tableHashes(from.owner));
  assert.deepEqual(hashes, manifest.tables);
  assert.ok(hashes.some((table) => table.name === 'session_entry' && table.rows === 3));
  const found = await verifyAll(into.owner, into.anchorFile);
  assert.deepEqual(found.faults, []);
  assert.ok(found.anchors > 0 && found.entries === 3);
  await assert.rejects(
    restore(into, place),
    (error) => error instanceof RecordProblem && error.code === 'DB-RESTORE-003',
    'a second time',
  );
  await assert.rejects(
    backup(from, place, now()),
    (error) => error instanceof RecordProblem && error.code === 'DB-BACKUP-001',
    'over another backup',
  );
  assert.deepEqual(await tableHashes(into.owner), hashes, 'and nothing was changed');
  await from.close();
  await into.close();
});

test('[P10] a backup that lost or changed a file is refused before a row is written', async () => {
  const from = await filled();
  const place = join(folder, 'good');
  await backup(from, place, now());
  const harm: readonly (readonly [string, string, (at: string) => Promise<void>])[] = [
    ['a missing file', 'DB-RESTORE-005', (at) => rm(join(at, 'patient.jsonl.gz'))],
    [
      'a file cut off',
      'DB-RESTORE-005',
      async (at) =>
        writeFile(join(at, 'audit.jsonl.gz'), (await readFile(join(at, 'audit.jsonl.gz'))).subarray(0, -9)),
    ],
    [
      "another table's file",
      'DB-RESTORE-005',
      (at) => cp(join(at, 'plan.jsonl.gz'), join(at, 'session.jsonl.gz')),
    ],
    ['a changed anchor file', 'DB-RESTORE-005', (at) => appendFile(join(at, 'anchors.jsonl'), '{}\n')],
    ['no manifest', 'DB-RESTORE-001', (at) => rm(join(at, 'manifest.json'))],
    ['a manifest of nothing', 'DB-RESTORE-001', (at) => writeFile(join(at, 'manifest.json'), '{}')],
    [
      'a manifest of a newer schema',
      'DB-RESTORE-002',
      async (at) => {
        const path = join(at, 'manifest.json');
        const manifest = JSON.parse(await readFile(path, 'utf8')) as { migrations: unknown[] };
        manifest.migrations.push({ number: 9001, name: 'later', sha256: '00' });
        await writeFile(path, JSON.stringify(manifest));
      },
    ],
  ];
  const into = await emptyDatabase();
  for (const [what, code, change] of harm) {
    const at = join(folder, what.replaceAll(' ', '-'));
    await cp(place, at, { recursive: true });
    await change(at);
    await assert.rejects(
      restore(into, at),
      (error) =>
        error instanceof RecordProblem && error.code === code && error.isKept === 'Nothing was changed.',
      what,
    );
  }
  assert.deepEqual(
    await into.asOwner(`select relname::text from pg_class where relnamespace = 'public'::regnamespace`),
    [],
  );
  assert.equal(existsSync(into.anchorFile), false);
  await restore(into, place);
  await from.close();
  await into.close();
});

/** A reader of RFC 4180 written for this test: rows of cells, an unquoted empty cell is null. */
function parseCsv(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  for (let at = 0; at < text.length;) {
    const match = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
    match.lastIndex = at;
    const found = match.exec(text);
    assert.ok(found);
    at = match.lastIndex;
    row.push(
      found[1] === undefined ? (found[2] === '' ? null : (found[2] ?? '')) : found[1].replaceAll('""', '"'),
    );
    if (text[at] === ',') at += 1;
    else {
      assert.equal(text.slice(at, at + 2), '\r\n');
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

test('[P10] an export parses, has every row, loses no digit, and takes no secret along', async () => {
  const db = await filled();
  const place = join(folder, 'export');
  const said = await exportAll(db.owner, place);
  const manifest = JSON.parse(await readFile(join(place, 'tables.json'), 'utf8')) as ExportManifest;
  assert.equal(manifest.tables.length, said.tables);
  const files = new Set(await readdir(place));
  for (const table of manifest.tables) {
    const [header, ...rows] = parseCsv(await readFile(join(place, `${table.name}.csv`), 'utf8'));
    assert.deepEqual(
      header,
      table.columns.map((column) => column.name),
      table.name,
    );
    assert.equal(rows.length, table.rows, table.name);
    assert.ok(rows.every((row) => row.length === header?.length));
    if (files.has(`${table.name}.json`)) {
      const values = JSON.parse(await readFile(join(place, `${table.name}.json`), 'utf8')) as unknown[];
      assert.equal(values.length, table.rows, table.name);
    }
  }
  const stored = await tableHashes(db.owner);
  for (const table of manifest.tables.filter((one) => one.name !== 'vital_sign'))
    assert.equal(table.rows, stored.find((one) => one.name === table.name)?.rows, table.name);
  const patients = parseCsv(await readFile(join(place, 'patient.csv'), 'utf8'));
  assert.ok(
    patients[1]?.includes(awkward) && patients[1].includes('1980-02-29') && patients[1].includes('000123'),
  );
  assert.match(await readFile(join(place, 'body_weight.csv'), 'utf8'), /70\.500000000000000001/);
  const vitals = parseCsv(await readFile(join(place, 'vital_sign.csv'), 'utf8'));
  assert.deepEqual(
    vitals.slice(1).map((row) => row.slice(5, 7)),
    [
      ['spo2', '97'],
      ['systolic', '128'],
    ],
  );
  for (const file of files) {
    assert.doesNotMatch(file, /^sign_in_(session|try)/);
    assert.doesNotMatch(
      (await readFile(join(place, file), 'utf8')).split('\n')[0] ?? '',
      /password_hash|pin_hash|totp_secret|token_hash|public_key/,
      file,
    );
  }
  await db.close();
});
