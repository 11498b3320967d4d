// The mutation score of the rules, packages/protocol, by folder. `npm run mutate -- session` takes one folder. Results are
// kept: what is unchanged is not run again; `--fresh` forgets them.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

const here = join(import.meta.dirname, 'mutation');
const results = join(here, 'results');
const protocol = join(dirname(import.meta.dirname), 'packages', 'protocol');
const given = process.argv.slice(2).filter((one) => !one.startsWith('--'));
if (process.argv.includes('--fresh')) rmSync(results, { recursive: true, force: true });
const chosen = given.map((folder) => `src/${folder}/**/*.ts`);
const { status } = spawnSync(
  process.execPath,
  [
    join(here, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'),
    'run',
    join(here, 'stryker.config.mjs'),
    ...(chosen.length === 0 ? [] : ['--mutate', [...chosen, '!src/**/*.test.ts'].join(',')]),
  ],
  { cwd: protocol, stdio: 'inherit' },
);
if (status !== 0) {
  console.error('The mutants could not all be run; what was found is kept. Run the same command again.');
  process.exit(1);
}

const { files } = JSON.parse(readFileSync(join(results, 'incremental.json'), 'utf8')) as Report;
const caughtBy = new Set(['Killed', 'Timeout']);
const missedBy = new Set(['Survived', 'NoCoverage']);
const scoreOf = (names: readonly string[]): string => {
  const all = names.flatMap((name) => files[name]?.mutants ?? []);
  const caught = all.filter(({ status }) => caughtBy.has(status)).length;
  const missed = all.filter(({ status }) => missedBy.has(status)).length;
  return `${((100 * caught) / Math.max(1, caught + missed)).toFixed(1)} % of ${caught + missed}`;
};
const names = Object.keys(files);
const folders = Map.groupBy(names, (name) => name.split('/').slice(1, -1).join('/'));
for (const [folder, own] of [...folders].toSorted(([a], [b]) => a.localeCompare(b)))
  console.log(`${folder === '' ? '(top)' : folder}: ${scoreOf(own)}`);
console.log(`all so far: ${scoreOf(names)}`);
