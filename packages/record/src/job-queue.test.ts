import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { openJobQueue, ToldFailure } from './job-queue.ts';
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

/** Runs `body` with an open queue of this name. */
async function withQueue(
  name: string,
  body: (queue: Awaited<ReturnType<typeof openJobQueue>>) => Promise<void>,
): Promise<void> {
  const queue = await openJobQueue(db, [{ name, retries: true }], () => undefined);
  try {
    await body(queue);
  } finally {
    await queue.close();
  }
}
const until = async (isThere: () => boolean | Promise<boolean>) => {
  for (let tries = 0; !(await isThere()); tries += 1) {
    assert.ok(tries < 200, 'waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

test('[K2] an urgent job goes before all that waits, and what is slow holds it up no longer', async () => {
  const { scope } = await testClinic(db, 1);
  await withQueue('urgent', async (queue) => {
    await db.store.inClinic(scope, [], async (tx) => {
      for (let n = 0; n < 50; n += 1) await queue.send(tx, 'urgent', { n });
      await queue.send(tx, 'urgent', { n: 'first' }, { urgent: true });
    });
    const seen: unknown[] = [];
    let release = () => undefined as void;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    await queue.work(
      'urgent',
      async ({ data }) => {
        seen.push(data['n']);
        if (typeof data['n'] === 'number') await slow;
      },
      { atOnce: 2 },
    );
    try {
      // Who took the urgent one first is free again and takes one more.
      await until(() => seen.filter((n) => typeof n === 'number').length === 2);
      assert.equal(seen.indexOf('first') <= 1, true, seen.join(' '));
      // Both hands are held by what is slow now.
      await db.store.inClinic(scope, [], (tx) => queue.send(tx, 'urgent', { n: 'late' }, { urgent: true }));
      await until(() => seen.includes('late'));
      assert.equal(seen.filter((n) => typeof n === 'number').length, 2);
    } finally {
      await db.asOwner(`delete from jobs.job where name = 'urgent' and state = 'created'`);
      release();
    }
  });
});

test('[K2] of one key one job waits, however often it is queued, and it can be brought forward', async () => {
  const { scope } = await testClinic(db, 2);
  await withQueue('keyed', async (queue) => {
    const send = (startAfter?: string) =>
      db.store.inClinic(scope, [], (tx) =>
        queue.send(
          tx,
          'keyed',
          { n: 1 },
          { key: 'one', urgent: true, ...(startAfter === undefined ? {} : { startAfter }) },
        ),
      );
    const waiting = () =>
      db.asOwner(`select priority::int as priority, start_after > now() as later from jobs.job
        where name = 'keyed'`);
    await send(new Date(Date.now() + 3_600_000).toISOString());
    await send();
    assert.deepEqual(await waiting(), [{ priority: 10, later: true }]);
    await send('now');
    assert.deepEqual(await waiting(), [{ priority: 10, later: false }]);
  });
});

test('[F12] the queue keeps the kind of an error and its code, and no words but those that are ours', async () => {
  const { scope } = await testClinic(db, 3);
  await withQueue('told', async (queue) => {
    const errors: Record<string, () => unknown> = {
      database: () =>
        Object.assign(new Error('Key (family)=(Quillfeather) exists'), {
          name: 'DatabaseError',
          code: '23505',
          detail: 'Quillfeather',
          parameters: ['Quillfeather'],
          cause: new Error('Quillfeather'),
        }),
      odd: () => Object.assign(new Error('Quillfeather'), { code: 'of Quillfeather' }),
      thrown: () => 'Quillfeather',
      ours: () => new ToldFailure('The mail server is away.', { cause: new Error('Quillfeather') }),
    };
    await db.store.inClinic(scope, [], async (tx) => {
      for (const kind of Object.keys(errors)) await queue.send(tx, 'told', { kind });
    });
    await queue.work(
      'told',
      async ({ data }) => {
        throw errors[String(data['kind'])]?.();
      },
      { atOnce: 4 },
    );
    const kept = () =>
      db.asOwner(`select data ->> 'kind' as kind, output ->> 'message' as message, output::text as whole
        from jobs.job where name = 'told' and output is not null order by 1`);
    await until(async () => (await kept()).length === 4);
    const rows = await kept();
    assert.deepEqual(
      rows.map(({ kind, message }) => [kind, message]),
      [
        ['database', 'DatabaseError 23505'],
        ['odd', 'Error'],
        ['ours', 'The mail server is away.'],
        ['thrown', 'Unknown'],
      ],
    );
    assert.ok(!JSON.stringify(rows).includes('Quillfeather'));
  });
});

test("[P8] the application's role may work on jobs, and owns nothing of them", async () => {
  const rows = await db.asOwner(
    `select count(*)::int as owned from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_roles r on r.oid = c.relowner where n.nspname = 'jobs' and r.rolname = 'evenkeel_app'`,
  );
  assert.deepEqual(rows, [{ owned: 0 }]);
  await assert.rejects(db.asApp(undefined, 'drop table jobs.job'), /owner/);
});
