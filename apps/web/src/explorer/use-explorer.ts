import { useEffect, useRef, useState } from 'react';
import { bandPlan, type BandAnswer, type PlanAnswer, type PlanJob } from './explorer-job.ts';
import type { Ask, Told } from './explorer-worker.ts';

/** How far the bands are. */
export interface Progress {
  readonly done: number;
  readonly of: number;
}

/** What the explorer shows. */
export interface Explored {
  readonly answers: readonly (PlanAnswer | undefined)[];
  readonly bands: readonly (BandAnswer | undefined)[];
  readonly progress: Progress | undefined;
  /** True after bands were stopped. */
  readonly stopped: boolean;
  /** Milliseconds the last redraw and the last bands took to compute. */
  readonly took: { readonly typical?: number; readonly bands?: number };
}

const nothing: Explored = Object.freeze({
  answers: [],
  bands: [],
  progress: undefined,
  stopped: false,
  took: {},
});

/** Milliseconds without a change after which bands are begun. */
const pauseMs = 150;

/* oxlint-disable unicorn/require-post-message-target-origin -- a worker has no origin to name */

/**
 * Computes plans in two workers: one for the typical person, which answers at once, one for the bands, which may take a
 * while and give way to the next change. The page itself computes nothing.
 */
export function useExplorer(
  jobs: readonly (PlanJob | undefined)[],
  people: number,
): Explored & { readonly stop: () => void; readonly again: () => void } {
  const [explored, setExplored] = useState(nothing);
  const workers = useRef<{ readonly typical: Worker; readonly bands: Worker }>(undefined);
  const turn = useRef(0);
  const [round, setRound] = useState(0);
  // Jobs are plain data: their text says whether anything changed.
  const key = JSON.stringify([jobs, people, round]);

  useEffect(() => {
    const make = () =>
      new Worker(new URL('./explorer-worker.ts', import.meta.url), { type: 'module', name: 'explorer' });
    const both = { typical: make(), bands: make() };
    workers.current = both;
    const listen = ({ data: told }: MessageEvent<Told>) => {
      if (told.turn !== turn.current) return;
      if (told.kind === 'typical')
        setExplored((old) => ({ ...old, answers: told.answers, took: { typical: told.took } }));
      else if (told.kind === 'progress')
        setExplored((old) => ({
          ...old,
          progress: told.done === told.of ? undefined : { done: told.done, of: told.of },
        }));
      else
        setExplored((old) => ({
          ...old,
          bands: Object.assign([...old.bands], { [told.plan]: told.bands }),
          took: { ...old.took, bands: told.took },
        }));
    };
    both.typical.addEventListener('message', listen);
    both.bands.addEventListener('message', listen);
    return () => {
      both.typical.terminate();
      both.bands.terminate();
    };
  }, []);

  useEffect(() => {
    turn.current += 1;
    const mine = turn.current;
    const ask = (worker: 'typical' | 'bands', what: Ask) => workers.current?.[worker].postMessage(what);
    ask('typical', { kind: 'typical', turn: mine, jobs });
    ask('bands', { kind: 'stop', turn: mine });
    setExplored((old) => ({ ...old, bands: [], progress: undefined, stopped: false }));
    const plans = jobs.map((job) => (job === undefined ? undefined : bandPlan(job, people)));
    const timer = setTimeout(() => ask('bands', { kind: 'bands', turn: mine, plans }), pauseMs);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key stands for the jobs
  }, [key]);

  return {
    ...explored,
    stop: () => {
      turn.current += 1;
      workers.current?.bands.postMessage({ kind: 'stop', turn: turn.current } satisfies Ask);
      setExplored((old) => ({ ...old, progress: undefined, stopped: true }));
    },
    again: () => setRound((old) => old + 1),
  };
}
