// The mutation score of the rules: every folder of packages/protocol in turn, then the table. `npm run mutate -- session`
// takes one folder. Results are kept: what is unchanged is not run again; `--fresh` forgets them.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

const here = join(import.meta.dirname, 'mutation');
const results = join(here, 'results');
const protocol = join(dirname(import.meta.dirname), 'packages', 'protocol');
const given = process.argv.slice(2).filter((one) => !one.startsWith('--'));
const folders = globSync('src/*/', { cwd: protocol })
  .map((path) => path.replace(/^src[/\\]/, ''))
  .filter((name) => name !== 'testing' && (given.length === 0 || given.includes(name)))
  .toSorted();
if (process.argv.includes('--fresh')) rmSync(results, { recursive: true, force: true });

for (const folder of folders) {
  const { status } = spawnSync(
    process.execPath,
    [
      join(here, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'),
      'run',
      join(here, 'stryker.config.mjs'),
      '--mutate',
      `src/${folder}/**/*.ts,!src/**/*.test.ts`,
    ],
    { cwd: protocol, stdio: 'inherit' },
  );
  if (status !== 0) {
    console.error(`The mutants of ${folder} could not be run; what was found before is kept.`);
    process.exit(1);
  }
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
for (const folder of folders)
  console.log(`${folder}: ${scoreOf(names.filter((name) => name.startsWith(`src/${folder}/`)))}`);
console.log(`all so far: ${scoreOf(names)}`);
