// Builds the vector kernel from packages/pharmacology/kernel into packages/pharmacology/src/benchmark/kernel-bytes.ts.
// `--check` builds it and compares the bytes with those committed. Installs the compiler beside this file when needed;
// `npm start` and `npm test` never do.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const here = import.meta.dirname;
const home = join(here, '..', '..', 'packages', 'pharmacology');
const target = join(home, 'src', 'benchmark', 'kernel-bytes.ts');
const compiler = join(here, 'node_modules', 'assemblyscript', 'bin', 'asc.js');

function run(command: string, args: readonly string[]): void {
  const done = spawnSync(command, args, {
    cwd: here,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (done.error !== undefined) throw done.error;
  if (done.status !== 0) throw new Error(`${basename(command)} ended with ${done.status ?? 'a signal'}`);
}

interface Package {
  readonly version: string;
}
interface Manifest {
  readonly devDependencies: { readonly assemblyscript: string };
}
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const wanted = (read(join(here, 'package.json')) as Manifest).devDependencies.assemblyscript;
const installed = join(here, 'node_modules', 'assemblyscript', 'package.json');
if (!existsSync(installed) || (read(installed) as Package).version !== wanted)
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);

/** The compiler reads `.ts`; the sources are `.as`, for they are not TypeScript and its tools must leave them alone. */
function build(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-kernel-'));
  try {
    mkdirSync(join(folder, 'kernel'));
    for (const file of globSync('kernel/*.as', { cwd: home }))
      writeFileSync(
        join(folder, 'kernel', basename(file).replace(/\.as$/, '.ts')),
        readFileSync(join(home, file), 'utf8').replaceAll('\r\n', '\n'),
      );
    const options = '--optimizeLevel 3 --shrinkLevel 0 --converge --noAssert --runtime stub --enable simd';
    run(process.execPath, [
      compiler,
      'kernel/index.ts',
      '--baseDir',
      folder,
      '--outFile',
      'kernel.wasm',
      ...options.split(' '),
    ]);
    return readFileSync(join(folder, 'kernel.wasm'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of the sources, so that a test without the compiler sees when the bytes are older than they are. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const file of globSync('kernel/*.as', { cwd: home }).toSorted())
    hash.update(basename(file)).update(readFileSync(join(home, file), 'utf8').replaceAll('\r\n', '\n'));
  return hash.digest('hex');
}

const bytes = build();
const text = [
  '// Built by tools/kernel/build.ts from packages/pharmacology/kernel. Do not edit: `--check` compares it with a rebuild.',
  `export const kernelBytes =`,
  `  '${bytes.toString('base64')}';`,
  '',
  '/** SHA-256 of the names and texts of the sources. */',
  `export const kernelSources = '${hashOfSources()}';`,
  '',
].join('\n');
if (process.argv.includes('--check')) {
  const same = existsSync(target) && readFileSync(target, 'utf8').replaceAll('\r\n', '\n') === text;
  console.log(
    same
      ? `The kernel is what its sources give: ${bytes.length} bytes.`
      : 'The kernel is not what its sources give. Run tools/kernel/build.ts.',
  );
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(target, text);
  console.log(`${bytes.length} bytes written`);
}
