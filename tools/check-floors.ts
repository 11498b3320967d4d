// Fails when a package imports upward, sideways into another's inside, or what it did not declare; when a pure floor
// reads a clock, a disk or chance; and when a file is too long without a reason at its top.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { floors, pure } from './floors.ts';

const root = dirname(import.meta.dirname);
const faults: string[] = [];

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const sources = globSync(['packages/*/src/**/*.{ts,tsx}', 'apps/*/src/**/*.{ts,tsx}'], { cwd: root });
const manifests = new Map<string, Manifest>();
for (const file of globSync(['packages/*/package.json', 'apps/*/package.json'], { cwd: root })) {
  const name = dirname(file).split('/')[1] ?? '';
  manifests.set(name, JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest);
  if (floors[name] === undefined)
    faults.push(`${file}: the package ${name} stands on no floor; add it to tools/floors.ts`);
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
const impure: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\s*\(/, 'Date.now()'],
  [/\bnew Date\(\s*\)/, 'new Date() without an argument'],
  [/\bMath\.random\s*\(/, 'Math.random()'],
  [/\bperformance\.now\s*\(/, 'performance.now()'],
  [/\bprocess\.(env|hrtime|cwd)\b/, 'process'],
  [/(?<![.\w])fetch\s*\(/, 'fetch()'],
];

for (const file of sources) {
  const [, name = ''] = file.split('/');
  const text = readFileSync(join(root, file), 'utf8');
  const isTest = /\.test\.tsx?$|\/testing\//.test(file);
  const floor = floors[name] ?? -1;
  const manifest = manifests.get(name);
  for (const match of text.matchAll(importPattern)) {
    const target = match[1] ?? match[2] ?? match[3] ?? '';
    if (target.startsWith('.')) {
      const inside = relative(
        join(root, file.split('/').slice(0, 2).join('/')),
        join(root, dirname(file), target),
      );
      if (inside.startsWith('..'))
        faults.push(`${file}: ${target} leaves the package; import its index by name`);
    } else if (target.startsWith('@evenkeel/')) {
      const [, other = '', ...rest] = target.split('/');
      if (rest.length > 0 && !(isTest && rest.join('/') === 'testing'))
        faults.push(`${file}: ${target} reaches inside ${other}; import @evenkeel/${other}`);
      if (manifest?.dependencies?.[`@evenkeel/${other}`] === undefined)
        faults.push(`${file}: ${target} is not declared in its package.json`);
      if ((floors[other] ?? 99) >= floor)
        faults.push(`${file}: floor ${floor} imports ${other} on floor ${floors[other] ?? '?'}`);
    } else if (target.startsWith('node:') && pure.includes(name) && !isTest) {
      faults.push(`${file}: ${target} on a pure floor`);
    }
  }
  if (pure.includes(name) && !isTest) {
    const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
    for (const [pattern, what] of impure)
      if (pattern.test(code)) faults.push(`${file}: ${what} on a pure floor`);
  }
  const lines = text.split('\n').length;
  if (lines > 400 && !/^\/[/*].{0,3}\s*Long because/.test(text))
    faults.push(`${file}: ${lines} lines; split it, or start it with "// Long because ..."`);
}

for (const fault of faults) console.log(fault);
console.log(`${sources.length} files read, ${faults.length} floor faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
