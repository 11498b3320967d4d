// Fails on claims the house does not make, and on addresses that have no place in the repository.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
const files = listed.stdout.split('\n').filter((file) => file !== '' && !file.startsWith('node_modules/'));

const claims: readonly (readonly [RegExp, string])[] = [
  [/non-?habit-?forming/i, 'claims that ketamine is not habit-forming'],
  [/\bis safe\b|\bperfectly safe\b|\bsafe to (leave|go|discharge|dose)\b/i, 'claims safety'],
  [/cleared for (discharge|treatment|dosing)/i, 'claims clearance'],
  [/\b(vitals|results|values) are normal\b/i, 'calls values normal'],
];
const addresses: readonly (readonly [RegExp, string])[] = [
  [/registry\.npmjs\.org|npmmirror|jfrog|artifactory/i, 'names a registry host'],
];

const faults: string[] = [];
for (const file of files) {
  if (['.png', '.jpg', '.woff2'].some((end) => file.endsWith(end))) continue;
  let text: string;
  try {
    text = readFileSync(join(root, file), 'utf8');
  } catch {
    continue;
  }
  const isWords =
    /^apps\/web\/src\/words\/|^packages\/.*\/src\/|^README\.md$/.test(file) && !file.endsWith('.test.ts');
  if (file === 'tools/check-words.ts') continue;
  text.split('\n').forEach((line, index) => {
    for (const [pattern, what] of addresses)
      if (pattern.test(line)) faults.push(`${file}:${index + 1} ${what}`);
    if (isWords)
      for (const [pattern, what] of claims)
        if (pattern.test(line)) faults.push(`${file}:${index + 1} ${what}`);
  });
}
for (const fault of faults) console.log(fault);
console.log(`${files.length} files read, ${faults.length} faults of words`);
process.exitCode = faults.length === 0 ? 0 : 1;
