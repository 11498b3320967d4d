import { Worker } from 'node:worker_threads';
import { blocksOf, checkPlan, mergeAll, type PopulationPlan, type Summary } from '@evenkeel/pharmacology';

/**
 * Simulates a population in worker threads. The summary is the same to the last bit for any number of them; `progress`
 * is told how many people are done. Rejects with the reason of `signal` when it is aborted.
 */
export async function runPopulation(
  plan: PopulationPlan,
  workers: number,
  {
    progress = () => undefined,
    signal,
  }: { readonly progress?: (done: number) => void; readonly signal?: AbortSignal } = {},
): Promise<Summary> {
  checkPlan(plan);
  signal?.throwIfAborted();
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const abort = () => void Atomics.store(stop, 0, 1);
  signal?.addEventListener('abort', abort, { once: true });
  const blocks = blocksOf(plan.count, workers);
  const done = blocks.map(() => 0);
  try {
    const parts = await Promise.all(
      blocks.map(
        async ([from, to], index) =>
          await new Promise<Summary>((resolve, reject) => {
            const worker = new Worker(new URL('./population-worker.ts', import.meta.url), {
              workerData: { plan, from, to, stop },
            });
            worker.on('error', reject);
            worker.on('exit', (code) => {
              if (code !== 0) reject(new Error('A worker of the simulation ended.'));
            });
            worker.on('message', (message: { kind: string; done?: number; summary?: Summary }) => {
              done[index] = message.kind === 'done' ? to - from : (message.done ?? 0);
              progress(done.reduce((sum, value) => sum + value, 0));
              if (message.summary !== undefined) resolve(message.summary);
            });
          }),
      ),
    );
    signal?.throwIfAborted();
    return mergeAll(parts);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
