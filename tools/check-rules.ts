// Fails when a rule has no test, a test names a rule that is not there, a hazard names a control or a test that is not
// there, or a hazard is neither controlled and tested nor open with a reason. Also keeps what the library and the hazards
// page show: `--write` makes it, else it must be up to date.
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { allRules } from '../packages/protocol/src/index.ts';
import { controlsHere } from './control-names.ts';
import { parseHazards } from './hazards.ts';
import { hazardsShown, ruleTests, sameJson } from './library-data.ts';
import { ruleFaults } from './rule-faults.ts';
import { testTitles } from './test-titles.ts';

const root = dirname(import.meta.dirname);
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const files = globSync(
  ['packages/*/src/**/*.test.{ts,tsx}', 'apps/*/src/**/*.test.{ts,tsx}', 'e2e/*.test.ts'],
  {
    cwd: root,
  },
).toSorted();
const titles = files.flatMap((file) => testTitles(file, read(file)));
const hazards = parseHazards(read('docs/hazards.yaml'));
const faults: string[] = [
  ...ruleFaults(
    allRules.map(({ id }) => id),
    titles,
    hazards,
    54,
    controlsHere(
      root,
      allRules.map(({ id }) => id),
    ),
  ),
];

/** What the pages of the web app read, by file. */
const shown = [
  ['apps/web/src/admin/rule-tests.json', ruleTests(titles)],
  ['apps/web/src/admin/hazards.json', hazardsShown(hazards, titles)],
] as const;
const stale = shown.filter(
  ([file, wanted]) => !existsSync(join(root, file)) || !sameJson(JSON.parse(read(file)), wanted),
);
if (process.argv.includes('--write'))
  for (const [file, wanted] of stale) writeFileSync(join(root, file), `${JSON.stringify(wanted, null, 2)}\n`);
else
  faults.push(...stale.map(([file]) => `${file} is not up to date: run node tools/check-rules.ts --write`));

for (const fault of faults) console.log(fault);
console.log(
  `${allRules.length} rules, ${titles.length} tests, ${hazards.length} hazards read, ${faults.length} faults`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
