// The engine and the vector kernel beside the C yardstick, on the same patients, as ratios of user CPU in one run; then
// what more records and a second worker cost, and an independent integrator. `--json` prints one object;
// `--yardstick DIR` says where gen.c and closed.c lie, `--rounds N` how often everything is run in turn.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import {
  benchmarkCalendar,
  benchmarkPeople,
  benchmarkPlan,
  benchmarkRowLength,
  benchmarkTimes,
  blockEngine,
  loadKernel,
  type BlockEngine,
} from '../packages/pharmacology/src/index.ts';
import { integrateBenchmark } from '../packages/pharmacology/src/testing/benchmark-integrator.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    yardstick: { type: 'string', default: resolve(import.meta.dirname, '../../shared/bench/pk') },
    rounds: { type: 'string', default: '7' },
  },
});
const rounds = Number(options.rounds);
const people = 2000;
const records = 500;

const middle = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

interface Yardstick {
  readonly rows: Float64Array;
  /** User microseconds a person. */
  time(): number;
}

/** Compiles the yardstick; a sentence when something is missing. */
function yardstickIn(folder: string): Yardstick | string {
  const source = options.yardstick;
  if (!existsSync(join(source, 'closed.c')))
    return `The yardstick's sources are missing: no closed.c in ${source}.`;
  const compiler = ['gcc', 'cc', 'clang'].find((name) => spawnSync(name, ['--version']).status === 0);
  if (compiler === undefined)
    return 'The compiler of the yardstick is missing: no gcc, cc or clang. Install gcc.';
  const build = (name: string, flags: readonly string[]) =>
    spawnSync(compiler, [...flags, '-o', join(folder, name), join(source, `${name}.c`), '-lm'], {
      encoding: 'utf8',
    });
  for (const done of [build('gen', ['-O2']), build('closed', ['-O3', '-march=native', '-DL=4'])])
    if (done.status !== 0) return `The yardstick does not compile here: ${done.stderr.slice(0, 300)}`;
  const file = join(folder, 'people.bin');
  if (spawnSync(join(folder, 'gen'), [String(people), '1', file]).status !== 0)
    return 'The yardstick made no people.';
  const bytes = readFileSync(file);
  return {
    rows: new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)),
    time: () => {
      const { stdout } = spawnSync(
        join(folder, 'closed'),
        [file, String(people), String(records), 'stream', '1', '-'],
        { encoding: 'utf8' },
      );
      return (JSON.parse(stdout) as { readonly user_us: number }).user_us;
    },
  };
}

let sink = 0;
/** User microseconds a person of the first `count` people. */
function timeOf(engine: BlockEngine, rows: Float64Array, count: number): number {
  const before = process.cpuUsage();
  engine.run(rows, 0, count, (_, values, lane) => (sink += values[lane]!));
  return process.cpuUsage(before).user / count;
}

/** Wall seconds in which so many workers run everybody, each its own block. */
async function workersOf(
  rows: Float64Array,
  count: number,
): Promise<{ run(): Promise<number>; end(): void }> {
  const size = Math.ceil(people / count);
  const workers = Array.from(
    { length: count },
    (_, index) =>
      new Worker(new URL('./simulate-worker.ts', import.meta.url), {
        workerData: { rows, from: index * size, count: Math.min(size, people - index * size), repeats: 10 },
      }),
  );
  const answers = async () =>
    await Promise.all(
      workers.map(async (worker) => await new Promise((answer) => worker.once('message', answer))),
    );
  await answers();
  return {
    run: async () => {
      const started = performance.now();
      const all = answers();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
      for (const worker of workers) worker.postMessage('go');
      await all;
      return (performance.now() - started) / 1000;
    },
    end: () => {
      for (const worker of workers) void worker.terminate();
    },
  };
}

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-bench-'));
try {
  const yardstick = yardstickIn(folder);
  const missing = typeof yardstick === 'string' ? yardstick : undefined;
  const rows = typeof yardstick === 'string' ? benchmarkPeople(people, 1) : yardstick.rows;
  const kernel = await loadKernel();
  const plan = benchmarkPlan(benchmarkCalendar, benchmarkTimes(records));
  const long = benchmarkPlan(benchmarkCalendar, benchmarkTimes(10 * records));
  const typescript = blockEngine(plan, undefined);
  const vectors = blockEngine(plan, kernel);
  const contenders = {
    typescript: { engine: typescript, count: people },
    kernel: { engine: vectors, count: people },
    typescriptLong: { engine: blockEngine(long, undefined), count: people / 4 },
    kernelLong: { engine: blockEngine(long, kernel), count: people / 4 },
  };
  const times: Record<keyof typeof contenders | 'c', number[]> = {
    c: [],
    typescript: [],
    kernel: [],
    typescriptLong: [],
    kernelLong: [],
  };
  for (const { engine, count } of Object.values(contenders)) timeOf(engine, rows, count);
  for (let round = 0; round < rounds; round += 1) {
    if (typeof yardstick !== 'string') times.c.push(yardstick.time());
    for (const [name, { engine, count }] of Object.entries(contenders))
      times[name as keyof typeof contenders].push(timeOf(engine, rows, count));
  }
  const ratio = (one: keyof typeof times, other: keyof typeof times) =>
    Number(middle(times[one].map((value, round) => value / times[other][round]!)).toFixed(2));

  const [alone, pair] = [await workersOf(rows, 1), await workersOf(rows, 2)];
  const gains: number[] = [];
  for (let round = 0; round < rounds; round += 1) gains.push((await alone.run()) / (await pair.run()));
  alone.end();
  pair.end();

  // Independent of ours: an adaptive integrator, at the records it is asked for, on a few of the same people.
  const asked = [1, 9.5, 50, 170, 268, 420, 672];
  const few = 3;
  let error = 0;
  for (let person = 0; person < few; person += 1) {
    const row = rows.slice(person * benchmarkRowLength, (person + 1) * benchmarkRowLength);
    const theirs = integrateBenchmark(row, benchmarkCalendar, asked);
    for (const engine of [undefined, kernel])
      blockEngine(benchmarkPlan(benchmarkCalendar, Float64Array.from(asked)), engine).run(
        row,
        0,
        1,
        (_, values, lane, lanes) => {
          for (const [index, their] of theirs.entries())
            error = Math.max(
              error,
              Math.abs(values[(3 * asked.length + index) * lanes + lane]! / their[3]! - 1),
            );
        },
      );
  }
  const before = process.cpuUsage();
  for (let person = 0; person < few; person += 1)
    integrateBenchmark(
      rows.slice(person * benchmarkRowLength, (person + 1) * benchmarkRowLength),
      benchmarkCalendar,
      asked,
      1e-8,
    );
  const integrator = process.cpuUsage(before).user / few;
  const { version } = createRequire(import.meta.url)('odex/package.json') as { readonly version: string };

  const figures = {
    bench: 'simulate',
    ...(missing === undefined ? {} : { missing }),
    vectors: vectors.kind === 'kernel',
    microseconds: Object.fromEntries(
      Object.entries(times).flatMap(([name, values]) =>
        values.length === 0 ? [] : [[name, Number(middle(values).toFixed(1))]],
      ),
    ),
    ...(missing === undefined
      ? { typescriptToC: ratio('typescript', 'c'), kernelToC: ratio('kernel', 'c') }
      : {}),
    typescriptToKernel: ratio('typescript', 'kernel'),
    longTypescript: ratio('typescriptLong', 'typescript'),
    longKernel: ratio('kernelLong', 'kernel'),
    twoWorkers: Number(middle(gains).toFixed(2)),
    integrator: { name: `odex ${version}`, microseconds: Math.round(integrator) },
    scoreError: Number(error.toPrecision(2)),
    checksum: Number.isFinite(sink),
  };
  if (options.json) console.log(JSON.stringify(figures));
  else {
    const line = (what: string, value: unknown, target: string) =>
      console.log(`${what.padEnd(52)} ${String(value).padStart(9)}   ${target}`);
    console.log(
      `${people} people, six infusions, ${records} records over 28 days; user CPU, middle of ${rounds} rounds in turn`,
    );
    if (missing !== undefined) console.log(missing);
    for (const [name, value] of Object.entries(figures.microseconds))
      line(`${name}, microseconds a person`, value, '');
    if (missing === undefined) {
      line('TypeScript / C', figures.typescriptToC, 'at most 8');
      line('kernel / C', figures.kernelToC, 'at most 3.0, aim 2.0');
    }
    line('TypeScript / kernel', figures.typescriptToKernel, '');
    line('5,000 records / 500, TypeScript', figures.longTypescript, 'at most 2.5');
    line('5,000 records / 500, kernel', figures.longKernel, 'at most 2.5');
    line('two workers / one, wall', figures.twoWorkers, 'at least 1.8 on a quiet machine');
    line(`${figures.integrator.name}, microseconds a person`, figures.integrator.microseconds, 'independent');
    line('largest error of the score against it', figures.scoreError, 'at most 1e-7');
    if (!figures.vectors) console.log('This machine has no vectors: the kernel rows are TypeScript.');
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
