// Runs tests written for node:test inside the mutation tool's own process: what a test file calls `test` is collected once
// and called again for each mutant, so that a mutant costs its tests and not the start of a process.
import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';

/** Files that remember answers between calls: each of their mutants gets modules of its own. */
const remembering = ['interactions/recognise-medicine.ts'];
/** Far tests that take longer than this are left out, ms: the score is a lower bound, and found in an hour. */
const longest = 150;
const stryker = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});
const collector =
  'data:text/javascript,' +
  encodeURIComponent(
    'export default (name, ...more) => globalThis.collectedTests.push([name, more.at(-1)]);',
  );

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'node:test') return { url: collector, shortCircuit: true };
    const found = next(specifier, context);
    const round = /\?round=\d+$/.exec(context.parentURL ?? '')?.[0];
    return round !== undefined && found.url.startsWith('file:') && found.url.includes('/src/')
      ? { ...found, url: found.url + round }
      : found;
  },
});

/** The tests of one file; with a round of its own, in modules of its own. */
async function testsOf(path, round = 0) {
  globalThis.collectedTests = [];
  const url = pathToFileURL(join(process.cwd(), path)).href;
  await import(round === 0 ? url : `${url}?round=${round}`);
  return globalThis.collectedTests.map(([name, run]) => ({ id: `${path}: ${name}`, name, path, run }));
}

async function outcome(test) {
  const { id, name, path } = test;
  const started = performance.now();
  const told = () => ({ id, name, fileName: path, timeSpentMs: performance.now() - started });
  stryker.currentTestId = id;
  try {
    await test.run({});
    return { ...told(), status: TestStatus.Success };
  } catch (error) {
    return { ...told(), status: TestStatus.Failed, failureMessage: String(error).slice(0, 500) };
  } finally {
    stryker.currentTestId = undefined;
  }
}

class NodeTestRunner {
  rounds = 0;
  took = new Map();

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    this.tests = new Map();
    for (const path of globSync('src/**/*.test.ts').toSorted()) this.tests.set(path, await testsOf(path));
  }

  async dryRun() {
    const tests = [];
    for (const own of this.tests.values())
      for (const test of own) {
        const one = await outcome(test);
        this.took.set(test.id, one.timeSpentMs);
        tests.push(one);
      }
    return { status: DryRunStatus.Complete, tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, disableBail, sandboxFileName }) {
    const mutated = relative(process.cwd(), sandboxFileName);
    stryker.activeMutant = activeMutant.id;
    stryker.hitCount = hitLimit === undefined ? undefined : 0;
    stryker.hitLimit = hitLimit;
    try {
      const wanted = testFilter === undefined ? undefined : new Set(testFilter);
      // The nearest tests first, then those that read whole answers: they notice soonest.
      const far = (path) =>
        path === mutated.replace(/\.ts$/, '.test.ts')
          ? 0
          : path.endsWith('-digests.test.ts')
            ? 1
            : path.startsWith('src/scenario/')
              ? 3
              : 2;
      const paths = [...this.tests.keys()].toSorted((a, b) => far(a) - far(b));
      const isOwn = remembering.some((one) => mutated.endsWith(one));
      if (isOwn) this.rounds += 1;
      const tests = [];
      const isCaught = () => tests.at(-1)?.status === TestStatus.Failed && !disableBail;
      for (const path of paths) {
        const isNear = far(path) < 2;
        if (isOwn && !isNear) continue;
        const known = this.tests
          .get(path)
          .filter(
            ({ id }) =>
              (wanted === undefined || wanted.has(id)) && (isNear || (this.took.get(id) ?? 0) <= longest),
          );
        if (known.length === 0) continue;
        const ids = new Set(known.map(({ id }) => id));
        const own = isOwn ? (await testsOf(path, this.rounds)).filter(({ id }) => ids.has(id)) : known;
        for (const test of own) {
          const one = await outcome(test);
          if (one.status === TestStatus.Success) this.took.set(test.id, one.timeSpentMs);
          tests.push(one);
          if (isCaught()) break;
        }
        if (isCaught()) break;
      }
      return toMutantRunResult(
        determineHitLimitReached(stryker.hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests },
      );
    } finally {
      stryker.activeMutant = undefined;
      stryker.hitCount = undefined;
    }
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'node-test', NodeTestRunner)];
