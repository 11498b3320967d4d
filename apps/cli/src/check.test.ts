import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { exit } from './command.ts';
import { checkCommand } from './commands/check.ts';
import { run } from './run.ts';

const bank = join(dirname(dirname(dirname(import.meta.dirname))), 'packages', 'protocol', 'scenarios');
const patient = (name: string) => join(bank, 'patients', `${name}.yaml`);
const session = (name: string) => join(bank, 'sessions', `${name}.yaml`);

async function say(...args: readonly string[]) {
  let out = '';
  let err = '';
  const code = await run(['check', ...args], [checkCommand], {
    out: (text) => {
      out += `${text}\n`;
    },
    err: (text) => {
      err += `${text}\n`;
    },
  });
  return { code, out, err };
}

test('check says the verdict of a written patient with rule, source, grounds and what would change it', async () => {
  const { code, out } = await say(patient('aneurysm-answered'));
  assert.equal(code, exit.ok);
  assert.match(out, /A hard stop\./);
  assert.match(out, /ELI-01 not met \(hardStop\): Answered yes/);
  assert.match(out, /Source: US esketamine label.*\(label\)\./);
  assert.match(out, /Smallest change, to mayProceed: ELI-01\./);
  assert.match((await say(patient('everything-asked'))).out, /A licensed person decides/);
  assert.match((await say(patient('decimal-slip-up'))).out, /Dose refused: 5 mg\/kg is above 1.5 mg\/kg/);
  assert.match((await say(patient('outside-the-band'))).out, /Needs a reason and a second signature/);
});

test('check replays a written session: what was refused, what asks for attention, what was delivered', async () => {
  const { code, out } = await say(session('gate-escort'));
  assert.equal(code, exit.ok);
  assert.match(out, /Minute 0, refused by GAT-03/);
  assert.match((await say(session('pump-stopped'))).out, /Minute 22: paused, 17.5 mg delivered\./);
});

test('check answers in JSON, of one file and of several', async () => {
  const one = JSON.parse((await say(patient('pregnant'), '--json')).out) as Record<string, unknown>;
  assert.deepEqual(
    [one['ok'], one['kind'], (one['verdict'] as { summary: string }).summary],
    [true, 'patient', 'stop'],
  );
  const two = JSON.parse((await say(patient('pregnant'), session('calm'), '--json')).out) as Record<
    string,
    unknown
  >;
  assert.deepEqual([two['ok'], (two['files'] as unknown[]).length], [true, 2]);
  assert.match((await say(patient('pregnant'), session('calm'))).out, /2 files, 0 not as expected/);
});

test('check ends with 1 when something else is found than expected, and with 2 for a file it cannot read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-check-'));
  try {
    const file = join(folder, 'a.yaml');
    await writeFile(file, 'title: a\nexpect:\n  summary: stop\n');
    const wrong = await say(file);
    assert.equal(wrong.code, exit.problem);
    assert.match(wrong.out, /Not as expected: summary: expected stop, found mayProceed/);
    await writeFile(file, 'title: a\nspeed: 3\n');
    const unread = await say(file);
    assert.deepEqual([unread.code, unread.out], [exit.usage, '']);
    assert.match(unread.err, /a\.yaml: Line 2: The file: speed is not known here/);
    assert.match((await say(join(folder, 'none.yaml'))).err, /none\.yaml cannot be read/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
