import assert from 'node:assert/strict';
import test from 'node:test';
import { ConfigProblem } from '@evenkeel/server';
import { exit, UsageProblem, type Command } from './command.ts';
import { scoreCommand } from './commands/score.ts';
import { simulateCommand } from './commands/simulate.ts';
import { run } from './run.ts';

const failing = (error: unknown): Command => ({
  name: 'fail',
  usage: 'X',
  summary: 'Fails.',
  help: [],
  words: { least: 0, most: 1 },
  run: async () => {
    throw error;
  },
});

async function say(args: readonly string[], commands: readonly Command[] = [scoreCommand, simulateCommand]) {
  let out = '';
  let err = '';
  const code = await run(args, commands, {
    out: (text) => {
      out += `${text}\n`;
    },
    err: (text) => {
      err += `${text}\n`;
    },
  });
  return { code, out, err };
}

test('a wrong command line ends with 2, says why and shows the way, and prints nothing as a result', async () => {
  const wrong = [
    [],
    ['nonsense'],
    ['constructor'],
    ['score'],
    ['score', 'phq9'],
    ['score', 'phq9', '1', '2'],
    ['score', 'phq9', '000000000', '--loud'],
    ['score', 'phq8', '000000000'],
    ['score', 'phq9', '00000000'],
    ['score', 'phq9', '00000000000'],
    ['score', 'phq9', '000000004'],
    ['score', 'phq9', '0,0,0,0,0,0,0,0,-1'],
    ['score', 'phq9', '0,0,0,0,0,0,0,0,0.5'],
    ['score', 'phq9', 'abcdefghi'],
  ];
  for (const args of wrong) {
    const { code, out, err } = await say(args);
    assert.equal(code, exit.usage, args.join(' '));
    if (args.length > 0) assert.equal(out, '', args.join(' '));
    if (args.length > 0) assert.match(err, /^\S.*\./, args.join(' '));
  }
});

test('help of the whole and of each command ends with 0', async () => {
  for (const args of [['--help'], ['help'], ['score', '--help'], ['simulate', '-h']]) {
    const { code, out, err } = await say(args);
    assert.deepEqual([code, err], [exit.ok, ''], args.join(' '));
    assert.match(out, /^Usage: evenkeel/);
  }
});

test('score says a total as the instrument does, with commas or without, and what is unanswered', async () => {
  const same = await Promise.all([
    say(['score', 'phq9', '2,1,0,-,3,1,2,0,0', '--json']),
    say(['score', 'PHQ9', '210-31200', '--json']),
  ]);
  assert.equal(same[0].out, same[1].out);
  const found = JSON.parse(same[0].out) as { readonly total: number; readonly prorated: boolean };
  assert.deepEqual([found.total, found.prorated], [10, true]);
  const none = await say(['score', 'phq9', '---------']);
  assert.deepEqual([none.code, /no total, 9 items/.test(none.out)], [exit.ok, true]);
});

test('what is not there yet says so and ends with 3', async () => {
  const { code, out } = await say(['simulate', '--json']);
  assert.equal(code, exit.cannot);
  assert.equal((JSON.parse(out) as { readonly ok: boolean }).ok, false);
});

test('a failure that is known is its sentence alone; one that is not keeps its stack on standard error', async () => {
  const known = await say(['fail'], [failing(new ConfigProblem('EVENKEEL_PORT must be a port.'))]);
  assert.deepEqual([known.code, known.err], [exit.cannot, 'EVENKEEL_PORT must be a port.\n']);
  const usage = await say(['fail'], [failing(new UsageProblem('There is no such file.'))]);
  assert.deepEqual([usage.code, usage.err], [exit.usage, 'There is no such file.\n']);
  const unknown = await say(['fail', '--json'], [failing(new Error('boom'))]);
  assert.equal(unknown.code, exit.cannot);
  assert.match(unknown.err, /boom\n\s+at /);
  assert.deepEqual(JSON.parse(unknown.out), { ok: false, sentence: 'Something went wrong.' });
});
