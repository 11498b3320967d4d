import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { instruments } from '@evenkeel/instruments';
import { scaleRanges } from '@evenkeel/protocol';
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

async function withFiles(
  texts: Readonly<Record<string, string>>,
  work: (at: (name: string) => string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-check-'));
  try {
    for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
    await work((name) => join(folder, name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('check goes on with the other files when one cannot be read, and names each that could not', async () => {
  await withFiles(
    {
      'template.yaml': 'title: a\ndose:\n  template: iv-acut\n  amount: 0.5\n',
      'minute.yaml': 'title: b\nlog:\n  - 99999999999 note calm\n',
      'wrong.yaml': 'title: c\nexpect:\n  summary: stop\n',
      'right.yaml': 'title: d\nexpect:\n  summary: mayProceed\n',
      'long.yaml': `title: e\nabout: ${'x'.repeat(200_000)}\n`,
    },
    async (at) => {
      const files = ['template', 'minute', 'wrong', 'right', 'long'].map((name) => at(`${name}.yaml`));
      const { code, out, err } = await say(...files, at('none.yaml'));
      assert.equal(code, exit.usage);
      assert.match(out, /wrong\.yaml\nc\n/);
      assert.match(out, /6 files, 1 not as expected, 4 not read\.\n$/);
      assert.doesNotMatch(out, /right\.yaml/);
      const lines = err.trimEnd().split('\n');
      assert.equal(lines.length, 4);
      assert.match(
        lines[0] ?? '',
        /template\.yaml: Line 3: .*there is no template iv-acut\. Perhaps iv-acute\.$/,
      );
      assert.match(lines[1] ?? '', /minute\.yaml: Line 3: .*minute 99999999999 is no minute of a session/);
      assert.match(lines[2] ?? '', /long\.yaml is too long for a scenario\.$/);
      assert.match(lines[3] ?? '', /none\.yaml cannot be read\.$/);
      const { ok, files: told } = JSON.parse((await say(...files, '--json')).out) as {
        ok: boolean;
        files: readonly { file: string; ok?: boolean; sentence?: string; kind?: string }[];
      };
      assert.equal(ok, false);
      assert.deepEqual(
        told.map(({ kind, sentence }) => kind ?? (sentence === undefined ? 'nothing' : 'unread')),
        ['unread', 'unread', 'patient', 'patient', 'unread'],
      );
      const right = await say(at('right.yaml'), at('right.yaml'));
      assert.deepEqual([right.code, right.err, right.out], [exit.ok, '', '2 files, 0 not as expected.\n']);
      assert.equal((await say(at('right.yaml'), at('wrong.yaml'))).code, exit.problem);
    },
  );
});

test('check says in JSON why a single file cannot be read, in the same sentence as in words', async () => {
  await withFiles({ 'a.yaml': 'title: a\nlog:\n  - 5 gates all yes but escrot\n' }, async (at) => {
    const { code, out, err } = await say(at('a.yaml'), '--json');
    const told = JSON.parse(out) as { ok: boolean; file: string; sentence: string };
    assert.deepEqual([code, told.ok, told.file], [exit.usage, false, at('a.yaml')]);
    assert.match(told.sentence, /a\.yaml: Line 3: .*escrot is no gate of this session\. Perhaps escort\.$/);
    assert.equal(err, `${told.sentence}\n`);
    assert.deepEqual(await say(at('a.yaml')), { code: exit.usage, out: '', err });
  });
});

test('check passes over the mark that some editors put before a file', async () => {
  await withFiles({ 'a.yaml': '\uFEFFtitle: a\nexpect:\n  summary: mayProceed\n' }, async (at) => {
    assert.equal((await say(at('a.yaml'))).code, exit.ok);
  });
});

test('check looks at a session without a look when its last line was typed', async () => {
  await withFiles({ 'a.yaml': 'title: a\nlog:\n  - 9 vitals 182/80\n' }, async (at) => {
    const { code, out } = await say(at('a.yaml'));
    assert.equal(code, exit.ok);
    assert.match(out, /Minute 9: check, 0 mg delivered\.\n  MON-05 now: Systolic is 182/);
  });
});

test('check says what long-term watching and the review of a course find', async () => {
  const { out } = await say(patient('watch-misuse-craving'));
  assert.match(out, /LTM-04 trigger: craving 7 of 10, early requests\. Team review; no dose increase\./);
  assert.match(
    out,
    /Review of the course: something speaks for holding\.\n  STP-01 continue: MADRS: 62\.5 %/,
  );
  assert.match(out, /  STP-07 hold: Team review/);
  const risen = (await say(patient('after-ymrs-risen-by-eight'))).out;
  assert.match(risen, /AFT-01: The check at 24 hours was answered\.\n/);
  assert.match(risen, /AFT-05 hold: YMRS rose from 3 to 11\./);
  const asked = (await say(patient('review-nothing-asked'))).out;
  assert.match(asked, /LTM-03 unknown, due: No MoCA is recorded\.\n/);
  assert.match(asked, /Review of the course: not everything is known\./);
  assert.match(
    (await say(patient('review-well-twice'))).out,
    /nothing that was asked speaks against going on/,
  );
  assert.doesNotMatch((await say(patient('pregnant'))).out, /LTM-|Review of the course/);
});

test('check takes a session’s country for its policy and its gates', async () => {
  assert.match((await say(session('nasal-us-not-enrolled'))).out, /refused by GAT-12/);
  assert.equal((await say(session('nasal-uk-no-programme'))).code, exit.ok);
});

test('the scales a written patient may name are those of the house, with their ranges', () => {
  assert.deepEqual(
    [...scaleRanges].map(([id, range]) => [id, range]),
    instruments.map(({ id, range }) => [id, { from: range.from, to: range.to }]),
  );
});
