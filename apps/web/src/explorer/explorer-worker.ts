import { populationRun, type PopulationPlan, type Summary } from '@evenkeel/pharmacology';
import { bandsOf, typicalAnswer, type BandAnswer, type PlanAnswer, type PlanJob } from './explorer-job.ts';

/** What the page asks. Each ask carries the number of the page's latest state; an older one is dropped. */
export type Ask =
  | { readonly kind: 'typical'; readonly turn: number; readonly jobs: readonly (PlanJob | undefined)[] }
  | { readonly kind: 'bands'; readonly turn: number; readonly plans: readonly (PopulationPlan | undefined)[] }
  | { readonly kind: 'stop'; readonly turn: number };

/** What the worker tells. */
export type Told =
  | {
      readonly kind: 'typical';
      readonly turn: number;
      readonly answers: readonly (PlanAnswer | undefined)[];
      /** Milliseconds the computing took. */
      readonly took: number;
    }
  | { readonly kind: 'progress'; readonly turn: number; readonly done: number; readonly of: number }
  | {
      readonly kind: 'bands';
      readonly turn: number;
      readonly plan: number;
      readonly bands: BandAnswer;
      readonly took: number;
    };

/* oxlint-disable unicorn/require-post-message-target-origin -- the page of a worker has no origin to name */
const tell = (told: Told) => postMessage(told);

let latest = 0;
const channel = new MessageChannel();
let wake: (() => void) | undefined;
channel.port1.addEventListener('message', () => wake?.());
channel.port1.start();

/** Lets waiting messages in between two steps. */
async function breath(): Promise<void> {
  await new Promise<void>((resolve) => {
    wake = resolve;
    channel.port2.postMessage(0);
  });
}

async function bands(turn: number, plans: readonly (PopulationPlan | undefined)[]): Promise<void> {
  const of = plans.reduce((sum, plan) => sum + (plan?.count ?? 0), 0);
  let before = 0;
  for (const [index, plan] of plans.entries()) {
    if (plan === undefined) continue;
    const started = performance.now();
    const run = populationRun(plan, 0, plan.count);
    let summary: Summary | undefined;
    while (summary === undefined) {
      const { done, value } = run.next();
      if (done === true) summary = value;
      else {
        tell({ kind: 'progress', turn, done: before + value.people, of });
        await breath();
        if (turn !== latest) return;
      }
    }
    before += plan.count;
    const answer = bandsOf(plan.times, summary);
    tell({ kind: 'bands', turn, plan: index, bands: answer, took: performance.now() - started });
  }
  tell({ kind: 'progress', turn, done: of, of });
}

let warm = false;

/** Computes the first plan a few times more after its answer: the engine is fast once the browser has compiled it. */
function warmUp(job: PlanJob | undefined): void {
  if (warm || job === undefined) return;
  warm = true;
  for (let round = 0; round < 10; round += 1) typicalAnswer(job);
}

addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  latest = data.turn;
  if (data.kind === 'typical') {
    const started = performance.now();
    const answers = data.jobs.map((job) => (job === undefined ? undefined : typicalAnswer(job)));
    tell({ kind: 'typical', turn: data.turn, answers, took: performance.now() - started });
    warmUp(data.jobs.find((job) => job !== undefined));
  } else if (data.kind === 'bands') void bands(data.turn, data.plans);
});
