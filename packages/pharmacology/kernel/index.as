// BENCHMARK ONLY. The benchmark model for two persons at once; src/benchmark/engine.ts is the same in TypeScript and is
// what this is tested against. Built by tools/kernel/build.ts into src/benchmark/kernel-bytes.ts.
import { fillLosses, fillStretches, writeLinear } from './linear';
import { fillFactors, fillModes } from './modal';
import { writeScore } from './score';

export { usePlan } from './plan';

/** Runs the pair of rows that lies in memory and writes `out[(channel x records + record) x 2 + lane]`. */
export function run(): void {
  fillModes();
  fillFactors();
  fillStretches();
  fillLosses();
  writeLinear();
  writeScore();
}
