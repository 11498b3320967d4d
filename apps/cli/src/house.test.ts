import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import test, { after, before } from 'node:test';

/** The whole command as people run it: processes of their own on folders of their own. */
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenkeel-cli-'));
  // As root the database runs as another account, which has to pass through.
  await chmod(folder, 0o711);
});
after(async () => {
  await rm(folder, { recursive: true, force: true });
});

const main = join(import.meta.dirname, 'main.ts');
const environment = (data: string, more: Record<string, string> = {}) => {
  const { DATABASE_URL: _, ...rest } = process.env;
  return { ...rest, EVENKEEL_DATA: join(folder, data), EVENKEEL_PORT: '0', EVENKEEL_PAGES: 'off', ...more };
};

function evenkeel(data: string, args: readonly string[], more: Record<string, string> = {}) {
  return new Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>(
    (resolve) => {
      const child = spawn(process.execPath, [main, ...args], {
        env: environment(data, more),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let out = '';
      let err = '';
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
      });
      child.stderr.on('data', (chunk: Buffer) => {
        err += chunk.toString();
      });
      child.on('close', (code) => resolve({ code, out, err }));
    },
  );
}

async function startOn(
  data: string,
): Promise<{ readonly child: ChildProcess; readonly address: string; readonly lines: string[] }> {
  const child = spawn(process.execPath, [main, 'start'], {
    env: environment(data),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    reader.on('line', (line) => {
      lines.push(line);
      resolve();
    });
    child.once('exit', (code) => reject(new Error(`start ended with ${String(code)}`)));
  });
  return { child, address: lines[0] ?? '', lines };
}
const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('exit', resolve));

const bundle = (family: string) => {
  const reference = 'urn:uuid:00000000-0000-4000-8000-000000000001';
  return JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      {
        fullUrl: reference,
        resource: {
          resourceType: 'Patient',
          id: 'p1',
          name: [{ family, given: ['Ada'] }],
          birthDate: '1980-02-03',
          gender: 'female',
        },
      },
    ],
  });
};

test('start, set up, import, verify, backup and export beside it, a stop that leaves nothing, and a restore elsewhere', async () => {
  const { child, address, lines } = await startOn('one');
  try {
    assert.match(address, /^http:\/\/localhost:\d+\/$/);
    const unset = await evenkeel('one', ['import', main]);
    assert.notEqual(unset.code, 0, 'before there is a clinic nothing is imported');
    const people = [{ login: 'desk', name: 'Desk', password: 'correct horse battery', roles: ['frontDesk'] }];
    const set = await fetch(`${address}api/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        clinicName: 'One',
        timeZone: 'Europe/London',
        jurisdiction: 'UK',
        administrator: { login: 'admin', name: 'Admin', password: 'correct horse battery' },
        people,
      }),
    });
    assert.equal(set.status, 200);

    const second = await evenkeel('one', ['start']);
    assert.equal(second.code, 3, 'two servers on one folder');
    assert.doesNotMatch(second.err, /\n\s+at /);

    const file = join(folder, 'referral.json');
    await writeFile(file, bundle('Lovelace'));
    const first = await evenkeel('one', ['import', file, '--json']);
    assert.equal(first.code, 0, first.err);
    assert.equal((JSON.parse(first.out) as { readonly seenBefore: boolean }).seenBefore, false);
    const again = await evenkeel('one', ['import', file, '--as', 'DESK', '--json']);
    assert.equal((JSON.parse(again.out) as { readonly seenBefore: boolean }).seenBefore, true, again.err);
    for (const args of [
      ['--as', 'admin'],
      ['--as', 'nobody'],
    ]) {
      const refused = await evenkeel('one', ['import', file, ...args]);
      assert.equal(refused.code, 1, args.join(' '));
      assert.match(refused.out, /may not receive referrals/);
    }
    await writeFile(join(folder, 'no.json'), '<Bundle/>');
    assert.equal((await evenkeel('one', ['import', join(folder, 'no.json')])).code, 1);
    assert.equal((await evenkeel('one', ['import', join(folder, 'missing.json')])).code, 2);

    const verified = await evenkeel('one', ['verify', '--json']);
    assert.equal(verified.code, 0, verified.err);
    assert.equal((JSON.parse(verified.out) as { readonly ok: boolean }).ok, true);
    const backedUp = await evenkeel('one', ['backup', join(folder, 'backup')]);
    assert.equal(backedUp.code, 0, backedUp.err);
    assert.equal(
      (await evenkeel('one', ['backup', join(folder, 'backup')])).code,
      3,
      'never into a used folder',
    );
    assert.equal((await evenkeel('one', ['export', join(folder, 'export')])).code, 0);
    assert.ok((await readdir(join(folder, 'export'))).length > 5);
    assert.equal((await evenkeel('one', ['restore', join(folder, 'backup')])).code, 3, 'never over a clinic');
    assert.match(await readFile(join(folder, 'one', 'last-backup.json'), 'utf8'), /"at":/);
    assert.equal((await fetch(`${address}readyz`)).status, 200, 'the server was not disturbed');
  } finally {
    child.kill('SIGTERM');
  }
  assert.equal(await ended(child), 0);
  assert.deepEqual(lines, [address], 'start prints its address and nothing else');

  const restored = await evenkeel('two', ['restore', join(folder, 'backup')]);
  assert.equal(restored.code, 0, restored.err);
  const proof = await evenkeel('two', ['verify']);
  assert.equal(proof.code, 0, proof.out);
  const next = await startOn('two');
  const hello = (await (await fetch(`${next.address}api/hello`)).json()) as { readonly clinicName: string };
  next.child.kill('SIGINT');
  assert.equal(hello.clinicName, 'One');
  assert.equal(await ended(next.child), 0);
});

test('a port that is in use, and a setting that cannot be read, are one sentence and exit code 3', async () => {
  const busy = createServer();
  await new Promise<void>((resolve) => {
    busy.listen(0, '127.0.0.1', resolve);
  });
  const place = busy.address();
  const port = typeof place === 'object' && place !== null ? String(place.port) : '';
  const taken = await evenkeel('three', ['start'], { EVENKEEL_PORT: port });
  busy.close();
  assert.equal(taken.code, 3);
  assert.match(taken.err, new RegExp(`Port ${port} is in use`));
  assert.doesNotMatch(taken.err, /\n\s+at /);
  const unread = await evenkeel('three', ['start'], { EVENKEEL_PORT: 'seventy' });
  assert.deepEqual([unread.code, unread.out], [3, '']);
  assert.match(unread.err, /^EVENKEEL_PORT must be a port/);
});
