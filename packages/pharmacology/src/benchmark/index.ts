/*
 * The benchmark model. BENCHMARK ONLY: placeholder values that cost what a real model costs; no person may be simulated
 * with it. plan - calendar and records laid into panels, shared by everybody; engine - one person in TypeScript;
 * block engine - many people, with the vector kernel where the machine has vectors.
 */
export {
  benchmarkCalendar,
  benchmarkChannels,
  benchmarkNames,
  benchmarkParameters,
  benchmarkPeople,
  benchmarkTimes,
  rowLength as benchmarkRowLength,
} from './benchmark-model.ts';
export type { DosingCalendar } from './calendar.ts';
export { benchmarkEngine, type BenchmarkEngine } from './engine.ts';
export { blockEngine, loadKernel, type BlockEngine, type Kernel, type TakePerson } from './kernel.ts';
export { benchmarkPlan, type BenchmarkPlan } from './plan.ts';
