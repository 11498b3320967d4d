import { join } from 'node:path';

const here = import.meta.dirname;

/** Mutants of the rules. Sentences are left out: their wording is no behaviour. */
export default {
  packageManager: 'npm',
  plugins: [join(here, 'node-test-runner.mjs')],
  testRunner: 'node-test',
  coverageAnalysis: 'perTest',
  mutate: ['src/**/*.ts', '!src/**/*.test.ts', '!src/testing/**', '!src/index.ts'],
  mutator: { excludedMutations: ['StringLiteral'] },
  ignoreStatic: true,
  // Nothing is compiled: Node strips the types.
  tsconfigFile: 'none.json',
  reporters: ['clear-text', 'progress-append-only', 'json'],
  jsonReporter: { fileName: join(here, 'results', 'mutation.json') },
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false, reportMutants: false },
  ignorePatterns: ['tsconfig.json'],
  tempDirName: '.mutation',
  disableTypeChecks: false,
  concurrency: 2,
  // A busy machine must not pass for a caught mutant.
  timeoutMS: 30_000,
  timeoutFactor: 3,
  incremental: true,
  incrementalFile: join(here, 'results', 'incremental.json'),
};
