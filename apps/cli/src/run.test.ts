import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { ConfigProblem } from '@evenkeel/server';
import { exit, UsageProblem, type Command } from './command.ts';
import { fitCommand } from './commands/fit.ts';
import { scoreCommand } from './commands/score.ts';
import { infusion } from '@evenkeel/pharmacology';
import { simulateCommand } from './commands/simulate.ts';
import { validateCommand } from './commands/validate.ts';
import { run } from './run.ts';
import { runPopulation } from './simulate/population-pool.ts';

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

async function say(
  args: readonly string[],
  commands: readonly Command[] = [scoreCommand, simulateCommand, fitCommand, validateCommand],
) {
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

test('simulate answers in a table, in JSON and in words when it is refused', async () => {
  const plan = [
    'simulate',
    '--drug',
    'ketamine',
    '--route',
    'iv',
    '--dose',
    '0.5mg/kg',
    '--over',
    '40min',
    '--weight',
    '70kg',
  ];
  const read = await say(plan);
  assert.equal(read.code, exit.ok);
  assert.match(read.out, /model, not a measurement/);
  const { code, out } = await say([
    ...plan,
    '--dose',
    '40mg-hcl',
    '--at',
    '2h',
    '--json',
    '--series',
    '--times',
    '1h,2h',
  ]);
  assert.equal(code, exit.ok);
  const answer = JSON.parse(out) as {
    readonly model: { readonly id: string };
    readonly regimen: readonly {
      readonly at: number;
      readonly amountMg: number;
      readonly durationH: number;
    }[];
    readonly analytes: Record<string, { readonly cmax: number; readonly auc: number } | null>;
    readonly effects: { readonly occupancy: { readonly value: number } };
    readonly series: { readonly times: readonly number[]; readonly ketamine: readonly number[] };
    readonly warnings: readonly string[];
  };
  assert.equal(answer.model.id, 'composite-1');
  assert.deepEqual(
    answer.regimen.map(({ at, amountMg, durationH }) => [
      at,
      Math.round(amountMg * 10) / 10,
      Math.round(durationH * 60),
    ]),
    [
      [0, 35, 40],
      [2, 34.7, 40],
    ],
  );
  assert.equal(Object.keys(answer.analytes).length, 7);
  assert.ok((answer.analytes['ketamine']?.cmax ?? 0) > 100);
  assert.deepEqual(answer.series.times, [1, 2]);
  assert.match(answer.warnings[0] ?? '', /hydrochloride is/);
  const classic = JSON.parse(
    (
      await say([
        'simulate',
        '--dose',
        '35mg',
        '--weight',
        '70kg',
        '--model',
        'domino-1982',
        '--json',
        '--series',
        '--times',
        '1h',
      ])
    ).out,
  ) as typeof answer;
  // Not modelled is null and never zero.
  assert.equal(classic.analytes['norketamine'], null);
  assert.deepEqual((classic.series as unknown as Record<string, unknown>)['norketamine'], [null]);
  for (const [wrong, says] of [
    [['--dose', '0mg', '--weight', '80kg'], /PHA-001 A dose/],
    [['--dose', '35mg', '--weight', '170lb'], /kilograms only/],
    [['--dose', '35mg', '--weight', '70,5kg'], /written like 80kg/],
    [['--dose', '35mg', '--weight', '80kg', '--liver', 'severe'], /PHA-004/],
    [['--dose', '35mg', '--weight', '80kg', '--model', 'otto-2021'], /PHA-003/],
    [['--weight', '80kg'], /Say a dose/],
  ] as const) {
    const refused = await say(['simulate', ...wrong]);
    assert.deepEqual([refused.code, refused.out], [exit.usage, '']);
    assert.match(refused.err, says);
  }
});

test('[promise 5] a population is the same to the last bit with one worker and with three', async () => {
  const plan = {
    model: 'composite-1',
    regimen: infusion('ketamine', 40, 40 / 60),
    people: { kind: 'alike' as const, person: { weightKg: 80 } },
    count: 90,
    seed: 4,
    times: Float64Array.from([0.5, 2, 24]),
  };
  const told: number[] = [];
  const one = await runPopulation(plan, 1);
  const three = await runPopulation(plan, 3, { progress: (done) => told.push(done) });
  assert.deepEqual(three, one);
  assert.equal(told.at(-1), 90);
  await assert.rejects(
    runPopulation(plan, 1, { signal: AbortSignal.abort(new Error('Stopped.')) }),
    /Stopped/,
  );
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

const fitted = ['fit', '--dose', '0.5mg/kg', '--over', '40min', '--weight', '80kg'];

test('fit answers with intervals and its label, in a table and in JSON', async () => {
  const readings = ['--measured', '40min=210ng/mL,4h=52,norketamine@4h=60,12h<2'];
  const told = await say([...fitted, ...readings]);
  assert.equal(told.code, exit.ok, told.err);
  assert.match(told.out, /model fitted to 4 readings, not a measurement/);
  assert.match(told.out, /CLint\.S +\d+ +\d+ +[\d.]+ to \d+/);
  assert.match(told.out, /< 2/);
  const json = JSON.parse((await say([...fitted, ...readings, '--json'])).out) as {
    readonly exposure: readonly { readonly low: number; readonly value: number; readonly high: number }[];
  };
  for (const { low, value, high } of json.exposure) assert.ok(low < value && value < high);
  const pressure = await say([
    ...fitted,
    '--baseline',
    '120',
    '--pressures',
    '30min=144,40min=147,50min=146',
  ]);
  assert.equal(pressure.code, exit.ok, pressure.err);
  assert.match(pressure.out, /times the typical rise/);
});

test('[D5] fit refuses in a sentence what it cannot read, believe or learn from', async () => {
  for (const [more, says] of [
    [[], /Say readings/],
    [['--measured', '40min=210nmol/L'], /Other units are not read/],
    [['--measured', '40min=2,1'], /A reading is written like/],
    [['--measured', '40=210'], /written like 40min/],
    [['--measured', '40min=2100'], /ten times too large/],
    [['--measured', '4h<1'], /below what the laboratory can tell/],
    [['--measured', 'water@4h=1'], /An analyte is one of/],
    [['--pressures', '30min=140'], /before the dose/],
  ] as const) {
    const { code, out, err } = await say([...fitted, ...more]);
    assert.equal(code, exit.usage, more.join(' '));
    assert.equal(out, '');
    assert.match(err, says);
  }
});

test('validate shows every observation with its fold error, misses included, and draws them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-validate-'));
  try {
    const [svg, csv] = [join(folder, 'v.svg'), join(folder, 'v.csv')];
    const { code, out } = await say(['validate', '--model', 'composite-1', '--svg', svg, '--csv', csv]);
    assert.equal(code, exit.ok);
    assert.match(out, /iv-10mg-bolus-2min +level +296 +73\.9 +ng\/mL +4\.00 +MISS/);
    assert.match(out, /independent values only: fold 1\.46/);
    const picture = readFileSync(svg, 'utf8');
    assert.match(picture, /oral-racemic-0\.5 2\.75/);
    assert.equal(readFileSync(csv, 'utf8').trim().split('\n').length, 28);
    assert.equal((await say(['validate', '--model', 'nothing'])).code, exit.usage);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
