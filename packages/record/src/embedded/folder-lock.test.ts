import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { EmbeddedProblem } from './embedded-problem.ts';
import { lockFolder } from './folder-lock.ts';

const newFolder = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-lock-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

const inUse = (error: unknown): boolean => error instanceof EmbeddedProblem && error.code === 'DB-START-001';

const staleLock = JSON.stringify({ pid: 2 ** 22 + 7, start: '1', place: 'gone', host: 'gone', nonce: 'x' });
const elsewhere = JSON.stringify({ pid: 1, start: '1', place: 'another place', host: 'ward-2', nonce: 'y' });

test('of many who take over one stale lock at once, exactly one gets it', async (t) => {
  const folder = await newFolder(t);
  for (let round = 0; round < 25; round += 1) {
    await writeFile(join(folder, 'evenkeel.lock'), staleLock);
    await utimes(join(folder, 'evenkeel.lock'), 1, 1);
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    const got = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    assert.equal(got.length, 1);
    for (const result of results)
      if (result.status === 'rejected') assert.ok(inUse(result.reason), result.reason);
    await got[0]?.release();
    assert.deepEqual(await readdir(folder), []);
  }
});

test('of several processes that start at once, exactly one gets the folder', async (t) => {
  const folder = await newFolder(t);
  await writeFile(join(folder, 'evenkeel.lock'), staleLock);
  await utimes(join(folder, 'evenkeel.lock'), 1, 1);
  const index = new URL('./folder-lock.ts', import.meta.url).href;
  const script = `import(${JSON.stringify(index)}).then(({ lockFolder }) => lockFolder(process.argv[1]))
    .then(() => setTimeout(() => process.exit(0), 1500), (error) => process.exit(error.code === 'DB-START-001' ? 7 : 1))`;
  const codes = await Promise.all(
    Array.from(
      { length: 4 },
      () =>
        new Promise<number | null>((resolve) => {
          spawn(process.execPath, ['-e', script, folder], { stdio: 'inherit' }).once('exit', resolve);
        }),
    ),
  );
  assert.deepEqual(
    codes.toSorted((a, b) => Number(a) - Number(b)),
    [0, 7, 7, 7],
  );
  await (await lockFolder(folder)).release();
});

test('a lock of another machine or container holds while it is touched, and is taken over when it is not', async (t) => {
  const folder = await newFolder(t);
  const file = join(folder, 'evenkeel.lock');
  await writeFile(file, elsewhere);
  const beat = setInterval(() => void utimes(file, new Date(), new Date()), 500);
  await assert.rejects(lockFolder(folder), (error) => inUse(error) && /on ward-2/.test(String(error)));
  clearInterval(beat);
  await utimes(file, 1, 1);
  await (await lockFolder(folder)).release();
});

test('a lock that was released is free, and a held one is not lost to a late release', async (t) => {
  const folder = await newFolder(t);
  const first = await lockFolder(folder);
  await first.release();
  const second = await lockFolder(folder);
  await first.release();
  first.releaseNow();
  await assert.rejects(lockFolder(folder), inUse);
  second.releaseNow();
  assert.deepEqual(await readdir(folder), []);
});
