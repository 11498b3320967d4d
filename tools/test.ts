// The whole of `npm test`, step by step with times. `--only=lint,unit` runs some steps, `--list` names them.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const node = process.execPath;

interface Outcome {
  readonly code: number;
  readonly output: string;
}
interface Step {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
}

function command(file: string, args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, ...env, FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ code: 127, output: String(error) }));
    child.on('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function all(outcomes: readonly (() => Promise<Outcome>)[], width: number): Promise<Outcome> {
  const results: Outcome[] = [];
  const waiting = [...outcomes];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results.push(await next());
  };
  await Promise.all(Array.from({ length: width }, lane));
  return {
    code: Math.max(0, ...results.map((result) => result.code)),
    output: results.map((result) => result.output).join(''),
  };
}

const pureTests = () =>
  globSync(
    [
      'packages/{quantities,pharmacology,instruments,protocol,evidence,contract,exchange}/src/**/*.test.ts',
      'apps/web/src/**/*.test.ts',
      'tools/*.test.ts',
    ],
    { cwd: root },
  );
const storeTests = () =>
  globSync(
    ['packages/record/src/**/*.test.ts', 'apps/server/src/**/*.test.ts', 'apps/cli/src/**/*.test.ts'],
    { cwd: root },
  );
const browserTests = () => globSync(['e2e/*.test.ts'], { cwd: root });
const testArgs = (files: readonly string[], more: readonly string[] = []) => [
  '--test',
  '--test-reporter=tap',
  ...more,
  ...files,
];

const projects = globSync(
  [
    'packages/*/tsconfig.json',
    'apps/*/tsconfig.json',
    'tools/tsconfig.json',
    'e2e/tsconfig.json',
    'bench/tsconfig.json',
  ],
  { cwd: root },
);
const width = Math.max(1, Math.min(4, availableParallelism()));

/** The browser tests, with one demo clinic for all files that look at one, and copies of it for those that change it. */
async function browser(): Promise<Outcome> {
  const args = testArgs(browserTests(), ['--test-concurrency=1']);
  const demo = spawn(node, ['e2e/shared-demo.ts'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const made = await new Promise<string>((resolve) => {
    demo.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    // Without it each file makes its own, and says what is wrong.
    demo.once('exit', () => resolve(''));
  });
  const [address = '', ...folder] = made.split(' ');
  try {
    return await command(node, args, {
      EVENKEEL_TEST_DEMO: address,
      EVENKEEL_TEST_DEMO_FOLDER: folder.join(' '),
    });
  } finally {
    demo.stdin.end();
  }
}

const steps: readonly Step[] = [
  {
    name: 'types',
    run: () =>
      all(
        projects.map((project) => () => command(bin('tsc'), ['--noEmit', '-p', project])),
        width,
      ),
  },
  { name: 'format', run: () => command(bin('oxfmt'), ['--check', '.']) },
  { name: 'lint', run: () => command(bin('oxlint'), ['--type-aware', '--deny-warnings', '.']) },
  { name: 'floors', run: () => command(node, ['tools/check-floors.ts']) },
  { name: 'unused', run: () => command(bin('knip'), ['--no-progress']) },
  { name: 'words', run: () => command(node, ['tools/check-words.ts']) },
  { name: 'rules', run: () => command(node, ['tools/check-rules.ts']) },
  { name: 'unit', run: () => command(node, testArgs(pureTests(), ['--test-isolation=none'])) },
  { name: 'store', run: () => command(node, testArgs(storeTests(), ['--test-concurrency=2'])) },
  { name: 'build', run: () => command(node, ['tools/build-web.ts']) },
  { name: 'size', run: () => command(node, ['apps/web/tools/size.ts']) },
  { name: 'browser', run: browser },
];

if (process.argv.includes('--list')) {
  console.log(steps.map((step) => step.name).join('\n'));
  process.exit(0);
}
const only = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const chosen = steps.filter((step) => only === undefined || only.includes(step.name));

let passed = 0;
let failed = 0;
let skipped = 0;
const started = Date.now();
for (const step of chosen) {
  const begun = Date.now();
  const { code, output } = await step.run();
  const count = (word: string) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  const isTests = /^# tests \d+$/m.test(output);
  const failures = count('fail') + count('cancelled');
  passed += isTests ? count('pass') : code === 0 ? 1 : 0;
  failed += isTests ? Math.max(failures, code === 0 ? 0 : 1) : code === 0 ? 0 : 1;
  skipped += isTests ? count('skipped') : 0;
  const counted = isTests
    ? `, ${count('pass')} tests${count('skipped') > 0 ? `, ${count('skipped')} skipped` : ''}`
    : '';
  console.log(
    `${code === 0 ? 'ok  ' : 'FAIL'} ${step.name} (${((Date.now() - begun) / 1000).toFixed(1)} s${counted})`,
  );
  if (code !== 0) console.log(isTests ? onlyFailures(output) : output.slice(-12_000));
}

/** The failing tests of a TAP report with their diagnostics, without the thousands of lines that passed. */
function onlyFailures(output: string): string {
  const lines = output.split('\n');
  const kept: string[] = [];
  let keeping = false;
  for (const line of lines) {
    if (/^\s*(not ok|ok) \d+/.test(line)) keeping = /^\s*not ok/.test(line);
    else if (/^# (?!Subtest|tests|suites|pass|fail|cancelled|skipped|todo|duration)/.test(line))
      kept.push(line);
    if (keeping) kept.push(line);
  }
  return kept.join('\n').slice(0, 20_000);
}

if (
  chosen.some((step) => step.name === 'browser') &&
  !existsSync(join(root, 'e2e/node_modules/playwright-core'))
) {
  console.log('The browser tests had no browser: run `npm test`, which installs it.');
}
console.log(`${Math.round((Date.now() - started) / 1000)} s in all`);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;
