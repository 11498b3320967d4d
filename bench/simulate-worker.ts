// Runs its share of the benchmark model's people each time it is told to, with the vector kernel where there is one.
import { parentPort, workerData } from 'node:worker_threads';
import {
  benchmarkCalendar,
  benchmarkPlan,
  benchmarkTimes,
  blockEngine,
  loadKernel,
} from '../packages/pharmacology/src/index.ts';

/* oxlint-disable unicorn/require-post-message-target-origin -- the port of a worker thread has no origin */
const { rows, from, count, repeats } = workerData as {
  readonly rows: Float64Array;
  readonly from: number;
  readonly count: number;
  readonly repeats: number;
};
const engine = blockEngine(benchmarkPlan(benchmarkCalendar, benchmarkTimes(500)), await loadKernel());
let sum = 0;
const work = () => {
  for (let round = 0; round < repeats; round += 1)
    engine.run(rows, from, count, (_, values, lane) => (sum += values[lane]!));
};
work();
parentPort?.postMessage('ready');
parentPort?.on('message', () => {
  work();
  parentPort?.postMessage(sum);
});
