import { parentPort, workerData } from 'node:worker_threads';
import { populationBlock, type PopulationPlan } from '@evenkeel/pharmacology';

/* oxlint-disable unicorn/require-post-message-target-origin -- the port of a worker thread has no origin */
const { plan, from, to, stop } = workerData as {
  readonly plan: PopulationPlan;
  readonly from: number;
  readonly to: number;
  readonly stop: Int32Array;
};
const summary = populationBlock(plan, from, to, (done) => {
  parentPort?.postMessage({ kind: 'progress', done });
  return Atomics.load(stop, 0) === 0;
});
parentPort?.postMessage({ kind: 'done', summary }, [
  summary.counts.buffer as ArrayBuffer,
  summary.least.buffer as ArrayBuffer,
  summary.most.buffer as ArrayBuffer,
]);
