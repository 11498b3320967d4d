// Long because each way a cluster can be found at start is one test on a real server.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { Client } from 'pg';
import { EmbeddedProblem, startEmbedded, type EmbeddedPostgres } from './index.ts';

const DEBIAN_15 = '/usr/lib/postgresql/15/bin';
const made: string[] = [];
const running: EmbeddedPostgres[] = [];

const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-test-'));
  made.push(folder);
  return folder;
};

const start = async (dataFolder: string, more: { binFolder?: string } = {}): Promise<EmbeddedPostgres> => {
  const db = await startEmbedded({ dataFolder, ...more });
  running.push(db);
  return db;
};

after(async () => {
  for (const db of running) await db.stop();
  for (const folder of made) await rm(folder, { recursive: true, force: true });
});

type Row = Record<string, unknown>;

const query = async (db: EmbeddedPostgres, text: string, values: unknown[] = []): Promise<Row[]> => {
  const client = new Client(db.connection('postgres'));
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
};

const problem =
  (code: string, ...words: readonly RegExp[]) =>
  (error: unknown) => {
    assert.ok(error instanceof EmbeddedProblem, String(error));
    assert.equal(error.code, code);
    for (const word of words) assert.match(error.message, word);
    for (const part of [error.happened, error.whatIsKept, error.whatToDo]) assert.match(part, /^[A-Z].*\.$/);
    return true;
  };

const serverPid = (folder: string): number =>
  Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !existsSync(`/proc/${pid}/stat`) || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

const until = async (holds: () => boolean, what: string, ms = 15_000): Promise<void> => {
  const end = performance.now() + ms;
  while (!holds()) {
    assert.ok(performance.now() < end, `waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** Another process that owns the folder; prints `ready` when its database answers. */
const owner = (dataFolder: string): { child: ChildProcess; ready: Promise<void> } => {
  const index = new URL('./index.ts', import.meta.url).href;
  const script = `
    import(${JSON.stringify(index)}).then(async ({ startEmbedded }) => {
      await startEmbedded({ dataFolder: process.argv[1] });
      console.log('ready');
      setInterval(() => {}, 1000);
    }).catch((error) => { console.log(error.code); process.exit(3); });`;
  const child = spawn(process.execPath, ['-e', script, dataFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('ready')) resolve();
    });
    child.once('exit', () => reject(new Error('the owner ended')));
  });
  ready.catch(() => undefined);
  return { child, ready };
};

const mode = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

test('[P1] what was stored is there after a stop and a start, with flushing on and no way in but the socket', async (t) => {
  const folder = await newFolder();
  const began = performance.now();
  const first = await start(folder);
  const firstMs = performance.now() - began;
  assert.equal(first.adopted, false);
  await query(first, 'create table kept (n int primary key, word text)');
  await query(first, 'insert into kept values ($1, $2)', [1, 'Ångström']);

  await t.test('settings: flushed, checksummed, no TCP, SCRAM only', async () => {
    const rows = await query(first, `select name, setting from pg_settings where name = any ($1)`, [
      [
        'fsync',
        'full_page_writes',
        'synchronous_commit',
        'data_checksums',
        'listen_addresses',
        'server_encoding',
      ],
    ]);
    assert.deepEqual(Object.fromEntries(rows.map((row) => [row['name'], row['setting']])), {
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
    });
    assert.deepEqual(await query(first, `select type, auth_method from pg_hba_file_rules`), [
      { type: 'local', auth_method: 'scram-sha-256' },
    ]);
    assert.doesNotMatch(await readFile(join(folder, 'postgres', 'pg_hba.conf'), 'utf8'), /trust|host|peer/);
    assert.deepEqual(await query(first, `select lower('ÄÉ') as low`), [{ low: 'äé' }]);
  });

  await t.test(
    'the server process holds no listening TCP socket',
    { skip: !existsSync('/proc/net/tcp') },
    () => {
      const pid = serverPid(folder);
      const inodes = new Set(
        readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
          try {
            return /socket:\[(\d+)\]/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
          } catch {
            return [];
          }
        }),
      );
      assert.ok(inodes.size > 0, 'its unix socket is seen');
      for (const table of ['tcp', 'tcp6']) {
        const lines = existsSync(`/proc/net/${table}`)
          ? readFileSync(`/proc/net/${table}`, 'utf8').split('\n')
          : [];
        for (const line of lines) assert.ok(!inodes.has(line.trim().split(/\s+/)[9] ?? ''), line);
      }
    },
  );

  await t.test('a wrong or missing password is refused, and files are private', async () => {
    for (const password of ['wrong', '']) {
      const client = new Client({ ...first.connection('postgres'), password });
      client.on('error', () => undefined);
      await assert.rejects(client.connect());
    }
    assert.equal(await mode(first.socketFolder), 0o700);
    assert.equal(await mode(join(folder, 'database-password')), 0o600);
    assert.equal(await mode(join(folder, 'postgres.log')), 0o600);
    assert.equal(await mode(join(folder, 'postgres')), 0o700);
    assert.ok(`${first.socketFolder}/.s.PGSQL.${first.port}`.length < 100);
    assert.deepEqual(
      readdirSync(folder).toSorted(),
      ['database-password', 'evenkeel.lock', 'postgres', 'postgres.log'],
      'no password for initialisation and no draft is left',
    );
  });

  await t.test(
    '[DB-START-001] a second owner is refused in a sentence, in this process and from another',
    async () => {
      await assert.rejects(
        startEmbedded({ dataFolder: folder }),
        problem('DB-START-001', /Another running Evenkeel/),
      );
      const second = owner(folder);
      await ended(second.child);
      assert.equal(second.child.exitCode, 3);
      assert.deepEqual(await query(first, 'select n from kept'), [{ n: 1 }]);
    },
  );

  await t.test('what is typed does not reach the log of the server', async () => {
    const secret = 'Winifred-Secretname';
    const fails = async (text: string, values: unknown[]): Promise<void> => {
      await assert.rejects(query(first, text, values));
    };
    await query(first, 'insert into kept values (2, $1)', [secret]);
    await fails('insert into kept values (2, $1)', [secret]);
    await fails('select $1::text::uuid', [secret]);
    await fails('insert into kept values (null, $1)', [secret]);
    await fails(`select '${secret}'::int`, []);
    await fails(`do $$ begin raise exception '${secret}'; end $$`, []);
    await query(first, `do $$ begin raise warning '${secret}'; end $$`);
    const log = await readFile(join(folder, 'postgres.log'), 'utf8');
    assert.match(log, /ready to accept connections/);
    assert.doesNotMatch(log, /Winifred/);
    assert.doesNotMatch(log, /insert into|select/i);
  });

  const pid = serverPid(folder);
  await first.stop();
  await first.stop();
  assert.equal(alive(pid), false);
  assert.equal(existsSync(join(folder, 'evenkeel.lock')), false);

  await writeFile(join(folder, 'postgres', 'pg_hba.conf'), 'local all all trust\n');
  await rm(first.socketFolder, { recursive: true, force: true });
  const again = performance.now();
  const second = await start(folder);
  t.diagnostic(
    `first start ${firstMs.toFixed(0)} ms, later start ${(performance.now() - again).toFixed(0)} ms`,
  );
  assert.deepEqual(await query(second, 'select word from kept where n = 1'), [{ word: 'Ångström' }]);
  assert.deepEqual(await query(second, `select auth_method from pg_hba_file_rules`), [
    { auth_method: 'scram-sha-256' },
  ]);

  await t.test(
    '[P1] kill -9 of the server: it is noticed, and the next start recovers what was stored',
    async () => {
      await query(second, 'insert into kept values (3, $1)', ['before the kill']);
      process.kill(serverPid(folder), 'SIGKILL');
      assert.equal((await second.exited).code, null);
      await second.stop();
      const third = await start(folder);
      assert.deepEqual(await query(third, 'select word from kept where n = 3'), [
        { word: 'before the kill' },
      ]);
      await third.stop();
    },
  );

  await t.test(
    'the number of a dead server that another program has now does not block the start',
    async () => {
      const { uid, gid } = await stat(join(folder, 'postgres'));
      const other = spawn('sleep', ['60'], { uid, gid, cwd: '/', stdio: 'ignore' });
      t.after(() => other.kill());
      const lines = [other.pid, join(folder, 'postgres'), 1, 5432, second.socketFolder, '', '', 'ready'];
      await writeFile(join(folder, 'postgres', 'postmaster.pid'), `${lines.join('\n')}\n`);
      await writeFile(join(folder, 'evenkeel.lock'), '{"pid": 1, "torn');
      const fourth = await start(folder);
      assert.equal(fourth.adopted, false);
      assert.equal(alive(Number(other.pid)), true, 'the other program is left alone');
      assert.equal((await query(fourth, 'select n from kept')).length, 3);
      await fourth.stop();
    },
  );
});

test('[P1] kill -9 of the owner: its server is adopted, with what was stored, and outdated ones are retired', async () => {
  const folder = await newFolder();
  const before = owner(folder);
  await before.ready;
  const pid = serverPid(folder);
  if (existsSync('/proc/self/stat')) {
    const group = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2];
    assert.equal(group, String(pid), 'in a group of its own: Ctrl-C in the terminal does not reach it');
  }
  before.child.kill('SIGKILL');
  await ended(before.child);
  assert.equal(alive(pid), true, 'the server outlived its owner');

  const adopted = await start(folder);
  assert.equal(adopted.adopted, true);
  assert.equal(serverPid(folder), pid);
  await query(adopted, 'create table kept as select 1 as n');
  await adopted.stop();
  assert.equal(alive(pid), false, 'an adopted server is stopped too');

  const second = owner(folder);
  await second.ready;
  const left = serverPid(folder);
  second.child.kill('SIGKILL');
  await ended(second.child);
  await writeFile(join(folder, 'database-password'), 'another password\n');
  await assert.rejects(
    startEmbedded({ dataFolder: folder }),
    problem('DB-START-009', /does not accept the password/),
  );
  assert.equal(alive(left), false, 'a server that does not answer our password is retired');
  await writeFile(join(folder, 'database-password'), `${adopted.ownerPassword}\n`);
  const third = await start(folder);
  assert.deepEqual(await query(third, 'select n from kept'), [{ n: 1 }]);
  process.kill(serverPid(folder), 'SIGKILL');
  await third.exited;
  await third.stop();
});

test('a process that ends without stopping leaves a server that shuts down in order', async () => {
  const folder = await newFolder();
  await (await start(folder)).stop();
  const index = new URL('./index.ts', import.meta.url).href;
  const script = `import(${JSON.stringify(index)}).then(({ startEmbedded }) => startEmbedded({ dataFolder: process.argv[1] }))`;
  const child = spawn(process.execPath, ['-e', script, folder], { stdio: 'inherit' });
  await ended(child);
  assert.equal(child.exitCode, 0, 'a running database does not keep the process alive');
  await until(() => !existsSync(join(folder, 'postgres', 'postmaster.pid')), 'the fast stop');
  assert.equal(existsSync(join(folder, 'evenkeel.lock')), false);
  const log = await readFile(join(folder, 'postgres.log'), 'utf8');
  assert.doesNotMatch(log, /not properly shut down/);
  await (await start(folder)).stop();
});

test('a kill in the middle of the initialisation leaves nothing to clean by hand', async () => {
  const folder = await newFolder();
  const killed = owner(folder);
  const draft = (): string | undefined =>
    readdirSync(folder).find((name) => name.startsWith('postgres.new-'));
  await until(() => {
    const name = draft();
    return name !== undefined && existsSync(join(folder, name, 'global', 'pg_control'));
  }, 'the initialisation is under way');
  killed.child.kill('SIGKILL');
  await ended(killed.child);
  assert.ok(draft() !== undefined, 'it was killed in the middle');
  assert.equal(existsSync(join(folder, 'postgres')), false);
  const db = await start(folder);
  assert.deepEqual(await query(db, 'select 1 as n'), [{ n: 1 }]);
  assert.equal(draft(), undefined);
  await db.stop();
});

test('[DB-START-003] a folder of a newer version is refused and left as it was', async () => {
  const folder = await newFolder();
  await mkdir(join(folder, 'postgres'));
  await writeFile(join(folder, 'postgres', 'PG_VERSION'), '99\n');
  await assert.rejects(
    startEmbedded({ dataFolder: folder }),
    problem('DB-START-003', /newer version \(PostgreSQL 99\)/),
  );
  assert.deepEqual(readdirSync(join(folder, 'postgres')), ['PG_VERSION']);
  await writeFile(join(folder, 'postgres', 'PG_VERSION'), '9\n');
  await assert.rejects(startEmbedded({ dataFolder: folder }), problem('DB-START-007', /PostgreSQL 9,/));
});

test('[DB-START-004..010] every other expected cause has its sentence', async () => {
  const folder = await newFolder();
  await assert.rejects(
    start(folder, { binFolder: '/nowhere/bin' }),
    problem('DB-START-004', /\/nowhere\/bin/),
  );

  await writeFile(join(folder, 'a-file'), '');
  await assert.rejects(start(join(folder, 'a-file')), problem('DB-START-005', /cannot be written/));
  await assert.rejects(start(' '), problem('DB-START-005', /no folder was named/));

  await mkdir(join(folder, 'other', 'postgres'), { recursive: true });
  await writeFile(join(folder, 'other', 'postgres', 'letter.txt'), 'not a database');
  await assert.rejects(start(join(folder, 'other')), problem('DB-START-010', /no PG_VERSION/));

  await mkdir(join(folder, 'lost', 'postgres'), { recursive: true });
  await writeFile(join(folder, 'lost', 'postgres', 'PG_VERSION'), '18\n');
  await assert.rejects(start(join(folder, 'lost')), problem('DB-START-009', /missing/));
});

test(
  '[DB-START-008] root with a folder the database account cannot reach names the folder in the way',
  { skip: process.getuid?.() !== 0 },
  async () => {
    const closed = join(await newFolder(), 'closed');
    await mkdir(closed, { mode: 0o700 });
    await chmod(join(closed, '..'), 0o755);
    const wanted = join(closed, 'data');
    await assert.rejects(start(wanted), problem('DB-START-008', new RegExp(`enter ${closed} `)));
    assert.equal((await stat(closed)).mode & 0o777, 0o700, 'folders above are left as they are');
  },
);

test(
  'an installed PostgreSQL 15 works the same, and its folder stays with its version',
  { skip: !existsSync(DEBIAN_15) },
  async () => {
    const folder = await newFolder();
    const db = await start(folder, { binFolder: DEBIAN_15 });
    assert.match(db.version, /^15\./);
    await query(db, 'create table kept as select 15 as n');
    assert.deepEqual(await query(db, 'show data_checksums'), [{ data_checksums: 'on' }]);
    await db.stop();

    const copy = await newFolder();
    await cp(folder, copy, { recursive: true });
    const again = await start(copy);
    assert.match(again.version, /^15\./, 'programs of the same major are found by themselves');
    assert.deepEqual(await query(again, 'select n from kept'), [{ n: 15 }]);
    await again.stop();
  },
);
