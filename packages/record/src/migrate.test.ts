import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { migrate, migrations } from './migrate.ts';
import { RecordProblem } from './record-problem.ts';
import { emptyDatabase, freshDatabase, stopTestServer } from './testing/index.ts';

after(stopTestServer);

const insertStep = `insert into schema_migration (number, name, breaking, sha256) values ($1, $2, $3, '\\x00')`;

test('migrations are numbered from 1 without a gap and each says whether it breaks older versions', () => {
  const all = migrations();
  assert.ok(all.length >= 1);
  assert.deepEqual(
    all.map((step) => step.number),
    all.map((_, index) => index + 1),
  );
});

test('an older server refuses a newer breaking schema in a sentence, and accepts a newer compatible one', async () => {
  const db = await freshDatabase();
  const role = { name: 'evenkeel_app', password: String(db.app.password) };
  assert.deepEqual((await migrate(db.owner, role)).applied, [], 'a second run has nothing to do');
  await db.asOwner(insertStep, [9001, 'later-addition', false]);
  assert.deepEqual((await migrate(db.owner, role)).applied, [], 'compatible');
  await db.asOwner(insertStep, [9002, 'later-wall', true]);
  await assert.rejects(migrate(db.owner, role), (error) => {
    assert.ok(error instanceof RecordProblem);
    assert.equal(error.code, 'DB-MIGRATE-002');
    assert.match(error.happened, /newer Evenkeel \(step 9002, later-wall\)/);
    assert.equal(error.isKept, 'Nothing was changed.');
    assert.match(error.toDo, /newer version/);
    return true;
  });
  await db.close();
});

test('a migration that was edited after it ran is refused', async () => {
  const db = await freshDatabase();
  await db.asOwner(`update schema_migration set sha256 = '\\x01' where number = 1`);
  await assert.rejects(
    migrate(db.owner, { name: 'evenkeel_app', password: String(db.app.password) }),
    (error) => error instanceof RecordProblem && error.code === 'DB-MIGRATE-003',
  );
  await db.close();
});

test('servers that start at the same moment on an empty database migrate it once', async () => {
  const db = await emptyDatabase();
  const done = await Promise.all(
    Array.from({ length: 4 }, () =>
      migrate(db.owner, { name: 'evenkeel_app', password: String(db.app.password) }),
    ),
  );
  assert.deepEqual(
    done.flatMap((one) => one.applied),
    migrations().map((step) => step.number),
  );
  await db.close();
});

test("[P8] a role of the application's name that can do more than the application may stops the start", async () => {
  const db = await emptyDatabase();
  await db.asOwner('create role evenkeel_test_above login createdb');
  try {
    await assert.rejects(
      migrate(db.owner, { name: 'evenkeel_test_above', password: 'x' }),
      (error) => error instanceof RecordProblem && error.code === 'DB-MIGRATE-004',
    );
  } finally {
    await db.asOwner('drop role evenkeel_test_above');
    await db.close();
  }
});
