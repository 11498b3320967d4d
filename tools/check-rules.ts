// Fails when a rule has no test, a test names a rule that is not there, or a hazard names no control or no test.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { allRules } from '../packages/protocol/src/index.ts';
import { parseHazards } from './hazards.ts';
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
const faults = ruleFaults(
  allRules.map(({ id }) => id),
  titles,
  hazards,
);

for (const fault of faults) console.log(fault);
console.log(
  `${allRules.length} rules, ${titles.length} tests, ${hazards.length} hazards read, ${faults.length} faults`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
