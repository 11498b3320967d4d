import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { openJobQueue } from './job-queue.ts';
import { freshDatabase, stopTestServer } from './testing/database.ts';
import { testClinic } from './testing/clinic.ts';

const db = await freshDatabase();
after(async () => {
  await db.close();
  await stopTestServer();
});

test('a job is there when its transaction is, and not when it was rolled back; one that throws comes again', async () => {
  const { scope } = await testClinic(db, 0);
  const queue = await openJobQueue(db, [{ name: 'tries', retries: true }], () => undefined);
  try {
    const seen: unknown[] = [];
    await assert.rejects(
      db.store.inClinic(scope, [], async (tx) => {
        await queue.send(tx, 'tries', { n: 'never' });
        throw new Error('rolled back');
      }),
    );
    await db.store.inClinic(scope, [], (tx) => queue.send(tx, 'tries', { n: 1 }));
    let done = () => undefined as void;
    const worked = new Promise<void>((resolve) => {
      done = resolve;
    });
    await queue.work('tries', async (job) => {
      seen.push([job.data['n'], job.tries, job.isLast]);
      done();
      throw new Error('this try fails');
    });
    await worked;
    assert.deepEqual(seen, [[1, 0, false]]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const rows = await db.asOwner(
      `select state::text as state, retry_count::int as tries, retry_limit::int as most from jobs.job where name = 'tries'`,
    );
    assert.deepEqual(rows, [{ state: 'retry', tries: 0, most: 9 }]);
  } finally {
    await queue.close();
  }
});

test("[P8] the application's role may work on jobs, and owns nothing of them", async () => {
  const rows = await db.asOwner(
    `select count(*)::int as owned from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_roles r on r.oid = c.relowner where n.nspname = 'jobs' and r.rolname = 'evenkeel_app'`,
  );
  assert.deepEqual(rows, [{ owned: 0 }]);
  await assert.rejects(db.asApp(undefined, 'drop table jobs.job'), /owner/);
});
