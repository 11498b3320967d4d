// Fails when a page's first load of script grows past its budget (gzip, all of its static imports counted).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = join(import.meta.dirname, '../dist');

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Readonly<
  Record<string, Chunk>
>;

/** Budgets in kB of 1,000 bytes. */
const budgets = { 'index.html': 240, 'questionnaire.html': 60 } as const;

function filesOf(entry: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const next of manifest[entry]?.imports ?? []) filesOf(next, seen);
  return seen;
}

let over = false;
for (const [entry, budget] of Object.entries(budgets)) {
  const files = [...filesOf(entry)].flatMap((name) => manifest[name]?.file ?? []);
  const size =
    files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0) /
    1000;
  over ||= size > budget || files.length === 0;
  console.log(`${entry}: ${size.toFixed(1)} kB of ${budget} kB in ${files.length} files`);
}
process.exitCode = over ? 1 : 0;
